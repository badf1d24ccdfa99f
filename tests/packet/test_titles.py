from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.packet.titles import one_line
from tests.packet.packets import untimed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Letter\n of\trecommendation ", "Letter of recommendation"),
        ("MSPE\x00\x1f(Dean's letter)", "MSPE (Dean's letter)"),
        ("شهادة الطب", "شهادة الطب"),
        ("\x07", ""),
    ],
)
def test_a_title_is_one_line_of_printable_characters(text: str, expected: str) -> None:
    assert one_line(text) == expected


@untimed
@given(st.text())
def test_cleaning_a_clean_title_changes_nothing(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
