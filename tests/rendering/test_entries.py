"""An entry begins with the best words it has, so that whatever was typed is printed."""

from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.cv_form import CvForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Experience,
    ExperienceKind,
    GapNote,
    Language,
    Membership,
    Profile,
)
from postmatch.domain.workspace import Paper
from postmatch.rendering import fill_cv, find_template
from postmatch.rendering.context import cv_context
from postmatch.rendering.printed_text import PrintedText
from postmatch.rendering.word_parts import W, paragraph_text
from tests.rendering.word_files import opened

TODAY = date(2026, 4, 6)
MARCH = PartialDate(year=2021, month=3)
HANDS_ON = ExperienceKind.US_HANDS_ON


@pytest.mark.parametrize(
    ("list_name", "item", "title"),
    [
        ("awards", Award(detail="First of 200 students"), "First of 200 students"),
        ("awards", Award(date=MARCH), "Mar 2021"),
        ("certifications", Certification(expires=MARCH), "valid until Mar 2021"),
        ("memberships", Membership(start=MARCH), "from Mar 2021"),
        ("languages", Language(level="Fluent"), "Fluent"),
        ("education", Education(details=("A thesis", "A prize")), "A thesis"),
        ("education", Education(honors="With honors"), "With honors"),
        ("education", Education(city="Lagos"), "Lagos"),
        ("experience", Experience(bullets=("Ran a ward", "Taught"), kind=HANDS_ON, start=MARCH), "Ran a ward"),
        ("experience", Experience(supervisor="Ada Reyes"), "Supervisor: Ada Reyes"),
        ("experience", Experience(supervisor="Ada Reyes", kind=HANDS_ON), "Hands-on · Supervisor: Ada Reyes"),
        ("experience", Experience(city="Houston", ongoing=True), "Houston"),
        ("experience", Experience(start=MARCH, ongoing=True), "Mar 2021 – present"),
    ],
)
def test_an_entry_without_first_words_begins_with_others_and_loses_nothing(
    list_name: str, item: object, title: str
) -> None:
    profile = Profile(**{list_name: (item,)})
    (section,) = cv_context(profile, today=TODAY, is_long=True)["sections"]
    (row,) = section[section["kind"]]
    assert (row.get("title") or row["name"]) == title
    template = find_template("cv", "classic_long")
    docx = fill_cv(profile, form=CvForm(), template=template, paper=Paper.LETTER, today=TODAY)
    text = "\n".join(paragraph_text(paragraph) for paragraph in opened(docx).element.iter(f"{W}p"))
    assert PrintedText(text).lacks(cv_facts(profile, CvForm(), is_long=True)) == ()
    assert text.count(title) == 1


@pytest.mark.parametrize(
    ("list_name", "item"),
    [
        ("experience", Experience(kind=HANDS_ON)),
        ("experience", Experience(ongoing=True)),
        ("gap_notes", GapNote(start=MARCH, end=MARCH)),
        ("awards", Award()),
    ],
)
def test_an_entry_of_which_nothing_is_told_is_not_printed_and_asked_for(list_name: str, item: object) -> None:
    profile = Profile(**{list_name: (item,)})
    assert cv_context(profile, today=TODAY)["sections"] == []
    assert [fact.text for fact in cv_facts(profile, CvForm(), is_long=True) if fact.text] == []
