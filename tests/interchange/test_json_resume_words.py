"""Words of other people's résumés: an answer when they are certain, none when they may mean two things."""

from __future__ import annotations

import pytest

from postmatch.domain.profile import EducationKind, ExperienceKind
from postmatch.interchange.json_resume_words import degree_kind, is_in_united_states, work_kind


@pytest.mark.parametrize(
    ("position", "location", "kind"),
    [
        ("Research Fellow", "", ExperienceKind.RESEARCH),
        ("Lecturer in Anatomy", "", ExperienceKind.TEACHING),
        ("Observership, Cardiology", "Houston, TX, USA", ExperienceKind.US_OBSERVERSHIP),
        ("Clinical Extern", "Miami, United States", ExperienceKind.US_HANDS_ON),
        ("House Officer", "Lagos, Nigeria", ExperienceKind.CLINICAL_ABROAD),
        ("Senior Medical Officer", "Karachi, Pakistan", ExperienceKind.CLINICAL_ABROAD),
        ("General Practitioner", "London, UK", ExperienceKind.CLINICAL_ABROAD),
    ],
)
def test_a_title_that_names_the_type_decides(position: str, location: str, kind: ExperienceKind) -> None:
    assert work_kind(position, location) is kind


@pytest.mark.parametrize(
    ("position", "location"),
    [
        ("Observer", "Houston, TX"),
        ("Observer", "Delhi, IN"),
        ("Physician", "Tbilisi, Georgia"),
        ("Physician", ""),
        ("Physician Assistant", "Toronto, Canada"),
        ("Research Physician", "Lagos, Nigeria"),
        ("Physician", "Boston, MA, USA"),
        ("Software Engineer", "Lagos, Nigeria"),
        ("", ""),
    ],
)
def test_a_title_or_place_that_may_mean_two_things_decides_nothing(position: str, location: str) -> None:
    assert work_kind(position, location) is None


@pytest.mark.parametrize(
    ("location", "answer"),
    [("Reno, U.S.A.", True), ("Kano, Nigeria", False), ("Atlanta, Georgia", None), ("Peru", False), ("", None)],
)
def test_only_the_name_of_a_country_tells_where_a_place_is(location: str, answer: bool | None) -> None:
    assert is_in_united_states(location) is answer


@pytest.mark.parametrize("degree", ["MD", "M.D.", "MBBS", "M.B., B.S.", "MBChB", "MB BCh BAO", "Doctor of Medicine"])
def test_medical_degrees_are_known(degree: str) -> None:
    assert degree_kind(degree) is EducationKind.MEDICAL_SCHOOL


@pytest.mark.parametrize("degree", ["MPH", "Master of Public Health", "PhD", "M.Sc.", "Master's degree", "MBA"])
def test_further_degrees_are_known(degree: str) -> None:
    assert degree_kind(degree) is EducationKind.POSTGRADUATE


@pytest.mark.parametrize("degree", ["", "Bachelor", "Bachelor of Science", "MD/PhD", "Mdina Diploma", "Headmaster"])
def test_other_degrees_are_left_to_the_applicant(degree: str) -> None:
    assert degree_kind(degree) is None
