"""The contents page: drawn with reportlab in the shipped fonts, one row of fixed height per section.

A title is printed in Carlito, which has Latin, Greek and Cyrillic letters. Characters it lacks are never drawn as
boxes: a run of them becomes an ellipsis, and a title of which no letter is left is named by its kind instead, with
a remark. The outline of the packet always carries the title as the applicant wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.domain.workspace import Paper
from postmatch.packet.plan import CONTENTS_TITLE, entry_place, listed_sections
from postmatch.packet.sheets import (
    ACCENT,
    BODY,
    BODY_BOLD,
    COLUMN_WIDTH,
    HEADING,
    INK,
    MUTED,
    PAGE_SIZES,
    Sheets,
    at_most,
    printable,
    text_width,
    wrapped,
)

# All lengths in points.
TITLE_WIDTH = COLUMN_WIDTH - 48.0
ROW_HEIGHT = 28.0
FIRST_ROW_TOP = 164.0  # from the top edge of the sheet
NEXT_ROW_TOP = 106.0
TITLE_SIZE = 11.0
TITLE_LEADING = 12.2
TITLE_LINES = 2


@dataclass(frozen=True)
class Row:
    """One entry as drawn. ``page_index`` counts contents pages from 0; ``box`` is left, bottom, right, top in points
    on a page of the given size; ``lines`` are the words as printed."""

    section: Section
    page_index: int
    lines: tuple[str, ...]
    box: tuple[float, float, float, float]


def contents_rows(plan: Plan, page_size: tuple[float, float]) -> tuple[Row, ...]:
    """Every entry of the contents with its place on a page of ``page_size`` (width, height in points)."""
    left = (page_size[0] - COLUMN_WIDTH) / 2
    rows: list[Row] = []
    for index, section in enumerate(listed_sections(plan)):
        page_index, row_index = entry_place(index)
        top = page_size[1] - (NEXT_ROW_TOP if page_index else FIRST_ROW_TOP) - row_index * ROW_HEIGHT
        box = (left, top - ROW_HEIGHT, left + COLUMN_WIDTH, top)
        rows.append(Row(section=section, page_index=page_index, lines=title_lines(section), box=box))
    return tuple(rows)


def draw_contents(plan: Plan, *, paper: Paper, applicant: str) -> bytes:
    """A PDF of exactly the planned number of contents pages, fonts embedded, the same bytes for the same input.

    ``applicant`` is the name above the heading; empty leaves it out. The links are written by ``assemble``.
    """
    sheets = Sheets(paper=paper, title=CONTENTS_TITLE)
    contents = next(section for section in plan.sections if section.kind == CONTENTS_KIND)
    rows = contents_rows(plan, PAGE_SIZES[paper])
    _draw_heading(sheets, plan, applicant)
    with sheets.group("TOC"):
        for page_index in range(contents.page_count):
            if page_index:
                sheets.next_page()
                _draw_running_heading(sheets)
            for row in rows:
                if row.page_index == page_index:
                    _draw_row(sheets, row)
            sheets.footer(f"Page {contents.first_page + page_index} of {plan.page_count}")
    return sheets.finished()


def title_lines(section: Section) -> tuple[str, ...]:
    """The title as printed: at most two lines, the second ending in an ellipsis when the title is longer."""
    lines = wrapped(printed_title(section), TITLE_WIDTH, BODY, TITLE_SIZE)
    return at_most(lines, TITLE_LINES, TITLE_WIDTH, BODY, TITLE_SIZE)


def printed_title(section: Section) -> str:
    """The title in characters the font has, or the kind in words when none of its letters can be printed."""
    title = printable(section.title)
    if any(character.isalnum() for character in title):
        return title
    kind = section.kind.replace("_", " ").strip().capitalize() or "Document"
    wrote_letters = any(character.isalnum() for character in section.title)
    return f"{kind} (title in a script not printed here)" if wrote_letters else kind


def _draw_heading(sheets: Sheets, plan: Plan, applicant: str) -> None:
    left, top = sheets.left, sheets.height
    sheets.name(applicant)
    with sheets.element("H1"):
        sheets.text((left, top - 108), CONTENTS_TITLE, HEADING, 26, INK)
    entries = len(listed_sections(plan))
    counts = f"{entries} {'document' if entries == 1 else 'documents'}, {plan.page_count} pages"
    with sheets.element("P"):
        sheets.text((left, top - 127), counts, BODY, 10.5, MUTED)
    sheets.rule(top - 142, 1.6)
    with sheets.decoration():
        sheets.text_to((sheets.right, top - 158), "Page", BODY, 9.5, MUTED)


def _draw_running_heading(sheets: Sheets) -> None:
    with sheets.decoration():
        sheets.text((sheets.left, sheets.height - 76), f"{CONTENTS_TITLE}, continued", HEADING, 14, INK)
        sheets.text_to((sheets.right, sheets.height - 101), "Page", BODY, 9.5, MUTED)
    sheets.rule(sheets.height - 86, 1.0)


def _draw_row(sheets: Sheets, row: Row) -> None:
    left, bottom, right, top = row.box
    block = TITLE_LEADING * (len(row.lines) - 1)
    first = (top + bottom + block) / 2 - TITLE_SIZE * 0.32
    number = str(row.section.first_page)
    with sheets.group("TOCI"), sheets.element("Link"):
        sheets.lines(first, row.lines, BODY, TITLE_SIZE, TITLE_LEADING, INK)
        sheets.text_to((right, first - block), number, BODY_BOLD, TITLE_SIZE, ACCENT)
    start = left + text_width(row.lines[-1], BODY, TITLE_SIZE) + 6
    sheets.leader(start, right - text_width(number, BODY_BOLD, TITLE_SIZE) - 5, first - block)
