"""What rules say with: figures of the right type, lists in words, and documents that count."""

from __future__ import annotations

import pytest

from postmatch.domain.facts import Facts
from postmatch.domain.rules.findings import day, in_packet, lead_days, listed, number, title_of
from tests.domain.applicants import IN_ORDER, paper, plus, refused, without


def test_a_figure_in_words_is_not_taken_for_a_number(facts: Facts) -> None:
    assert number(facts, "letters_expected") == facts.figure("letters_expected").value
    with pytest.raises(TypeError, match="eras_season_end"):
        number(facts, "eras_season_end")
    with pytest.raises(TypeError, match="letters_expected"):
        day(facts, "letters_expected")


def test_a_figure_that_no_file_has_is_named(facts: Facts) -> None:
    with pytest.raises(KeyError, match="no_such_figure"):
        number(facts, "no_such_figure")


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_listed_as_people_do(words: tuple[str, ...], text: str) -> None:
    assert listed(words) == text


def test_only_documents_that_were_taken_and_not_deselected_count() -> None:
    empty = without(IN_ORDER, "photo")

    assert in_packet(plus(empty, refused("photo"), paper("photo", included=False)), "photo") == ()
    assert len(in_packet(plus(empty, paper("photo")), "photo")) == 1


def test_a_document_without_a_title_is_called_by_its_file_name() -> None:
    assert title_of(paper("photo", title="Portrait")) == "Portrait"
    assert title_of(paper("photo", title="", file_name="me.jpg")) == "me.jpg"


def test_a_kind_outside_the_catalogue_has_no_lead_time(facts: Facts) -> None:
    assert lead_days(facts, "mspe") > 0
    assert lead_days(facts, "explanation") == 0
