"""Workspace: where the work is kept, taking it along, bringing it back, and erasing it."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import session, workspace_view

st.title("Workspace", anchor=False)
workspace_view.where_it_is()
workspace_view.how_files_are_opened()

st.header("Take it along", anchor=False)
workspace_view.save_as_file()

st.header("Bring it in", anchor=False)
workspace_view.restore_from_file()

st.header("Paper and Word files", anchor=False)
choices = workspace_view.choices_form(session.workspace().choices)
session.commit(session.workspace().model_copy(update={"choices": choices}))

st.header("Erase", anchor=False)
workspace_view.erase()
