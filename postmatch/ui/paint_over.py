"""Painting over an area of a page: marked on its picture, saved as a page whose pixels hold nothing below the paint."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from postmatch.domain.documents import Document
from postmatch.domain.pages import Box
from postmatch.domain.sensitive import visible_spots
from postmatch.errors import PostmatchError
from postmatch.ui import page_actions, session
from postmatch.ui.components import MarkerPage, Suggestion, page_marker
from postmatch.ui.messages import say
from postmatch.ui.previews import draw_pages

PICTURE = 1000  # pixels: wide enough to read a number on the page
MARGIN = (0.006, 0.004)  # shares of the page left free around a number that was found


@dataclass
class _Marked:
    """The areas marked so far, before they are saved."""

    boxes: tuple[Box, ...] = field(default=())


def begin(document_id: str, page_number: int, *, with_found: bool = False) -> None:
    """A callback before ``ask``: starts from the areas painted already, and with those of the numbers found."""
    document = session.workspace().document(document_id)
    if document is None:
        return
    painted = tuple(one.box for one in document.edits.redactions if one.page_number == page_number)
    found = tuple(_widened(spot.box) for spot in visible_spots(document) if spot.page_number == page_number)
    _marked(document_id, page_number).boxes = painted + found if with_found else painted


@st.dialog("Paint over", width="medium", on_dismiss="rerun")
def ask(document_id: str, page_number: int) -> None:
    """The page with its areas, what painting does to it, and the button that does it."""
    document = session.workspace().document(document_id)
    if document is None:
        return
    marked = _marked(document_id, page_number)
    st.markdown(
        "Draw over what nobody should read. The page then becomes a picture: what lies below the paint is gone from "
        "the file, and **the text of this page can no longer be selected or searched**. Your original stays with you."
    )
    _buttons(document, page_number, marked)  # above the page, which is taller than most screens
    try:
        _show_page(document, page_number, marked)
    except PostmatchError as error:
        say("error", error.message, error.hint)


def _show_page(document: Document, page_number: int, marked: _Marked) -> None:
    place = f"paint.{document.id}"
    (png,) = draw_pages(place, page_actions.before_cuts(document), (page_number,), width=PICTURE)

    def take(boxes: tuple[Box, ...]) -> None:
        marked.boxes = boxes

    page_marker(
        MarkerPage(png, alt=f"{document.title}, page {page_number}"),
        key=f"{place}.{page_number}.marker",
        boxes=marked.boxes,
        suggestions=[
            Suggestion(f"{spot.kind.label} {spot.masked}", _widened(spot.box))
            for spot in document.spots
            if spot.page_number == page_number
        ],
        on_boxes=take,
    )


def _buttons(document: Document, page_number: int, marked: _Marked) -> None:
    count = len(marked.boxes)
    painted = tuple(one.box for one in document.edits.redactions if one.page_number == page_number)
    label = f"Paint over {count} area{'' if count == 1 else 's'}" if count else "Paint nothing over"
    with st.container(horizontal=True):
        if st.button(
            label, key=f"paint.{document.id}.save", type="primary", icon=":material/ink_eraser:",
            disabled=marked.boxes == painted,
        ):  # fmt: skip
            with st.spinner("Painting the page"):
                is_kept = page_actions.paint(document.id, page_number, marked.boxes)
            if is_kept:
                session.tell(
                    "success",
                    f"Page {page_number} of “{document.title}” is painted over.",
                    "Open the document and look at the page before you send it.",
                )
            st.rerun()
        if st.button("Leave it as it is", key=f"paint.{document.id}.leave"):
            st.rerun()


def _marked(document_id: str, page_number: int) -> _Marked:
    return session.remembered(f"marked.{document_id}", page_number, _Marked)


def _widened(box: Box) -> Box:
    """With a little room around the number, so that nothing of its digits looks out."""
    left, top, right, bottom = box
    x, y = MARGIN
    return (max(left - x, 0.0), max(top - y, 0.0), min(right + x, 1.0), min(bottom + y, 1.0))
