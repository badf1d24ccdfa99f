from __future__ import annotations

import io

import pytest
from PIL import Image

from postmatch.conversion.pages import count_pages, draw_grey, draw_pages, read_texts
from tests.conversion.pdf_samples import made


def test_pages_are_drawn_in_the_order_asked_for_and_as_wide_as_asked_for() -> None:
    pdf = made(page_count=3)
    pictures = [Image.open(io.BytesIO(png)) for png in draw_pages(pdf, page_numbers=[3, 1], width=200)]
    assert [picture.width for picture in pictures] == [200, 200]
    assert pictures[0].convert("L").tobytes() != pictures[1].convert("L").tobytes()
    assert pictures[0].convert("L").getpixel((50, 210)) < 30


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_an_index_error(number: int) -> None:
    with pytest.raises(IndexError):
        draw_pages(made(), page_numbers=[number], width=50)


def test_a_page_in_grey_has_the_resolution_that_was_asked_for_unless_it_would_be_too_large() -> None:
    fine = Image.open(io.BytesIO(draw_grey(made(), page_number=1, dpi=100)))
    coarse = Image.open(io.BytesIO(draw_grey(made(), page_number=1, dpi=300, most_pixels=10_000)))

    assert (fine.format, fine.mode, fine.size) == ("PPM", "L", (850, 1100))
    assert coarse.width * coarse.height < 10_300
    with pytest.raises(IndexError):
        draw_grey(made(), page_number=2, dpi=100)


def test_texts_come_page_by_page_and_stop_at_the_cap() -> None:
    pdf = made(page_count=5)
    assert read_texts(pdf) == tuple(f"Page {number}" for number in range(1, 6))
    assert len(read_texts(pdf, max_characters=8)) == 2
    assert count_pages(pdf) == 5
