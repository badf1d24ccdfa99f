from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.profile import Exam, ExamKind, ExamResult, Experience, ExperienceKind, Profile, Status
from postmatch.rendering.at_a_glance import at_a_glance, exam_lines, us_clinical_length

TODAY = date(2026, 4, 6)
HANDS_ON, OBSERVER = ExperienceKind.US_HANDS_ON, ExperienceKind.US_OBSERVERSHIP


def length(*experience: Experience) -> str:
    return us_clinical_length(experience, today=TODAY)


def test_an_empty_profile_has_nothing_at_a_glance() -> None:
    assert at_a_glance(Profile(), today=TODAY) == []


def test_the_full_profile_shows_exams_first_and_every_fact_once(full_profile: Profile) -> None:
    shown = [(item["label"], item["value"], item["detail"]) for item in at_a_glance(full_profile, today=TODAY)]
    assert shown == [
        ("USMLE Step 1", "Passed, 2 attempts", "May 2021"),
        ("USMLE Step 2 CK", "Passed 245, first attempt", "Aug 2022"),
        ("ECFMG certification", "Certified", "Mar 14, 2023"),
        ("Work status", "Work permit (EAD)", "until Mar 2027"),
        ("Available from", "Jul 2026", ""),
        ("Graduation", "2018", ""),
        ("US clinical experience", "6 months", ""),
    ]


@pytest.mark.parametrize(
    ("result", "attempts", "words"),
    [
        (ExamResult.PASSED, 1, "Passed, first attempt"),
        (ExamResult.PASSED, None, "Passed"),
        (ExamResult.FAILED, 1, "Not passed, 1 attempt"),
        (ExamResult.SCHEDULED, 0, "Scheduled"),
        (None, 3, "3 attempts"),
        (None, None, ""),
    ],
)
def test_an_exam_says_what_is_known_and_no_more(result: ExamResult | None, attempts: int | None, words: str) -> None:
    assert exam_lines([Exam(kind=ExamKind.OET, result=result, attempts=attempts)]) == [("OET Medicine", words, "")]


def test_periods_that_overlap_count_once() -> None:
    one = Experience(kind=HANDS_ON, start="2024-01", end="2024-03")
    other = Experience(kind=OBSERVER, start="2024-02", end="2024-04")
    assert length(one, other) == "4 months"


def test_an_ongoing_period_counts_up_to_today_and_the_future_does_not_count() -> None:
    assert length(Experience(kind=HANDS_ON, start="2026-02", ongoing=True)) == "2 months"
    assert length(Experience(kind=HANDS_ON, start="2026-06", end="2026-09")) == ""
    assert length(Experience(kind=HANDS_ON, start="2026-03-07", end="2027-01")) == "1 month"


def test_dates_that_give_no_length_make_the_sum_at_least() -> None:
    known = Experience(kind=HANDS_ON, start="2024-01", end="2024-03")
    assert length(known, Experience(kind=OBSERVER, start="2023", end="2023")) == "at least 3 months"
    assert length(Experience(kind=OBSERVER, start="2023", end="2023")) == ""
    assert length(known, Experience(kind=OBSERVER)) == "at least 3 months"


def test_work_abroad_and_impossible_periods_do_not_count() -> None:
    assert length(Experience(kind=ExperienceKind.CLINICAL_ABROAD, start="2020-01", end="2020-12")) == ""
    assert length(Experience(kind=HANDS_ON, start="2024-05", end="2024-01")) == ""
    assert length(Experience(kind=HANDS_ON, start="2024-05-01", end="2024-05-05")) == "under 1 month"


def test_citizenship_class_and_work_status_are_never_derived_from_each_other() -> None:
    assert at_a_glance(Profile(status=Status(citizenship_class="us_citizen")), today=TODAY) == []
