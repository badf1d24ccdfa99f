"""The profile: nothing is required, nothing is lost, and its few questions answer what they say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import (
    Education,
    EducationKind,
    Exam,
    ExamKind,
    Identity,
    Profile,
    WorkAuthorization,
)
from tests.domain.applicants import PROFILE


def school(end: str | None, kind: EducationKind = EducationKind.MEDICAL_SCHOOL) -> Education:
    return Education(kind=kind, end=PartialDate.model_validate(end) if end else None)


def test_nothing_is_required_to_begin() -> None:
    assert Profile().model_dump(exclude_defaults=True) == {}


@pytest.mark.parametrize(
    ("ends", "graduation"),
    [
        ((), None),
        ((None,), None),
        (("2019",), "2019"),
        (("2015", "2019-06"), "2019-06"),
        (("2019", "2019-06"), "2019"),
        ((None, "2012"), "2012"),
    ],
)
def test_graduation_is_the_latest_end_of_a_medical_school(ends: tuple[str | None, ...], graduation: str | None) -> None:
    found = Profile(education=tuple(school(end) for end in ends)).graduation

    assert (str(found) if found else None) == graduation


def test_a_later_degree_is_not_the_graduation_from_medical_school() -> None:
    education = (school("2019"), school("2023", EducationKind.POSTGRADUATE), school("2024", EducationKind.OTHER))

    assert str(Profile(education=education).graduation) == "2019"


def test_the_first_exam_of_a_kind_is_found() -> None:
    first, second = Exam(kind=ExamKind.STEP_1, attempts=1), Exam(kind=ExamKind.STEP_1, attempts=2)
    profile = Profile(exams=(Exam(kind=ExamKind.OET), first, second))

    assert profile.exam(ExamKind.STEP_1) == first
    assert profile.exam(ExamKind.STEP_3) is None


@pytest.mark.parametrize(
    ("given_names", "family_name", "full_name"),
    [("Adaeze", "Okafor", "Adaeze Okafor"), ("", "Okafor", "Okafor"), ("Adaeze", "", "Adaeze"), ("", "", "")],
)
def test_the_full_name_has_no_stray_space(given_names: str, family_name: str, full_name: str) -> None:
    assert Identity(given_names=given_names, family_name=family_name).full_name == full_name


def test_a_profile_round_trips_through_json_and_keeps_its_ids() -> None:
    assert Profile.model_validate_json(PROFILE.model_dump_json()) == PROFILE


def test_an_impossible_fact_is_kept_as_it_was_typed() -> None:
    education = Education(start=PartialDate(year=2020), end=PartialDate(year=2010))

    assert Profile(education=(education,)).education[0].end == PartialDate(year=2010)


def test_an_unknown_field_is_refused_and_a_value_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        Profile.model_validate({"sex": "F"})
    with pytest.raises(ValidationError):
        PROFILE.summary = "changed"  # type: ignore[misc]


def test_two_items_made_alike_have_ids_of_their_own() -> None:
    assert Exam(kind=ExamKind.STEP_1).id != Exam(kind=ExamKind.STEP_1).id


def test_a_choice_has_words_for_people_and_a_word_for_files() -> None:
    assert WorkAuthorization("needs_j1").label == "Needs a J-1 visa"
    assert WorkAuthorization.NEEDS_J1.value == "needs_j1"
