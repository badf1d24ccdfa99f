"""What is read of a document at the gate and kept with it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import img2pdf
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import tesseract
from postmatch.domain.documents import Upload
from postmatch.domain.pages import RECOGNISED_PAGES, ReadingKind, SpotKind, TextSource
from postmatch.domain.workspace import Workspace
from postmatch.usecases.examine import Told, examine
from postmatch.usecases.intake import take_in
from postmatch.usecases.page_facts import page_facts_of
from postmatch.usecases.replacing import replace_document

FONT = Path(__file__).resolve().parents[2] / "templates" / "fonts" / "LiberationSans-Regular.ttf"
LINES = ("ECFMG Status Report", "Name: Adaeze Okafor", "AAMC ID: 12345678", "Social Security Number: 219-09-9999")


def written(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 24 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(*lines: str) -> bytes:
    """A page of which only a picture is there."""
    picture = Image.new("L", (1700, 2200), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((200, 200 + 80 * number), line, fill=0, font=ImageFont.truetype(str(FONT), 44))
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def with_scan_behind(pdf: bytes, picture: bytes) -> bytes:
    """The pages of the PDF, then one that is the picture and nothing else."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as mixed, pikepdf.open(io.BytesIO(img2pdf.convert(picture))) as scanned:
        mixed.pages.extend(scanned.pages)
        mixed.save(out)
    return out.getvalue()


@pytest.fixture
def needs_tesseract():
    if not tesseract.available():
        pytest.skip("Tesseract is not on this machine")


def test_what_a_document_says_of_its_person_is_kept_with_it(tools):
    document, _ = examine(Workspace(), Upload("x.pdf", written(*LINES)), tools)
    readings = {reading.kind: reading.value for reading in document.readings}
    assert readings[ReadingKind.AAMC_ID] == "12345678"
    assert "Okafor" in readings[ReadingKind.NAME]
    assert [(spot.kind, spot.page_number) for spot in document.spots] == [(SpotKind.SOCIAL_SECURITY, 1)]
    assert "219-09" not in document.model_dump_json()
    assert document.text_source is TextSource.PDF


def test_the_facts_of_its_pages_are_kept_and_are_those_of_its_pdf(tools, pdf):
    document, blobs = examine(Workspace(), Upload("x.pdf", pdf("words", 3)), tools)
    blob = blobs.__getitem__
    assert set(blobs) == {document.upload_sha256, document.pdf_sha256, document.pages_sha256}
    assert all(hashlib.sha256(data).hexdigest() == sha256 for sha256, data in blobs.items())
    assert page_facts_of(document.final, tools, blob=blob) == tools.workers.page_facts(blob(document.pdf_sha256))
    assert len(document.page_keys) == 3


def test_a_document_in_the_wrong_place_is_noticed_with_the_words_that_tell(tools):
    data = written("ECFMG Certification Status Report", "ECFMG Status Report")
    document, _ = examine(Workspace(), Upload("x.pdf", data), tools, told=Told(kind="diploma"))
    assert document.kind == "diploma"
    assert document.reads_like == "ecfmg_status_report"
    assert document.reads_like_words


def test_the_same_pages_in_another_file_have_the_same_keys(tools, pdf):
    whole, _ = examine(Workspace(), Upload("a.pdf", pdf("words", 2)), tools)
    part, _ = examine(Workspace(), Upload("b.pdf", pdf("words", 1)), tools)
    assert part.page_keys == whole.page_keys[:1]


@pytest.mark.usefixtures("needs_tesseract")
def test_a_scan_is_read_when_tesseract_is_there(tools):
    document, _ = examine(Workspace(), Upload("scan0001.png", scan(*LINES)), tools)
    assert document.text_source is TextSource.OCR
    assert document.kind == "ecfmg_status_report"
    assert {reading.kind for reading in document.readings} >= {ReadingKind.AAMC_ID}
    assert [spot.kind for spot in document.spots] == [SpotKind.SOCIAL_SECURITY]


def test_a_scan_that_nobody_reads_says_so(tools):
    unread = replace(tools, reads_scans=False)
    document, _ = examine(Workspace(), Upload("scan0001.png", scan(*LINES)), unread)
    assert document.text_source is TextSource.NONE
    assert (document.readings, document.spots) == ((), ())


@pytest.mark.usefixtures("needs_tesseract")
def test_of_a_long_scan_only_the_first_pages_are_read(tools):
    frames = [Image.open(io.BytesIO(scan(f"page {number} of words"))) for number in range(RECOGNISED_PAGES + 2)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    taken = take_in(Workspace(), [Upload("long.tif", out.getvalue())], tools)
    assert taken.documents[0].page_count == RECOGNISED_PAGES + 2
    assert taken.documents[0].text_source is TextSource.OCR
    assert taken.documents[0].unread_pages == (RECOGNISED_PAGES + 1, RECOGNISED_PAGES + 2)


@pytest.mark.usefixtures("needs_tesseract")
def test_a_scan_behind_a_page_of_text_is_read_on_the_page_where_it_stands(tools):
    mixed = with_scan_behind(written(*LINES[:3]), scan(LINES[3]))
    document, _ = examine(Workspace(), Upload("mixed.pdf", mixed), tools)
    assert [(spot.kind, spot.page_number) for spot in document.spots] == [(SpotKind.SOCIAL_SECURITY, 2)]
    assert document.unread_pages == ()
    assert "12345678" in {reading.value for reading in document.readings}


@pytest.mark.usefixtures("needs_tesseract")
@pytest.mark.parametrize(
    ("on_the_page", "in_the_scan"),
    [
        (("Passport No.: A12345642",), "She showed A12345642 again."),
        (("She showed A12345642 again.",), "Passport No.: A12345642"),
    ],
    ids=["asked for in text", "asked for in a picture"],
)
def test_pages_of_text_and_scans_know_the_numbers_of_each_other(tools, on_the_page, in_the_scan):
    mixed = with_scan_behind(written(*on_the_page), scan(in_the_scan))
    document, _ = examine(Workspace(), Upload("mixed.pdf", mixed), tools)
    assert {spot.kind for spot in document.spots} == {SpotKind.PASSPORT}
    assert [spot.page_number for spot in document.spots] == [1, 2]
    assert "123456" not in document.model_dump_json()


@pytest.mark.usefixtures("needs_tesseract")
def test_a_picture_without_words_stays_unread(tools, photo):
    document, _ = examine(Workspace(), Upload("photo.jpg", photo), tools)
    assert document.unread_pages == (1,)


def test_a_scan_behind_a_page_of_text_that_nobody_reads_is_known_as_unread(tools):
    mixed = with_scan_behind(written(*LINES[:3]), scan(LINES[3]))
    document, _ = examine(Workspace(), Upload("mixed.pdf", mixed), replace(tools, reads_scans=False))
    assert document.unread_pages == (2,)
    assert Workspace.model_validate_json(Workspace(documents=(document,)).model_dump_json()).documents == (document,)


def test_what_an_older_version_took_in_is_read_when_the_same_file_replaces_it(tools):
    upload = Upload("x.pdf", written(*LINES))
    document, _ = examine(Workspace(), upload, tools)
    stored = document.model_dump(mode="json")
    for later in ("unread_pages", "spots", "readings", "pages_sha256"):
        del stored[later]
    old = Workspace.model_validate({"documents": [stored]})
    assert not old.documents[0].was_read
    taken = replace_document(old, document.id, upload, tools, told=Told(), blob={}.__getitem__)
    (new,) = taken.workspace.documents
    assert new.was_read
    assert new.spots == document.spots
