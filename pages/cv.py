"""CV: the filled page as it will be sent, what it prints, what it passes over, and the same as text for MyERAS."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import cv_views, session

st.title("CV", anchor=False)
filled_from = "" if session.workspace().own_cv else "Filled from your profile. "
st.markdown(f"{filled_from}One page is what a program director reads; the preview is what you would send.")
cv_views.show(cv_views.choose())
