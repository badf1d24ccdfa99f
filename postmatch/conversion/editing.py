"""What the applicant changes about the pages of a normalised PDF: areas painted over, turns, which pages, their order.

In this order, because the marks are those of the document as it came. What is left out or painted over is gone from
the file: the page itself, what only it used, its names and its metadata (``page_choice``, ``redaction``). A document
that is only turned keeps everything else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf

from postmatch.conversion.page_choice import Lost, keep_pages
from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pages import opened
from postmatch.conversion.placing import place_pages, seen_box
from postmatch.conversion.redaction import paint_over
from postmatch.conversion.rotation import upright
from postmatch.conversion.saving import saved
from postmatch.domain.edits import EditedPages, PageEdits
from postmatch.domain.pages import Box
from postmatch.errors import ConversionFailed

_CHOOSE_AGAIN = "Open the pages of this document again and choose anew."


def apply_edits(pdf: bytes, edits: PageEdits) -> EditedPages:
    """The edited PDF, its facts, and what to tell the applicant. ``edits.straightened`` is somebody else's work.

    Raises ``ConversionFailed`` when a page is named that is not there, a page is kept twice or none at all, and when a
    page that stays cannot be read well enough to know what belongs to it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page_count = len(document.pages)
        kept = _kept(edits, page_count)
        boxes = {number: _boxes_on(edits, number) for number in sorted(kept)}
        painted = {number: areas for number, areas in boxes.items() if areas}
        lost_links = _paint(document, pdf, painted)
        _turn(document, edits, kept)
        lost = Lost(0, 0, 0)
        if painted or kept != tuple(range(1, page_count + 1)):
            lost = _keep(document, kept, painted)
        result = saved(document)
    return EditedPages(result, len(kept), page_facts(result), tuple(_notes(painted, lost_links, lost)))


def _kept(edits: PageEdits, page_count: int) -> tuple[int, ...]:
    kept = edits.kept if edits.kept is not None else tuple(range(1, page_count + 1))
    named = (*kept, *(turn.page_number for turn in edits.turns), *(area.page_number for area in edits.redactions))
    missing = sorted({number for number in named if not 1 <= number <= page_count})
    if missing:
        pages = "1 page" if page_count == 1 else f"{page_count} pages"
        raise ConversionFailed(f"This document has {pages}, so there is no page {missing[0]} to change.", _CHOOSE_AGAIN)
    if not kept:
        raise ConversionFailed(
            "No page of this document would be left.", "Keep at least one page, or leave out the whole document."
        )
    if len(set(kept)) != len(kept):
        raise ConversionFailed("A page was chosen twice, and each page can be in the packet once.", _CHOOSE_AGAIN)
    return kept


def _boxes_on(edits: PageEdits, page_number: int) -> tuple[Box, ...]:
    return tuple(area.box for area in edits.redactions if area.page_number == page_number)


def _paint(document: pikepdf.Pdf, pdf: bytes, painted: dict[int, tuple[Box, ...]]) -> int:
    if not painted:
        return 0
    with opened(pdf) as source:
        return sum(paint_over(document, number - 1, boxes, source=source) for number, boxes in painted.items())


def _turn(document: pikepdf.Pdf, edits: PageEdits, kept: Sequence[int]) -> None:
    place_pages(
        document,
        {
            number - 1: upright(seen_box(document.pages[number - 1]), degrees)
            for number in kept
            if (degrees := edits.turn_of(number))
        },
    )


def _keep(document: pikepdf.Pdf, kept: Sequence[int], painted: dict[int, tuple[Box, ...]]) -> Lost:
    try:
        return keep_pages(
            document, [number - 1 for number in kept], painted=frozenset(number - 1 for number in painted)
        )
    except (pikepdf.PdfError, UnicodeDecodeError) as error:
        raise ConversionFailed(
            "A page of this document cannot be read well enough to take the others away from it safely.",
            "Print the document to a new PDF with your PDF viewer and add that one.",
        ) from error


def _notes(painted: Sequence[int], lost_links: int, lost: Lost) -> Iterator[str]:
    for number in painted:
        yield (
            f"Page {number} is now a picture with the marked area painted over. What was under it is gone from this "
            "copy, and the text of the page can no longer be selected or searched."
        )
    if lost_links:
        yield f"{_counted(lost_links, 'link')} on a marked area went with it."
    if lost.quoting:
        yield f"{_counted(lost.quoting, 'bookmark')} to a painted page went too, because its title may quote it."
    if lost.links + lost.items:
        yield f"{_counted(lost.links + lost.items, 'link or bookmark', 'links and bookmarks')} led to pages left out."


def _counted(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count} {many or one + 's'}"
