from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from postmatch.domain.cv_form import CvForm, CvSection, EntryField, SectionForm
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.profile import Award, Experience, ExperienceKind, Profile
from postmatch.rendering.context import cv_context
from postmatch.rendering.sections import KINDS

TODAY = date(2026, 4, 6)


def sections(profile: Profile, form: CvForm = CvForm(), **choices: Any) -> list[dict[str, Any]]:  # noqa: B008 - frozen
    return cv_context(profile, form=form, today=TODAY, **choices)["sections"]


def keys(profile: Profile, form: CvForm = CvForm(), **choices: Any) -> list[str]:  # noqa: B008 - a frozen value
    return [one["key"] for one in sections(profile, form, **choices)]


def one_section(profile: Profile, form: CvForm, section: CvSection) -> dict[str, Any]:
    return next(one for one in sections(profile, form, is_long=True) if one["key"] == section)


def with_form(section: CvSection, **how: Any) -> CvForm:
    return CvForm(sections=(SectionForm(section=section, **how),))


def test_every_section_of_a_full_profile_is_there_once_and_fills_the_list_of_its_kind(full_profile: Profile) -> None:
    found = sections(full_profile, is_long=True)
    assert [one["key"] for one in found] == [section.value for section in CvSection]
    assert [one["heading"] for one in found] == [section.label for section in CvSection]
    for one in found:
        assert [kind for kind in KINDS if one[kind]] == [one["kind"]]


def test_an_empty_profile_has_no_sections() -> None:
    assert sections(Profile()) == []


def test_the_order_is_the_applicants_then_the_templates_then_the_usual_one(full_profile: Profile) -> None:
    form = CvForm(order=(CvSection.SKILLS, CvSection.RESEARCH))
    assert keys(full_profile, form, order=(CvSection.PUBLICATIONS, CvSection.SKILLS), is_long=True)[:5] == [
        "skills",
        "research",
        "publications",
        "summary",
        "education",
    ]


def test_a_section_that_is_not_shown_is_nowhere(full_profile: Profile) -> None:
    form = with_form(CvSection.RESEARCH, shown=False)
    context = cv_context(full_profile, form=form, today=TODAY)
    assert context["research"] == []
    assert "research" not in [one["key"] for one in context["sections"]]


def test_the_applicants_heading_replaces_the_usual_one(full_profile: Profile) -> None:
    form = with_form(CvSection.RESEARCH, heading=" Registry  work ")
    assert one_section(full_profile, form, CvSection.RESEARCH)["heading"] == "Registry work"


@pytest.mark.parametrize(
    ("field", "name", "blank"),
    [
        (EntryField.PLACE, "place", ""),
        (EntryField.DATES, "dates", ""),
        (EntryField.NOTE, "note", ""),
        (EntryField.DETAILS, "details", []),
    ],
)
def test_a_field_kept_off_a_section_is_blank_there_and_only_there(
    full_profile: Profile, field: EntryField, name: str, blank: object
) -> None:
    context = cv_context(full_profile, form=with_form(CvSection.US_CLINICAL, without=(field,)), today=TODAY)
    usual = cv_context(full_profile, today=TODAY)
    assert [row[name] for row in context["us_clinical"]] == [blank, blank]
    assert any(row[name] != blank for row in usual["us_clinical"])
    assert context["clinical_abroad"] == usual["clinical_abroad"]


def test_of_a_publication_the_place_can_be_kept_off_as_it_is_not_asked_for(full_profile: Profile) -> None:
    form = with_form(CvSection.PUBLICATIONS, without=(EntryField.PLACE,))
    venue = full_profile.publications[0].venue
    rows = cv_context(full_profile, form=form, today=TODAY)["publications"]
    assert venue
    assert not any(venue in row["citation"] for row in rows)
    assert venue not in [fact.text for fact in cv_facts(full_profile, form, is_long=False)]


def test_of_a_publication_the_date_the_note_and_the_address_can_be_kept_off(full_profile: Profile) -> None:
    fields = (EntryField.DATES, EntryField.NOTE, EntryField.LINK)
    old = one_section(full_profile, with_form(CvSection.PUBLICATIONS, without=fields), CvSection.PUBLICATIONS)
    assert old["citations"][1]["citation"] == "Okafor AC. An old paper. Gulf Journal."
    assert not old["citations"][1]["link"]


def test_the_level_of_a_language_and_the_detail_of_a_skill_are_notes(full_profile: Profile) -> None:
    for section, name in ((CvSection.LANGUAGES, "English"), (CvSection.SKILLS, "Statistics")):
        found = one_section(full_profile, with_form(section, without=(EntryField.NOTE,)), section)
        assert found["words"][0] == {"name": name, "detail": ""}


def test_entries_can_stand_as_they_were_entered() -> None:
    profile = Profile(awards=(Award(title="old", date="2019"), Award(title="new", date="2024")))
    titles = {
        as_entered: [row["title"] for row in one_section(profile, form, CvSection.AWARDS)["lines"]]
        for as_entered, form in ((flag, with_form(CvSection.AWARDS, as_entered=flag)) for flag in (False, True))
    }
    assert titles == {False: ["new", "old"], True: ["old", "new"]}


def test_small_sections_that_follow_each_other_share_a_heading_on_the_one_page(full_profile: Profile) -> None:
    headings = [one["heading"] for one in sections(full_profile)]
    assert {"Presentations and abstracts", "Teaching and volunteer work", "Awards and memberships"} <= set(headings)
    shared = next(one for one in sections(full_profile) if one["heading"] == "Awards and memberships")
    assert [row["title"] for row in shared["lines"]] == ["Dean’s Prize", "College of Physicians"]


def test_sections_that_were_moved_apart_or_named_keep_their_own_heading(full_profile: Profile) -> None:
    apart = CvForm(order=(CvSection.TEACHING, CvSection.SUMMARY, CvSection.VOLUNTEER))
    assert {"teaching", "volunteer"} <= set(keys(full_profile, apart))
    named = with_form(CvSection.TEACHING, heading="Tutoring")
    assert {"Tutoring", "Volunteer work"} <= {one["heading"] for one in sections(full_profile, named)}


def test_other_work_is_work_where_there_is_no_clinical_work() -> None:
    profile = Profile(experience=(Experience(kind=ExperienceKind.OTHER, role="Scribe"),))
    assert [one["heading"] for one in sections(profile)] == ["Work"]


def test_a_gap_note_is_one_line_with_its_dates(full_profile: Profile) -> None:
    assert one_section(full_profile, CvForm(), CvSection.GAPS)["lines"] == [
        {"title": "", "place": "", "note": "Moved and waited for a work permit", "dates": "Aug 2020 – Jan 2021"}
    ]
