"""What all pages drawn here share: fonts, colours, the column, words as the fonts can print them, and tags.

Tags (ISO 32000-1, 14.8) tell a screen reader what is a heading and in which order to read. reportlab writes none, so
the drawing marks each piece of content (14.6) and the tree of what they are is added to the finished file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.workspace import Paper
from postmatch.packet.structure import Element, tagged

FONTS = Path(__file__).resolve().parents[2] / "templates" / "fonts"
PAGE_SIZES = {Paper.LETTER: LETTER, Paper.A4: A4}
COLUMN_WIDTH = 460.0  # points; the same on both papers, so lines break at the same words

ACCENT, INK, MUTED, DOTS = HexColor("#1f5f4f"), HexColor("#1d2422"), HexColor("#5d6a66"), HexColor("#a9b5b1")
BODY, BODY_BOLD, HEADING = "Postmatch-Carlito", "Postmatch-Carlito-Bold", "Postmatch-Caladea-Bold"
_FONT_FILES = {BODY: "Carlito-Regular.ttf", BODY_BOLD: "Carlito-Bold.ttf", HEADING: "Caladea-Bold.ttf"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Sheets:
    """Pages of one paper that are being drawn. All lengths in points, heights from the lower edge.

    What is drawn inside ``element`` belongs to the text of the page; rules, dots and what is drawn inside
    ``decoration`` are passed over by a screen reader.
    """

    def __init__(self, *, paper: Paper, title: str) -> None:
        load_fonts()
        self.width, self.height = PAGE_SIZES[paper]
        self.left = (self.width - COLUMN_WIDTH) / 2
        self.right = self.left + COLUMN_WIDTH
        self._title = title
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out, pagesize=(self.width, self.height), invariant=1, pageCompression=1, initialFontName=BODY
        )
        self._tree = Element("Document")
        self._open = [self._tree]
        self._page_index = 0
        self._mark_count = 0

    def finished(self) -> bytes:
        """The PDF, tagged, with language and title; the same bytes for the same drawing."""
        self._canvas.save()
        return tagged(self._out.getvalue(), self._tree, title=self._title)

    def next_page(self) -> None:
        self._canvas.showPage()
        self._page_index += 1
        self._mark_count = 0

    @contextmanager
    def group(self, kind: str) -> Iterator[None]:
        """An element that holds others (``TOC``, ``L``, ``Sect``: 14.8.4), over as many pages as it needs."""
        element = Element(kind)
        self._open[-1].children.append(element)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def element(self, kind: str) -> Iterator[None]:
        """An element that holds what is drawn meanwhile (``H1``, ``P``, ``TOCI``), on this page."""
        self._open[-1].children.append(Element(kind, page_index=self._page_index, mark=self._mark_count))
        with self._marked(f"/{kind} <</MCID {self._mark_count}>> BDC"):
            yield
        self._mark_count += 1

    @contextmanager
    def decoration(self) -> Iterator[None]:
        with self._marked("/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, opening: str) -> Iterator[None]:
        self._canvas._code.append(opening)
        yield
        self._canvas._code.append("EMC")

    def text(self, at: tuple[float, float], words: str, font: str, size: float, color: Color) -> None:
        self._canvas.setFillColor(color)
        self._canvas.setFont(font, size)
        self._canvas.drawString(at[0], at[1], words)

    def lines(self, height: float, lines: Iterable[str], font: str, size: float, leading: float, color: Color) -> float:
        """Lines from the left edge of the column, the first at ``height``; the height that the next one would have.

        A space ends each, so that words do not run together when they are read aloud or copied."""
        for line in lines:
            self.text((self.left, height), f"{line} ", font, size, color)
            height -= leading
        return height

    def name(self, applicant: str) -> None:
        """The applicant's name above the heading; nothing when it is empty."""
        words = shortened(printable(applicant), COLUMN_WIDTH, BODY_BOLD, 11)
        if words:
            with self.element("P"):
                self.text((self.left, self.height - 76), words, BODY_BOLD, 11, ACCENT)

    def text_to(self, at: tuple[float, float], words: str, font: str, size: float, color: Color) -> None:
        """Ends at ``at`` instead of beginning there."""
        self.text((at[0] - text_width(words, font, size), at[1]), words, font, size, color)

    def rule(self, height: float, weight: float, *, color: Color = ACCENT) -> None:
        """A line across the column."""
        with self.decoration():
            self._canvas.setStrokeColor(color)
            self._canvas.setLineCap(0)
            self._canvas.setLineWidth(weight)
            self._canvas.line(self.left, height, self.right, height)

    def leader(self, start: float, end: float, baseline: float) -> None:
        """Dots as drawing, not as text: copying or reading the page aloud gives what stands on both sides only."""
        step = 4.0
        start = -(-start // step) * step  # the dots of all rows stand below each other
        if end - start < 2 * step:
            return
        with self.decoration():
            self._canvas.setStrokeColor(DOTS)
            self._canvas.setLineWidth(1.1)
            self._canvas.setLineCap(1)
            self._canvas.setDash([0, step])
            self._canvas.line(start, baseline + 0.8, end, baseline + 0.8)
            self._canvas.setDash()

    def tick(self, baseline: float) -> None:
        """A tick at the left edge of the column, as drawing."""
        with self.decoration():
            self._canvas.setStrokeColor(ACCENT)
            self._canvas.setLineWidth(1.4)
            self._canvas.setLineCap(1)
            self._canvas.lines(
                [
                    (self.left + 0.5, baseline + 3.2, self.left + 3, baseline + 0.8),
                    (self.left + 3, baseline + 0.8, self.left + 7.5, baseline + 6.4),
                ]
            )

    def footer(self, words: str) -> None:
        with self.decoration():
            self.text(((self.width - text_width(words, BODY, 9)) / 2, 40), words, BODY, 9, MUTED)


@cache
def load_fonts() -> None:
    """Makes the fonts known to reportlab; before anything is measured or drawn."""
    for name, file_name in _FONT_FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file_name)))


@cache
def _drawable() -> frozenset[int]:
    """Code points that both shipped faces have; letters written from the right need shaping that we do not do."""
    load_fonts()
    faces = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in (BODY, HEADING)]
    return frozenset(
        code for code in faces[0] if unicodedata.bidirectional(chr(code)) not in ("R", "AL") and chr(code).isprintable()
    )


def printable(text: str) -> str:
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


def has_unprintable_letters(text: str) -> bool:
    """Whether ``printable`` would leave out letters."""
    composed = unicodedata.normalize("NFC", text)
    return any(unicodedata.category(c)[0] == "L" and ord(c) not in _drawable() for c in composed)


def written_date(day: date) -> str:
    """``November 25, 2026``, in English whatever the language of the system."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def text_width(text: str, font: str, size: float) -> float:
    load_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    """Lines no wider than ``width``; a word that is wider than a line is broken."""
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if text_width(candidate, font, size) <= width:
            lines[-1] = candidate
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if text_width(lines[-1] + character, font, size) > width:
                lines.append("")
            lines[-1] += character
    return lines


def shortened(text: str, width: float, font: str, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, font, size) <= width:
        return text
    while text and text_width(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def at_most(lines: list[str], count: int, width: float, font: str, size: float) -> tuple[str, ...]:
    """The first ``count`` lines; when there are more, the last one ends in an ellipsis."""
    if len(lines) <= count:
        return tuple(lines)
    return (*lines[: count - 1], shortened(" ".join(lines[count - 1 :]), width, font, size))
