from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.domain.workspace import Paper
from postmatch.errors import PacketImpossible, PacketUntrue, UploadRefused
from postmatch.packet import assemble, verify
from tests.packet.packets import METADATA, STAMP, Built, build, edited, outline_pages, text_pdf, usual_documents

STREAMLIT_SAMPLE = 64 * 1024  # streamlit tells large files apart by length and three samples of this size


@pytest.fixture(scope="module")
def usual() -> Built:
    return build(usual_documents())


@pytest.fixture(scope="module")
def cleaned(corpus: Path, workers: Workers) -> dict[str, bytes]:
    """Every PDF of the corpus that the gate lets through, as it comes out: all valid ones, and mended bad ones."""
    found: dict[str, bytes] = {}
    for path in sorted(corpus.glob("pdf_*/*.pdf")):
        try:
            found[path.stem] = workers.normalise(Upload(path.name, path.read_bytes()), limits=Limits()).pdf
        except UploadRefused as refusal:
            if path.parent.name == "pdf_good":
                pytest.fail(f"{path.name}: {refusal}")
    assert len(found) >= 30
    return found


def _opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_whole_corpus_becomes_one_verified_packet(
    cleaned: dict[str, bytes], workers: Workers, paper: Paper
) -> None:
    built = build(cleaned, paper=paper)
    checks = verify(built.data, built.plan, built.pdfs, workers=workers)
    assert all(check.passed for check in checks)


def test_the_whole_corpus_is_stamped_and_divided_and_still_true(cleaned: dict[str, bytes], workers: Workers) -> None:
    """Text, body and foot of every page under its stamp are those of its source, and every stamp is in its place."""
    built = build(cleaned, stamp=STAMP, dividers=True)
    checks = verify(built.data, built.plan, built.pdfs, workers=workers, stamp=STAMP)
    assert "stamp" in {check.id for check in checks if check.passed}


def test_the_file_is_clean_for_qpdf(usual: Built, cleaned: dict[str, bytes], tmp_path: Path) -> None:
    corpus = build(cleaned, stamp=STAMP, dividers=True)
    for name, data in (("usual", usual.data), ("corpus", corpus.data)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert not pdf.is_encrypted


def test_each_document_has_one_outline_entry_with_its_own_outline_below(usual: Built) -> None:
    with _opened(usual.data) as pdf:
        assert outline_pages(pdf) == [
            (0, "Cover letter", 1),
            (0, "Contents", 2),
            (0, "CV", 3),
            (0, "MyERAS application", 5),
            (1, "Application, chapter 1", 5),
            (2, "Application, chapter 2", 6),
            (2, "Application, chapter 3", 7),
            (2, "Application, chapter 4", 8),
            (0, "MSPE", 9),
            (1, "MSPE, chapter 1", 9),
            (2, "MSPE, chapter 2", 10),
            (2, "MSPE, chapter 3", 11),
            (0, "ECFMG certificate", 12),
        ]


def test_the_outline_opens_as_a_list_of_documents(usual: Built) -> None:
    with _opened(usual.data) as pdf:
        assert pdf.Root.PageMode == Name.UseOutlines
        assert int(pdf.Root.Outlines.Count) == len(usual.plan.sections)


def test_each_line_of_the_contents_leads_to_its_document(usual: Built) -> None:
    with _opened(usual.data) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        targets = [numbers[link.A.D[0].objgen] for link in pdf.pages[1].Annots]
    assert targets == [1, 3, 5, 9, 12]


def test_a_sheet_between_documents_is_named_by_neither_outline_nor_contents() -> None:
    built = build(usual_documents(), dividers=True)
    with _opened(built.data) as pdf:
        tops = [(title, number) for depth, title, number in outline_pages(pdf) if depth == 0]
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        targets = [numbers[link.A.D[0].objgen] for link in pdf.pages[1].Annots]
    assert tops == [
        ("Cover letter", 1),
        ("Contents", 2),
        ("CV", 4),
        ("MyERAS application", 7),
        ("MSPE", 12),
        ("ECFMG certificate", 16),
    ]
    assert targets == [1, 4, 7, 12, 16]


def test_links_by_name_keep_their_page_when_two_documents_use_the_same_name(usual: Built) -> None:
    """Both sources call their last page by the name of a page that the other has as well."""
    with _opened(usual.data) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        targets = {}
        for number in (5, 9):
            links = [a for a in pdf.pages[number - 1].Annots if "/URI" not in a.get("/A", {})]
            destination = links[0].get("/Dest", links[0].get("/A", {}).get("/D"))
            targets[number] = numbers[destination[0].objgen]
        assert targets == {5: 8, 9: 11}
        assert "/Dests" not in pdf.Root
        assert "/Dests" not in pdf.Root.get("/Names", {})


def test_page_labels_are_the_page_numbers(usual: Built) -> None:
    with _opened(usual.data) as pdf:
        assert [page.label for page in pdf.pages] == [str(n) for n in range(1, usual.plan.page_count + 1)]


def test_title_and_author_stand_in_both_kinds_of_properties(usual: Built) -> None:
    with _opened(usual.data) as pdf:
        assert str(pdf.docinfo.Title) == METADATA.title
        assert str(pdf.docinfo.Author) == METADATA.author
        assert str(pdf.docinfo.CreationDate) == "D:20261123000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == METADATA.title
            assert xmp["dc:creator"] == [METADATA.author]


def test_the_properties_stream_says_what_it_is(usual: Built) -> None:
    """Without type and subtype it is no metadata stream (ISO 32000-2, 14.3.2), and poppler says so."""
    with _opened(usual.data) as pdf:
        stream = pdf.Root.Metadata
        assert (stream.Type, stream.Subtype) == ("/Metadata", "/XML")


def test_hostile_properties_stay_text() -> None:
    odd = replace(METADATA, title="A & B <x> \x00 “Ω”", author=")\\( شهادة\n")
    built = build({"CV": text_pdf("CV")}, metadata=odd)
    with _opened(built.data) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "A & B <x> “Ω”"
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == [")\\( شهادة"]


def test_the_same_input_gives_the_same_bytes(usual: Built) -> None:
    assert build(usual_documents()).data == usual.data
    whole = [build(usual_documents(), stamp=STAMP, dividers=True).data for _ in range(2)]
    assert whole[0] == whole[1] != usual.data


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    """Where things lie in memory, and in which order a set gives them back, is another each time."""
    script = (
        "import hashlib\nfrom tests.packet.packets import STAMP, build, usual_documents\n"
        "print(hashlib.sha256(build(usual_documents(), stamp=STAMP, dividers=True).data).hexdigest())"
    )
    digests = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_packets_of_equal_length_differ_in_their_last_sample() -> None:
    """Two packets that differ in one digit at the beginning: a server that samples must not take one for the other."""
    one, other = (build({"CV": text_pdf(f"Step 2 CK {score}"), "Scan": _noise()}) for score in (251, 257))
    assert len(one.data) == len(other.data) > 10 * STREAMLIT_SAMPLE
    assert one.data[-STREAMLIT_SAMPLE:] != other.data[-STREAMLIT_SAMPLE:]


def test_another_day_gives_another_identifier(usual: Built) -> None:
    later = build(usual_documents(), metadata=replace(METADATA, made_on=date(2026, 11, 24)))
    with _opened(usual.data) as first, _opened(later.data) as second:
        assert bytes(first.trailer.ID[0]) == bytes(first.trailer.ID[1])
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def test_equal_pages_stay_pages_of_their_own() -> None:
    """Empty pages are equal to the last byte; joining equal objects must not make one page of them."""

    def add_blanks(pdf: pikepdf.Pdf) -> None:
        for _ in range(3):
            pdf.add_blank_page(page_size=(612, 792))

    built = build({"Scan": edited(text_pdf("Scan"), add_blanks), "CV": text_pdf("CV")})
    with _opened(built.data) as pdf:
        assert len({page.objgen for page in pdf.pages}) == built.plan.page_count == 6


def test_a_picture_that_is_in_two_documents_is_kept_once() -> None:
    double = build({"One": _noise(), "Two": _noise()})
    assert len(double.data) < 1.2 * len(build({"One": _noise()}).data)


@pytest.mark.parametrize("paper", list(Paper))
def test_links_of_the_contents_cover_their_rows_on_either_paper(paper: Paper) -> None:
    built = build({"CV": text_pdf("CV"), "Diploma": text_pdf("Diploma")}, paper=paper)
    with _opened(built.data) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        for link in pdf.pages[0].Annots:
            left, bottom, right, top = (float(side) for side in link.Rect)
            assert 0 < left < right < width
            assert height / 2 < bottom < top < height


def test_a_missing_document_is_named() -> None:
    built = build({"CV": text_pdf("CV"), "Diploma": text_pdf("Diploma")})
    kept = {source_id: pdf for source_id, pdf in built.pdfs.items() if "Diploma" not in source_id}
    with pytest.raises(PacketImpossible, match="“Diploma” could not be found"):
        assemble(built.plan, kept, metadata=METADATA)


def test_a_document_of_other_length_than_planned_is_named() -> None:
    built = build({"CV": text_pdf("CV"), "Diploma": text_pdf("Diploma")})
    grown = {**built.pdfs, "id of Diploma": text_pdf("Diploma", pages=2)}
    with pytest.raises(PacketUntrue, match="“Diploma” has 2 pages, but 1 were planned"):
        assemble(built.plan, grown, metadata=METADATA)


@pytest.mark.parametrize("broken", [b"", b"not a PDF at all", text_pdf("CV")[:300]])
def test_bytes_that_are_no_pdf_are_named(broken: bytes) -> None:
    built = build({"CV": text_pdf("CV"), "Diploma": text_pdf("Diploma")})
    with pytest.raises(PacketImpossible, match="“CV” could not be put into the packet"):
        assemble(built.plan, {**built.pdfs, "id of CV": broken}, metadata=METADATA)


def test_120_documents_make_a_verified_packet(workers: Workers) -> None:
    built = build({f"Document {n}": text_pdf(f"Document {n}") for n in range(1, 121)})
    assert built.plan.page_count == 126
    assert all(check.passed for check in verify(built.data, built.plan, built.pdfs, workers=workers))


def test_one_document_alone_makes_a_packet(workers: Workers) -> None:
    built = build({"CV": text_pdf("CV")})
    assert [section.title for section in built.plan.sections] == ["Contents", "CV"]
    assert verify(built.data, built.plan, built.pdfs, workers=workers)


def _noise() -> bytes:
    """A page with a picture that does not compress, about 900 kB, always the same."""
    image = Image.frombytes("RGB", (550, 550), random.Random(7).randbytes(550 * 550 * 3))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.drawImage(ImageReader(image), 50, 50, 500, 500)
    canvas.save()
    return out.getvalue()
