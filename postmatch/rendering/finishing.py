"""What is set on a Word document after it was filled: sound tables, paper size, properties, stable bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Twips

from postmatch.domain.workspace import Paper

_SIZES = {Paper.LETTER: (Twips(12240), Twips(15840)), Paper.A4: (Twips(11906), Twips(16838))}
_NARROWEST_MARGIN = Twips(567)  # 1 cm: less than that many printers cannot print
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LANGUAGE = "en-US"


@dataclass(frozen=True)
class Finish:
    """How a filled document is finished. ``today`` becomes its date of creation."""

    title: str
    author: str
    paper: Paper
    today: date


def finished(document: WordDocument, finish: Finish) -> bytes:
    """The document as .docx bytes: the same bytes for the same content and the same ``finish``."""
    repair_grids(document)
    set_paper(document, finish.paper)
    _set_properties(document, finish)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def repair_grids(document: WordDocument) -> None:
    """Gives every table a column grid that fits its own rows.

    docxtpl 0.20.2 counts the cells of nested tables as well and leaves a grid with too many columns; Word
    mends that by itself, other engines draw the table wrongly.
    """
    for table in document.element.body.iter(qn("w:tbl")):
        widths = max((_cell_widths(row) for row in table.findall(qn("w:tr"))), key=len, default=[])
        grid = table.find(qn("w:tblGrid"))
        if grid is None or not widths or len(grid) == len(widths):
            continue
        for column in list(grid):
            grid.remove(column)
        for width in widths:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(width))
            grid.append(column)


def _cell_widths(row: Any) -> list[int]:
    """Widths of the grid columns that the row's own cells cover, in twips."""
    widths: list[int] = []
    for cell in row.findall(qn("w:tc")):
        span_mark = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width_mark = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        span = int(span_mark.get(qn("w:val"), "1")) if span_mark is not None else 1
        width = int(float(width_mark.get(qn("w:w"), "0"))) if width_mark is not None else 0
        widths.extend([width // max(span, 1)] * max(span, 1))
    return widths


def set_paper(document: WordDocument, paper: Paper) -> None:
    """Sets the paper of every Word section. The width of the text stays what the template has, so that tab stops
    and tables keep their places; the side margins take the difference."""
    for section in document.sections:
        short, long = _SIZES[paper]
        is_landscape = section.orientation == WD_ORIENT.LANDSCAPE
        width, height = (long, short) if is_landscape else (short, long)
        old_width = section.page_width or width
        shift = (width - old_width) // 2
        section.page_width, section.page_height = width, height
        section.left_margin = _margin(section.left_margin, shift)
        section.right_margin = _margin(section.right_margin, shift)


def _margin(margin: Length | None, shift: int) -> Twips:
    return Twips(round(max((margin or 0) + shift, _NARROWEST_MARGIN) / Twips(1)))


def _set_properties(document: WordDocument, finish: Finish) -> None:
    properties = document.core_properties
    moment = datetime(finish.today.year, finish.today.month, finish.today.day)
    properties.title, properties.author = finish.title[:255], finish.author[:255]
    properties.last_modified_by = finish.author[:255]
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.language = _LANGUAGE
    properties.created = properties.modified = moment
    properties.revision = 1


def _with_fixed_times(docx: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on Windows and elsewhere
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
