"""What two programs agree on when they print the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.rendering.squeezing import goes_right_to_left, squeezed, squeezed_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Follow-up  clinic", "Follow-\nup clinic"),
        ("EDUCATION", "Education"),
        ("E D U C AT I O N", "Education"),
        ("2019 – 2021", "2019 - 2021"),
        ("oﬃce", "office"),
        ("co\u00adoperation", "cooperation"),
        ("Gr\u0065\u0301goire", "Gr\u00e9goire"),
    ],
)
def test_these_are_the_same_words(one: str, other: str) -> None:
    assert squeezed(one) == squeezed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith & Sons <Inc>", "Smith Sons Inc"),
        ("O'Neil", "ONeil"),
        ("José", "Jose"),
        ("{{ 7*7 }}", "49"),
        ("\U0001f469 Ada", "Ada"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert squeezed(one) != squeezed(other)


def test_emoji_count_only_where_they_are_text() -> None:
    assert squeezed("Ada \U0001f469\u200d\u2695\ufe0f MD", with_symbols=False) == squeezed("Ada MD")


def test_half_a_character_is_nothing() -> None:
    assert squeezed("Oka\ud800for") == "okafor"


@given(st.text())
def test_squeezing_twice_changes_nothing_and_never_fails(text: str) -> None:
    assert squeezed(squeezed(text)).split() == squeezed(squeezed(text)).split()
    assert not any(one.isspace() for one in squeezed(text))


def test_words_of_a_text_from_right_to_left_are_told_one_by_one() -> None:
    assert goes_right_to_left("\u05d0\u05d3\u05d4 Cohen")
    assert not goes_right_to_left("Müller, 2019 – 2021 ½")
    assert squeezed_words("\u05d0\u05d3\u05d4 Cohen, MD") == ["\u05d0\u05d3\u05d4", "cohen", "md"]
