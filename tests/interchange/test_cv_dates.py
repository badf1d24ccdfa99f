"""Periods at the edges of a line, and dates that are none of ours to take out."""

from __future__ import annotations

import pytest

from postmatch.interchange.cv_dates import dated, first_date


@pytest.mark.parametrize(
    ("text", "rest", "start", "end", "ongoing"),
    [
        ("Medical officer, Feb 2021 – present", "Medical officer", "2021-02", None, True),
        ("Observer (Dec 2019 - Dec 2020)", "Observer", "2019-12", "2020-12", False),
        ("2019-2021: Medical Officer", "Medical Officer", "2019", "2021", False),
        ("Jul – Sep 2025", "", "2025-07", "2025-09", False),
        ("03/2019 – 05/2020", "", "2019-03", "2020-05", False),
        ("Mar 4, 2021 to May 5, 2022", "", "2021-03-04", "2022-05-05", False),
        ("June 2019–Current", "", "2019-06", None, True),
        ("since 2018", "", "2018", None, False),
        ("ACLS, issued Jun 2026, valid until Jun 2028", "ACLS", "2026-06", "2028-06", False),
        ("BLS, expires 06/2027", "BLS", None, "2027-06", False),
        ("Clinic, Maryland, USAApr 2024 – present", "Clinic, Maryland, USA", "2024-04", None, True),
    ],
)
def test_a_period_is_taken_out(text: str, rest: str, start: str | None, end: str | None, ongoing: bool) -> None:
    found = dated(text)
    assert found is not None
    assert (found.rest, found.ongoing) == (rest, ongoing)
    assert [str(one) if one else None for one in (found.start, found.end)] == [start, end]


@pytest.mark.parametrize(
    ("text", "rest", "single"),
    [("Prize 2019.", "Prize", "2019"), ("Award (2019), University", "Award, University", "2019")],
)
def test_a_single_date_is_neither_end(text: str, rest: str, single: str) -> None:
    found = dated(text)
    assert found is not None
    assert (found.rest, str(found.single), found.start, found.end) == (rest, single, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Managed 2000 patients a year",
        "In 2019 we moved the ward",
        "12-2019",
        "No. 120198",
        "03/04/2021",
        "x",
    ],
)
def test_what_is_no_date_or_none_that_can_be_read_in_one_way_stays(text: str) -> None:
    assert dated(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Medical Officer\t05/06/2020 - 07/08/2020", "Medical Officer"),
        ("Clinic, 03/04/2018 – present", "Clinic"),
        ("Clinic (2019/20)", "Clinic"),
        ("Observer, Winter 2020", "Observer"),
        ("Fall 2019 – Spring 2020: Tutor", "Tutor"),
    ],
)
def test_a_period_of_several_readings_is_taken_out_and_tells_no_date(text: str, rest: str) -> None:
    found = dated(text)
    assert found is not None
    assert (found.rest, found.start, found.end, found.single, found.ongoing) == (rest, None, None, None, False)


def test_figures_with_one_reading_are_dates() -> None:
    found = dated("Clinic, 13/06/2020 - 25/08/2021")
    assert found is not None
    assert (found.rest, str(found.start), str(found.end)) == ("Clinic", "2020-06-13", "2021-08-25")


def test_the_first_date_anywhere() -> None:
    assert str(first_date("Passed, 238, Mar 2023 (first)")) == "2023-03"
    assert str(first_date("2026 Apr")) == "2026-04"
    assert first_date("Score 2455") is None
