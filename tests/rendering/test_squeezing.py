"""What two programs agree on when they print the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.rendering.squeezing import Squeezed, goes_right_to_left, squeezed, squeezed_words


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
        ("\u00af\x1b\U00011943", "\u00af\U00011943"),  # a mark, a control character, a mark that goes before it
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


def test_the_mark_that_pasted_pdf_text_has_for_a_hyphen_is_nothing() -> None:
    assert squeezed("co\ufffeoperation \ufdd0") == squeezed("cooperation", with_symbols=False)


@pytest.mark.parametrize(
    ("text", "wanted", "count"),
    [
        ("Houston, Houston-Houston", "houston", 3),
        ("1245 245", "245", 1),
        ("aaa aa", "aa", 1),
        ("(245)", "245", 1),
        ("+1 245", "+1", 1),
        ("", "245", 0),
        ("245", "", 0),
    ],
)
def test_words_are_counted_where_they_stand_by_themselves(text: str, wanted: str, count: int) -> None:
    assert Squeezed(text).count(wanted) == count


@given(st.text(), st.text(), st.text())
def test_a_text_between_gaps_is_always_found(before: str, text: str, behind: str) -> None:
    wanted = squeezed(text)
    assert not wanted or Squeezed(f"{before}\n{text}\n{behind}").count(wanted) >= 1


@given(st.text())
def test_squeezing_twice_changes_nothing_and_never_fails(text: str) -> None:
    assert squeezed(squeezed(text)).split() == squeezed(squeezed(text)).split()
    assert not any(one.isspace() for one in squeezed(text))


def test_words_of_a_text_from_right_to_left_are_told_one_by_one() -> None:
    assert goes_right_to_left("\u05d0\u05d3\u05d4 Cohen")
    assert not goes_right_to_left("Müller, 2019 – 2021 ½")
    assert squeezed_words("\u05d0\u05d3\u05d4 Cohen, MD") == ["\u05d0\u05d3\u05d4", "cohen", "md"]
