"""What a program may be called, and whether a text speaks of it, of another one, or of none."""

from __future__ import annotations

import pytest

from postmatch.domain.facts import Facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import Education, Experience, Profile
from postmatch.domain.program_names import (
    has_proper_name,
    is_about,
    names_of,
    other_names,
    own_places,
    says_the_same,
)

CEDAR = Position(
    program="Cedar Valley Medical Center (fictional)", city="Waterloo", state="IA", director="Jane Smith, MD"
)
HOPE = Position(program="Hope Hospital", director="Ann Lee")


def test_a_program_is_called_by_its_name_its_own_part_and_its_initials(facts: Facts) -> None:
    assert names_of(CEDAR, facts) == ("Cedar Valley Medical Center", "Cedar Valley", "CVMC")
    assert names_of(Position(program="University Hospital"), facts) == ("University Hospital",)
    assert names_of(Position(), facts) == ()


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("I admire Cedar Valley.", True),
        ("I know the valley and the Valley clinic.", True),
        ("I admire CVMC.", True),
        ("I would like to live in Waterloo.", True),
        ("I have family in IA.", True),
        ("Dr. Smith showed me the ward.", True),
        ("I admire your medical center and its program.", False),
        ("I like valleys.", False),
    ],
)
def test_a_text_is_about_a_program_by_its_names_and_its_place(text: str, is_told: bool, facts: Facts) -> None:
    assert is_about(text, CEDAR, facts) is is_told


def test_a_name_that_is_a_word_too_counts_in_its_own_case_only(facts: Facts) -> None:
    assert is_about("My years at Hope", HOPE, facts)
    assert not is_about("and so I hope", HOPE, facts)


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("I would join the Tuesday Heart Clinic.", True),
        ("Your residents work with Dr. Osei.", True),
        ("Your program trains residents well.", False),
        ("I want to train in Internal Medicine in the US.", False),
        ("Your Program Director and Residents are kind. They teach.", False),
    ],
)
def test_a_proper_name_is_a_capital_within_a_sentence(text: str, is_there: bool, facts: Facts) -> None:
    assert has_proper_name(text, facts) is is_there


def test_a_copy_is_one_whatever_its_case_and_marks_and_one_new_sentence_makes_it_another() -> None:
    assert says_the_same("I like it. Truly!", ["Truly. I like it"])
    assert says_the_same("I like it. Truly!", ["I like it.", "truly"])
    assert not says_the_same("I like it. Really.", ["I like it."])


def named(text: str, facts: Facts, *others: Position) -> list[str]:
    return [found.words for found, _ in other_names(text, CEDAR, others, facts)]


def test_another_program_is_found_by_each_of_its_names_and_ones_own_never(facts: Facts) -> None:
    maple = Position(program="Maple Hollow Medical Center", director="John Doe")
    assert named("I hope to join Maple Hollow.", facts, maple) == ["Maple Hollow"]
    assert named("I know Dr. Doe.", facts, maple) == ["Dr. Doe"]
    assert named("Long days with Dr Long.", facts, Position(director="Ann Long")) == ["Dr Long"]
    assert named("Long days.", facts, Position(director="Ann Long")) == []
    assert named("Dr. Smith teaches.", facts, Position(program="Elsewhere", director="Bo Smith")) == []
    assert named("I hope to join Cedar Valley.", facts, maple) == []
    assert named("I hope to join Cedar Valley.", facts, Position(program="Cedar Valley Clinic")) == []
    assert named("Cedar Valley it is.", facts, CEDAR.model_copy(update={"id": "again"})) == []
    assert named("I hope so.", facts, HOPE) == []


def test_own_places_are_where_the_applicant_was_and_with_whom() -> None:
    profile = Profile(
        experience=(Experience(place="Maple Hollow", supervisor="H. Whitfield"),),
        education=(Education(institution="College"),),
    )
    assert {"Maple Hollow", "H. Whitfield", "College"} <= set(own_places(profile).split("\n"))
