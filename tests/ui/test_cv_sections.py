"""The sections as the CV page names them hold every entry of the profile once, and offer what the CV really prints."""

from __future__ import annotations

from postmatch.domain.cv_form import CvForm, CvSection, SectionForm
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
    Publication,
    PublicationKind,
    Skill,
)
from postmatch.rendering.sections import section_lists
from postmatch.ui.cv_sections import entries, fields_of, is_filled

WHEN = {"start": "2021-01", "end": "2021-09"}
FULL = Profile(
    summary="A line",
    education=(Education(degree="MBBS", institution="A school", honors="Prize", details=("Thesis",), **WHEN),),
    experience=tuple(
        Experience(kind=kind, role=kind.label, place="Here", supervisor="Dr. One", bullets=("Did it",), **WHEN)
        for kind in ExperienceKind
    ),
    publications=tuple(
        Publication(kind=kind, title=kind.label, date="2024", note="In press", url="https://example.org/x")
        for kind in PublicationKind
    ),
    certifications=(Certification(name="ACLS", issuer="A center", issued="2025"),),
    languages=(Language(name="Igbo", level="Native"),),
    awards=(Award(title="A prize", issuer="A school", date="2020", detail="For it"),),
    memberships=(Membership(organization="A society", role="Member", **WHEN),),
    skills=(Skill(name="Ultrasound", detail="Ten scans"),),
    gap_notes=(GapNote(text="Exams", **WHEN),),
)
LISTS = ("education", "experience", "publications", "certifications", "gap_notes", "awards", "memberships", "languages")


def test_every_entry_of_the_profile_stands_in_one_section() -> None:
    found = [entry.id for section in CvSection for entry in entries(FULL, section)]
    there = [item.id for name in (*LISTS, "skills") for item in getattr(FULL, name)]
    assert sorted(found) == sorted(there)
    assert len(found) > 15


def test_each_kind_of_work_and_of_paper_has_its_section() -> None:
    work = tuple(Experience(kind=kind, role=kind.label) for kind in ExperienceKind)
    papers = tuple(Publication(kind=kind, title=kind.label) for kind in PublicationKind)
    profile = Profile(experience=work, publications=papers)
    titles = {entry.title for section in CvSection for entry in entries(profile, section)}
    assert titles == {one.label for one in (*ExperienceKind, *PublicationKind)}
    assert len(entries(profile, CvSection.US_CLINICAL)) == 2


def test_a_section_is_filled_as_soon_as_there_is_anything_for_it() -> None:
    assert not any(is_filled(Profile(), section) for section in CvSection)
    assert is_filled(Profile(summary="A line"), CvSection.SUMMARY)
    assert is_filled(Profile(gap_notes=(GapNote(text="Exams"),)), CvSection.GAPS)


def test_an_entry_that_the_profile_keeps_off_says_so_and_one_without_words_has_a_name() -> None:
    profile = Profile(education=(Education(shown_on_cv=False, details=("a", "b", "a")),), languages=(Language(),))
    (school,) = entries(profile, CvSection.EDUCATION)
    assert school.is_off
    assert school.lines == ("a", "b")
    (language,) = entries(profile, CvSection.LANGUAGES)
    assert language.title == "Without a title"
    assert not language.is_off


def test_every_field_that_can_be_kept_off_changes_what_the_cv_prints() -> None:
    """A switch without effect would be a lie."""
    usual, seen = section_lists(FULL, CvForm()), 0
    for section in CvSection:
        for field in fields_of(section):
            form = CvForm().with_section(SectionForm(section=section, without=(field,)))
            assert section_lists(FULL, form)[section] != usual[section], (section, field)
            seen += 1
    assert seen > 35


def test_an_empty_bullet_is_no_line_that_could_be_kept_off() -> None:
    profile = Profile(experience=(Experience(kind=ExperienceKind.RESEARCH, role="Fellow", bullets=("a", "", " ")),))
    (fellow,) = entries(profile, CvSection.RESEARCH)
    assert fellow.lines == ("a",)
