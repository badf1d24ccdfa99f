"""Looking for facts in the text of a finished document."""

from __future__ import annotations

import time

import pytest

from postmatch.domain.printed_facts import Fact
from postmatch.rendering.printed_text import PrintedText, without_running_lines
from postmatch.rendering.squeezing import squeezed


def facts(*texts: str) -> tuple[Fact, ...]:
    return tuple(Fact(where=f"fact {number}", text=text) for number, text in enumerate(texts, 1))


def missing(text: PrintedText, *texts: str) -> list[str]:
    return [fact.text for fact in text.lacks(facts(*texts))]


def test_a_fact_is_found_however_its_lines_break() -> None:
    text = PrintedText("Maple Hollow Medical\nCenter, Co-\nlumbus")
    assert missing(text, "Maple Hollow Medical Center", "Columbus") == []


def test_a_fact_that_lost_a_sign_is_missing() -> None:
    assert missing(PrintedText("Smith Sons Inc"), "Smith & Sons <Inc>") == ["Smith & Sons <Inc>"]


def test_a_text_that_two_facts_say_must_stand_there_twice() -> None:
    assert missing(PrintedText("Houston, then Houston"), "Houston", "Houston") == []
    assert missing(PrintedText("Houston"), "Houston", "Houston") == ["Houston"]


def test_nothing_typed_is_nothing_to_find() -> None:
    assert missing(PrintedText(""), "", "  ", "\x00") == []


HEBREW = "\u05d0\u05d5\u05e0\u05d9\u05d1\u05e8\u05e1\u05d9\u05d8\u05d4"
CITY = "\u05d1\u05d2\u05d3\u05d0\u05d3"
MORE = "\u05d7\u05e1\u05e8"


def test_right_to_left_words_may_come_in_the_order_of_the_eye_in_a_pdf() -> None:
    text = PrintedText(f"2012 {CITY} {HEBREW}", is_pdf=True)
    assert missing(text, f"{HEBREW} {CITY}") == []
    assert missing(text, f"{HEBREW} {CITY} {MORE}") == [f"{HEBREW} {CITY} {MORE}"]


def test_in_a_word_file_the_order_is_always_the_one_of_the_text() -> None:
    assert missing(PrintedText(f"2012 {CITY} {HEBREW}"), f"{HEBREW} {CITY}") == [f"{HEBREW} {CITY}"]
    assert missing(PrintedText(f"2012 Mar {HEBREW}"), "Mar 2012") == ["Mar 2012"]


def test_one_word_from_right_to_left_excuses_nothing_in_other_lines() -> None:
    lines = "Mar 2022 Fellow in Research\nGrace\n2022 Apr - Feb 2021\nEnd\n"
    text = PrintedText(f"Internist {HEBREW}\nNext line\n{lines}", is_pdf=True)
    assert missing(text, "Apr 2022", "Research Fellow") == ["Apr 2022", "Research Fellow"]


def test_a_line_that_mixes_directions_may_hold_a_date_in_the_order_of_the_eye_but_only_as_often_as_it_does() -> None:
    text = PrintedText(f"Resident\n2012 Mar {HEBREW}\nEnd", is_pdf=True)
    assert missing(text, "Mar 2012") == []
    assert missing(text, "Mar 2012", "Mar 2012") == ["Mar 2012"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Not passed 1245, 1 attempt", "Passed 245"),
        ("Passed 2451", "Passed 245"),
        ("not-passed", "not passed it"),
        ("Unpassed", "Passed"),
        ("Passed 245, first attempts", "Passed 245, first attempt"),
    ],
)
def test_a_fact_within_other_words_or_figures_is_not_there(text: str, fact: str) -> None:
    assert missing(PrintedText(text), fact) == [fact]


@pytest.mark.parametrize("text", ["12(3):201-9.", "e-mail:201", "Passed 201; 2012", "pages 1201 and 201"])
def test_signs_and_gaps_end_a_fact(text: str) -> None:
    assert missing(PrintedText(text), "201") == []


@pytest.mark.parametrize(
    ("lines", "is_in_order"),
    [(("Research", "Awards"), True), (("Awards", "Research"), False), (("Research", "Nowhere", "Awards"), True)],
)
def test_the_order_of_paragraphs(lines: tuple[str, ...], is_in_order: bool) -> None:
    assert PrintedText("Summary Research Awards").follows(lines) is is_in_order


def test_what_goes_over_the_end_of_a_page_reads_on_without_footer_and_page_number() -> None:
    pages = [
        "A line that is\nMarisol Everhart Page 1 of 12",
        "Curriculum vitae\nbroken here. Marisol Everhart Page 2 of 12",
    ]
    text = without_running_lines(pages, ["Marisol Everhart\tPage  of ", "Curriculum vitae"])
    assert squeezed(text) == "alinethatisbrokenhere."
    assert missing(PrintedText("\n".join(pages), text, is_pdf=True), "that is broken here") == []


def test_a_page_that_only_mentions_the_words_of_the_footer_keeps_them() -> None:
    text = without_running_lines(["Marisol Everhart wrote this"], ["Marisol Everhart Page"])
    assert text == "marisol everhart wrote this"


def test_a_footer_of_many_words_costs_no_time() -> None:
    """A pattern of repeated gaps once took minutes for a name of 300 characters."""
    name = "Wolfeschlegel " * 40
    started = time.perf_counter()
    without_running_lines([name * 50 + "x"] * 10, [name, f"{name} Page 1"])
    assert time.perf_counter() - started < 1
