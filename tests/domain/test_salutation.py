"""The greeting of a letter for every form in which people write a director's name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.salutation import addressees, family_names, full_names, role, salutation, unread


@pytest.mark.parametrize(
    ("director", "greeted"),
    [
        ("Imara Sable-Finch, MD", "Dr. Sable-Finch"),
        ("Jane Smith, MD", "Dr. Smith"),
        ("Dr. Jane Smith", "Dr. Smith"),
        ("Dr Jane Smith MD FACP", "Dr. Smith"),
        ("Jane Smith", "Dr. Smith"),
        ("Smith", "Dr. Smith"),
        ("Dr. Smith", "Dr. Smith"),
        ("Dear Dr. Smith", "Dr. Smith"),
        ("Prof. Dr. Hans Müller", "Dr. Müller"),
        ("Jane Smith,MD,FACP", "Dr. Smith"),
        ("J. R. O'Brien, M.D., Ph.D.", "Dr. O'Brien"),
        ("jane smith md", "Dr. smith"),
        ("JANE SMITH, MD", "Dr. SMITH"),
        ("Smith, Jane", "Dr. Smith"),
        ("Smith, Jane A., MD", "Dr. Smith"),
        ("Smith, MD", "Dr. Smith"),
        ("van der Berg, Jan", "Dr. van der Berg"),
        ("Maria de la Cruz, MD, MPH", "Dr. de la Cruz"),
        ("Omar al Rashid MD", "Dr. al Rashid"),
        ("John Smith Jr., MD", "Dr. Smith"),
        ("John Smith III", "Dr. Smith"),
        ("John Smith, Jr., MD", "Dr. Smith"),
        ("Anh Do", "Dr. Do"),
        ("Anh Do, DO", "Dr. Do"),
        ("Yo-Yo Ma, MD", "Dr. Ma"),
        ("Ms. Jane Smith", "Ms. Smith"),
        ("Mr. Smith", "Mr. Smith"),
        ("Ms. Jane Smith, MD", "Dr. Smith"),
        ("Jane Smith, MD (she/her)", "Dr. Smith"),
        ("Jane Smith, MD, Program Director", "Dr. Smith"),
        ("Program Director: Jane Smith, MD", "Dr. Smith"),
        ("Interim Program Director Jane Smith", "Dr. Smith"),
        ("Jane Smith MD, Vice Chair of Education", "Dr. Smith"),
        ("Andrea Andover", "Dr. Andover"),
        ("Orlando Sandor", "Dr. Sandor"),
        ("Dr. 王小明", "Dr. 王小明"),
    ],
)
def test_one_person_is_greeted_by_title_and_family_name(director: str, greeted: str) -> None:
    assert salutation(director) == f"Dear {greeted},"


@pytest.mark.parametrize(
    ("director", "greeted"),
    [
        ("Jane Smith, MD and John Doe, DO", "Dr. Smith and Dr. Doe"),
        ("Jane Smith, MD, John Doe, DO", "Dr. Smith and Dr. Doe"),
        ("Jane Smith, John Doe", "Dr. Smith and Dr. Doe"),
        ("Drs. Smith & Doe", "Dr. Smith and Dr. Doe"),
        ("Dr. Jane Smith; Dr. John Doe", "Dr. Smith and Dr. Doe"),
        ("Jane Smith, MD, Director of Residency, John Doe, MD", "Dr. Smith and Dr. Doe"),
        ("Jane Smith, MD; John Doe, MD; Ann Lee, MD", "Dr. Smith, Dr. Doe and Dr. Lee"),
    ],
)
def test_several_people_are_greeted_each(director: str, greeted: str) -> None:
    assert salutation(director) == f"Dear {greeted},"


@pytest.mark.parametrize(
    "director",
    ["", "-", "?", "???", "N/A", "n/a", "TBD.", "unknown", "Program Director", "The Program Director", "MD",
     "Residency Program Director", "To whom it may concern"],
)  # fmt: skip
def test_nobody_named_is_greeted_by_the_role(director: str) -> None:
    assert salutation(director) == "Dear Program Director,"
    assert addressees(director) == ()


def test_the_name_stays_as_it_was_written_without_its_role() -> None:
    assert [one.written for one in addressees("Jane Smith, M.D., Program Director and Smith, Ann")] == [
        "Jane Smith, M.D.",
        "Smith, Ann",
    ]
    assert family_names("Maria de la Cruz, MD; John Doe") == ("de la Cruz", "Doe")


@pytest.mark.parametrize(
    ("director", "said"),
    [
        ("Jane Smith, MD", "Program Director"),
        ("", "Program Director"),
        ("The Program Director", "Program Director"),
        ("Jane Smith, Associate Program Director", "Associate Program Director"),
        ("Jane Smith, MD and John Doe, DO", "Program Directors"),
    ],
)
def test_a_role_that_was_written_is_kept(director: str, said: str) -> None:
    assert role(director) == said


@given(st.text(max_size=60))
def test_whatever_is_written_gives_one_greeting(director: str) -> None:
    greeting = salutation(director)
    assert greeting.startswith("Dear ")
    assert greeting.endswith(",")
    assert len(greeting) > len("Dear ,")


# --- what is no name --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "director",
    [
        "Jane Smith - Program Director",
        "Jane Smith – Program Director",
        "Jane Smith | Program Director",
        "Program Director - Jane Smith",
        "Jane Smith, Associate Professor",
        "Jane Smith, MD, Chief of Medicine",
        "Jane Smith jane@h.org",
        "Jane Smith 555-1234",
        "Jane Smith, M. D.",
        "Jane Smith M. D.",
        "Jane Smith, MD, Medicine",
        "Jane Smith, New York",
        "Jane Smith, MD, 123 Main Street, Springfield, IL 62701",
        "Jane Smith, Oak Hospital",
        "Jane Smith, she/her",
        "Jane Smith and team",
        "Smith J",
        "M. A. Smith",
    ],
)
def test_what_stands_beside_a_name_is_never_greeted(director: str) -> None:
    assert salutation(director) == "Dear Dr. Smith,"


@pytest.mark.parametrize(
    "director",
    ["{{ name }}", "Selection Committee", "Vacant", "I don't know", "I don’t know yet", "https://x.org/jane", "J",
     "<name>", "Ask the office"],
)  # fmt: skip
def test_what_names_nobody_is_greeted_by_the_role(director: str) -> None:
    assert salutation(director) == "Dear Program Director,"


def test_family_names_first_with_degrees_are_two_people_and_dean_may_be_a_name() -> None:
    assert salutation("Smith, Jane, MD, Doe, John, MD") == "Dear Dr. Smith and Dr. Doe,"
    assert salutation("Jane Dean") == "Dear Dr. Dean,"


@pytest.mark.parametrize(
    ("director", "left_out"),
    [
        ("Jane Smith jane@h.org", ("jane@h.org",)),
        ("Jane Smith, MD, Springfield, IL", ("Springfield", "IL")),
        ("{{ name }}", ("{{ name }}",)),
        ("Ask the office", ("Ask the office",)),
        ("Jane Smith, MD, Chief of Medicine", ()),
        ("Selection Committee", ()),
        ("I don't know", ()),
        ("???", ()),
        ("", ()),
    ],
)
def test_what_the_greeting_leaves_out_is_told(director: str, left_out: tuple[str, ...]) -> None:
    assert unread(director) == left_out


def test_full_names_are_without_titles_also_without_middle_names() -> None:
    assert full_names("Dr. Amy B. Finch, MD and Lee, Ann; Smith") == ("Amy B. Finch", "Amy Finch", "Ann Lee")


@pytest.mark.parametrize("piece", [" ", "\n", "a ", "a,", "a.a", "(", "{", "<", "-", "1 ", "the ", "Dr. ", "and ", "?"])
def test_a_very_long_text_is_read_at_once(piece: str) -> None:
    began = time.perf_counter()
    assert salutation(f"{piece * 4000}x").startswith("Dear ")
    assert time.perf_counter() - began < 1
