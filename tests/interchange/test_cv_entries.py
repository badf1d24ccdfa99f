"""Which lines make an entry: dates on the first line or the second, with points or without."""

from __future__ import annotations

from postmatch.interchange.cv_entries import entries
from tests.interchange.cv_samples import lines_of


def heads(text: str) -> list[list[str]]:
    return [entry.heads for entry in entries(lines_of(text))]


def test_dates_on_the_first_line() -> None:
    found = entries(lines_of("Officer\t2019 – 2020\nClinic, Enugu\n• One\n• Two\nObserver\t2021\nHospital"))
    assert [entry.heads for entry in found] == [["Officer", "Clinic, Enugu"], ["Observer", "Hospital"]]
    assert [entry.bullets for entry in found] == [["One", "Two"], []]


def test_dates_on_the_second_line_with_and_without_points() -> None:
    assert heads("Clinic\nOfficer\t2019\n• One\nHospital\nObserver\t2020\nSchool\nTutor\t2021") == [
        ["Clinic", "Officer"], ["Hospital", "Observer"], ["School", "Tutor"],
    ]  # fmt: skip


def test_a_line_after_points_goes_on_with_the_last_point_while_no_entry_begins() -> None:
    (only,) = entries(lines_of("Officer\t2019\n• Took call at\nnight"))
    assert only.bullets == ["Took call at", "night"]


def test_without_dates_every_line_is_an_entry_and_with_bullets_alone_too() -> None:
    assert heads("Prize of the school\nEssay prize") == [["Prize of the school"], ["Essay prize"]]
    assert heads("• Prize, 2019\n• Essay prize") == [["Prize"], ["Essay prize"]]


def test_every_line_is_in_an_entry_once() -> None:
    lines = lines_of("Clinic\nOfficer\t2019\n• One\nHospital\nObserver\t2020\nAfter\nMore")
    assert [line for entry in entries(lines) for line in entry.lines] == [line.text for line in lines]
    assert entries([]) == []
