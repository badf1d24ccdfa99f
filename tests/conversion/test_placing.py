from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from postmatch.conversion.geometry import IDENTITY
from postmatch.conversion.placing import Placement, place_pages
from postmatch.conversion.rotation import upright
from tests.conversion.pdf_samples import add_annotation, drawing, made, red_at

LETTER = (0.0, 0.0, 612.0, 792.0)
QUARTER = upright(LETTER, 90)
SHIFTED = Placement(LETTER, IDENTITY.shifted(10, 20), (632, 832))


def opened(**options: int) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(**options)))


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_link_that_two_pages_share_moves_once_on_each() -> None:
    pdf = opened(page_count=2)
    link = add_annotation(pdf, Subtype=Name.Link)
    pdf.pages[1].obj.Annots = Array([link])
    place_pages(pdf, {0: SHIFTED, 1: SHIFTED})
    for page in pdf.pages:
        assert [float(side) for side in page.Annots[0].Rect] == [60, 620, 260, 660]


def test_the_picture_of_an_annotation_turns_with_it() -> None:
    pdf = opened()
    half_red = drawing(pdf, b"1 0 0 rg 0 0 100 40 re f 0 0 1 rg 100 0 100 40 re f")
    add_annotation(pdf, Subtype=Name.Link, F=4, AP=Dictionary(N=half_red))
    assert red_at(saved(pdf), 60, 620)
    place_pages(pdf, {0: QUARTER})
    data = saved(pdf)
    assert red_at(data, 620, 792 - 240)
    assert not red_at(data, 620, 792 - 420)


@pytest.mark.parametrize(
    "content",
    [
        b"Q Q 1 0 0 rg 50 600 200 40 re f",
        b"q q 2 0 0 2 0 0 cm 1 0 0 rg 25 300 100 20 re f",
        b"1 0 0 rg Q 50 600 200 40 re f",
    ],
)
def test_states_that_are_saved_and_restored_unequally_do_not_escape_the_matrix(content: bytes) -> None:
    """A Q too many would have ended the turn in the middle of the page; a q too many would outlive it."""
    pdf = opened()
    pdf.pages[0].Contents = pdf.make_stream(content)
    assert red_at(saved(pdf), 150, 620)
    place_pages(pdf, {0: QUARTER})
    data = saved(pdf)
    assert red_at(data, 620, 612 - 150)
    operators = [str(item.operator) for item in pikepdf.parse_content_stream(pdf.pages[0])]
    assert operators.count("q") == operators.count("Q")


def test_what_was_cut_off_does_not_come_to_light_on_a_larger_sheet() -> None:
    pdf = opened()
    pdf.pages[0].CropBox = Array([0, 0, 100, 100])
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 rg 0 0 612 792 re f")
    place_pages(pdf, {0: Placement((0, 0, 100, 100), IDENTITY.shifted(200, 300), (612, 792))})
    data = saved(pdf)
    assert pypdfium2.PdfDocument(data)[0].get_size() == (612, 792)
    assert red_at(data, 250, 350)
    assert not red_at(data, 250, 450)
    assert not red_at(data, 150, 350)
