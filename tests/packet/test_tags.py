"""A screen reader finds every page of a packet in its tree, and what we made with headings, rows and links."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from postmatch.conversion import Workers
from postmatch.domain.packet import Source
from postmatch.domain.workspace import Paper
from postmatch.packet import assemble, draw_contents, draw_dividers, plan_packet, verify
from tests.conversion.word_samples import with_link
from tests.packet.packets import METADATA, STAMP, Built, edited, page_count, text_pdf


def _marked_upload(pdf: pikepdf.Pdf) -> None:
    """Content as other programs mark it, with numbers that lead into a tree of their own."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(
        b"/P <</MCID 1>> BDC BT /F1 20 Tf 60 600 Td (second) Tj ET EMC\n"
        b"/P <</MCID 0>> BDC BT /F1 20 Tf 60 700 Td (first) Tj ET EMC"
    )
    page.StructParents = 7
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), StructParent=3))
    note.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/"))
    page.Annots = Array([note])


def _blank(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Contents"]


@pytest.fixture(scope="module")
def packet(workers: Workers) -> Built:
    """Our CV, then uploads: plain, marked by another program, blank. Sheets between."""
    pdfs = {
        "cv": workers.word_to_pdf(with_link("https://example.org/cv")).pdf,
        "plain": text_pdf("plain", pages=2),
        "marked": edited(text_pdf("marked"), _marked_upload),
        "blank": edited(text_pdf("blank"), _blank),
    }
    sources = [
        Source(id=source_id, kind="cv" if source_id == "cv" else "other", title=source_id, page_count=page_count(pdf))
        for source_id, pdf in pdfs.items()
    ]
    plan = plan_packet(sources, dividers=True)
    pdfs["contents"] = draw_contents(plan, paper=Paper.LETTER, applicant="Adaeze Okafor")
    pdfs |= draw_dividers(plan, paper=Paper.LETTER, applicant="Adaeze Okafor")
    return Built(plan, pdfs, assemble(plan, pdfs, metadata=METADATA, stamp=STAMP))


@pytest.fixture
def opened(packet: Built) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(packet.data)) as pdf:
        yield pdf


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _below(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _parts(pdf: pikepdf.Pdf) -> dict[str, Object]:
    """The sections that are documents: sheets have the title of what they stand in front of, and come before it."""
    (document,) = pdf.Root.StructTreeRoot.K
    assert Name.Document == document.S
    return {str(part.T): part for part in document.K}


def test_it_says_that_it_is_tagged_and_in_which_language(opened: pikepdf.Pdf) -> None:
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang) == "en-US"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as xmp:
        assert xmp["dc:language"] == {"en-US"}


def test_every_document_is_a_section_in_the_order_of_the_pages(packet: Built, opened: pikepdf.Pdf) -> None:
    (document,) = opened.Root.StructTreeRoot.K
    assert [str(part.T) for part in document.K] == [section.title for section in packet.plan.sections]
    assert {part.S for part in document.K} == {Name.Sect}


def test_every_mark_of_a_page_leads_to_its_element_and_back(opened: pikepdf.Pdf) -> None:
    numbers = dict(pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree).items())
    seen = 0
    for page in opened.pages:
        if "/StructParents" not in page.obj:
            continue
        for mark, element in enumerate(numbers[int(page.obj.StructParents)]):
            kids = _kids(element)
            own = mark in [kid for kid in kids if isinstance(kid, int)]
            assert own or any(isinstance(kid, Dictionary) and kid.get("/MCID") == mark for kid in kids)
            assert element.Pg == page.obj
            seen += 1
    assert seen > 20
    assert sum("/StructParents" not in page.obj for page in opened.pages) == 1  # the blank one


def test_our_cv_keeps_its_tree(packet: Built, opened: pikepdf.Pdf) -> None:
    with pikepdf.open(BytesIO(packet.pdfs["cv"])) as alone:
        (document,) = alone.Root.StructTreeRoot.K
        before = [(str(element.S), len(_kids(element))) for element in _below(document)]
    after = [(str(element.S), len(_kids(element))) for element in _below(_parts(opened)["cv"])]
    assert after == before
    assert "/Link" in {kind for kind, _ in after}


def test_links_of_ours_are_in_the_tree_and_lead_back_to_it(opened: pikepdf.Pdf) -> None:
    numbers = dict(pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree).items())
    links = [element for element in _below(opened.Root.StructTreeRoot) if Name.Link == element.S]
    assert len(links) == 4 + 1  # a row of the contents for each document, and the link of the CV
    for link in links:
        (annotation,) = (kid.Obj for kid in _kids(link) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")
        assert annotation.Subtype == Name.Link
        assert numbers[int(annotation.StructParent)] == link


def test_a_plain_page_is_one_paragraph(opened: pikepdf.Pdf) -> None:
    paragraphs = list(_below(_parts(opened)["plain"]))
    assert [str(paragraph.S) for paragraph in paragraphs] == ["/P", "/P"]
    assert [_kids(paragraph) for paragraph in paragraphs] == [[0], [0]]


def test_content_that_was_marked_is_read_in_the_order_of_the_page(opened: pikepdf.Pdf) -> None:
    (paragraph,) = _below(_parts(opened)["marked"])
    assert _kids(paragraph) == [1, 0]


def test_numbers_that_led_into_another_tree_are_gone(opened: pikepdf.Pdf) -> None:
    page = next(page for page in opened.pages if "/Annots" in page.obj and b"(second)" in _drawn(page))
    assert "/StructParent" not in page.obj.Annots[0]
    assert int(page.obj.StructParents) == opened.pages.index(page)


def _drawn(page: pikepdf.Page) -> bytes:
    return b"".join(stream.read_bytes() for stream in page.obj.Contents)


def test_a_blank_page_has_nothing_to_read(opened: pikepdf.Pdf) -> None:
    assert list(_below(_parts(opened)["blank"])) == []


def test_the_packet_is_true_with_its_tags(packet: Built, workers: Workers) -> None:
    assert verify(packet.data, packet.plan, packet.pdfs, workers=workers, stamp=STAMP)


def test_a_reader_of_tags_reads_every_word_but_the_stamp(packet: Built, tmp_path: Path) -> None:
    """poppler, which shares nothing with what wrote the file."""
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is not on this machine")
    (tmp_path / "packet.pdf").write_bytes(packet.data)
    command = ["pdfinfo", "-struct-text", str(tmp_path / "packet.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    words = [line.strip().strip('"') for line in done.stdout.splitlines() if line.strip().startswith('"')]
    assert {"plain 1", "plain 2", "second", "first", "Contents"} <= {word.strip() for word in words}
    assert not any("AAMC ID" in word for word in words)
