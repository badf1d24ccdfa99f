"""The parts of a first line: what is a role, a place, a department, a city; and that no part falls away."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.interchange.cv_parts import education_parts, experience_parts, location, split_outside


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (
            ["Clinical extern, Internal Medicine — Maple Hollow Medical Center, Ohio, USA"],
            {
                "role": "Clinical extern", "department": "Internal Medicine", "place": "Maple Hollow Medical Center",
                "city": "Ohio", "country": "USA",
            },
        ),
        (
            ["Example Hospital\tEnugu, Nigeria", "House officer", "Supervisor: Tobenna Ekwueme-Hart, FWACP"],
            {
                "place": "Example Hospital", "city": "Enugu", "country": "Nigeria", "role": "House officer",
                "supervisor": "Tobenna Ekwueme-Hart, FWACP",
            },
        ),
        (["Volunteer at Free Clinic, Waco, TX"], {"role": "Volunteer", "place": "Free Clinic", "city": "Waco, TX"}),
        (["Tutor, fourth-year students", "Honora Whitfield, MD"], {
            "role": "Tutor, fourth-year students", "supervisor": "Honora Whitfield, MD",
        }),
        (["Officer, Example Hospital, 2019-2021, Waco"], {
            "role": "Officer", "place": "Example Hospital, 2019-2021", "city": "Waco",
        }),
        (["Officer, Example Clinic, Winter"], {"role": "Officer", "place": "Example Clinic, Winter"}),
        (["Observer", "Observership"], {"role": "Observer", "kind": "Observership"}),
    ],
)  # fmt: skip
def test_parts_of_work(heads: list[str], fields: dict[str, str]) -> None:
    assert experience_parts(heads) == fields


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (
            ["MBBS, Medicine and Surgery, Example College of Medicine, Enugu, Nigeria", "Distinction in Surgery"],
            {
                "degree": "MBBS", "area": "Medicine and Surgery", "institution": "Example College of Medicine",
                "city": "Enugu", "country": "Nigeria", "honors": "Distinction in Surgery",
            },
        ),
        (
            ["MBBS, Example University, Boston, MA"],
            {"degree": "MBBS", "institution": "Example University", "city": "Boston, MA"},
        ),
        (
            ["BSc, Biology, Example University, Austin, TX, Cum Laude"],
            {
                "degree": "BSc", "area": "Biology", "institution": "Example University", "city": "Austin, TX",
                "honors": "Cum Laude",
            },
        ),
        (
            ["Example University, Faculty of Medicine", "Doctor of Medicine (MD)"],
            {"institution": "Example University, Faculty of Medicine", "degree": "Doctor of Medicine (MD)"},
        ),
    ],
)  # fmt: skip
def test_parts_of_education(heads: list[str], fields: dict[str, str]) -> None:
    assert education_parts(heads) == fields


def test_a_location_is_a_city_with_a_country_or_a_state_and_nothing_else() -> None:
    assert location("Enugu, Nigeria") == ("Enugu", "Nigeria")
    assert location("Houston, TX") == ("Houston, TX", "")
    assert location("Houston, Texas") == ("Houston, Texas", "")
    for text in ("Example Hospital, Nigeria", "Observer, USA", "12 Example Road, Sudan", "Enugu"):
        assert location(text) is None


def test_brackets_hold_their_commas() -> None:
    assert split_outside("French (basic, spoken), Igbo", ",") == ["French (basic, spoken)", "Igbo"]
    assert split_outside("a) b, c", ",") == ["a) b", "c"]


@given(st.lists(st.text(st.sampled_from("Ab, |·\t–-()dr clinic observer Nigeria at MD"), max_size=30), max_size=3))
def test_every_word_is_in_some_part(heads: list[str]) -> None:
    for read in (experience_parts, education_parts):
        kept = re.findall(r"\w+", " ".join(read(heads).values()))
        beside = {"at", "supervisor"}
        said = Counter(word for word in re.findall(r"\w+", " ".join(heads)) if word not in beside)
        assert said <= Counter(kept)
