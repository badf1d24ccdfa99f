from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Twips

from postmatch.conversion.word_package import packed
from postmatch.domain.workspace import Paper
from postmatch.rendering.finishing import Finish, core_properties, repair_emptied, repair_grids, set_paper
from tests.rendering.made_templates import part, written


def names(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.namelist()


def grid_widths(document: WordDocument) -> list[list[int]]:
    return [[int(column.get(qn("w:w"))) for column in grid] for grid in document.element.body.iter(qn("w:tblGrid"))]


def test_a_grid_with_too_many_columns_is_rebuilt_from_the_tables_own_cells() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).add_table(rows=1, cols=3)
    for cell, width in zip(table.rows[0].cells, (Inches(2), Inches(4)), strict=True):
        cell.width = width
    grid = table._tbl.tblGrid
    for _ in range(3):
        grid.append(OxmlElement("w:gridCol"))
    inner = grid_widths_of_inner(document)
    repair_grids(document.element.body)
    assert grid_widths(document)[0] == [2880, 5760]
    assert grid_widths_of_inner(document) == inner


def grid_widths_of_inner(document: WordDocument) -> list[str | None]:
    grids = list(document.element.body.iter(qn("w:tblGrid")))
    return [column.get(qn("w:w")) for column in grids[1]]


def test_a_sound_grid_and_merged_cells_are_left_alone() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1))
    before = grid_widths(document)
    repair_grids(document.element.body)
    assert grid_widths(document) == before


@pytest.mark.parametrize("paper", list(Paper))
def test_paper_changes_every_section_and_keeps_the_width_of_the_text(paper: Paper) -> None:
    document = Document()
    document.add_section(WD_SECTION.NEW_PAGE).orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = Inches(11), Inches(8.5)
    set_paper(document.element.body, paper)
    upright, landscape = document.sections
    short, long = (Inches(8.5), Inches(11)) if paper is Paper.LETTER else (Mm(210), Mm(297))
    assert abs(upright.page_width - short) < Mm(0.1)
    assert abs(upright.page_height - long) < Mm(0.1)
    assert abs(landscape.page_width - long) < Mm(0.1)
    assert abs(landscape.page_height - short) < Mm(0.1)
    text_width = upright.page_width - upright.left_margin - upright.right_margin
    assert abs(text_width - (Inches(8.5) - 2 * Inches(1.25))) < Mm(0.2)


def test_margins_never_become_narrower_than_a_printer_can_print() -> None:
    document = Document()
    document.sections[0].left_margin = document.sections[0].right_margin = Mm(11)
    document.sections[0].page_width = Mm(220)
    set_paper(document.element.body, Paper.A4)
    assert document.sections[0].left_margin >= Mm(9.9)


def test_a_grid_of_cells_without_widths_shares_the_width_of_the_table() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    for mark in table._tbl.iter(qn("w:tcW")):
        mark.set(qn("w:type"), "auto")
        mark.set(qn("w:w"), "0")
    total = sum(grid_widths(document)[0])
    table._tbl.tblGrid.remove(table._tbl.tblGrid[0])
    left = sum(grid_widths(document)[0])
    repair_grids(document.element.body)
    assert len(grid_widths(document)[0]) == 3
    assert left - 3 <= sum(grid_widths(document)[0]) <= left < total


def test_a_table_without_a_grid_gets_one_and_odd_numbers_do_no_harm() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "1e400")
    table.cell(0, 0)._tc.get_or_add_tcPr().append(span)
    table._tbl.remove(table._tbl.tblGrid)
    repair_grids(document.element.body)
    assert len(grid_widths(document)[0]) == 2
    assert table._tbl[1].tag == qn("w:tblGrid")


def test_what_loops_over_nothing_have_emptied_is_made_sound() -> None:
    document = Document()
    emptied, kept = document.add_table(rows=1, cols=2), document.add_table(rows=1, cols=1)
    emptied._tbl.remove(emptied.rows[0]._tr)
    kept.cell(0, 0)._tc.remove(kept.cell(0, 0).paragraphs[0]._p)
    repair_emptied(document.element.body)
    (table,) = document.tables
    assert table._tbl is kept._tbl
    assert len(table.cell(0, 0).paragraphs) == 1


def test_a_body_without_a_section_gets_one() -> None:
    document = Document()
    document.element.body.remove(document.element.body.sectPr)
    set_paper(document.element.body, Paper.A4)
    assert document.sections[0].page_width == Twips(11906)
    assert document.sections[0].left_margin == Inches(1)


def test_a_section_without_a_size_gets_one_in_its_place() -> None:
    document = Document()
    section = document.element.body.sectPr
    section.remove(section.find(qn("w:pgSz")))
    set_paper(document.element.body, Paper.A4)
    assert [child.tag for child in section][:2] == [qn("w:pgSz"), qn("w:pgMar")]
    assert document.sections[0].page_width == Twips(11906)


def test_properties_are_ours_and_their_signs_are_escaped() -> None:
    finish = Finish(title="Smith & Sons <Inc> – CV", author="Ada", paper=Paper.LETTER, today=date(2026, 4, 6))
    parts = {name: part(written(Document()), name) for name in names(written(Document()))}
    docx = packed({**parts, "docProps/core.xml": core_properties(finish)})
    properties = Document(io.BytesIO(docx)).core_properties
    assert (properties.title, properties.author, properties.language) == (finish.title, "Ada", "en-US")
    assert properties.created.date() == properties.modified.date() == date(2026, 4, 6)
    assert "python-docx" not in f"{properties.comments}{properties.author}{properties.last_modified_by}"


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"}
    assert packed(parts) == packed(dict(parts))
    assert names(packed(parts)) == list(parts)
