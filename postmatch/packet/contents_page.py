"""The contents page: drawn with reportlab in the shipped fonts, one row of fixed height per section.

A title is printed in Carlito, which has Latin, Greek and Cyrillic letters. Characters it lacks are never drawn as
boxes: a run of them becomes an ellipsis, and a title of which no letter is left is named by its kind instead, with
a remark. The outline of the packet always carries the title as the applicant wrote it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.domain.workspace import Paper
from postmatch.packet.plan import CONTENTS_TITLE, entry_place, listed_sections

FONTS = Path(__file__).resolve().parents[2] / "templates" / "fonts"
PAGE_SIZES = {Paper.LETTER: LETTER, Paper.A4: A4}

# All lengths in points. The column is the same on both papers, so lines break at the same words.
COLUMN_WIDTH = 460.0
TITLE_WIDTH = COLUMN_WIDTH - 48.0
ROW_HEIGHT = 28.0
FIRST_ROW_TOP = 164.0  # from the top edge of the sheet
NEXT_ROW_TOP = 106.0
TITLE_SIZE = 11.0
TITLE_LEADING = 12.2
TITLE_LINES = 2

ACCENT, INK, MUTED, DOTS = HexColor("#1f5f4f"), HexColor("#1d2422"), HexColor("#5d6a66"), HexColor("#a9b5b1")
BODY, BODY_BOLD, HEADING = "Postmatch-Carlito", "Postmatch-Carlito-Bold", "Postmatch-Caladea-Bold"
_FONT_FILES = {BODY: "Carlito-Regular.ttf", BODY_BOLD: "Carlito-Bold.ttf", HEADING: "Caladea-Bold.ttf"}


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
    left, _ = _column(page_size[0])
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
    _fonts()
    size = PAGE_SIZES[paper]
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=BODY)
    canvas.setTitle(CONTENTS_TITLE)
    contents = next(section for section in plan.sections if section.kind == CONTENTS_KIND)
    rows = contents_rows(plan, size)
    for page_index in range(contents.page_count):
        if page_index == 0:
            _draw_heading(canvas, size, plan, applicant)
        else:
            _draw_running_heading(canvas, size)
        for row in rows:
            if row.page_index == page_index:
                _draw_row(canvas, row)
        _draw_footer(canvas, size, contents.first_page + page_index, plan.page_count)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def title_lines(section: Section) -> tuple[str, ...]:
    """The title as printed: at most two lines, the second ending in an ellipsis when the title is longer."""
    _fonts()
    lines = _wrap(printed_title(section), TITLE_WIDTH)
    if len(lines) <= TITLE_LINES:
        return tuple(lines)
    last = _shortened(" ".join(lines[TITLE_LINES - 1 :]), BODY, TITLE_SIZE, TITLE_WIDTH)
    return (*lines[: TITLE_LINES - 1], last)


def printed_title(section: Section) -> str:
    """The title in characters the font has, or the kind in words when none of its letters can be printed."""
    title = _printable(section.title)
    if any(character.isalnum() for character in title):
        return title
    kind = section.kind.replace("_", " ").strip().capitalize() or "Document"
    wrote_letters = any(character.isalnum() for character in section.title)
    return f"{kind} (title in a script not printed here)" if wrote_letters else kind


@cache
def _fonts() -> None:
    for name, file_name in _FONT_FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file_name)))


@cache
def _drawable() -> frozenset[int]:
    """Code points that both shipped faces have; letters written from the right need shaping that we do not do."""
    _fonts()
    faces = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in (BODY, HEADING)]
    return frozenset(
        code for code in faces[0] if unicodedata.bidirectional(chr(code)) not in ("R", "AL") and chr(code).isprintable()
    )


def _printable(text: str) -> str:
    """What of the text the fonts can print: a run of other letters becomes one ellipsis, other signs are left out."""
    drawn: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            drawn.append(" ")
        elif ord(character) in _drawable():
            drawn.append(character)
        elif unicodedata.category(character)[0] == "L" and (not drawn or drawn[-1] != "…"):
            drawn.append("…")
    return " ".join("".join(drawn).split())


def _wrap(text: str, width: float) -> list[str]:
    """Lines no wider than ``width``; a word that is wider than a line is broken."""
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if _width(candidate) <= width:
            lines[-1] = candidate
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if _width(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def _shortened(text: str, font: str, size: float, width: float) -> str:
    if _width(text, font, size) <= width:
        return text
    while text and _width(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _width(text: str, font: str = BODY, size: float = TITLE_SIZE) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def _column(page_width: float) -> tuple[float, float]:
    left = (page_width - COLUMN_WIDTH) / 2
    return left, left + COLUMN_WIDTH


def _draw_heading(canvas: Canvas, size: tuple[float, float], plan: Plan, applicant: str) -> None:
    left, right = _column(size[0])
    name = _shortened(_printable(applicant), BODY_BOLD, 11, COLUMN_WIDTH)
    if name:
        _text(canvas, (left, size[1] - 76), name, BODY_BOLD, 11, ACCENT)
    _text(canvas, (left, size[1] - 108), CONTENTS_TITLE, HEADING, 26, INK)
    entries = len(listed_sections(plan))
    counts = f"{entries} {'document' if entries == 1 else 'documents'}, {plan.page_count} pages"
    _text(canvas, (left, size[1] - 127), counts, BODY, 10.5, MUTED)
    _rule(canvas, left, right, size[1] - 142, 1.6)
    _text(canvas, (right - _width("Page", BODY, 9.5), size[1] - 158), "Page", BODY, 9.5, MUTED)


def _draw_running_heading(canvas: Canvas, size: tuple[float, float]) -> None:
    left, right = _column(size[0])
    _text(canvas, (left, size[1] - 76), f"{CONTENTS_TITLE}, continued", HEADING, 14, INK)
    _rule(canvas, left, right, size[1] - 86, 1.0)
    _text(canvas, (right - _width("Page", BODY, 9.5), size[1] - 101), "Page", BODY, 9.5, MUTED)


def _draw_footer(canvas: Canvas, size: tuple[float, float], page_number: int, page_count: int) -> None:
    words = f"Page {page_number} of {page_count}"
    _text(canvas, ((size[0] - _width(words, BODY, 9)) / 2, 40), words, BODY, 9, MUTED)


def _draw_row(canvas: Canvas, row: Row) -> None:
    left, bottom, right, top = row.box
    block = TITLE_LEADING * (len(row.lines) - 1)
    baseline = (top + bottom + block) / 2 - TITLE_SIZE * 0.32
    for line in row.lines:
        _text(canvas, (left, baseline), line, BODY, TITLE_SIZE, INK)
        baseline -= TITLE_LEADING
    baseline += TITLE_LEADING
    number = str(row.section.first_page)
    number_left = right - _width(number, BODY_BOLD)
    _leader(canvas, left + _width(row.lines[-1]) + 6, number_left - 5, baseline)
    _text(canvas, (number_left, baseline), number, BODY_BOLD, TITLE_SIZE, ACCENT)


def _leader(canvas: Canvas, start: float, end: float, baseline: float) -> None:
    """Dots as drawing, not as text: copying or reading the page aloud gives title and number only."""
    step = 4.0
    start = -(-start // step) * step  # the dots of all rows stand below each other
    if end - start < 2 * step:
        return
    canvas.setStrokeColor(DOTS)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    canvas.setDash([0, step])
    canvas.line(start, baseline + 0.8, end, baseline + 0.8)
    canvas.setDash()


def _rule(canvas: Canvas, left: float, right: float, height: float, width: float) -> None:
    canvas.setStrokeColor(ACCENT)
    canvas.setLineCap(0)
    canvas.setLineWidth(width)
    canvas.line(left, height, right, height)


def _text(canvas: Canvas, at: tuple[float, float], words: str, font: str, size: float, color: Color) -> None:
    canvas.setFillColor(color)
    canvas.setFont(font, size)
    canvas.drawString(at[0], at[1], words)
