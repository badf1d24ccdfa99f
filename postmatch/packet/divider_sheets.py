"""The sheets between documents: the title of the next one, large, and the pages it takes."""

from __future__ import annotations

from postmatch.domain.documents import DIVIDER_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.domain.workspace import Paper
from postmatch.packet.contents_page import printed_title
from postmatch.packet.sheets import (
    BODY,
    COLUMN_WIDTH,
    HEADING,
    INK,
    MUTED,
    Sheets,
    at_most,
    wrapped,
)

_TITLE_SIZE = 28.0
_TITLE_LEADING = 34.0
_TITLE_LINES = 4
_TITLE_HEIGHT = 0.62  # of the first line, as a share of the height of the sheet


def draw_dividers(plan: Plan, *, paper: Paper, applicant: str) -> dict[str, bytes]:
    """A PDF of one sheet for each divider of the plan, by source id; the same bytes for the same input.

    ``applicant`` is the name at the top; empty leaves it out.
    """
    dividers = plan.sections_of(DIVIDER_KIND)
    drawn = [_drawn(divider, _behind(plan, divider), paper, applicant) for divider in dividers]
    return {divider.source_id: pdf for divider, pdf in zip(dividers, drawn, strict=True)}


def _behind(plan: Plan, divider: Section) -> Section:
    """The document that the sheet stands in front of."""
    return plan.sections[plan.sections.index(divider) + 1]


def _drawn(divider: Section, document: Section, paper: Paper, applicant: str) -> bytes:
    title = printed_title(document)
    sheets = Sheets(paper=paper, title=title)
    sheets.name(applicant)
    lines = wrapped(title, COLUMN_WIDTH, HEADING, _TITLE_SIZE)
    shown = at_most(lines, _TITLE_LINES, COLUMN_WIDTH, HEADING, _TITLE_SIZE)
    with sheets.element("H1"):
        height = sheets.lines(sheets.height * _TITLE_HEIGHT, shown, HEADING, _TITLE_SIZE, _TITLE_LEADING, INK)
    sheets.rule(height + 12, 1.6)
    with sheets.element("P"):
        sheets.text((sheets.left, height - 10), document.pages_label.capitalize(), BODY, 12, MUTED)
    return sheets.finished()
