"""Changes to the recipe of a document's edits (``PageEdits``), one click of the applicant each. All pure."""

from __future__ import annotations

from collections.abc import Iterable

from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.pages import Box


def turned(edits: PageEdits, page_numbers: Iterable[int], degrees: int) -> PageEdits:
    """The recipe with those pages turned further; a page that is upright again has no turn."""
    turns = {one.page_number: one.degrees for one in edits.turns}
    for page_number in page_numbers:
        turns[page_number] = (turns.get(page_number, 0) + degrees) % 360
    kept = tuple(PageTurn(page_number=number, degrees=turn) for number, turn in sorted(turns.items()) if turn)
    return edits.model_copy(update={"turns": kept})


def without(edits: PageEdits, page_number: int, page_count: int) -> PageEdits:
    """The recipe without that page; the last page stays, because a document has at least one."""
    kept = tuple(one for one in pages_kept(edits, page_count) if one != page_number)
    return edits.model_copy(update={"kept": kept}) if kept else edits


def with_page(edits: PageEdits, page_number: int, page_count: int) -> PageEdits:
    """The recipe with that page at its old place; with all pages there is nothing to say about them."""
    kept = tuple(sorted({*pages_kept(edits, page_count), page_number}))
    return edits.model_copy(update={"kept": None if len(kept) == page_count else kept})


def painted(edits: PageEdits, page_number: int, boxes: Iterable[Box]) -> PageEdits:
    others = (one for one in edits.redactions if one.page_number != page_number)
    areas = (*others, *(Redaction(page_number=page_number, box=box) for box in boxes))
    return edits.model_copy(update={"redactions": areas})


def pages_kept(edits: PageEdits, page_count: int) -> tuple[int, ...]:
    """The page numbers that are in the document now, in its order."""
    return tuple(range(1, page_count + 1)) if edits.kept is None else edits.kept
