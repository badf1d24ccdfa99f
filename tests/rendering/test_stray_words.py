"""Mistakes of a template in the text, told apart from what the applicant typed."""

from __future__ import annotations

import pytest

from postmatch.rendering.stray_words import looks_stray, stray_words


@pytest.mark.parametrize("line", ["Dates: None", "nan attempts", "{{ name }}", "{% if x %}", "Undefined, 2021", "}}"])
def test_a_mistake_is_found(line: str) -> None:
    assert stray_words([line], (), braces_only=False) >= 1


@pytest.mark.parametrize("line", ["Nonesuch Hospital", "Nancy, France", "finance", "{curly}", "Research"])
def test_an_innocent_word_is_not(line: str) -> None:
    assert not looks_stray(line)
    assert stray_words([line], (), braces_only=False) == 0


def test_what_the_applicant_typed_is_no_mistake_but_the_rest_of_the_line_may_be() -> None:
    own = ("None of these {{ 7*7 }}",)
    assert stray_words(["Honors: None of these {{ 7*7 }}."], own, braces_only=False) == 0
    assert stray_words(["Honors: None of these {{ 7*7 }}, nan"], own, braces_only=False) == 1


def test_part_of_an_own_text_in_a_sentence_of_ours_is_no_mistake() -> None:
    assert stray_words(["Dear Dr. %}:"], ("Jane %}",), braces_only=False) == 0


def test_an_own_template_may_say_none_by_itself() -> None:
    assert stray_words(["Disabilities: None"], (), braces_only=True) == 0
    assert stray_words(["Disabilities: {{ x }}"], (), braces_only=True) == 2


def test_stops_around_an_own_word_are_those_of_the_sentence() -> None:
    assert stray_words(["Dear Dr. None:"], ("None, nan and others",), braces_only=False) == 0
