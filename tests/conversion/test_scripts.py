"""Which font draws which script, and what a script is called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

from postmatch.conversion.fonts import FONTS_FOLDER, SCRIPT_FONTS_FOLDER
from postmatch.conversion.scripts import SCRIPT_FONTS, ScriptFont, has_script_letters, script_names, stretches
from tests.conversion.script_words import WORDS

_MOSTLY = 0.8
"""Unicode adds rare letters faster than fonts follow."""


@pytest.mark.parametrize("font", SCRIPT_FONTS, ids=lambda font: font.family)
def test_the_face_of_each_row_draws_its_script_in_both_weights(font: ScriptFont) -> None:
    letters = [chr(code) for code in range(0x500, 0x10000) if next(stretches(chr(code)))[1] is font]
    letters = [letter for letter in letters if unicodedata.category(letter) in ("Lo", "Lu", "Ll", "Nd", "Mc", "Mn")]
    name = font.family.replace(" ", "")
    for weight in ("Regular", "Bold"):
        path = next(folder / f"{name}-{weight}.ttf" for folder in (SCRIPT_FONTS_FOLDER, FONTS_FOLDER)
                    if (folder / f"{name}-{weight}.ttf").is_file())  # fmt: skip
        drawn = TTFontFile(str(path)).charToGlyph
        assert sum(ord(letter) in drawn for letter in letters) >= _MOSTLY * len(letters) > 20


@pytest.mark.parametrize("script", WORDS)
def test_a_name_is_one_stretch_a_word(script: str) -> None:
    found = [(text, font) for text, font in stretches(f"Dr. {WORDS[script]}, MD") if font is not None]
    assert [text for text, _ in found] == WORDS[script].split()
    assert len({font for _, font in found}) == 1
    assert has_script_letters(WORDS[script])


@pytest.mark.parametrize("text", ["Nuñez – Šárka & Sons", "Αθήνα Їжак Đặng Ẹ̀ṣọ́", "微软 안녕", "👩 ✓", ""])
def test_what_needs_no_font_of_its_own_or_has_none_is_left_alone(text: str) -> None:
    assert not has_script_letters(text)
    assert [font for _, font in stretches(text)] == [None] * bool(text)


@given(st.text(st.characters(codec="utf-8")))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in stretches(text)) == text


def test_scripts_are_called_what_people_call_them() -> None:
    assert script_names("张안やヤབ") == ("Chinese", "Japanese", "Korean", "Tibetan")
    assert script_names("\ue000") == ("Unknown",)
