from __future__ import annotations

import io

import pytest
from PIL import Image

from postmatch.conversion.pages import count_pages, digest_pages, draw_pages, read_texts
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


def test_digests_are_equal_for_equal_looks_only() -> None:
    one, two = digest_pages(made(page_count=2), dpi=40)
    assert digest_pages(made(page_count=2, compress_streams=False), dpi=40) == (one, two)
    assert one != two


def test_texts_come_page_by_page_and_stop_at_the_cap() -> None:
    pdf = made(page_count=5)
    assert read_texts(pdf) == tuple(f"Page {number}" for number in range(1, 6))
    assert len(read_texts(pdf, max_characters=8)) == 2
    assert count_pages(pdf) == 5
