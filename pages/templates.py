"""Your templates: Word files of one's own for the CV and the cover letter, checked before they are used."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import session, templates_view

way_back = st.container()
st.title("Your templates", anchor=False)
purpose = templates_view.choose_purpose(way_back)
templates_view.bring_one(purpose)

st.header("Yours", anchor=False)
templates_view.show_own(session.workspace(), purpose)

st.header("What a template can print", anchor=False)
templates_view.show_variables(purpose)
