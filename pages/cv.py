"""CV: the filled page as it will be sent, to download, or to take the place of by one's own."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import CV_KIND
from postmatch.ui import filled_view, session

st.title("CV", anchor=False)
filled_from = "" if session.workspace().own_cv else "Filled from your profile. "
st.markdown(f"{filled_from}One page is what a program director reads; the preview is what you would send.")
filled_view.show(CV_KIND, one_page=True)
