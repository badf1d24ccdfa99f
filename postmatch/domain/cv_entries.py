"""The entries of a profile as the CV has them: one shape for all kinds, with the section each stands in.

Read from the profile and the form, never from what a template was given: the read-back compares with this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from postmatch.domain.cv_form import CvForm, CvSection, EntryField
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import EducationKind, ExperienceKind, Profile, PublicationKind, WorkAuthorization

SECTION_OF_EXPERIENCE = {
    ExperienceKind.US_HANDS_ON: CvSection.US_CLINICAL,
    ExperienceKind.US_OBSERVERSHIP: CvSection.US_CLINICAL,
    ExperienceKind.CLINICAL_ABROAD: CvSection.CLINICAL_ABROAD,
    ExperienceKind.RESEARCH: CvSection.RESEARCH,
    ExperienceKind.TEACHING: CvSection.TEACHING,
    ExperienceKind.VOLUNTEER: CvSection.VOLUNTEER,
    ExperienceKind.OTHER: CvSection.OTHER_WORK,
}
SHORT_AUTHORIZATIONS = {WorkAuthorization.EAD: "Work permit (EAD)"}
"""As a strip of facts has room for; the others go by their labels."""
SETTINGS = {ExperienceKind.US_HANDS_ON: "Hands-on", ExperienceKind.US_OBSERVERSHIP: "Observership"}
SECTION_OF_PUBLICATION = {
    PublicationKind.PUBLICATION: CvSection.PUBLICATIONS,
    PublicationKind.PRESENTATION: CvSection.PRESENTATIONS,
    PublicationKind.ABSTRACT: CvSection.ABSTRACTS,
}
_FIELDS: dict[EntryField, dict[str, Any]] = {
    EntryField.PLACE: {"places": ()},
    EntryField.DATES: {"start": None, "end": None, "ongoing": False},
    EntryField.NOTE: {"notes": ()},
    EntryField.DETAILS: {"lines": ()},
    EntryField.LINK: {"link": ""},
}
"""What an entry loses when a field is kept off its section."""


@dataclass(frozen=True)
class CvEntry:
    """``title`` is what the entry is called in lists, ``places`` and ``notes`` what stands beside it, ``lines`` its
    bullet points and details in the applicant's very words."""

    id: str
    section: CvSection
    title: str
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    link: str = ""
    fills_time: bool = False  # work or study: without it the time is not accounted for
    is_medical_school: bool = False
    heading: str = ""  # under which the CV prints it, where that was asked for

    @property
    def dates(self) -> str:
        """``2019 – 2021`` for lists; the CV itself names months."""
        first = str(self.start.year) if self.start else ""
        last = "present" if self.ongoing else str(self.end.year) if self.end else ""
        return " – ".join(dict.fromkeys(part for part in (first, last) if part))


def cv_entries(profile: Profile, form: CvForm, *, is_long: bool = False) -> tuple[CvEntry, ...]:
    """Every entry that the CV prints, with the lines and fields that it prints; in the profile's order."""
    off = {(part.entry_id, same_line(part.line)) for part in (*form.hidden, *(() if is_long else form.left_out))}
    found = (_trimmed(entry, form, off) for entry in all_entries(profile) if (entry.id, "") not in off)
    return tuple(entry for entry in found if form.section(entry.section).shown and not _is_empty(entry))


def all_entries(profile: Profile) -> tuple[CvEntry, ...]:
    """Every entry that is shown on CVs, whatever the form says."""
    return (
        *_education(profile),
        *_experience(profile),
        *_publications(profile),
        *_certifications(profile),
        *_awards(profile),
        *_memberships(profile),
        *_words(profile),
        *_gaps(profile),
    )


def filled_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that say something: an empty bullet point is nothing that could be left out."""
    return _known(*lines)


def same_line(line: str) -> str:
    """Lines that differ in white space only are one line."""
    return " ".join(line.split())


def _trimmed(entry: CvEntry, form: CvForm, off: set[tuple[str, str]]) -> CvEntry:
    lines = tuple(line for line in entry.lines if (entry.id, same_line(line)) not in off)
    without = form.section(entry.section).without
    unwanted = {name: value for field in without for name, value in _FIELDS[field].items()}
    return replace(entry, **{"lines": lines, **unwanted})


def _is_empty(entry: CvEntry) -> bool:
    """The kind of a post, or that it goes on, says nothing of what it was."""
    if entry.section in SECTION_OF_PUBLICATION.values():
        return False
    if entry.section is CvSection.GAPS:
        return not _says_something(entry.title)
    told = (entry.title, *entry.places, *entry.lines, entry.link, *(set(entry.notes) - set(SETTINGS.values())))
    return not (any(map(_says_something, told)) or entry.start or entry.end)


def _education(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=CvSection.EDUCATION,
            title=_joined(one.degree, one.area) or one.institution,
            places=_known(one.institution if _joined(one.degree, one.area) else "", one.city, one.country),
            notes=_known(one.honors),
            lines=filled_lines(one.details),
            start=one.start,
            end=one.end,
            fills_time=True,
            is_medical_school=one.kind is EducationKind.MEDICAL_SCHOOL,
        )
        for one in profile.education
        if one.shown_on_cv
    ]


def _experience(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=SECTION_OF_EXPERIENCE[one.kind],
            title=_first(one.role, one.place, one.department),
            places=_known(
                *_beside(_first(one.role, one.place, one.department), one.department, one.place), one.city, one.country
            ),
            notes=_known(SETTINGS.get(one.kind, ""), one.supervisor),
            lines=filled_lines(one.bullets),
            start=one.start,
            end=one.end,
            ongoing=one.ongoing,
            fills_time=True,
        )
        for one in profile.experience
        if one.shown_on_cv
    ]


def _publications(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=SECTION_OF_PUBLICATION[one.kind],
            title=one.title,
            places=_known(one.venue),
            notes=_known(one.note),
            end=one.date,
            link=one.url,
        )
        for one in profile.publications
        if one.shown_on_cv
    ]


def _certifications(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=CvSection.CERTIFICATIONS,
            title=_first(one.name, one.issuer),
            places=_known(one.issuer if _says_something(one.name) else ""),
            start=one.issued,
            end=one.expires,
        )
        for one in profile.certifications
        if one.shown_on_cv
    ]


def _awards(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=CvSection.AWARDS,
            title=_first(one.title, one.issuer),
            places=_known(one.issuer if _says_something(one.title) else ""),
            notes=_known(one.detail),
            end=one.date,
        )
        for one in profile.awards
        if one.shown_on_cv
    ]


def _memberships(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(
            id=one.id,
            section=CvSection.MEMBERSHIPS,
            title=_first(one.organization, one.role),
            places=_known(one.role if _says_something(one.organization) else ""),
            start=one.start,
            end=one.end,
        )
        for one in profile.memberships
        if one.shown_on_cv
    ]


def _words(profile: Profile) -> list[CvEntry]:
    """Languages and skills: a name and how well."""
    languages = [
        CvEntry(id=one.id, section=CvSection.LANGUAGES, title=one.name, notes=_known(one.level))
        for one in profile.languages
    ]
    skills = [
        CvEntry(
            id=one.id,
            section=CvSection.SKILLS,
            title=_first(one.name, one.detail),
            notes=_known(one.detail if _says_something(one.name) else ""),
        )
        for one in profile.skills
        if one.shown_on_cv
    ]
    return [*languages, *skills]


def _gaps(profile: Profile) -> list[CvEntry]:
    return [
        CvEntry(id=one.id, section=CvSection.GAPS, title=one.text, start=one.start, end=one.end, ongoing=one.ongoing)
        for one in profile.gap_notes
        if one.shown_on_cv
    ]


def _beside(title: str, *texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text != title)


def _first(*texts: str) -> str:
    return next(iter(_known(*texts)), "")


def _known(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if _says_something(text))


def _says_something(text: str) -> bool:
    """False for white space, and for control characters that came along when something was pasted."""
    return any(not one.isspace() and unicodedata.category(one) not in ("Cc", "Cs") for one in text)


def _joined(*texts: str) -> str:
    return ", ".join(_known(*texts))
