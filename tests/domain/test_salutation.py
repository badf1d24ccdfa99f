"""The greeting of a letter for every form in which people write a director's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.salutation import addressees, family_names, role, salutation


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
