"""Profile: the facts about the applicant, one section at a time."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import bring_in_view, forms, messages, session
from postmatch.usecases.review_workspace import review_workspace

st.title("Profile", anchor=False)
st.markdown(":gray[Nothing here is required to begin. Each change is kept as soon as you leave the field.]")
bring_in_view.show_the_way()

workspace = session.workspace()
section = forms.choose_section()
profile = forms.section_form(workspace.profile, section)
session.commit(workspace.with_profile(profile))

findings = review_workspace(session.workspace(), session.facts(), today=session.today())
if doubts := forms.doubts(findings, section):
    st.header("Please check", anchor=False)
    messages.show_findings(doubts)
