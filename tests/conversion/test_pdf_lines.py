"""The lines of a PDF as it was drawn: columns, cells, paragraphs, headings in capitals apart, headers and footers."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf_lines import pdf_lines
from postmatch.conversion.text_lines import MOST_LINES
from tests.corpus import Row, read_manifest

WIDTH, HEIGHT = LETTER
SIDE = ["Skills", "Ultrasound", "Suturing", "SPSS", "Stata"]
MAIN = ["Jobs", "Clinic", "Hospital", "Ward", "School"]


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=True)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    return [line.text for line in pdf_lines(pdf)]


def test_a_date_at_the_right_margin_is_a_column_of_its_line() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 600, "Medical officer")
        canvas.drawRightString(WIDTH - 60, 600, "Mar 2021 – present")

    assert texts(drawn(page)) == ["Medical officer\tMar 2021 – present"]


def test_a_side_column_is_not_mixed_with_the_main_one() -> None:
    def page(canvas: Canvas) -> None:
        for left, column in ((60, SIDE), (250, MAIN)):
            for row, text in enumerate(column):
                canvas.drawString(left, 600 - 20 * row, text)

    assert texts(drawn(page)) == [*SIDE, *MAIN]


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 600, "Prize for the best")
        canvas.drawString(60, 588, "examination")
        canvas.drawString(250, 600, "Example University")

    assert texts(drawn(page)) == ["Prize for the best examination\tExample University"]


def test_a_broken_paragraph_is_put_together_and_a_new_bullet_is_not() -> None:
    long = "Examined and presented four to six ward patients a day and wrote all notes and discharge summaries of the"

    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 600, f"• {long}")
        canvas.drawString(68, 588, "ward together with the team")
        canvas.drawString(60, 576, "• Took call")
        canvas.drawString(60, 500, "Another line")

    lines = pdf_lines(drawn(page))
    assert [line.text for line in lines] == [f"{long} ward together with the team", "Took call", "Another line"]
    assert [line.is_bullet for line in lines] == [True, True, False]


def test_a_spaced_heading_is_read_as_its_words() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(60, 600)
        text.setFont("Helvetica", 10)
        text.setCharSpace(4)
        text.textLine("US CLINICAL EXPERIENCE")
        canvas.drawText(text)

    assert texts(drawn(page)) == ["US CLINICAL EXPERIENCE"]


def test_a_larger_line_is_a_heading() -> None:
    def page(canvas: Canvas) -> None:
        for row, size in enumerate((10, 14, 10, 10)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(60, 600 - 30 * row, f"Line {'abcd'[row]}")

    assert [line.is_heading for line in pdf_lines(drawn(page))] == [False, True, False, False]


def test_what_stands_on_all_pages_alike_comes_at_the_end_and_the_same_words_in_the_text_stay() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, HEIGHT - 30, "Adaeze Okafor")
            canvas.drawString(60, 400, "Example Hospital")
            canvas.drawString(60, 30, f"Page {number}")

        return draw

    lines = pdf_lines(drawn(page(1), page(2)))
    assert [line.text for line in lines if not line.is_margin] == ["Example Hospital", "Example Hospital"]
    assert [line.text for line in lines if line.is_margin] == ["Adaeze Okafor", "Page 1", "Page 2"]


def test_a_page_without_words_has_no_lines() -> None:
    assert pdf_lines(drawn(lambda canvas: canvas.rect(60, 60, 100, 100))) == ()


@pytest.mark.parametrize("row", read_manifest("pdf_good"), ids=lambda row: row.name)
def test_no_letter_of_the_corpus_is_lost(corpus: Path, row: Row) -> None:
    """Letters and digits of PDFium's own text, as often as they stand there; a margin stands once."""
    pdf = (corpus / row.path).read_bytes()
    lines = pdf_lines(pdf)
    said, kept = _letters(read_texts(pdf)), _letters(line.text for line in lines)
    if any(line.is_margin for line in lines) or len(lines) >= MOST_LINES:
        assert set(kept) <= set(said)
    else:
        assert said - kept == Counter(), row.name


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(sign for text in texts for sign in text if sign.isalnum())
