"""Overview: where I stand, and what to do next."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import overview, session
from postmatch.ui.checklist_view import show_steps
from postmatch.usecases.review_workspace import review_workspace

workspace = session.workspace()

if overview.is_new(workspace):
    overview.welcome()
else:
    findings = review_workspace(workspace, session.facts(), today=session.today())
    overview.greet(workspace)
    overview.tiles()
    st.header("What to do today", anchor=False)
    show_steps(findings, count=4, place="overview")
