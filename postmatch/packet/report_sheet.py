"""The report as sheets to print and keep: what became of every upload. For the applicant, never part of a packet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from reportlab.lib.colors import Color

from postmatch.domain.documents import CONTENTS_KIND, COVER_LETTER_KIND, CV_KIND, DIVIDER_KIND, EXPLANATION_KIND
from postmatch.domain.packet import page_range
from postmatch.domain.workspace import Paper
from postmatch.packet.sheets import (
    ACCENT,
    BODY,
    BODY_BOLD,
    COLUMN_WIDTH,
    DOTS,
    HEADING,
    INK,
    MUTED,
    Sheets,
    at_most,
    printable,
    text_width,
    wrapped,
    written_date,
)

TITLE = "Report on your packet"
_BOTTOM = 70.0  # nothing but the footer stands lower
_SIZE, _LEADING = 10.5, 13.5
_SMALL, _SMALL_LEADING = 9.5, 12.0
_PLACE_WIDTH = 130.0  # of the column on the right, which says where a document stands
_ENTRY_GAP = 7.0
_NAME_LINES = 2
_OURS = {
    COVER_LETTER_KIND: "Cover letter",
    CONTENTS_KIND: "Contents page",
    CV_KIND: "Curriculum vitae",
    EXPLANATION_KIND: "Page about a missing document",
}


def draw_report_sheet(report: dict[str, Any], *, paper: Paper, applicant: str, made_on: date) -> bytes:
    """A PDF of one or more pages; the same bytes for the same input. ``report`` is what ``packet_report`` gave."""
    sheet = _Sheet(paper, applicant)
    sheet.heading(applicant, _summary(report, made_on))
    several = len(report["files"]) > 1
    if several:
        sheet.section("The files of the packet")
        for file in report["files"]:
            sheet.entry(file["file"], f"{_counted(file['pages'], 'page')}, {_megabytes(file['bytes'])}")
    _draw_documents(sheet, "In the packet", [*_ours(report), *_used(report)], several=several)
    _draw_documents(sheet, "Not in the packet", _left_out(report), several=several)
    _draw_checks(sheet, report)
    return sheet.finished()


def _draw_documents(sheet: _Sheet, title: str, documents: list[dict[str, Any]], *, several: bool) -> None:
    if documents:
        sheet.section(title)
    for document in documents:
        sheet.entry(document["name"], _place(document), *_notes(document, several=several))


def _draw_checks(sheet: _Sheet, report: dict[str, Any]) -> None:
    """What was checked is said once, however many files there are: a file that fails a check is never offered."""
    messages = list(dict.fromkeys(check["message"] for file in report["files"] for check in file["checks"]))
    if messages:
        sheet.section("What was checked in the finished packet")
        for message in messages:
            sheet.tick(message)


def _summary(report: dict[str, Any], made_on: date) -> str:
    packet = report["packet"]
    if packet is None:
        return f"No packet was built. {written_date(made_on)}"
    parts = [packet["file"], _counted(packet["pages"], "page"), _megabytes(packet["bytes"]), written_date(made_on)]
    return ", ".join(parts)


def _ours(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What Postmatch made and put in, in the order of the pages; sheets between documents are not worth a line."""
    placed = [entry for entry in report["generated"] if entry["pages"] and entry["kind"] != DIVIDER_KIND]
    placed.sort(key=lambda entry: (str(entry["packet_file"]), entry["first_page"]))
    return [{**entry, "name": _OURS.get(entry["kind"], "Other page"), "is_ours": True} for entry in placed]


def _used(report: dict[str, Any]) -> list[dict[str, Any]]:
    used = [entry for entry in report["documents"] if entry["status"] == "used"]
    return sorted(used, key=lambda entry: (str(entry["packet_file"]), entry["first_page"]))


def _left_out(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for entry in report["documents"] if entry["status"] != "used"]


def _place(document: dict[str, Any]) -> str:
    if not document["pages"]:
        return "left out"
    return page_range(document["first_page"], document["pages"])


def _notes(document: dict[str, Any], *, several: bool) -> Iterator[str]:
    """What there is to say below a document, each a sentence or two."""
    if several and document["pages"]:
        yield f"In {document['packet_file']}."
    if document.get("is_ours"):
        yield "Made by Postmatch."
        return
    if document["reason"]:
        yield f"{document['reason']['message']} {document['reason']['hint']}"
    yield from (repair["message"] for repair in document["repairs"])
    yield from _edit_notes(document["edits"] or {})
    reduced = document["reduced"]
    if reduced:
        yield (
            f"Pictures made smaller to meet the size: from {_megabytes(reduced['from_bytes'])} to "
            f"{_megabytes(reduced['to_bytes'])}, at most {reduced['to_dpi']} dots per inch."
        )


def _edit_notes(edits: dict[str, Any]) -> Iterator[str]:
    if edits.get("kept") is not None:
        yield f"You chose these of its pages: {', '.join(map(str, edits['kept']))}."
    if edits.get("turned"):
        yield f"You turned {_pages(turn['page'] for turn in edits['turned'])}."
    if edits.get("painted_over"):
        yield f"You painted over part of {_pages(edits['painted_over'])}; its text cannot be selected any more."
    if edits.get("straightened"):
        yield "The photo was replaced by its sheet of paper, upright and evenly lit."


def _pages(numbers: Iterator[int] | list[int]) -> str:
    listed = sorted(set(numbers))
    return f"{'page' if len(listed) == 1 else 'pages'} {', '.join(map(str, listed))}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1e3))} kB"


class _Sheet:
    """Writes from top to bottom and begins a new page when the next thing does not fit."""

    def __init__(self, paper: Paper, applicant: str) -> None:
        self._sheets = Sheets(paper=paper, title=TITLE)
        self._applicant = applicant
        self._page_number = 1
        self._at = 0.0

    def finished(self) -> bytes:
        self._sheets.footer(self._footer)
        return self._sheets.finished()

    @property
    def _footer(self) -> str:
        return f"For {printable(self._applicant) or 'your files'}; do not send it with the packet. {self._page_number}"

    def heading(self, applicant: str, summary: str) -> None:
        sheets = self._sheets
        sheets.name(applicant)
        with sheets.element("H1"):
            sheets.text((sheets.left, sheets.height - 108), TITLE, HEADING, 26, INK)
        with sheets.element("P"):
            lines = wrapped(printable(summary), COLUMN_WIDTH, BODY, _SIZE)
            self._at = sheets.lines(sheets.height - 127, lines, BODY, _SIZE, _LEADING, MUTED)
        sheets.rule(self._at - 2, 1.6)
        self._at -= 8

    def section(self, title: str) -> None:
        self._need(22 + 3 * _LEADING)  # never a heading alone at the foot of a page
        self._at -= 22
        with self._sheets.element("H2"):
            self._sheets.text((self._sheets.left, self._at), title, HEADING, 13, ACCENT)
        self._at -= _LEADING + 6

    def entry(self, name: str, place: str, *notes: str) -> None:
        """A document: its name, on the right where it stands, below what there is to say."""
        width = COLUMN_WIDTH - _PLACE_WIDTH
        lines = at_most(wrapped(printable(name), width, BODY_BOLD, _SIZE), _NAME_LINES, width, BODY_BOLD, _SIZE)
        below = [wrapped(printable(note), width, BODY, _SMALL) for note in notes]
        first = len(lines) * _LEADING + (len(below[0]) * _SMALL_LEADING if below else 0)
        self._need(first + _ENTRY_GAP)
        with self._sheets.element("P"):
            self._text_right(place)
            self._at = self._sheets.lines(self._at, lines, BODY_BOLD, _SIZE, _LEADING, INK)
        for paragraph in below:
            self._need(len(paragraph) * _SMALL_LEADING)
            with self._sheets.element("P"):
                self._at = self._sheets.lines(self._at, paragraph, BODY, _SMALL, _SMALL_LEADING, MUTED)
        self._sheets.rule(self._at + _SMALL_LEADING - _ENTRY_GAP + 2, 0.4, color=DOTS)
        self._at -= _ENTRY_GAP

    def tick(self, sentence: str) -> None:
        indent = 14.0
        lines = wrapped(printable(sentence), COLUMN_WIDTH - indent, BODY, _SIZE)
        self._need(len(lines) * _LEADING)
        sheets = self._sheets
        with sheets.element("P"):
            sheets.tick(self._at)
            for line in lines:
                sheets.text((sheets.left + indent, self._at), f"{line} ", BODY, _SIZE, INK)
                self._at -= _LEADING

    def _text_right(self, words: str, color: Color = ACCENT) -> None:
        at = self._sheets.right - text_width(words, BODY, _SIZE)
        self._sheets.text((at, self._at), f"{words} ", BODY, _SIZE, color)

    def _need(self, height: float) -> None:
        if self._at - height < _BOTTOM:
            self._sheets.footer(self._footer)
            self._sheets.next_page()
            self._page_number += 1
            self._at = self._sheets.height - 76
