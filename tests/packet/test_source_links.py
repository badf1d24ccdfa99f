from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from postmatch.packet.read_back import Reading
from postmatch.packet.source_links import (
    DEEPEST_OUTLINE,
    OutlineEntry,
    SourceDestinations,
    make_links_explicit,
    read_outline,
)
from tests.packet.packets import chaptered_pdf, edited, text_pdf


def _outline(pdf: bytes) -> tuple[OutlineEntry, ...]:
    reader = PdfReader(BytesIO(pdf))
    return read_outline(reader, SourceDestinations(reader))


def _with_one_item(change: Callable[[pikepdf.Pdf, Dictionary], None]) -> bytes:
    """Three pages and one outline item, which ``change`` gives its destination."""

    def add(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("There")))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
        change(pdf, item)

    return edited(text_pdf("page", pages=3), add)


def _explicit(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.Dest = Array([pdf.pages[2].obj, Name.XYZ, 10, 20, None])


def _by_action(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.A = Dictionary(S=Name.GoTo, D=Array([pdf.pages[2].obj, Name.XYZ, 10, 20, None]))


def _by_index(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.Dest = Array([2, Name.XYZ, 10, 20, None])


def _by_old_name(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    pdf.Root.Dests = Dictionary(Here=Dictionary(D=Array([pdf.pages[2].obj, Name.XYZ, 10, 20, None])))
    item.Dest = Name.Here


def _by_name(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    target = Array([pdf.pages[2].obj, Name.XYZ, 10, 20, None])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("here"), target])))
    item.A = Dictionary(S=Name.GoTo, D=String("here"))


@pytest.mark.parametrize("change", [_explicit, _by_action, _by_index, _by_old_name, _by_name])
def test_every_form_of_destination_leads_to_its_page(change: Callable[[pikepdf.Pdf, Dictionary], None]) -> None:
    assert _outline(_with_one_item(change)) == (OutlineEntry("There", 0, 2, ("/XYZ", 10.0, 20.0, None)),)


def _nowhere(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.Title = String("There")


def _beyond(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.Dest = Array([17, Name.Fit])


def _unknown_name(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.Dest = String("no such name")


def _web_address(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    item.A = Dictionary(S=Name.URI, URI=String("https://example.org/"))


@pytest.mark.parametrize("change", [_nowhere, _beyond, _unknown_name, _web_address])
def test_an_item_that_leads_to_no_page_keeps_its_title(change: Callable[[pikepdf.Pdf, Dictionary], None]) -> None:
    assert _outline(_with_one_item(change)) == (OutlineEntry("There", 0, None),)


def test_a_malformed_view_shows_the_whole_page() -> None:
    def odd(pdf: pikepdf.Pdf, item: Dictionary) -> None:
        item.Dest = Array([pdf.pages[1].obj, Name.XYZ, String("left")])

    assert _outline(_with_one_item(odd)) == (OutlineEntry("There", 0, 1, ("/Fit",)),)


def test_an_outline_that_bites_its_tail_ends() -> None:
    def loop(pdf: pikepdf.Pdf, item: Dictionary) -> None:
        item.Next = item
        item.First = item

    assert len(_outline(_with_one_item(loop))) == 1


def test_a_very_deep_outline_is_kept_whole() -> None:
    def deepen(pdf: pikepdf.Pdf, item: Dictionary) -> None:
        for _ in range(500):
            item.First = item.Last = pdf.make_indirect(Dictionary(Title=String("deeper")))
            item = item.First

    entries = _outline(_with_one_item(deepen))
    assert len(entries) == 501
    assert max(entry.depth for entry in entries) == DEEPEST_OUTLINE


def test_links_by_name_become_links_to_pages_and_the_names_are_forgotten() -> None:
    reader = PdfReader(BytesIO(chaptered_pdf("Chapter", pages=3)))
    make_links_explicit(reader, SourceDestinations(reader))
    link = reader.pages[0]["/Annots"][0].get_object()
    target = link["/Dest"] if "/Dest" in link else link["/A"]["/D"]
    assert target[0] == reader.pages[2].indirect_reference
    assert reader.named_destinations == {}


def test_two_readers_see_the_same_outlines_in_the_corpus(corpus: Path) -> None:
    seen = 0
    for path in sorted((corpus / "pdf_good").glob("*.pdf")):
        ours = [(entry.depth, entry.page_index) for entry in _outline(path.read_bytes())]
        with pikepdf.open(path) as pdf:
            assert ours == [(item.depth, item.page_index) for item in Reading(pdf).outline()], path.name
        seen += len(ours)
    assert seen > 20
