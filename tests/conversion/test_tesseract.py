"""Scans are read with Tesseract: words in their order, numbers where they stand, and a way out when it is not there."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import img2pdf
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers, tesseract, tesseract_places, tesseract_status
from postmatch.domain.pages import Box, SpotKind
from postmatch.domain.sensitive_numbers import sensitive_spans
from postmatch.errors import ConversionFailed, EngineUnavailable

LINES = (
    "Medical Student Performance Evaluation",
    "Name: Adaeze Okafor",
    "Passport number: A12345642",
    "She examined four patients every day.",
)
ABSENT = "/nowhere/tesseract"


@pytest.fixture
def _with_tesseract() -> None:
    if not tesseract.available():
        if os.environ.get("CI"):
            pytest.fail("Tesseract is not on this machine", pytrace=False)
        pytest.skip("Tesseract is not on this machine")


@pytest.fixture
def _without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which the program does not lie in any of its places."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(tesseract_places, "_PLACES", (ABSENT,))
    tesseract_places.tesseract_program.cache_clear()
    tesseract._languages.cache_clear()
    yield
    tesseract_places.tesseract_program.cache_clear()
    tesseract._languages.cache_clear()


def scan(*lines: str, pages: int = 1) -> bytes:
    """Pages that are pictures of the lines at 200 dpi, and hold no text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    for index, line in enumerate(lines):
        canvas.setFont("Times-Roman", 16)
        canvas.drawString(90, 650 - 40 * index, line)
    canvas.showPage()
    canvas.save()
    return pictured(stream.getvalue(), pages=pages)


def pictured(pdf: bytes, *, pages: int = 1, degrees: float = 0.0) -> bytes:
    """Its first page as a picture at 200 dpi, turned by the degrees, so often."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    picture = picture.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    png = io.BytesIO()
    picture.save(png, format="PNG", dpi=(200, 200))
    return bytes(img2pdf.convert([png.getvalue()] * pages))


def joined(*pdfs: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as part:
                whole.pages.extend(part.pages)
        whole.save(stream)
    return stream.getvalue()


FIELDS = (
    ("Family name", "Okafor"),
    ("Given names", "Adaeze Chidinma"),
    ("Social Security Number", "219099999"),
    ("Nationality", "Nigerian"),
    ("Passport Number", "A12345642"),
    ("Alien Registration Number", "012345678"),
    ("Street", "12 Market Street"),
    ("Born", "04/05/1994"),
)


def form(*fields: tuple[str, str], degrees: float) -> bytes:
    """A page at 200 dpi with each label in a box at the left, and its value in one far to the right of it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(180, 740, "Personal data form")
    canvas.setFont("Helvetica", 10)
    for index, (label, value) in enumerate(fields):
        y = 690 - 40 * index
        canvas.rect(50, y - 8, 200, 22)
        canvas.rect(330, y - 8, 220, 22)
        canvas.drawString(56, y, label)
        canvas.drawString(338, y, value)
    canvas.save()
    return pictured(stream.getvalue(), degrees=degrees)


def boxes_overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_its_status_has_a_version_and_words_for_people() -> None:
    status = tesseract_status()

    assert status.available
    assert status.version[0].isdigit()
    assert status.note.endswith(".")


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_the_words_of_a_scan_come_line_by_line(workers: Workers) -> None:
    (text,) = workers.recognize(scan(*LINES), page_numbers=[1]).texts

    assert [line for line in text.splitlines() if line] == list(LINES)


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_a_number_in_a_scan_is_a_spot_where_it_stands(workers: Workers) -> None:
    (spot,) = workers.recognize(scan(*LINES), page_numbers=[1]).spots

    assert (spot.kind, spot.masked, spot.page_number) == (SpotKind.PASSPORT, "••••42", 1)
    # "A12345642" in the third line, which begins 90 points from the left and stands 570 above the lower edge
    assert boxes_overlap(spot.box, (0.30, 0.265, 0.40, 0.28))
    assert spot.box[0] > 0.25
    assert spot.box[3] - spot.box[1] < 0.03


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
@pytest.mark.parametrize("degrees", [0.0, 1.5, -1.5])
def test_a_value_in_a_scanned_form_is_seen_beside_its_label(workers: Workers, degrees: float) -> None:
    read = workers.recognize(form(*FIELDS, degrees=degrees), page_numbers=[1])

    assert sensitive_spans(read.texts[0]) == ()  # all labels are read first, and all values after them
    assert [(spot.kind, spot.masked) for spot in read.spots] == [
        (SpotKind.SOCIAL_SECURITY, "••••99"),
        (SpotKind.PASSPORT, "••••42"),
        (SpotKind.ALIEN_NUMBER, "••••78"),
    ]
    assert boxes_overlap(read.spots[0].box, (0.55, 0.21, 0.63, 0.24))


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_a_number_known_from_one_page_is_found_on_the_scan_of_another(workers: Workers) -> None:
    pdf = joined(scan(LINES[2]), scan("She showed A12345642 again."))
    read = workers.recognize(pdf, page_numbers=[1, 2])

    assert [(spot.masked, spot.page_number) for spot in read.spots] == [("••••42", 1), ("••••42", 2)]


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_only_the_pages_that_were_asked_for_are_read_and_keep_their_numbers(workers: Workers) -> None:
    read = workers.recognize(scan(LINES[2], pages=3), page_numbers=[3, 1])

    assert len(read.texts) == 2
    assert [spot.page_number for spot in read.spots] == [1, 3]


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_an_empty_page_has_no_words(workers: Workers) -> None:
    read = workers.recognize(scan(), page_numbers=[1])

    assert ([text.strip() for text in read.texts], read.spots) == ([""], ())


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_a_real_scan_of_the_sample_applicant_is_read(workers: Workers) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor" / "documents" / "MSPE_scan.pdf"

    (text,) = workers.recognize(sample.read_bytes(), page_numbers=[1]).texts
    assert "Medical Student Performance Evaluation" in text
    assert "Adaeze Okafor" in text


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_a_page_that_is_not_there_fails_and_the_workers_go_on(workers: Workers) -> None:
    with pytest.raises(ConversionFailed):
        workers.recognize(scan("One"), page_numbers=[2])
    assert workers.recognize(scan("One"), page_numbers=[1])


@pytest.mark.ocr
@pytest.mark.usefixtures("_with_tesseract")
def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "PAGE_SECONDS", 0.01)

    with pytest.raises(ConversionFailed) as caught:
        tesseract.read_pages(scan(*LINES), page_numbers=[1])
    assert "page 1" in caught.value.message


@pytest.mark.usefixtures("_without_tesseract")
def test_without_it_the_status_says_how_to_get_it_and_reading_is_refused() -> None:
    assert not tesseract.available()
    assert tesseract.version() == ""
    assert "Install Tesseract" in tesseract_status().note
    with pytest.raises(EngineUnavailable) as caught:
        tesseract.read_pages(scan("One"), page_numbers=[1])
    assert "Install Tesseract" in caught.value.hint


TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t100\t200\t100\t20\t96\tSSN\n"
    '5\t1\t1\t1\t1\t2\t210\t200\t200\t20\t91\t123-45-6789"\n'
    "5\t1\t1\t1\t2\t1\t100\t240\t100\t20\t90\tof\n"
    "5\t1\t2\t1\t1\t1\t100\t400\t100\t20\t90\tAda\n"
    "5\t1\t2\t1\t1\t2\t100\t400\t900\t2\t0\t|\n"
    "5\t1\t2\t1\t1\t3\t100\t400\t900\t2\t95\t \n"
)


def test_a_table_of_words_becomes_lines_and_blocks_and_quotes_are_letters() -> None:
    page = tesseract._letters_of(TABLE)

    assert page.text == 'SSN 123-45-6789"\nof\n\nAda'
    assert [page.boxes[place] for place in (0, 3, 4)] == [(0.1, 0.1, 0.2, 0.11), None, (0.21, 0.1, 0.41, 0.11)]
    assert (len(page.boxes), page.width_to_height) == (len(page.text), 0.5)


def test_an_empty_table_is_an_empty_page() -> None:
    assert tesseract._letters_of("").text == ""
