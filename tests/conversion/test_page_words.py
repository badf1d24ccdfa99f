from __future__ import annotations

import pytest

from postmatch.conversion.page_words import named_pages


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([3], "page 3"),
        ([3, 5], "pages 3 and 5"),
        ([1, 2, 3], "pages 1, 2 and 3"),
        (list(range(1, 101)), "pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 90 more"),
    ],
)
def test_pages_are_named_as_people_do(numbers: list[int], words: str) -> None:
    assert named_pages(numbers) == words
