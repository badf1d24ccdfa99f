"""Which entries are one: values as they are compared, and names that are just alike enough."""

from __future__ import annotations

import pytest

from postmatch.domain.profile import Award, Certification, Education, Link
from postmatch.domain.same_entries import TELLING, compared, pairs


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("url", "example.com/x", "https://example.com/x/"),
        ("url", "www.Example.com/x", "http://example.com/x"),
        ("url", "doi: 10.1000/x.12", "https://doi.org/10.1000/x.12"),
        ("pages", "201-9", "201–209"),
        ("pages", "45-9", "45-49"),
        ("title", "A  Title", "a title"),
    ],
)
def test_two_ways_to_write_one_value(field: str, one: str, other: str) -> None:
    assert compared(field, one) == compared(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("url", "example.com/x", "example.com/y"),
        ("pages", "201-9", "201-219"),
        ("pages", "e201", "201"),
        ("title", "201-9", "201-209"),
    ],
)
def test_other_values_stay_others(field: str, one: str, other: str) -> None:
    assert compared(field, one) != compared(field, other)


def test_a_name_that_only_says_more_is_the_same_entry() -> None:
    found, present = Certification(name="ACLS provider"), Certification(name="ACLS provider course")
    assert pairs([found], [present], TELLING[("certifications",)]) == [present]


def test_a_school_whose_name_goes_on_after_a_comma_is_the_same_school() -> None:
    found = Education(institution="University of Nairobi", degree="MBChB", end="2017")
    present = Education(institution="University of Nairobi, School of Medicine", degree="MBChB", end="2017-12")
    assert pairs([found], [present], TELLING[("education",)]) == [present]


def test_a_link_is_known_without_the_beginning_of_its_address() -> None:
    present = Link(label="Profile", url="https://example.com/x")
    assert pairs([Link(url="example.com/x")], [present], TELLING[("identity", "links")]) == [present]


def test_entries_of_other_names_or_dates_are_two() -> None:
    awards = TELLING[("awards",)]
    assert pairs([Award(title="Prize in surgery")], [Award(title="Medal of honor")], awards) == [None]
    assert pairs([Award(title="Prize", date="2019")], [Award(title="Prize", date="2020")], awards) == [None]
