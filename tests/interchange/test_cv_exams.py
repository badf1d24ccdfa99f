"""Exams in running text: several in one name, results that are denied or told twice, and what stays as it stands."""

from __future__ import annotations

import time

import pytest

from postmatch.domain.profile import Exam
from postmatch.interchange.cv_exams import completed, exams_in
from postmatch.interchange.cv_text import read_cv
from tests.interchange.cv_samples import lines_of

STEPS = ("step_1", "step_2_ck", "step_3")


def told(text: str) -> list[tuple[object, ...]]:
    exams = [one.exam for one in exams_in(text)]
    return [(one.kind.value, one.result and one.result.value, str(one.date or ""), one.score) for one in exams]


@pytest.mark.parametrize(
    ("text", "exams"),
    [
        ("USMLE Step 1 & 2 CK: passed", [("step_1", "passed", "", None), ("step_2_ck", "passed", "", None)]),
        (
            "USMLE Step 1, 2 CK, 3 passed first attempt",
            [("step_1", "passed", "", None), ("step_2_ck", "passed", "", None), ("step_3", "passed", "", None)],
        ),
        ("Steps 1, 2 CK and 3: passed 2024", [(kind, "passed", "", None) for kind in STEPS]),
        ("Step 1, 2 May 2020", [("step_1", None, "2020-05-02", None)]),
        ("Step 1, 2 attempts", [("step_1", None, "", None)]),
        ("Step II CK 245, 03/2022", [("step_2_ck", None, "2022-03", 245)]),
        ("Step 1: did not pass, May 2019", [("step_1", "failed", "2019-05", None)]),
        ("OET Medicine: passed 2023 with 350", [("oet", "passed", "2023", None)]),
    ],
)  # fmt: skip
def test_what_is_said_of_exams(text: str, exams: list[tuple[object, ...]]) -> None:
    assert told(text) == exams


@pytest.mark.parametrize(
    "text",
    [
        "Step 1: did not pass in 2019; passed on second attempt in May 2020",
        "Step 3: Failed 2022, then passed 2023 with 220",
        "USMLE Step 1: fail\nUSMLE Step 1: pass",
    ],
)
def test_two_results_of_one_exam_are_none(text: str) -> None:
    ((_, *rest),) = told(text)
    assert rest == [None, "", None]
    unplaced = [one.text for one in read_cv(lines_of(text), source="cv").unplaced]
    assert unplaced == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Step 3: will be passed in 2027",
        "Step 3 not taken yet",
        "Step 3: have not passed yet",
        "Step 1: never failed",
        "Step 2 CS: passed 2019",
    ],
)
def test_what_is_denied_or_to_come_is_no_exam(text: str) -> None:
    assert told(text) == []
    assert [one.text for one in read_cv(lines_of(text), source="cv").unplaced] == [text]


def test_an_exam_in_two_places_is_completed_and_a_contradiction_stays_where_it_stands() -> None:
    imported = read_cv(
        lines_of("Step 1: passed 2020\n\nExaminations\nStep 1: passed Mar 2020, first attempt"), source="cv"
    )
    (exam,) = imported.profile.exams
    assert (str(exam.date), exam.attempts, imported.unplaced) == ("2020-03", 1, ())
    imported = read_cv(lines_of("Step 1: passed 2020\n\nExaminations\nStep 1: failed 2019"), source="cv")
    assert [one.text for one in imported.unplaced] == ["Step 1: failed 2019"]


def test_exams_that_do_not_contradict_each_other_are_one() -> None:
    first, second = Exam(kind="step_1", date="2020"), Exam(kind="step_1", date="2020-03", score=230)
    whole = completed(first, second)
    assert whole is not None
    assert (str(whole.date), whole.score) == ("2020-03", 230)
    assert completed(second, Exam(kind="step_1", score=231)) is None
    assert completed(second, Exam(kind="step_1", date="2021")) is None


@pytest.mark.parametrize("text", ["Step 1, " * 3000, f"Step 1,{' ' * 20_000}2", "Step 1 & " * 3000])
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    exams_in(text)
    assert time.perf_counter() - started < 2
