"""What is set on a Word document after it was filled: sound tables, paper size, properties, stable bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from docx.oxml.ns import qn
from lxml import etree

from postmatch.domain.workspace import Paper

Element = etree._Element

_SIZES = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}  # twips, upright
_NARROWEST_MARGIN = 567  # twips, 1 cm: less than that many printers cannot print
_BEFORE_PAGE_SIZE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")  # ECMA-376-1, 17.6.17
_ENDS_IN_A_PARAGRAPH = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent")
_LANGUAGE = "en-US"
_CORE_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision><dc:language>{language}</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>"""


@dataclass(frozen=True)
class Finish:
    """How a filled document is finished. ``today`` becomes its date of creation."""

    title: str
    author: str
    paper: Paper
    today: date


def finish_body(body: Element, paper: Paper) -> None:
    """Sound tables and the chosen paper, in the ``w:body`` of a filled document."""
    repair_emptied(body)
    repair_grids(body)
    set_paper(body, paper)


def repair_emptied(part: Element) -> None:
    """Takes away what loops over nothing have left without contents, and gives a paragraph to what must end in one.

    Word calls a file damaged that has a table without rows, or a cell, a header or a text box without a paragraph
    (ECMA-376-1, 17.4.65, 17.10).
    """
    for row in list(part.iter(qn("w:tr"))):
        if next(row.iter(qn("w:tc")), None) is None:
            row.getparent().remove(row)
    for table in list(part.iter(qn("w:tbl"))):
        if next(table.iter(qn("w:tr")), None) is None:
            table.getparent().remove(table)
    for holder in list(part.iter(*map(qn, _ENDS_IN_A_PARAGRAPH))):
        if len(holder) == 0 or holder[-1].tag != qn("w:p"):
            etree.SubElement(holder, qn("w:p"))


def repair_grids(body: Element) -> None:
    """Gives every table a column grid that fits its own rows.

    docxtpl 0.20.2 counts the cells of nested tables as well and leaves a grid with too many columns; a loop over cells
    leaves one with too few. Word mends that by itself, other engines draw the table wrongly.
    """
    for table in body.iter(qn("w:tbl")):
        widths = max((_cell_widths(row) for row in table.findall(qn("w:tr"))), key=len, default=[])
        grid = table.find(qn("w:tblGrid"))
        if grid is None:
            grid = _new_grid(table)
        if widths and len(grid) != len(widths):
            _set_columns(grid, widths)


def _new_grid(table: Element) -> Element:
    """The grid that ECMA-376-1, 17.4.37 asks for, in its place behind the table's properties."""
    grid = etree.Element(qn("w:tblGrid"))
    properties = table.find(qn("w:tblPr"))
    table.insert(0 if properties is None else table.index(properties) + 1, grid)
    return grid


def _set_columns(grid: Element, widths: list[int]) -> None:
    """Cells without a width of their own share what the grid had, so that the table stays as wide as it was."""
    if not all(widths):
        total = sum(_number(column.get(qn("w:w"))) for column in grid)
        widths = [total // len(widths)] * len(widths)
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))


def _cell_widths(row: Element) -> list[int]:
    """Widths of the grid columns that the row's own cells cover, in twips; 0 where a cell does not say."""
    widths: list[int] = []
    for cell in row.findall(qn("w:tc")):
        span_mark = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width_mark = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        span = max(_number(span_mark.get(qn("w:val"))), 1) if span_mark is not None else 1
        in_twips = width_mark is not None and width_mark.get(qn("w:type"), "dxa") == "dxa"
        width = _number(width_mark.get(qn("w:w"))) if in_twips else 0
        widths.extend([width // span] * min(span, 63))  # more columns than that Word does not have
    return widths


def _number(text: str | None) -> int:
    try:
        return int(float(text or 0))
    except (ValueError, OverflowError):
        return 0


def set_paper(body: Element, paper: Paper) -> None:
    """Sets the paper of every Word section. The width of the text stays what the template has, so that tab stops
    and tables keep their places; the side margins take the difference."""
    if body.find(qn("w:sectPr")) is None:
        _add_section(body)
    for section in list(body.iter(qn("w:sectPr"))):
        size, margins = _page_size(section), section.find(qn("w:pgMar"))
        short, long = _SIZES[paper]
        is_landscape = size.get(qn("w:orient")) == "landscape"
        width, height = (long, short) if is_landscape else (short, long)
        shift = (width - (_number(size.get(qn("w:w"))) or width)) // 2
        size.set(qn("w:w"), str(width))
        size.set(qn("w:h"), str(height))
        for side in ("w:left", "w:right") if margins is not None else ():
            margins.set(qn(side), str(max(_number(margins.get(qn(side))) + shift, _NARROWEST_MARGIN)))


def _add_section(body: Element) -> None:
    """The section that some programs leave to Word, with the margins that Word takes then."""
    margins = etree.SubElement(etree.SubElement(body, qn("w:sectPr")), qn("w:pgMar"))
    for side in ("top", "right", "bottom", "left"):
        margins.set(qn(f"w:{side}"), "1440")
    for side in ("header", "footer", "gutter"):
        margins.set(qn(f"w:{side}"), "0" if side == "gutter" else "720")


def _page_size(section: Element) -> Element:
    found = section.find(qn("w:pgSz"))
    if found is None:
        before = [child for child in section if etree.QName(child).localname in _BEFORE_PAGE_SIZE]
        found = etree.Element(qn("w:pgSz"))
        section.insert(len(before), found)
    return found


def core_properties(finish: Finish) -> bytes:
    """The part of title, author and dates (ECMA-376-2, 11), with nothing of the template's in it."""
    filled = _CORE_PROPERTIES.format(
        title=escape(finish.title[:255]),
        author=escape(finish.author[:255]),
        language=_LANGUAGE,
        moment=f"{finish.today:%Y-%m-%d}T00:00:00Z",
    )
    return filled.encode()
