"""Listed words are found whole and where they stand; sentences end where readers see an end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.word_finding import around, find_words, sentence_spans, sentences, word_count


def found(text: str, *words: str, as_written: bool = False) -> list[str]:
    return [one.words for one in find_words(text, words, as_written=as_written)]


@pytest.mark.parametrize(
    ("text", "word", "is_there"),
    [
        ("He was Responsible  for it", "responsible for", True),
        ("irresponsible forces", "responsible for", False),
        ("part time", "part-time", True),
        ("PARTTIME", "part-time", True),
        ("part of the time", "part-time", False),
        ("desperately", "desperat*", True),
        ("desperately", "desperat", False),
        ("I don’t know", "don't", True),
        ("I don't know", "don’t", True),
        ("Involved in rounds", "^involved in", True),
        ("Patients involved in trials", "^involved in", False),
        ("a well-known fact", "known", False),
        ("tasks, etc.", "etc", True),
        ("PM&R", "pm&r", True),
        ("", "word", False),
        ("Lakeview - Springfield", "Lakeview-Springfield", False),
        ("Lakeview -  Springfield", "Lakeview - Springfield", True),
        ("Lakeview Springfield", "Lakeview--Springfield", True),
        ("- - -", "---", False),
        ("a word", " word ", True),
    ],
)
def test_a_word_is_found_whole_in_any_case(text: str, word: str, is_there: bool) -> None:
    assert bool(found(text, word)) is is_there


def test_as_written_keeps_the_case_but_for_a_capital_at_the_beginning() -> None:
    assert found("Us, us and the US", "us", as_written=True) == ["Us", "us"]
    assert found("Hope Hospital, and I hope", "Hope", as_written=True) == ["Hope"]


def test_the_longest_of_words_within_each_other_is_found_once_and_no_words_find_nothing() -> None:
    assert found("medicine-pediatrics and pediatrics", "pediatrics", "medicine-pediatrics") == [
        "medicine-pediatrics",
        "pediatrics",
    ]
    assert found("anything") == []


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_what_is_found_stands_there_whatever_text_and_words_hold(text: str, words: list[str]) -> None:
    for one in find_words(text, words):
        assert text[one.start : one.end] == one.words


@pytest.mark.parametrize("between", ["-", "‐", " -", "- ", " "])
def test_a_word_of_many_hyphens_takes_no_longer_than_others(between: str) -> None:
    began = time.perf_counter()
    assert found(f"a{between * 400}c", f"a{between * 400}b") == []
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("I met Dr. Smith. We spoke.", ["I met Dr. Smith.", "We spoke."]),
        ("J. R. Doe came.", ["J. R. Doe came."]),
        ("E.g. this, i.e. that.", ["E.g. this, i.e. that."]),
        ("A line\nanother line", ["A line", "another line"]),
        ("It rose by 2.5 points. Good.", ["It rose by 2.5 points.", "Good."]),
        ("She said “go.” Then we went.", ["She said “go.”", "Then we went."]),
        ("No end", ["No end"]),
        (" \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@given(st.text(alphabet="ab .!?\n\"'DrM", max_size=60))
def test_sentences_hold_every_letter_of_the_text_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    letters = "".join(text[start:end] for start, end in spans)
    assert "".join(filter(str.isalnum, letters)) == "".join(filter(str.isalnum, text))


def test_words_are_counted_as_word_processors_do() -> None:
    assert word_count("A well-known case – 25 beds, don't ask.") == 7
    assert word_count(" \n ") == 0


def test_a_quotation_is_cut_at_spaces_and_says_where() -> None:
    text = "one two three four five six seven eight nine ten"
    assert around(text, 19, 23, most=12) == "… five six …"
    assert around(text, 0, 3, most=12) == "one two …"
    assert around("short", 0, 5) == "short"


@given(st.text(min_size=1), st.data())
def test_a_quotation_holds_the_words_it_is_about(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert " ".join(text[start:end].split()) in around(text, start, end, most=20)
