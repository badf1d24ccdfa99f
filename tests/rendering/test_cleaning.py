from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from postmatch.rendering.cleaning import clean_line, clean_lines, clean_paragraphs, joined


def test_nothing_is_an_empty_text() -> None:
    assert clean_line(None) == ""
    assert clean_paragraphs(None) == ()


def test_control_characters_and_lone_halves_disappear_and_whole_characters_stay() -> None:
    assert clean_line("Oka\x00for\x1f \ud800Ada\udc00eze \U0001f600") == "Okafor Adaeze \U0001f600"
    assert clean_line("\ud83d\ude00") == "\U0001f600"


def test_a_decomposed_accent_is_composed() -> None:
    assert clean_line("Jose\u0301") == "Jos\u00e9"


def test_white_space_of_every_kind_becomes_one_space_on_a_line() -> None:
    assert clean_line("  one\ttwo\r\nthree\v four\u2028five ") == "one two three four five"


def test_empty_lines_part_paragraphs_and_single_breaks_stay() -> None:
    assert clean_paragraphs("one\ntwo\n \nthree\r\n\r\n\r\n") == ("one\ntwo", "three")


def test_lists_and_joins_leave_out_what_is_empty() -> None:
    assert clean_lines(("a", " ", "\x00", "b")) == ["a", "b"]
    assert joined("", "a", "", "b", by=" · ") == "a · b"


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_was_typed_fits_into_xml_and_cleaning_twice_changes_nothing(text: str) -> None:
    element = etree.Element("t")
    element.text = clean_line(text)
    assert clean_line(element.text) == element.text
    for paragraph in clean_paragraphs(text):
        element.text = paragraph
