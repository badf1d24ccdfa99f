"""CV: the filled page as it will be sent, to download, or to take the place of by one's own."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import CV_KIND
from postmatch.ui import filled_view

st.title("CV", anchor=False)
st.markdown("Filled from your profile. One page is what a program director reads; the preview is what you would send.")
filled_view.show(CV_KIND, one_page=True)
