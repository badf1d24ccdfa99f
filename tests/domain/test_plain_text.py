"""Text in one form, with the way back to where each character stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.plain_text import plain_text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("SSN: 1-2", "SSN: 1-2"),
        ("\uff33\uff33\uff2e\uff1a\uff11", "SSN:1"),
        ("1\u20102\u20113\u20124\u20135\u20146\u22127\u00ad8\ufffe9", "1-2-3-4-5-6-7-8-9"),
        ("1\u00a02\u20093\u30004", "1 2 3 4"),
        ("1\u200b2\ufeff3", "123"),
        ("\u0661\u06f2\u0969", "123"),
        ("C3\u00ab", "C3<"),
        ("\u00e9\u015f\ufb01", "\u00e9\u015f\ufb01"),
    ],
)
def test_one_form_of_every_sign(written: str, plain: str) -> None:
    assert plain_text(written).text == plain


@given(st.text(max_size=80))
def test_every_sign_knows_where_it_stood(text: str) -> None:
    plain = plain_text(text)
    dense = plain.without_blanks()

    assert len(plain.places) == len(plain.text) <= len(text)
    assert dense.text == "".join(letter for letter in plain.text if letter not in " \t")
    for place in range(len(dense.text)):
        start, end = dense.original(place, place + 1)
        assert plain_text(text[start:end]).text == dense.text[place]
