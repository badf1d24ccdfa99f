"""Looking for facts in the text of a finished document."""

from __future__ import annotations

import time

import pytest

from postmatch.domain.printed_facts import Fact
from postmatch.rendering.printed_text import PrintedText, without_running_lines


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


def test_right_to_left_words_may_come_in_the_order_of_the_eye() -> None:
    text = PrintedText(
        "2012 \u05d1\u05d2\u05d3\u05d0\u05d3 \u05d0\u05d5\u05e0\u05d9\u05d1\u05e8\u05e1\u05d9\u05d8\u05d4"
    )
    wanted = "\u05d0\u05d5\u05e0\u05d9\u05d1\u05e8\u05e1\u05d9\u05d8\u05d4 \u05d1\u05d2\u05d3\u05d0\u05d3"
    assert missing(text, wanted) == []
    assert missing(text, f"{wanted} \u05d7\u05e1\u05e8") == [f"{wanted} \u05d7\u05e1\u05e8"]


@pytest.mark.parametrize(
    ("lines", "is_in_order"),
    [(("Research", "Awards"), True), (("Awards", "Research"), False), (("Research", "Nowhere", "Awards"), True)],
)
def test_the_order_of_paragraphs(lines: tuple[str, ...], is_in_order: bool) -> None:
    assert PrintedText("Summary Research Awards").follows(lines) is is_in_order


def test_a_name_of_a_program_is_found_in_any_case() -> None:
    text = PrintedText("I hope to train at CEDAR VALLEY Medical Center.")
    assert text.names_any(["Cedar Valley Medical Center"])
    assert not text.names_any(["Maple Hollow", ""])


def test_what_goes_over_the_end_of_a_page_reads_on_without_footer_and_page_number() -> None:
    pages = [
        "A line that is\nMarisol Everhart Page 1 of 12",
        "Curriculum vitae\nbroken here. Marisol Everhart Page 2 of 12",
    ]
    text = without_running_lines(pages, ["Marisol Everhart\tPage  of ", "Curriculum vitae"])
    assert text == "alinethatisbrokenhere."


def test_a_page_that_only_mentions_the_words_of_the_footer_keeps_them() -> None:
    assert (
        without_running_lines(["Marisol Everhart wrote this"], ["Marisol Everhart Page"]) == "marisoleverhartwrotethis"
    )


def test_a_footer_of_many_words_costs_no_time() -> None:
    """A pattern of repeated gaps once took minutes for a name of 300 characters."""
    name = "Wolfeschlegel " * 40
    started = time.perf_counter()
    without_running_lines([name * 50 + "x"] * 10, [name, f"{name} Page 1"])
    assert time.perf_counter() - started < 1
