"""Each reading of wording fires on what it is for and stays silent on what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.cv_form import CvForm, CvPart, CvSection, SectionForm
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Award, Education, Experience, ExperienceKind, Profile
from postmatch.domain.wording import (
    CvText,
    all_capitals,
    cv_texts,
    dates_without_months,
    filler,
    first_person,
    numeric_date,
    year_outside,
)
from tests.domain.applicants import when

TODAY = date(2026, 11, 25)


def line(text: str) -> CvText:
    return CvText(text, "bullet 1")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I examined four patients a day", "I examined four patients a day"),
        ("Patients whom I’ve followed", "Patients whom I’ve followed"),
        ("Presented my research", "Presented my research"),
        ("We built a clinic", "We built a clinic"),
        ("It taught us patience", "It taught us patience"),
        ("Worked by myself", "Worked by myself"),
        ("Type I diabetes clinic, which I ran", "Type I diabetes clinic, which I ran"),
        ("Followed patients with type I diabetes", None),
        ("Phase I trial of a vaccine", None),
        ("Troponin I levels", None),
        ("Grade I/II tumors", None),
        ("Rotations in the US and in Portland, ME", None),
        ("Vitamin D, part I and part II", None),
        ("Ran a weekly clinic", None),
        ("Mystery shopper", None),
        ("Coded Axis I disorders", None),
        ("Surgery for Chiari I malformation", None),
        ("Taught cranial nerves I to XII", None),
        ("Edited Vol. I of the handbook", None),
        ("Read parts I and II of the codex", None),
        ("Volunteer, My Sister's House", None),
        ("My own clinic", "My own clinic"),
        ("In Houston I ran a ward", "In Houston I ran a ward"),
    ],
)
def test_first_person(text: str, quote: str | None, facts: Facts) -> None:
    words, before = facts.words("first_person"), facts.words("before_numeral_one")
    found = first_person(line(text), words=words, before_numeral=before)
    assert (found.quote if found else None) == quote


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Responsible for 20 beds", True),
        ("Was involved in research", True),
        ("Involved in research", True),
        ("Duties included rounds", True),
        ("Had the opportunity to learn", True),
        ("Rounds, notes, etc.", True),
        ("Treated patients involved in accidents", False),
        ("Helped 40 families with forms", False),
        ("Assisted in 40 appendectomies", False),
        ("Managed a 22-bed ward", False),
    ],
)
def test_filler(text: str, fires: bool, facts: Facts) -> None:
    assert (filler(line(text), words=facts.words("filler")) is not None) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("MEDICAL OFFICER", True),
        ("Worked in the CARDIOLOGY WARD daily", True),
        ("ACLS, BLS", False),
        ("USMLE ECFMG COMLEX", False),
        ("MBBS, MRCP (UK), FWACP", False),
        ("Studied CHLORAMPHENICOL resistance", False),  # one word may be an acronym or a name
        ("Medical Officer", False),
        ("医学院医学院医学院 附属医院附属医院", False),
        ("ÉTUDIANTE CHERCHEUSE", True),
        ("étudiante médecine", False),
        ("MEDICINE. Surgery", False),
    ],
)
def test_capitals(text: str, fires: bool) -> None:
    assert (all_capitals(line(text)) is not None) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("From 03/2021 on", True),
        ("On 3/4/2021", True),
        ("Since 2021-03", True),
        ("Class of '19", True),
        ("Since Mar 2021", False),
        ("Blood pressure 140/90 in 3/4 of patients", False),
        ("In 2019-2021", False),
        ("Versions 1.2021", False),
        ("The patients' 20 beds", False),
        ("On call 24/7/365", False),
        ("Tutor of the class 2010-11", False),
        ("A ratio of 1.1950", False),
        ("Since 03.2021", True),
        ("Since 2010-12", True),
    ],
)
def test_dates_in_numbers(text: str, fires: bool) -> None:
    assert (numeric_date(line(text)) is not None) is fires


def entry_line(text: str, **dates: object) -> CvText:
    experience = Experience.model_validate({"place": "Clinic", "bullets": (text,), **dates})
    return list(cv_texts(Profile(experience=(experience,)), CvForm()))[-1]


@pytest.mark.parametrize(
    ("text", "dates", "fires"),
    [
        ("Joined in 2018", {"start": when("2019-01"), "end": when("2021-02")}, True),
        ("Since March 2023", {"start": when("2019-01"), "end": when("2021-02")}, True),
        ("Since 2020", {"start": when("2019-01"), "end": when("2021-02")}, False),
        ("Until 2026", {"start": when("2019-01"), "ongoing": True}, False),
        ("Applied the 2017 guideline", {"start": when("2019-01"), "end": when("2021-02")}, False),
        ("Joined in 2018", {"start": when("2019-01")}, False),
        ("Joined in 2018", {}, False),
    ],
)
def test_years_outside_the_dates_of_the_entry(text: str, dates: dict[str, object], fires: bool) -> None:
    assert (year_outside(entry_line(text, **dates), today=TODAY) is not None) is fires


def test_the_summary_belongs_to_no_dates() -> None:
    assert year_outside(CvText("Since 1990", "the summary"), today=TODAY) is None


PROFILE = Profile(
    summary="A summary.",
    education=(Education(institution="College", start=when("2013"), end=when("2019-11"), details=("Thesis",)),),
    experience=(
        Experience(id="a", place="Clinic", role="Officer", bullets=("One", "Two"), start=when("2020-01")),
        Experience(id="b", place="Off", kind=ExperienceKind.RESEARCH, shown_on_cv=False, bullets=("Unseen",)),
    ),
    awards=(Award(id="c", title="Prize", date=when("2018")),),
)


def test_every_printed_text_comes_with_its_place() -> None:
    texts = [(text.text, text.place, text.subject) for text in cv_texts(PROFILE, CvForm())]
    assert ("A summary.", "the summary", "Summary") in texts
    assert ("Two", "bullet 2", "Officer") in texts
    assert ("Thesis", "bullet 1", "College") in texts
    assert "Unseen" not in {text for text, *_ in texts}


def test_what_is_hidden_is_not_read_and_what_only_leaves_the_one_page_is() -> None:
    form = CvForm(
        sections=(SectionForm(section=CvSection.SUMMARY, shown=False),),
        hidden=(CvPart(entry_id="a", line="One"),),
        left_out=(CvPart(entry_id="a", line="Two"),),
    )
    texts = {text.text for text in cv_texts(PROFILE, form)}
    assert "Two" in texts
    assert not {"A summary.", "One"} & texts


def test_work_and_study_without_months_are_told_with_their_dates() -> None:
    found = [(entry.title, dates) for entry, dates in dates_without_months(PROFILE, CvForm())]
    assert found == [("College", "2013 – Nov 2019")]
