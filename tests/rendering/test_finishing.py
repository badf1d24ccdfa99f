from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm

from postmatch.domain.workspace import Paper
from postmatch.rendering.finishing import Finish, finished, repair_grids, set_paper

FINISH = Finish(title="Ada – CV", author="Ada", paper=Paper.LETTER, today=date(2026, 4, 6))


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
    repair_grids(document)
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
    repair_grids(document)
    assert grid_widths(document) == before


@pytest.mark.parametrize("paper", list(Paper))
def test_paper_changes_every_section_and_keeps_the_width_of_the_text(paper: Paper) -> None:
    document = Document()
    document.add_section(WD_SECTION.NEW_PAGE).orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = Inches(11), Inches(8.5)
    set_paper(document, paper)
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
    set_paper(document, Paper.A4)
    assert document.sections[0].left_margin >= Mm(9.9)


def test_properties_are_ours_and_nothing_of_the_library_stays() -> None:
    document = Document()
    document.core_properties.title = "old"
    properties = Document(io.BytesIO(finished(document, FINISH))).core_properties
    assert (properties.title, properties.author, properties.language) == ("Ada – CV", "Ada", "en-US")
    assert properties.created.date() == properties.modified.date() == date(2026, 4, 6)
    assert "python-docx" not in f"{properties.comments}{properties.author}{properties.last_modified_by}"


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made() -> None:
    assert finished(Document(), FINISH) == finished(Document(), FINISH)
