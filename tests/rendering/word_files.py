"""Small Word files that say exactly what a test needs."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, Twips


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(docx: bytes) -> WordDocument:
    return Document(io.BytesIO(docx))


def one_column(*, size: float = 10, margin: float = 1.0) -> WordDocument:
    """Letter paper, Normal in that size, one inch of margin: 6.5 inches of text."""
    document = Document()
    document.styles["Normal"].font.size = Pt(size)
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(margin)
    return document


def with_right_tab(document: WordDocument, inches: float) -> None:
    paragraph = document.add_paragraph("Clinical extern\tMar 2021")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(inches), WD_TAB_ALIGNMENT.RIGHT)


def with_table(document: WordDocument, *inches: float) -> None:
    table = document.add_table(rows=1, cols=len(inches))
    for column, width in zip(table.columns, inches, strict=True):
        column.width = Inches(width)
        column.cells[0].width = Inches(width)


def grid(docx: bytes) -> list[int]:
    """Widths of the columns of the first table, in twips."""
    table = opened(docx).element.body.find(qn("w:tbl"))
    return [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]


def set_size(run: object, half_points: int) -> None:
    """As people set it by hand."""
    element = OxmlElement("w:sz")
    element.set(qn("w:val"), str(half_points))
    run._r.get_or_add_rPr().append(element)


def tabs(docx: bytes) -> list[int]:
    """Positions of the tab stops of the body, in twips."""
    found = opened(docx).element.body.iter(qn("w:tab"))
    return [int(tab.get(qn("w:pos"))) for tab in found if tab.get(qn("w:pos"))]


TWIPS_AN_INCH = int(Inches(1) / Twips(1))
