"""The page in the place of a document that cannot be had: what the applicant says of it, name and date."""

from __future__ import annotations

from datetime import date

from postmatch.domain.workspace import Paper
from postmatch.errors import PacketImpossible
from postmatch.packet.sheets import (
    ACCENT,
    BODY,
    BODY_BOLD,
    COLUMN_WIDTH,
    HEADING,
    INK,
    MUTED,
    Sheets,
    at_most,
    has_unprintable_letters,
    printable,
    shortened,
    wrapped,
    written_date,
)

_TITLE_SIZE, _TITLE_LEADING, _TITLE_LINES = 22.0, 27.0, 3
_SIZE, _LEADING, _PARAGRAPH_GAP = 11.5, 16.5, 8.0
_TOP = 112.0  # of the heading, from the upper edge
_BOTTOM = 72.0  # nothing stands lower
_SIGNATURE = 56.0  # what name and date take below the words


def draw_explanation(*, title: str, words: str, applicant: str, paper: Paper, made_on: date) -> bytes:
    """A PDF of exactly one page; the same bytes for the same input.

    ``title`` is its heading (``plan.explanation_title``), ``words`` are the applicant's own: a line break begins a
    new paragraph. Raises ``PacketImpossible`` when there are no words, when they do not fit on the page, and when they
    have letters that cannot be printed: leaving any out would change what the applicant says.
    """
    _require_words(title, words)
    sheets = Sheets(paper=paper, title=printable(title))
    height = _draw_heading(sheets, title)
    paragraphs = [wrapped(line, COLUMN_WIDTH, BODY, _SIZE) for line in _paragraphs(words)]
    needed = sum(len(lines) * _LEADING + _PARAGRAPH_GAP for lines in paragraphs)
    room = height - _BOTTOM - _SIGNATURE
    if needed > room:
        raise _too_long(title, paragraphs, share=1 - room / needed)
    for lines in paragraphs:
        with sheets.element("P"):
            height = sheets.lines(height, lines, BODY, _SIZE, _LEADING, INK) - _PARAGRAPH_GAP
    _draw_signature(sheets, height - 18, applicant, made_on)
    return sheets.finished()


def _paragraphs(words: str) -> list[str]:
    lines = (printable(line) for line in words.splitlines())
    return [line for line in lines if line]


def _require_words(title: str, words: str) -> None:
    if not _paragraphs(words):
        raise PacketImpossible(
            f"The page “{title}” has no words yet, so the packet was not built.",
            "Say in a few sentences why the document is missing and when it will come, or take the page out.",
        )
    if has_unprintable_letters(words):
        raise PacketImpossible(
            f"The page “{title}” has letters that cannot be printed here, so the packet was not built.",
            "Write it in English, in Latin letters.",
        )


def _too_long(title: str, paragraphs: list[list[str]], *, share: float) -> PacketImpossible:
    """``share``: how much of the words has no room."""
    letters = sum(len(line) + 1 for lines in paragraphs for line in lines)
    too_many = round(share * letters / 10 + 1) * 10
    return PacketImpossible(
        f"The page “{title}” is about {too_many} letters too long for one page, so the packet was not built.",
        "Shorten it: a program director needs the reason and the date, in a few sentences.",
    )


def _draw_heading(sheets: Sheets, title: str) -> float:
    """The height of the first line below it."""
    lines = wrapped(printable(title), COLUMN_WIDTH, HEADING, _TITLE_SIZE)
    shown = at_most(lines, _TITLE_LINES, COLUMN_WIDTH, HEADING, _TITLE_SIZE)
    with sheets.element("H1"):
        height = sheets.lines(sheets.height - _TOP, shown, HEADING, _TITLE_SIZE, _TITLE_LEADING, INK)
    sheets.rule(height + 8, 1.6)
    return height - 24


def _draw_signature(sheets: Sheets, height: float, applicant: str, made_on: date) -> None:
    name = shortened(printable(applicant), COLUMN_WIDTH, BODY_BOLD, _SIZE)
    if name:
        with sheets.element("P"):
            sheets.text((sheets.left, height), name, BODY_BOLD, _SIZE, ACCENT)
    with sheets.element("P"):
        sheets.text((sheets.left, height - 15), written_date(made_on), BODY, 10.5, MUTED)
