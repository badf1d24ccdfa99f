"""The lines of a Word file: nothing that Word shows is passed over, and nothing it hides comes in."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmatch.conversion.word_text import word_lines
from postmatch.errors import UploadRefused
from tests.conversion.word_samples import letter, with_body, with_link, with_parts, written
from tests.corpus import Row, read_manifest

MARKS = {"•", "-", "–"}
"""Bullets that were typed are marks, not words."""
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
VML = (
    '<w:p><w:r><w:t>Beside</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>'
    "</v:shape></w:pict></w:r></w:p>"
)  # fmt: skip


def texts(data: bytes) -> list[str]:
    return [line.text for line in word_lines(data)]


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_heading("Experience", 1)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2019-2021", "Medical officer"
    table.cell(1, 0).text, table.cell(1, 1).text = "2021", "Observer\nTook call"
    document.add_paragraph("Presented cases", style="List Bullet")
    document.add_paragraph("After\tMar 2021")
    lines = word_lines(written(document))
    assert [line.text for line in lines] == [
        "Experience", "2019-2021\tMedical officer", "2021\tObserver", "Took call", "Presented cases", "After\tMar 2021",
    ]  # fmt: skip
    assert [line.is_heading for line in lines] == [True, False, False, False, False, False]
    assert [line.is_bullet for line in lines] == [False, False, False, False, True, False]


def test_columns_of_a_page_that_are_a_table_are_read_one_after_the_other() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Skills\nUltrasound", "Experience\nObserver"
    assert texts(written(document)) == ["Skills", "Ultrasound", "Experience", "Observer"]


def test_tables_in_tables_and_content_controls_are_looked_into() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{P.format('Inner')}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{P.format('Controlled')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tc>{P.format('Cell')}</w:tc></w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:tr><w:tc>{inner}{P.format('Outer')}</w:tc>{row}</w:tr></w:tbl>{control}"
    assert sorted(" ".join(texts(with_body(body))).split()) == ["Cell", "Controlled", "Inner", "Outer"]


def test_text_boxes_come_once_after_the_paragraph_they_hang_on() -> None:
    assert texts(with_body(VML.format(P.format("In the box")) + P.format("After"))) == ["Beside", "In the box", "After"]


def test_headers_come_first_and_footers_are_margins() -> None:
    document = docx.Document()
    document.add_paragraph("Body")
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Adaeze Okafor", "Page 1"
    assert [(line.text, line.is_margin) for line in word_lines(written(document))] == [
        ("Adaeze Okafor", False), ("Body", False), ("Page 1", True),
    ]  # fmt: skip


def test_the_words_of_links_are_words() -> None:
    assert texts(with_link("https://a.example")) == ["See my page"]


def test_hidden_and_deleted_words_are_not_said_and_inserted_ones_are() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>"
    tracked = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr></w:p>"
    )
    assert texts(with_body(hidden + tracked)) == ["shown", "new"]


def test_a_line_break_begins_a_new_line_and_a_list_of_numbers_is_a_list() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>'
    broken = "<w:p><w:r><w:t>Role</w:t><w:br/><w:t>Place</w:t></w:r></w:p>"
    lines = word_lines(with_body(numbered + broken))
    assert [(line.text, line.is_bullet) for line in lines] == [("One", True), ("Role", False), ("Place", False)]


def test_a_damaged_file_is_refused_and_names_a_way_out() -> None:
    entity = b'<!DOCTYPE w:document [<!ENTITY a "b">]><w:document/>'
    for data in (b"PK\x03\x04", with_parts(letter("A"), {"word/document.xml": entity})):
        with pytest.raises(UploadRefused) as caught:
            word_lines(data)
        assert caught.value.hint


def test_more_than_a_word_file_may_hold_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr("word/document.xml", b" " * (60 * 1024 * 1024))
    with pytest.raises(UploadRefused):
        word_lines(out.getvalue())


words = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x17F), min_size=1, max_size=8)
cells = st.lists(words, min_size=1, max_size=3)


@settings(max_examples=30)
@given(st.lists(words | st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=3), max_size=6))
def test_no_word_of_any_document_is_passed_over(parts: list[Any]) -> None:
    document = docx.Document()
    said: list[str] = []
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            said.append(part)
            continue
        table = document.add_table(rows=len(part), cols=2)
        for row, pair in enumerate(part):
            for column, paragraphs in enumerate(pair):
                table.cell(row, column).text = "\n".join(paragraphs)
                said += paragraphs
    found = " ".join(texts(written(document))).split()
    assert Counter(found) == Counter(said)


@pytest.mark.parametrize(
    "row", [row for row in read_manifest("docx") if row.expect == "accept"], ids=lambda row: row.name
)
def test_files_of_the_corpus_lose_no_word_of_their_paragraphs(corpus: Path, row: Row) -> None:
    data = (corpus / row.path).read_bytes()
    shown = " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    found = " ".join(line.text.replace("\t", " ") for line in word_lines(data))
    assert set(shown.split()) <= set(found.split()) | MARKS
