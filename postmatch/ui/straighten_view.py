"""A photo of a paper and the same paper straightened, side by side; the applicant takes one of them."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import Document
from postmatch.errors import PostmatchError
from postmatch.ui import page_actions, session
from postmatch.ui.messages import say
from postmatch.ui.previews import page_image

WIDTH = 700  # pixels; two of them beside each other fill the column


def offer(document: Document) -> None:
    """Before and after, and the two answers; what to do first when something is painted over; nothing for a file that
    shows no paper."""
    if not document.shows_paper:
        return
    if document.edits.redactions:
        st.markdown(f":gray[{page_actions.PAINTED} {page_actions.UNDO_PAINTING}]")
        return
    key = f"document.{document.id}"
    if document.edits.straightened:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/check_circle: The paper of your photo is cut out and straightened.", width="stretch")
            st.button(
                "Use the photo again", key=f"{key}.photo", icon=":material/undo:",
                on_click=page_actions.straighten, args=(document.id,), kwargs={"is_on": False},
            )  # fmt: skip
        return
    with st.container(border=True, key=f"straighten-{document.id}"):
        st.markdown("**This is the photo of a paper.** Straightened, it reads like a scan:")
        try:
            _side_by_side(document)
        except PostmatchError as error:
            say("info", error.message, error.hint)
            return
        st.button(
            "Use the straightened page", key=f"{key}.straighten", type="primary", icon=":material/crop_rotate:",
            on_click=page_actions.straighten, args=(document.id,), kwargs={"is_on": True},
        )  # fmt: skip
        st.markdown(":gray[Check that no edge and no stamp is missing. The photo stays with you either way.]")


def _side_by_side(document: Document) -> None:
    with st.spinner("Straightening the paper"):
        after = page_actions.straightened(document)
    grid = st.grid(2, min_column_width=150)
    for word, pdf in (("Before", session.blob(document.pdf_sha256 or "")), ("After", after)):
        with grid.cell():
            st.markdown(f"**{word}**")
            place = f"straighten.{document.id}.{word.lower()}"
            page_image(place, pdf, 1, alt=f"{document.title}, {word.lower()} straightening", width=WIDTH)
