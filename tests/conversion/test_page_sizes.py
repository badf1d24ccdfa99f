from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from tests.conversion.pdf_samples import add_annotation, made, red_at


def sized(*sizes: tuple[float, float]) -> Normalised:
    """Pages of these sizes, red but for the upper half, through the gate; and the result once more, unchanged."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page, (width, height) in zip(pdf.pages, sizes, strict=True):
            page.MediaBox = Array([10, 20, 10 + width, 20 + height])
            page.Contents = pdf.make_stream(f"1 0 0 rg 10 20 {width} {height / 2} re f".encode())

    result = normalise_pdf(made(change, page_count=len(sizes)), limits=Limits())
    again = normalise_pdf(result.pdf, limits=Limits())
    assert again.repairs == ()
    assert page_facts(again.pdf) == page_facts(result.pdf)
    return result


def size_of(pdf: bytes, *, page_index: int = 0) -> tuple[float, float]:
    return pypdfium2.PdfDocument(pdf)[page_index].get_size()


@pytest.mark.parametrize("size", [(612, 792), (595, 842), (842, 1191), (1224, 792), (252, 144), (144, 144), (72, 1000)])
def test_sizes_that_paper_has_are_kept(size: tuple[float, float]) -> None:
    result = sized(size)
    assert result.repairs == ()
    assert size_of(result.pdf) == size


@pytest.mark.parametrize(
    ("before", "after", "words", "needs_look"),
    [
        ((3000, 4000), (594, 792), "41.7 by 55.6 inches, which no paper has; now it is 8.2 by 11", False),
        ((4000, 3000), (792, 594), "55.6 by 41.7 inches, which no paper has; now it is 11 by 8.2", False),
        ((28800, 14400), (792, 396), "400 by 200 inches, which no paper has; now it is 11 by 5.5", False),
        ((612, 3000), (161.57, 792), "8.5 by 41.7 inches, which no paper has; now it is 2.2 by 11", True),
        ((4, 4), (612, 792), "0.06 by 0.06 inches, which no paper has; now it is 8.5 by 11", False),
        ((90, 33), (792, 612), "1.2 by 0.46 inches, which no paper has; now it is 11 by 8.5", False),
        ((600, 14400), (612, 792), "8.3 by 200 inches, which no paper has; now it is 8.5 by 11", True),
    ],
)
def test_sizes_beyond_reason_are_brought_to_letter_size_and_said_in_inches(
    before: tuple[float, float], after: tuple[float, float], words: str, needs_look: bool
) -> None:
    result = sized(before)
    assert [(repair.code.value, repair.needs_look) for repair in result.repairs] == [("page_resized", needs_look)]
    assert words in result.repairs[0].message
    assert size_of(result.pdf) == pytest.approx(after, abs=0.01)


def test_a_large_page_fills_its_new_sheet_and_a_small_one_stays_as_large_in_the_middle() -> None:
    large, small = sized((3000, 4000)).pdf, sized((60, 40)).pdf
    assert red_at(large, 10, 10)
    assert red_at(large, 580, 380)
    assert not red_at(large, 300, 410)
    assert red_at(small, 396 - 28, 306 - 18)
    assert not red_at(small, 396 - 32, 306 - 18)
    assert not red_at(small, 396, 306 + 3)


def test_pages_of_one_size_share_a_sentence() -> None:
    message = sized((3000, 4000), (612, 792), (3000, 4000), (5, 5)).repairs[0].message
    assert message.startswith("The size of pages 1 and 3 was 41.7 by 55.6 inches")
    assert "The size of page 4 was 0.07 by 0.07 inches" in message


def test_links_and_destinations_shrink_with_their_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.MediaBox = Array([0, 0, 3060, 3960])
        page.Rotate = 180
        add_annotation(pdf, Subtype=Name.Link, Dest=Array([page.obj, Name.XYZ, 300, 2000, None]))
        add_annotation(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))

    result = normalise_pdf(made(change), limits=Limits())
    assert {repair.code.value for repair in result.repairs} == {"page_resized", "rotation_applied"}
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        inner, outer = pdf.pages[0].Annots
        assert [float(number) for number in list(inner.Dest)[2:4]] == [(3060 - 300) / 5, (3960 - 2000) / 5]
        assert [float(side) for side in outer.Rect] == [(3060 - 250) / 5, (3960 - 640) / 5, 602, 672]
