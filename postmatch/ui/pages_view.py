"""The pages of one document: small pictures to turn, leave out or paint over, and a large one to read."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from postmatch.domain.documents import Document
from postmatch.domain.edits import PageEdits
from postmatch.domain.page_changes import pages_kept
from postmatch.errors import PostmatchError
from postmatch.ui import page_actions, paint_over, session
from postmatch.ui.messages import pages_label, say
from postmatch.ui.previews import draw_pages, leaf_through

AT_ONCE = 12  # small pictures on the screen
SMALL = 360  # pixels; shown at about half of that, for sharp screens
TURN_LEFT, TURN_RIGHT, PAINT_OVER, LEAVE_OUT = "Turn left", "Turn right", "Paint over a part", "Leave out"
TURNS = {TURN_LEFT: 270, TURN_RIGHT: 90}  # degrees clockwise


def show_pages(document: Document) -> None:
    """What can be done to the pages, each page small, and one page large."""
    count = document.page_count or 0
    _for_all(document, count)
    first = 1
    if count > AT_ONCE:
        chosen = st.pagination(-(-count // AT_ONCE), key=f"document.{document.id}.sheet") or 1
        first = (chosen - 1) * AT_ONCE + 1
    try:
        pictures = _pictures(document, range(first, min(first + AT_ONCE, count + 1)))
    except PostmatchError as error:
        say("warning", error.message, error.hint)
        return
    grid = st.grid("auto", min_column_width=150)
    for page_number, picture in pictures.items():
        with grid.cell():
            _page(document, page_number, picture)
    if document.final:
        st.header("Read it", anchor=False)
        pdf = session.blob(document.final.sha256)
        leaf_through(f"document.{document.id}", pdf, document.final.page_count, name=document.title)


def _for_all(document: Document, count: int) -> None:
    key = f"document.{document.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        what = "page" if count == 1 else "all pages"
        for word, icon, degrees in (("left", "rotate_left", 270), ("right", "rotate_right", 90)):
            st.button(
                f"Turn {what} {word}", key=f"{key}.all_{word}", icon=f":material/{icon}:",
                on_click=page_actions.turn_all, args=(document.id, degrees),
            )  # fmt: skip
        if document.edits != PageEdits():
            st.button(
                "Undo all changes", key=f"{key}.undo", icon=":material/undo:", type="tertiary",
                on_click=page_actions.undo_all, args=(document.id,),
            )  # fmt: skip
    left = count - len(pages_kept(document.edits, count))
    if left:
        st.markdown(f":gray[{pages_label(left).capitalize()} left out of the packet.]")


def _pictures(document: Document, numbers: range) -> Mapping[int, bytes]:
    """Small pictures by page number: as edited, and for pages left out as they came. Raises ``ConversionFailed``."""
    kept = pages_kept(document.edits, document.page_count or 0)
    shown = [number for number in numbers if number in kept]
    gone = [number for number in numbers if number not in kept]
    place, final = f"pages.{document.id}", document.final
    edited = session.blob(final.sha256) if final else b""
    drawn = draw_pages(f"{place}.kept", edited, [kept.index(number) + 1 for number in shown], width=SMALL)
    before = draw_pages(f"{place}.gone", page_actions.before_cuts(document), gone, width=SMALL) if gone else ()
    pictures = dict(zip(shown, drawn, strict=True)) | dict(zip(gone, before, strict=True))
    return {number: pictures[number] for number in numbers}


def _page(document: Document, page_number: int, picture: bytes) -> None:
    key = f"document.{document.id}.page.{page_number}"
    kept = pages_kept(document.edits, document.page_count or 0)
    is_kept = page_number in kept
    with st.container(border=True, key=f"page-{document.id}-{page_number}", gap="xsmall"):
        st.image(picture, width="stretch", alt=f"{document.title}, page {page_number}")
        if is_kept:
            _page_menu(document, page_number, key=key, is_only=len(kept) == 1)
        else:
            st.markdown(f":gray[Page {page_number}, left out]")
            st.button(
                "Take it back", key=f"{key}.back", width="stretch",
                on_click=page_actions.take_back, args=(document.id, page_number),
            )  # fmt: skip


def _page_menu(document: Document, page_number: int, *, key: str, is_only: bool) -> None:
    """One button as wide as the picture, with words for everything: four signs would be too small for a finger."""
    options = [TURN_LEFT, TURN_RIGHT, PAINT_OVER, *(() if is_only else (LEAVE_OUT,))]
    chosen = st.menu_button(
        f"Page {page_number}",
        options,
        key=key,
        width="stretch",
        on_click=_act,
        args=(document.id, page_number, key),
    )
    if chosen == PAINT_OVER:
        paint_over.ask(document.id, page_number)


def _act(document_id: str, page_number: int, key: str) -> None:
    chosen = session.widget_value(key)
    if chosen in TURNS:
        page_actions.turn(document_id, page_number, TURNS[chosen])
    elif chosen == LEAVE_OUT:
        page_actions.leave_out(document_id, page_number)
    elif chosen == PAINT_OVER:
        paint_over.begin(document_id, page_number)
