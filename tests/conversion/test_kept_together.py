"""Headings do not stand alone at the foot of a page, although the embedded engine keeps no paragraphs together."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers
from postmatch.conversion.kept_together import laid_out_together, with_break
from postmatch.conversion.word_file import WordFile, open_word

BREAK = qn("w:pageBreakBefore")


def docx_of(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines_and(count: int, *behind: tuple[str, str]) -> bytes:
    """``count`` plain lines, then paragraphs of a text and a style each."""
    document = Document()
    for number in range(count):
        document.add_paragraph(f"Line number {number}").paragraph_format.space_after = 0
    for text, style in behind:
        document.add_paragraph(text, style=style)
    return docx_of(document)


def broken_at(docx: bytes, pages: tuple[str, ...]) -> str | None:
    """The text of the paragraph that got a page break, None when none did."""
    changed = with_break(open_word(docx), pages)
    if changed is None:
        return None
    paragraphs = [one for one in changed.body().iter(qn("w:p")) if one.find(f"{qn('w:pPr')}/{BREAK}") is not None]
    return "".join(text.text for text in paragraphs[0].iter(qn("w:t")))


def test_a_heading_alone_at_the_foot_gets_a_break_before_it() -> None:
    docx = lines_and(2, ("Research", "Heading 1"), ("Research assistant", "Normal"))
    pages = ("Line number 0\nLine number 1\nRESEARCH\nPage 1 of 2", "Research assistant\nPage 2 of 2")
    assert broken_at(docx, pages) == "Research"


def test_a_heading_with_its_first_line_below_it_stays() -> None:
    docx = lines_and(2, ("Research", "Heading 1"), ("Research assistant", "Normal"), ("More", "Normal"))
    assert broken_at(docx, ("Line number 0\nLine number 1\nResearch\nResearch assistant", "More")) is None
    assert broken_at(docx, ("Line number 0\nLine number 1", "Research\nResearch assistant\nMore")) is None


def test_of_several_kept_together_the_first_is_moved() -> None:
    docx = lines_and(1, ("Research", "Heading 1"), ("Registry", "Heading 2"), ("Assistant", "Normal"))
    assert broken_at(docx, ("Line number 0\nResearch\nRegistry", "Assistant")) == "Research"


def test_a_page_that_begins_with_it_is_not_broken_again() -> None:
    docx = lines_and(1, ("Research", "Heading 1"), ("Registry", "Heading 2"), ("Assistant", "Normal"))
    assert broken_at(docx, ("Line number 0", "Research\nRegistry", "Assistant")) is None


def test_a_paragraph_that_is_not_on_the_pages_moves_nothing() -> None:
    docx = lines_and(1, ("Research", "Heading 1"), ("Not drawn", "Normal"), ("Assistant", "Normal"))
    assert broken_at(docx, ("Line number 0\nResearch\nAssistant", "something else")) is None
    assert broken_at(docx, ()) is None


def test_what_the_paragraph_says_itself_goes_before_its_style() -> None:
    document = Document()
    document.add_paragraph("Line number 0")
    document.add_paragraph("Research", style="Heading 1").paragraph_format.keep_with_next = False
    document.add_paragraph("Assistant")
    assert broken_at(docx_of(document), ("Line number 0\nResearch", "Assistant")) is None
    plain = Document()
    plain.add_paragraph("Line number 0")
    plain.add_paragraph("Research").paragraph_format.keep_with_next = True
    plain.add_paragraph("Assistant")
    assert broken_at(docx_of(plain), ("Line number 0\nResearch", "Assistant")) == "Research"


def test_a_style_that_is_based_on_itself_ends() -> None:
    document = Document()
    style = document.styles["Body Text"]
    style.element.basedOn_val = style.style_id
    document.add_paragraph("Line number 0")
    document.add_paragraph("Research", style="Body Text")
    document.add_paragraph("Assistant")
    assert broken_at(docx_of(document), ("Line number 0\nResearch", "Assistant")) is None


@pytest.fixture(scope="module")
def last_word_of_pages(workers: Workers) -> Callable[[bytes], list[str]]:
    def read(docx: bytes) -> list[str]:
        return [text.split()[-1] for text in workers.page_texts(workers.word_to_pdf(docx).pdf)]

    return read


def test_no_page_of_the_embedded_engine_ends_with_a_heading(
    last_word_of_pages: Callable[[bytes], list[str]],
) -> None:
    """Over all places where the heading can fall, at the foot of a page among them."""
    ends = [
        last_word_of_pages(lines_and(count, ("Research", "Heading 1"), ("Assistant", "Normal"), ("More", "Normal")))
        for count in range(36, 46)
    ]
    assert any(len(words) == 2 for words in ends)
    assert any(len(words) == 1 for words in ends)
    assert not any("Research" in words for words in ends)


def test_a_break_that_moves_nothing_is_tried_once() -> None:
    """In a cell of a table a page break does nothing, and each layout costs as much as the first."""
    document = Document()
    for number in range(70):
        document.add_paragraph(f"Line number {number}")
    for number in range(6):
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.paragraphs[0].text, cell.paragraphs[0].style = f"Heading {number}", document.styles["Heading 1"]
        cell.add_paragraph(f"Behind heading {number}")
    pages = two_pages("Heading 0", "Behind heading 0")
    laid_out: list[WordFile] = []

    def lay_out(file: WordFile) -> _Result:
        laid_out.append(file)
        return _Result(pages)

    assert laid_out_together(open_word(docx_of(document)), lay_out).pdf == pages
    assert len(laid_out) == 2


@dataclass(frozen=True)
class _Result:
    pdf: bytes


def two_pages(*last_and_first: str) -> bytes:
    """A PDF whose pages say one of the two each, whatever is laid out."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for text in last_and_first:
        canvas.drawString(72, 72, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
