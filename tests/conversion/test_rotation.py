"""A turned page after the gate: the same picture, its links over the same words, destinations at the same points."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from tests.conversion.pdf_samples import add_annotation, made

TURNS = (0, 90, 180, 270)
BOXES = {
    "a plain sheet": {},
    "a sheet whose corner is elsewhere": {"MediaBox": [20, -50, 632, 742]},
    "a sheet seen in part": {"CropBox": [40, 90, 500, 700]},
}
RED_BOX = (50, 600, 250, 640)


def turned(turn: int, boxes: dict[str, list[int]]) -> bytes:
    """A page with a red bar, and a link that lies exactly over it; a bookmark and a name lead to its upper corner."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.obj.Rotate = turn
        for name, box in boxes.items():
            page.obj["/" + name] = Array(box)
        page.contents_add(pdf.make_stream(b"\n1 0 0 rg 50 600 200 40 re f"))
        x1, y1, x2, y2 = RED_BOX
        add_annotation(
            pdf, Subtype=Name.Link, Border=[0, 0, 0], QuadPoints=[x1, y2, x2, y2, x1, y1, x2, y1],
            A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
        )  # fmt: skip
        item = pdf.make_indirect(Dictionary(Title=String("bar"), Dest=Array([page.obj, Name.XYZ, x1, y2, 0])))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
        named = Array([page.obj, Name.FitR, *RED_BOX])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("bar"), pdf.make_indirect(named)])))

    return made(change)


def gate(data: bytes) -> Normalised:
    result = normalise_pdf(data, limits=Limits())
    again = normalise_pdf(result.pdf, limits=Limits())
    assert again.repairs == ()
    assert page_facts(again.pdf) == page_facts(result.pdf)
    return result


def drawn(pdf: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")


def red_area(pdf: bytes) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is red in the picture of the first page, one pixel to a point."""
    red, green, _ = drawn(pdf).split()
    box = ImageChops.subtract(red, green).getbbox()
    assert box is not None
    return box


def link_area(pdf: bytes) -> tuple[float, float, float, float]:
    """The same of the link of the first page, which counts from the lower left corner of an unturned page."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    left, bottom, right, top = map(float, page["/Annots"][0].get_object()["/Rect"])
    height = float(page.mediabox.height)
    return left, height - top, right, height - bottom


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("boxes", BOXES.values(), ids=BOXES)
def test_a_turned_page_looks_as_before_and_its_link_lies_over_the_same_words(
    turn: int, boxes: dict[str, list[int]]
) -> None:
    before = turned(turn, boxes)
    result = gate(before)
    assert [repair.code.value for repair in result.repairs] == (["rotation_applied"] if turn else [])
    assert not any(repair.needs_look for repair in result.repairs)
    page = pypdf.PdfReader(io.BytesIO(result.pdf)).pages[0]
    assert "/Rotate" not in page
    assert ImageChops.difference(drawn(before), drawn(result.pdf)).getbbox() is None
    if turn:
        assert link_area(result.pdf) == pytest.approx(red_area(result.pdf), abs=1)
        corners = [float(number) for number in page["/Annots"][0].get_object()["/QuadPoints"]]
        left, bottom, right, top = map(float, page["/Annots"][0].get_object()["/Rect"])
        assert (min(corners[0::2]), min(corners[1::2])) == pytest.approx((left, bottom), abs=0.01)
        assert (max(corners[0::2]), max(corners[1::2])) == pytest.approx((right, top), abs=0.01)


@pytest.mark.parametrize("turn", TURNS[1:])
@pytest.mark.parametrize("boxes", BOXES.values(), ids=BOXES)
def test_bookmarks_and_names_lead_to_the_same_place_of_a_turned_page(turn: int, boxes: dict[str, list[int]]) -> None:
    """The bookmark led to the corner of the red bar that was its upper left one before the turn."""
    result = gate(turned(turn, boxes))
    left, top, right, bottom = red_area(result.pdf)
    corner = {90: (right, top), 180: (right, bottom), 270: (left, bottom)}[turn]
    reader = pypdf.PdfReader(io.BytesIO(result.pdf))
    height = float(reader.pages[0].mediabox.height)
    bookmark = reader.outline[0]
    assert (float(bookmark["/Left"]), height - float(bookmark["/Top"])) == pytest.approx(corner, abs=1)
    named = reader.named_destinations["bar"]
    box = (named["/Left"], height - float(named["/Top"]), named["/Right"], height - float(named["/Bottom"]))
    assert tuple(map(float, box)) == pytest.approx((left, top, right, bottom), abs=1)


def test_a_turn_that_all_pages_inherit_is_applied_to_each() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Rotate = 90
        pdf.Root.Pages.MediaBox = Array([0, 0, 400, 500])
        for page in pdf.pages:
            del page.obj["/MediaBox"]

    result = gate(made(change, page_count=3))
    assert [page.get_size() for page in pypdfium2.PdfDocument(result.pdf)] == [(500, 400)] * 3
    assert result.repairs[0].message.startswith("The turn noted for pages 1, 2 and 3 ")


def test_a_unit_of_its_own_becomes_points_and_links_grow_with_the_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 306, 700])
        pdf.pages[0].obj.UserUnit = 1.5
        pdf.pages[0].contents_add(pdf.make_stream(b"\n1 0 0 rg 50 600 200 40 re f"))
        add_annotation(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))

    result = gate(made(change))
    assert pypdfium2.PdfDocument(result.pdf)[0].get_size() == (459, 1050)
    assert link_area(result.pdf) == pytest.approx(red_area(result.pdf), abs=1)
