"""Faces, colours and headings of the designs, shared by the CVs and the letters that match them."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle

from templates.word_building import (
    character_style,
    paragraph_style,
    set_family,
    set_outline_level,
    set_rule,
    set_tracking,
)
from templates.word_start import Look

WASH = "EDF3F5"
CLASSIC = Look(
    family="Cambria", body=10, margin=1080, top=880, ink="1E1E1E", soft="4F4F4F", accent="1E1E1E", rule="9A9A9A"
)
CLASSIC_LONG = Look(
    family="Cambria", body=11, margin=1440, top=1300, ink="1E1E1E", soft="4F4F4F", accent="1E1E1E", rule="9A9A9A"
)
MODERN = Look(
    family="Calibri", body=10, margin=1080, top=880, ink="20282B", soft="556064", accent="1B5566", rule="B9CBD1"
)
ACADEMIC = Look(
    family="Times New Roman", body=10, margin=1080, top=880, ink="111111", soft="444444", accent="7A1F2B", rule="7A1F2B"
)
CLASSIC_LETTER = replace(CLASSIC, body=11, margin=1440, top=1150)
MODERN_LETTER = replace(MODERN, body=11, margin=1440, top=1100)
TAG_COLOR = "9AA5A1"


def add_classic_styles(document: WordDocument, look: Look) -> None:
    """Name and contact in the middle; headings in spaced capitals over a hairline."""
    title = _title(document, look, size=look.body * 2.1, tracking=30)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    contact = paragraph_style(document, "Contact", size=look.body - 0.5, color=look.soft)
    contact.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading = _heading(document, look, size=look.body - 0.5, before=look.body * 0.7)
    heading.font.all_caps = True
    set_tracking(heading, 24)
    set_rule(heading, "bottom", color=look.rule, gap=1)
    _small_styles(document, look)


def add_modern_styles(document: WordDocument, look: Look) -> None:
    """Name at the left in the one colour; headings in the colour under a hairline."""
    title = _title(document, look, size=23, tracking=0)
    title.font.color.rgb = RGBColor.from_string(look.accent)
    paragraph_style(document, "Contact", size=9.5, color=look.soft)
    heading = _heading(document, look, size=10, before=4.5)
    set_rule(heading, "bottom", color=look.rule, gap=1)
    _small_styles(document, look)


def add_academic_styles(document: WordDocument, look: Look) -> None:
    """Name at the left over a strong rule; headings in bold without one."""
    _title(document, look, size=19, tracking=0)
    contact = paragraph_style(document, "Contact", size=9.5, color=look.soft)
    set_rule(contact, "bottom", color=look.rule, gap=3, eighths=8)
    heading = _heading(document, look, size=10, before=6)
    heading.font.all_caps = True
    set_tracking(heading, 14)
    _small_styles(document, look)


def _title(document: WordDocument, look: Look, *, size: float, tracking: int) -> ParagraphStyle:
    title = paragraph_style(document, "Title", size=round(size * 2) / 2, color=look.ink, after=1)
    title.font.bold = True
    title.paragraph_format.keep_with_next = True
    set_family(title, look.family)
    if tracking:
        set_tracking(title, tracking)
    return title


def _heading(document: WordDocument, look: Look, *, size: float, before: float) -> ParagraphStyle:
    heading = paragraph_style(document, "Heading 1", size=size, color=look.accent, before=before, after=0.5)
    heading.font.bold = True
    heading.paragraph_format.keep_with_next = True
    set_outline_level(heading)
    return heading


def _small_styles(document: WordDocument, look: Look) -> None:
    character_style(document, "Hyperlink", color=look.accent)
    tag = paragraph_style(document, "Template Tag", size=8, color=TAG_COLOR)
    tag.font.italic = True
