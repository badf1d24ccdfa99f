"""Documents and checklist: bring files in, see what became of each, and what is still missing."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import document_cards, session
from postmatch.ui.checklist_view import show_checklist, show_steps
from postmatch.usecases.review_workspace import review_workspace

st.title("Documents", anchor=False)
findings = review_workspace(session.workspace(), session.facts(), today=session.today())

st.header("What to do today", anchor=False)
show_steps(findings, count=2, place="documents")

st.header("Add files", anchor=False)
document_cards.add_files()

st.header("Your documents", anchor=False)
document_cards.show_all(session.workspace())

st.header("Checklist", anchor=False)
show_checklist(findings)
