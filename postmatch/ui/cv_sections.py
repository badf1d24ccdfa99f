"""The sections of the CV and what the profile has for each: its entries, how they are titled, and what can be kept off.

Titles are those of the profile's own lists, so that an entry is called the same wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from postmatch.domain.cv_entries import SECTION_OF_EXPERIENCE, SECTION_OF_PUBLICATION, filled_lines
from postmatch.domain.cv_form import CvSection, EntryField
from postmatch.domain.profile import Profile
from postmatch.ui.forms import profile_lists as lists
from postmatch.ui.forms.lists import Asked

PLACE, DATES, NOTE = EntryField.PLACE, EntryField.DATES, EntryField.NOTE
DETAILS, LINK = EntryField.DETAILS, EntryField.LINK
_WORK = (PLACE, DATES, NOTE, DETAILS)
_WORDS = {  # what each field is called where it stands; the general words name all of them at once
    CvSection.EDUCATION: {PLACE: "School and place", NOTE: "Honors", DETAILS: "Details"},
    CvSection.US_CLINICAL: {NOTE: "Setting and supervisor"},
    CvSection.CERTIFICATIONS: {PLACE: "Issued by"},
    CvSection.AWARDS: {PLACE: "Given by", NOTE: "What for"},
    CvSection.MEMBERSHIPS: {PLACE: "Role"},
}


@dataclass(frozen=True)
class Entry:
    """One entry of the profile as the CV page names it. ``lines`` can be kept off one by one; ``is_off``: the profile
    itself keeps the entry off the CV."""

    id: str
    title: str
    detail: str
    lines: tuple[str, ...] = ()
    is_off: bool = False


@dataclass(frozen=True)
class _Source:
    """Where a section's entries come from: the profile's list, which kinds of it, and what its entries print."""

    asked: Asked
    name: str
    fields: tuple[EntryField, ...] = ()
    kinds: tuple[Any, ...] = ()
    lines: str = ""


def _experience(section: CvSection) -> _Source:
    kinds = tuple(kind for kind, place in SECTION_OF_EXPERIENCE.items() if place is section)
    return _Source(lists.EXPERIENCE, "experience", _WORK, kinds, "bullets")


def _publications(section: CvSection) -> _Source:
    kinds = tuple(kind for kind, place in SECTION_OF_PUBLICATION.items() if place is section)
    return _Source(lists.PUBLICATIONS, "publications", (DATES, NOTE, LINK), kinds)


_SOURCES: Mapping[CvSection, _Source] = {
    **{section: _experience(section) for section in SECTION_OF_EXPERIENCE.values()},
    **{section: _publications(section) for section in SECTION_OF_PUBLICATION.values()},
    CvSection.EDUCATION: _Source(lists.EDUCATION, "education", _WORK, lines="details"),
    CvSection.CERTIFICATIONS: _Source(lists.CERTIFICATIONS, "certifications", (PLACE, DATES)),
    CvSection.GAPS: _Source(lists.GAP_NOTES, "gap_notes", (DATES,)),
    CvSection.AWARDS: _Source(lists.AWARDS, "awards", (PLACE, DATES, NOTE)),
    CvSection.MEMBERSHIPS: _Source(lists.MEMBERSHIPS, "memberships", (PLACE, DATES)),
    CvSection.LANGUAGES: _Source(lists.LANGUAGES, "languages", (NOTE,)),
    CvSection.SKILLS: _Source(lists.SKILLS, "skills", (NOTE,)),
}


def entries(profile: Profile, section: CvSection) -> tuple[Entry, ...]:
    """The section's entries in the profile's order; none for the summary, which is one text."""
    source = _SOURCES.get(section)
    if source is None:
        return ()
    items = getattr(profile, source.name)
    return tuple(_entry(item, source) for item in items if not source.kinds or item.kind in source.kinds)


def is_filled(profile: Profile, section: CvSection) -> bool:
    """Whether the profile has anything for that section."""
    return bool(profile.summary) if section is CvSection.SUMMARY else bool(entries(profile, section))


def fields_of(section: CvSection) -> dict[EntryField, str]:
    """What can be kept off all entries of a section, with its words."""
    source = _SOURCES.get(section)
    words = _WORDS.get(section, {})
    return {field: words.get(field, field.label) for field in (source.fields if source else ())}


def _entry(item: Any, source: _Source) -> Entry:
    title, detail = source.asked.title(item), source.asked.detail(item)
    lines = filled_lines(getattr(item, source.lines)) if source.lines else ()
    is_off = not getattr(item, "shown_on_cv", True)
    return Entry(item.id, title or "Without a title", detail, tuple(dict.fromkeys(lines)), is_off)
