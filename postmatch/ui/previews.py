"""PDF pages as pictures. They are drawn in a sandboxed process, and one picture per place is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from postmatch.errors import PostmatchError
from postmatch.ui import session
from postmatch.ui.messages import say

THUMBNAIL = 220  # pixels; drawn at twice the width it is shown at, for sharp screens
PAGE = 1200


def page_image(
    place: str, pdf: bytes, page_number: int, *, alt: str, width: int = PAGE, show: int | None = None
) -> None:
    """Page ``page_number`` (from 1) as an image; ``place`` names the spot on screen, ``show`` its width there."""
    token = (hashlib.sha256(pdf).hexdigest(), page_number, width)

    def draw() -> bytes:
        return session.workers().draw(pdf, page_numbers=[page_number], width=width)[0]

    try:
        picture = session.remembered(f"picture.{place}", token, draw)
    except PostmatchError as error:
        say("warning", error.message, error.hint)
        return
    st.image(picture, width=show or "stretch", alt=alt)


def draw_pages(place: str, pdf: bytes, page_numbers: Sequence[int], *, width: int) -> tuple[bytes, ...]:
    """Pictures (PNG) of several pages, drawn in one go and remembered together. Raises ``ConversionFailed``."""
    numbers = tuple(page_numbers)
    if not numbers:
        return ()
    token = (hashlib.sha256(pdf).hexdigest(), numbers, width)
    return session.remembered(
        f"pictures.{place}", token, lambda: session.workers().draw(pdf, page_numbers=numbers, width=width)
    )


def leaf_through(place: str, pdf: bytes, page_count: int, *, name: str) -> None:
    """One page at a time, with a page switch below when there are several."""
    number = 1
    picture = st.container(border=True)
    if page_count > 1:
        number = st.pagination(page_count, key=f"{place}.page_number") or 1
    with picture:
        page_image(place, pdf, number, alt=f"{name}, page {number} of {page_count}")
