"""Bring in what you have: a profile from other programs or an older CV, taken over item by item."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import bring_in_view
from postmatch.ui.places import page_path

st.page_link(page_path("profile"), label="Profile", icon=":material/arrow_back:")
st.title("Bring in what you have", anchor=False)
bring_in_view.receive_file()
bring_in_view.show_found()
bring_in_view.show_unplaced()
