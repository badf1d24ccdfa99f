"""Documents and checklist: bring files in, see what became of each, and what is still missing."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import adding_files, document_cards, explanations_view, session
from postmatch.ui.checklist_view import show_checklist
from postmatch.ui.components import arrive_at_list
from postmatch.usecases.review_workspace import review_workspace

st.title("Documents", anchor=False)
workspace = session.workspace()
findings = review_workspace(workspace, session.facts(), today=session.today())

st.header("Add files", anchor=False)
adding_files.add_files()

st.header("Your documents", anchor=False)
document_cards.show_all(workspace, findings)
explanations_view.show_all(workspace)
document_cards.show_removed(workspace)

st.header("Checklist", anchor=False)
show_checklist(findings)
arrive_at_list()
