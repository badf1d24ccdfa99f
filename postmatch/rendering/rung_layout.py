"""Margins of a rung, and what follows the width of the text when they change: right tab stops and full-width tables."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from postmatch.rendering.word_parts import W, number

_INCH = 1440  # twips
_SIDES, _ENDS = ("left", "right"), ("top", "bottom")
_FULL_WIDTH = 0.9
"""A table that takes this share of the text's width is meant to take all of it."""
_AT_THE_EDGE = 60
"""Twips: a right tab stop no farther from the edge of the text than that is meant to be there."""

Widths = tuple[int, int]  # of the text in twips, before and after


def fit_margins(body: etree._Element, *, widest: float | None, floor: float) -> Widths | None:
    """Narrows the margins of every Word section to ``widest`` inches, never below ``floor``; what is narrower stays.

    The widths of the text of the last section, or None when they did not change or are not said.
    """
    widths: Widths | None = None
    for section in body.iter(f"{W}sectPr"):
        margins, page = section.find(f"{W}pgMar"), section.find(f"{W}pgSz")
        if margins is None or page is None or widest is None:
            continue
        before = _text_width(page, margins)
        for side in (*_SIDES, *_ENDS):
            own = number(margins, side)
            if own is not None:
                margins.set(f"{W}{side}", str(_narrowed(own, widest, floor)))
        after = _text_width(page, margins)
        widths = (before, after) if before and after and before != after else None
    return widths


def follow_width(root: etree._Element, widths: Widths) -> None:
    """Moves right tab stops at the edge of the text, and widens the tables that take all of it."""
    before, after = widths
    for tab in root.iter(f"{W}tab"):
        position = number(tab, "pos")
        if position is not None and tab.get(f"{W}val") in ("right", "end") and abs(position - before) <= _AT_THE_EDGE:
            tab.set(f"{W}pos", str(position + after - before))
    for table in root.iter(f"{W}tbl"):
        columns = [number(column, "w") or 0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        if sum(columns) >= _FULL_WIDTH * before:
            _widen(table, after / before)


def _widen(table: etree._Element, ratio: float) -> None:
    for element in _measured(table):
        width = number(element, "w")
        if width:
            element.set(f"{W}w", str(round(width * ratio)))


def _measured(table: etree._Element) -> Iterator[etree._Element]:
    """What says a width of this table in twips; of its own rows, not of tables in its cells."""
    yield from table.iterfind(f"{W}tblGrid/{W}gridCol")
    for path in (f"{W}tblPr/{W}tblW", f"{W}tr/{W}tc/{W}tcPr/{W}tcW"):
        yield from (element for element in table.iterfind(path) if element.get(f"{W}type", "dxa") == "dxa")


def _narrowed(own: int, widest: float, floor: float) -> int:
    if own <= floor * _INCH:
        return own
    return round(max(floor * _INCH, min(own, widest * _INCH)))


def _text_width(page: etree._Element, margins: etree._Element) -> int:
    width = number(page, "w") or 0
    return width - sum(number(margins, side) or 0 for side in _SIDES)
