"""Files for the applicant to take away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
JSON = "application/json"
CSV = "text/csv"


def download(label: str, make: Callable[[], bytes], file_name: str, media_type: str, *, key: str, **look) -> None:
    """A download button whose bytes are made at the click and not before.

    Streamlit names files over 1 MiB in memory by their length and three samples, one of them the last 64 KiB,
    and keeps the first content for a name: two packets alike in those would be mixed up. What we hand out that
    can be so large therefore carries a digest of itself at its very end (the packet's /ID, the archive's
    comment); ``tests/ui/test_downloads.py`` holds that.
    """
    st.download_button(label, data=make, file_name=file_name, mime=media_type, key=key, on_click="ignore", **look)
