"""A number that was found once, told again by its letters alone; and what only holds them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.known_numbers import LEAST_LETTERS, KnownNumber, known_number, long_enough, may_show_again
from postmatch.domain.pages import SpotKind
from postmatch.domain.sensitive_numbers import numbers_in, sensitive_spans

SOCIAL, PASSPORT, ALIEN = SpotKind

SPELLINGS = [
    ("SSN: 219-09-9999", SOCIAL, "219099999"),
    ("SSN |2|1|9|-|0|9|-|9|9|9|9|", SOCIAL, "219099999"),
    ("SSN 219\u201109\u20119999", SOCIAL, "219099999"),
    ("Passport No. ab1234567", PASSPORT, "AB1234567"),
    ("A-Number: A012-345-678", ALIEN, "012345678"),
    ("USCIS# 012 345 678", ALIEN, "012345678"),
]


@pytest.mark.parametrize(("text", "kind", "letters"), SPELLINGS)
def test_a_number_is_known_by_its_letters(text: str, kind: SpotKind, letters: str) -> None:
    assert numbers_in(text) == (KnownNumber(kind, letters),)


AGAIN = [
    ("219-09-9999", "219099999", "219099999"),
    ("219-09-9999", "219 09 9999.", "219 09 9999"),
    ("219-09-9999", "219.09.9999", "219.09.9999"),
    ("219-09-9999", "2 1 9 0 9 9 9 9 9", "2 1 9 0 9 9 9 9 9"),
    ("219-09-9999", "|2|1|9|0|9|9|9|9|9|", "2|1|9|0|9|9|9|9|9"),
    ("219-09-9999", "219\u201309\u20139999", "219\u201309\u20139999"),
    ("219-09-9999", "219-09-\r\n9999", "219-09-\r\n9999"),
    ("219-09-9999", "2\u200b19099999", "2\u200b19099999"),
    ("219-09-9999", "04/05/1994 219 09 9999 2019", "219 09 9999"),
    ("219099999", "No.219099999, (219099999)", "219099999"),
    ("A12345678", "Seen again: A12345678", "A12345678"),
    ("A12345678", "seen again: a12345678", "a12345678"),
    ("A12345678", "A 1234 5678", "A 1234 5678"),
    ("A12345678", "A 1234 5678 2019", "A 1234 5678"),
    ("A12345678", "A-1234-5678", "A-1234-5678"),
    ("A12345678", "A12345678.pdf", "A12345678"),
    ("A12345678", "A12345678/B", "A12345678"),
    ("A12345678", "Roll No. A12345678", "A12345678"),
    ("A12345678", "A123456789NGA7408121F1204151ZE184226B<<<<<00", "A12345678"),  # no check digit is right
    ("A12345678", "A12345678?NGA7408121F1204151<<<<<<<<<<<<<<00", "A12345678"),
    ("A12345678", "A12345678NGA7408121F1204151<<<<<<<<<<<<<<<00", "A12345678"),  # and one was not read at all
    ("A12345678", "A 1 2 3 4 5 6 7 8 9 D < < 7 4 0 8 1 2 1 F < < 0 0", "A 1 2 3 4 5 6 7 8"),
    ("AB12345", "AB12345<<9NGA7408121F1204151<<<<<<<<<<<<<<00", "AB12345"),
    ("A12345678", "IPUSAA123456789<<<<<<<<<<<<<<<", "A12345678"),
]


def known(written: str) -> tuple[KnownNumber, ...]:
    return (known_number(SOCIAL if written.startswith("219") else PASSPORT, written),)


@pytest.mark.parametrize(("number", "text", "place"), AGAIN)
def test_it_is_found_again_in_whatever_groups(number: str, text: str, place: str) -> None:
    spans = sensitive_spans(text, known=known(number))

    assert place in [text[span.start : span.end] for span in spans]
    assert may_show_again(text, known(number))


@pytest.mark.parametrize(
    "text", ["012345678", "012-345-678", "A012345678", "A-012345678", "A 012 345 678", "A# 012345678"]
)
def test_an_alien_number_is_found_with_its_letter_and_without(text: str) -> None:
    (span,) = sensitive_spans(f"Roll No. {text}", known=(KnownNumber(ALIEN, "012345678"),))

    assert f"Roll No. {text}"[span.start : span.end] == text


def test_a_resident_card_holds_a_known_number_whatever_follows_it() -> None:
    text = "C1USA012345678?SRC00000O07O1<<"
    assert [
        text[span.start : span.end] for span in sensitive_spans(text, known=(KnownNumber(ALIEN, "012345678"),))
    ] == ["012345678"]


ANOTHER = [
    "2190999991",
    "1219099999",
    "X219099999",
    "219099999X",
    "1-219-09-9999",
    "219-09-9999-1",
    "0.219099999",
    "219099999.5",
    "+219099999",
    "219 09 999 9x",
    "219/09/9999",
    "219, 09, 9999",
    "219\n09\n9999",
    "2 1 9 0 9 9 9 9 9 1",
    "1 2 1 9 0 9 9 9 9 9",
    "219 099 999 012",
    "012 219 099 999",
    "219     09     9999",
    "12A12345678",
    "A123456789",
    "A12345678B",
    "A1234567890<<<<",
    "XA12345678<<9NGA",
    "a 1234 and 5678",
    "",
]


@pytest.mark.parametrize("text", ANOTHER)
def test_a_longer_number_is_another(text: str) -> None:
    numbers = (KnownNumber(SOCIAL, "219099999"), KnownNumber(PASSPORT, "A12345678"))
    assert sensitive_spans(text, known=numbers) == sensitive_spans(text)
    assert sensitive_spans(text) == () or text.startswith("A1")


def test_a_short_number_is_not_looked_for() -> None:
    short, long = (KnownNumber(PASSPORT, "4" * length) for length in (LEAST_LETTERS - 1, LEAST_LETTERS))
    assert long_enough((short, long, long)) == (long,)


@given(
    st.lists(st.sampled_from(["A12345678", "219-", "09", "9999", " ", "A", "|", "<", "\n", "ß", "\u200b"])).map("".join)
)
def test_spans_lie_in_any_text(text: str) -> None:
    spans = sensitive_spans(text, known=(*known("A12345678"), *known("219099999"), KnownNumber(ALIEN, "219099999")))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def processor_seconds(text: str) -> float:
    start = time.process_time()
    sensitive_spans(text, known=tuple(KnownNumber(ALIEN, f"{number:09}") for number in range(200)))
    return time.process_time() - start


@pytest.mark.parametrize("piece", ["0", "0 ", "000000001 ", "A-", "<000000001", "0" + " " * 50])
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    short = min(processor_seconds(text[:25_000]) for _ in range(3))
    long = min(processor_seconds(text) for _ in range(2))

    assert long / short < 8  # sixteen when the time grows with the square
