from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from postmatch.packet.read_back import ACTIVE_ACTIONS, Link, OutlineItem, Reading, active_parts
from tests.packet.packets import chaptered_pdf, edited, text_pdf


def _opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def test_links_are_followed_to_pages_and_addresses() -> None:
    with _opened(chaptered_pdf("Chapter", pages=3)) as pdf:
        assert Reading(pdf).links[0] == (Link(0, 2, None), Link(0, None, "https://example.org/"))
        assert Reading(pdf).links[1] == ()


def test_the_outline_is_read_in_reading_order() -> None:
    with _opened(chaptered_pdf("Chapter", pages=3)) as pdf:
        assert Reading(pdf).outline() == (
            OutlineItem("Chapter, chapter 1", 0, 0),
            OutlineItem("Chapter, chapter 2", 1, 1),
            OutlineItem("Chapter, chapter 3", 1, 2),
        )


def test_an_outline_that_bites_its_tail_ends() -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        last = pdf.Root.Outlines.First.First.Next
        last.Next = pdf.Root.Outlines.First

    with _opened(edited(chaptered_pdf("Chapter", pages=3), loop)) as pdf:
        assert len(Reading(pdf).outline()) == 3


def test_plain_documents_have_nothing_active() -> None:
    for plain in (text_pdf("CV", pages=2), chaptered_pdf("Chapter", pages=3)):
        with _opened(plain) as pdf:
            assert active_parts(pdf) == ()


@pytest.mark.parametrize("action", sorted(ACTIVE_ACTIONS))
def test_an_action_is_found_wherever_it_hides(action: str) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.PieceInfo = pdf.make_indirect(Dictionary(S=Name(action)))

    with _opened(edited(text_pdf("CV"), hide)) as pdf:
        assert any(action in part for part in active_parts(pdf))


@pytest.mark.parametrize("subtype", ["/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"])
def test_annotations_that_play_or_carry_files_are_found(subtype: str) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9])
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(annotation)])

    with _opened(edited(text_pdf("CV"), add)) as pdf:
        assert f"page 1 {subtype}" in active_parts(pdf)


def test_an_xfa_form_is_found() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array(), XFA=String("<xfa/>"))

    with _opened(edited(text_pdf("CV"), add)) as pdf:
        assert "catalog /XFA" in active_parts(pdf)
