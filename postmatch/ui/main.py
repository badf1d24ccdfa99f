"""The frame around every page: page config, navigation, sidebar, notices. No logic of its own."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from postmatch.ui import frame
from postmatch.ui.places import INNER_PAGES, PAGES, page_path

FAVICON = str(Path(__file__).with_name("static") / "favicon.png")

# Before st.navigation: otherwise the browser fetches each page icon from a font host on the internet.
st.set_page_config(page_icon=FAVICON)
page = st.navigation(
    [
        st.Page(page_path(name), title=title, icon=icon, url_path=name, default=name == PAGES[0][0])
        for name, title, icon in PAGES
    ]
    + [
        st.Page(page_path(name), title=title, icon=icon, url_path=name, visibility="hidden")
        for name, title, icon, _ in INNER_PAGES
    ],
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} · Postmatch", page_icon=FAVICON, layout="wide")
frame.draw(page)
