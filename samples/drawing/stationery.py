"""Paper, ink and type of the invented institutions, and PDFs made of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

FONTS = Path(__file__).resolve().parents[2] / "templates" / "fonts"
MARK = "SAMPLE – fictional"
TEXT_INK = HexColor("#23282c")
SOFT_INK = HexColor("#66707a")

SANS, SANS_BOLD, SANS_ITALIC = "Carlito", "Carlito-Bold", "Carlito-Italic"
SERIF, SERIF_BOLD, SERIF_ITALIC = "Caladea", "Caladea-Bold", "Caladea-Italic"


@dataclass(frozen=True)
class House:
    """An invented institution and what its paper looks like. ``motif`` is what stands in the middle of its seal."""

    name: str
    line: str
    address: str
    ink: str
    accent: str
    motif: str = "star"
    serif: bool = True


UDARA_HILLS = House(
    "Udara Hills University",
    "College of Medicine, Office of the Dean",
    "Hillside Campus, Enugu, Nigeria · +234 555 0100 · dean@udarahills.example",
    "#5b1f33",
    "#b48a3c",
    "hills",
)
MAPLE_HOLLOW = House(
    "Maple Hollow Medical Center",
    "Department of Internal Medicine",
    "100 Hollow Road, Maple Hollow, Ohio · 614 555 0110 · medicine@maplehollow.example",
    "#1f4e5f",
    "#c0682b",
    "leaf",
    serif=False,
)
ORIOLE_HILL = House(
    "Oriole Hill General Hospital",
    "Medical Services",
    "7 Oriole Close, Enugu, Nigeria · +234 555 0120 · medical@oriolehill.example",
    "#2d5a34",
    "#d39b2a",
    "sun",
)
CEDAR_FORK = House(
    "Cedar Fork Community Hospital",
    "Internal Medicine and Nephrology",
    "22 Fork Street, Cedar Fork, Indiana · 765 555 0130 · imed@cedarfork.example",
    "#34406b",
    "#7a9a4d",
    "tree",
    serif=False,
)
TRANSLATORS = House(
    "Lantern Street Translations",
    "Certified translations for universities and hospitals",
    "3 Lantern Street, Enugu, Nigeria · +234 555 0150 · desk@lanternstreet.example",
    "#3b3b3b",
    "#3f7f86",
    "star",
    serif=False,
)


@cache
def register_fonts() -> None:
    """Makes the shipped faces known to reportlab; calling it again changes nothing."""
    for family in (SANS, SERIF):
        for style in ("", "-Bold", "-Italic", "-BoldItalic"):
            file_style = style or "-Regular"
            pdfmetrics.registerFont(TTFont(family + style, str(FONTS / f"{family}{file_style}.ttf")))
        pdfmetrics.registerFontFamily(
            family,
            normal=family,
            bold=f"{family}-Bold",
            italic=f"{family}-Italic",
            boldItalic=f"{family}-BoldItalic",
        )


def text_style(
    size: float = 10.5,
    *,
    serif: bool = False,
    ink: Color = TEXT_INK,
    align: str = "left",
    after: float = 6,
) -> ParagraphStyle:
    register_fonts()  # a Paragraph looks its face up as soon as it is made
    alignment = {"left": TA_LEFT, "center": TA_CENTER, "justify": TA_JUSTIFY}[align]
    return ParagraphStyle(
        "sample",
        fontName=SERIF if serif else SANS,
        fontSize=size,
        leading=size * 1.38,
        textColor=ink,
        alignment=alignment,
        spaceAfter=after,
    )


def paragraphs(text: str, style: ParagraphStyle) -> list[Flowable]:
    """One paragraph for each block of ``text`` between blank lines."""
    return [Paragraph(" ".join(block.split()), style) for block in text.strip().split("\n\n")]


def canvas_pdf(
    draw: Callable[[Canvas], None], *, size: tuple[float, float], title: str, author: str = "Sample, fictional"
) -> bytes:
    """A PDF drawn by hand; the same drawing gives the same bytes."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(f"{title} ({MARK})")
    canvas.setAuthor(author)
    canvas.setCreator("Postmatch samples")
    draw(canvas)
    canvas.save()
    return out.getvalue()


@dataclass(frozen=True)
class Layout:
    """Page size and margins (points) of a flowing document, and what is drawn on each page beneath the text."""

    on_page: Callable[[Canvas, Any], None]
    size: tuple[float, float] = LETTER
    top: float = 128
    bottom: float = 60
    side: float = 66


class _Document(BaseDocTemplate):
    """Adds an outline entry wherever a paragraph carries the attribute ``outline``."""

    def afterFlowable(self, flowable: Flowable) -> None:  # the name is reportlab's
        heading = getattr(flowable, "outline", None)
        if heading:
            key = f"{heading}-{self.page}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(heading, key, level=0)


def flow_pdf(story: list[Flowable], layout: Layout, *, title: str) -> bytes:
    """A PDF of flowing text on the given paper; the same story gives the same bytes."""
    register_fonts()
    out = io.BytesIO()
    width, height = layout.size
    document = _Document(
        out,
        pagesize=layout.size,
        invariant=1,
        title=f"{title} ({MARK})",
        author="Sample, fictional",
        creator="Postmatch samples",
    )
    frame = Frame(
        layout.side,
        layout.bottom,
        width - 2 * layout.side,
        height - layout.top - layout.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=layout.on_page)])
    document.build(story)
    return out.getvalue()
