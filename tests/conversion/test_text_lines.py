"""Lines as readers get them: bullets taken off, columns kept, blanks made one."""

from __future__ import annotations

import pytest

from postmatch.conversion.text_lines import TextLine, text_line


@pytest.mark.parametrize("bullet", ["• ", "•", "– ", "- ", "* ", "▪\t", "\uf0b7 ", "o   "])
def test_a_bullet_is_a_mark_and_not_a_word(bullet: str) -> None:
    assert text_line(f"{bullet}Took call") == TextLine(text="Took call", is_bullet=True)


@pytest.mark.parametrize("text", ["-5 degrees", "observer", "o clock", "2019 – 2021", "–", "*"])
def test_what_only_looks_like_a_bullet_stays(text: str) -> None:
    assert text_line(text) == TextLine(text=text, is_bullet=False)


def test_blanks_are_made_one_and_columns_stay_apart() -> None:
    assert text_line("  Medical   officer\t\t Mar 2021 ").text == "Medical officer\tMar 2021"
    assert text_line("a\tb  c").cells == ("a", "b c")
