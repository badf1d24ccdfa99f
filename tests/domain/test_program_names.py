"""What a program may be called, and whether a text speaks of it, of another one, or of none."""

from __future__ import annotations

import time

import pytest

from postmatch.domain.facts import Facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import Education, Experience, Profile
from postmatch.domain.program_names import (
    Names,
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
    for apostrophe in "'’":
        assert "Maple Hollow" in names_of(Position(program=f"Hospital{apostrophe}s Maple Hollow"), facts)


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
    return [found.words for _, names in other_names(CEDAR, others, facts) if (found := names.found_in(text))]


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


LAKEVIEW = "Lakeview Hospital"


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("Lakeview Hospital, Springfield, IL", LAKEVIEW),
        ("Lakeview Hospital - Springfield", LAKEVIEW),
        ("Lakeview Hospital (Springfield)", LAKEVIEW),
        ("Lakeview Hospital/Oak College of Medicine", LAKEVIEW),
        ("Lakeview Hospital/Oak College of Medicine", "Oak College of Medicine"),
        ("Springfield Group, Lakeview Hospital", LAKEVIEW),
        (LAKEVIEW, "LAKEVIEW HOSPITAL"),
        (LAKEVIEW, "lakeview  hospital"),
        ("NYU Langone Health", "NYU"),
        ("HCA Florida Brandon Hospital", "HCA Florida Brandon"),
    ],
)
def test_another_program_is_found_by_every_part_of_its_name_that_is_one(program: str, text: str, facts: Facts) -> None:
    assert named(f"I hope to join {text}.", facts, Position(program=program)) == [text]


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("Lakeview Hospital, Springfield, IL", "I lived in Springfield."),
        ("University of South Alabama", "I came to the USA."),
        ("Mercy Park Hospital", "I hold an MPH."),
        ("Hope Hospital", "I hope so, and live near a lake view."),
        ("University Hospital", "I worked in a university hospital."),
        ("Internal Medicine", "I love internal medicine. Internal Medicine it is."),
        ("Sacred Heart III", "Phase III trials."),
    ],
)
def test_towns_degrees_countries_and_common_words_name_no_program(program: str, text: str, facts: Facts) -> None:
    assert named(text, facts, Position(program=program)) == []


@pytest.mark.parametrize("text", ["Dr. Amy Finch", "Amy Finch, MD", "Amy B. Finch", "Professor Finch", "Dr Finch"])
def test_another_director_is_found_by_family_name_with_a_title_and_by_full_name(text: str, facts: Facts) -> None:
    assert named(f"I met {text}.", facts, Position(program="Lakeview", director="Amy B. Finch, MD"))
    assert not named(f"I met {text}.", facts, Position(program="Lakeview", director="Bo Lark"))


def test_a_letter_to_no_program_names_none(facts: Facts) -> None:
    ((_, names),) = other_names(None, [CEDAR], facts)
    assert names.found_in("I admire Cedar Valley.")


def test_names_that_a_text_holds_are_taken_out_but_for_those_of_a_second_text() -> None:
    names = Names(("Oak Hill", "Elm Hill"), ("Hope",))
    assert names.without("oak hill, hope") == Names(("Elm Hill",), ())
    assert names.without("oak hill, hope", but_in="At Oak Hill") == Names(("Oak Hill", "Elm Hill"), ())


def test_hundreds_of_programs_are_looked_for_at_once(facts: Facts) -> None:
    others = [
        Position(program=f"Lake {number} Hospital, Springfield", director=f"Amy Fin{number}") for number in range(400)
    ]
    text = "I hope to join Cedar Valley. " * 60
    began = time.perf_counter()
    rivals = other_names(CEDAR, others, facts)
    assert not any(names.found_in(f"{text}{part}") for part in range(6) for _, names in rivals)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "name", "is_named"),
    [
        ("I keep the memory of my first patient.", "Emory", False),
        ("It was rushed.", "Rush", False),
        ("Chief executive", "ECU", False),
        ("Emory’s clinic", "Emory", True),
        ("the Emory-\naffiliated clinic", "Emory", True),
        ("Memory Clinic and Emory", "Emory", True),
    ],
)
def test_a_program_is_named_by_whole_words(text: str, name: str, is_named: bool) -> None:
    found = Names((), (name,)).found_in(text)
    assert (found.words if found else "") == (name if is_named else "")
