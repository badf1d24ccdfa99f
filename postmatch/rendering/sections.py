"""The sections of a CV: what each holds, and all of them in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from postmatch.domain.cv_form import CvForm, CvSection, EntryField, SectionForm
from postmatch.domain.profile import ExperienceKind, Profile, Publication, PublicationKind
from postmatch.rendering import citations
from postmatch.rendering.cleaning import clean_line, clean_paragraphs
from postmatch.rendering.entries import (
    Row,
    award_row,
    certification_row,
    education_row,
    experience_row,
    gap_row,
    language_row,
    membership_row,
    newest_first,
    skill_row,
)
from postmatch.rendering.links import StyledText

Lists = dict[CvSection, list[Any]]

KINDS = ("paragraphs", "entries", "citations", "lines", "words")
"""How a section is printed; each section of the context has a list for every one of them, filled for its own only."""

_EXPERIENCE = {
    CvSection.US_CLINICAL: (ExperienceKind.US_HANDS_ON, ExperienceKind.US_OBSERVERSHIP),
    CvSection.CLINICAL_ABROAD: (ExperienceKind.CLINICAL_ABROAD,),
    CvSection.RESEARCH: (ExperienceKind.RESEARCH,),
    CvSection.TEACHING: (ExperienceKind.TEACHING,),
    CvSection.VOLUNTEER: (ExperienceKind.VOLUNTEER,),
    CvSection.OTHER_WORK: (ExperienceKind.OTHER,),
}
_PUBLICATIONS = {
    CvSection.PUBLICATIONS: PublicationKind.PUBLICATION,
    CvSection.PRESENTATIONS: PublicationKind.PRESENTATION,
    CvSection.ABSTRACTS: PublicationKind.ABSTRACT,
}
_KINDS = {
    CvSection.SUMMARY: "paragraphs",
    **dict.fromkeys((CvSection.EDUCATION, *_EXPERIENCE), "entries"),
    **dict.fromkeys(_PUBLICATIONS, "citations"),
    **dict.fromkeys((CvSection.CERTIFICATIONS, CvSection.GAPS, CvSection.AWARDS, CvSection.MEMBERSHIPS), "lines"),
    **dict.fromkeys((CvSection.LANGUAGES, CvSection.SKILLS), "words"),
}
_FIELDS = {
    EntryField.PLACE: ("place",),
    EntryField.DATES: ("dates",),
    EntryField.NOTE: ("note", "level", "detail"),
    EntryField.DETAILS: ("details",),
    EntryField.LINK: ("link",),
}
_OF_A_CITATION = {EntryField.PLACE: "venue", EntryField.NOTE: "note"}
_SHARE_A_HEADING = (
    {CvSection.PRESENTATIONS, CvSection.ABSTRACTS},
    {CvSection.TEACHING, CvSection.VOLUNTEER},
    {CvSection.AWARDS, CvSection.MEMBERSHIPS},
)


@dataclass(frozen=True)
class _Simple:
    """A section whose entries come from one list of the profile and have nothing else to them."""

    field: str
    row: Callable[[Any], Row]
    first: str  # its first words


_SIMPLE = {
    CvSection.EDUCATION: _Simple("education", education_row, "title"),
    CvSection.CERTIFICATIONS: _Simple("certifications", certification_row, "title"),
    CvSection.GAPS: _Simple("gap_notes", gap_row, "text"),
    CvSection.AWARDS: _Simple("awards", award_row, "title"),
    CvSection.MEMBERSHIPS: _Simple("memberships", membership_row, "title"),
    CvSection.LANGUAGES: _Simple("languages", language_row, "name"),
    CvSection.SKILLS: _Simple("skills", skill_row, "name"),
}


def section_lists(profile: Profile, form: CvForm) -> Lists:
    """What each section holds, in the order of its entries; an empty list for one that is not shown."""
    return {
        section: _rows(profile, form, form.section(section)) if form.section(section).shown else []
        for section in CvSection
    }


def sections(lists: Lists, forms: Iterable[SectionForm], *, sharing: bool) -> list[Row]:
    """The sections that hold something, in the order of ``forms``, each with its heading and its list by kind.

    ``sharing`` prints small sections that follow each other under one heading ("Awards and memberships") where the
    applicant named neither.
    """
    found: list[Row] = []
    above: SectionForm | None = None
    for form in forms:
        if not lists[form.section]:
            continue
        if sharing and above and _share(above, form):
            _extend(found[-1], form.section, lists)
            above = None
            continue
        found.append(_section(form, lists))
        above = form
    return found


def _section(form: SectionForm, lists: Lists) -> Row:
    heading = clean_line(form.heading) or _usual_heading(form.section, lists)
    kind = _KINDS[form.section]
    empty: Row = {name: [] for name in KINDS}
    return {"key": form.section.value, "heading": heading, "kind": kind, **empty, kind: _uniform(form.section, lists)}


def _share(above: SectionForm, form: SectionForm) -> bool:
    return {above.section, form.section} in _SHARE_A_HEADING and not above.heading and not form.heading


def _extend(above: Row, section: CvSection, lists: Lists) -> None:
    above["heading"] += f" and {section.label[:1].lower()}{section.label[1:]}"
    above[above["kind"]] += _uniform(section, lists)


def _usual_heading(section: CvSection, lists: Lists) -> str:
    """ "Other work" only beside clinical work."""
    is_alone = not lists[CvSection.US_CLINICAL] and not lists[CvSection.CLINICAL_ABROAD]
    return "Work" if section is CvSection.OTHER_WORK and is_alone else section.label


def _uniform(section: CvSection, lists: Lists) -> list[Any]:
    """The entries with the fields that their kind has in every section."""
    rows = lists[section]
    if section is CvSection.GAPS:
        return [{"title": "", "place": "", "note": row["text"], "dates": row["dates"]} for row in rows]
    if section is CvSection.LANGUAGES:
        return [{"name": row["name"], "detail": row["level"]} for row in rows]
    return [{"note": "", **row} for row in rows] if _KINDS[section] == "lines" else list(rows)


def _rows(profile: Profile, form: CvForm, how: SectionForm) -> list[Any]:
    section = how.section
    if section is CvSection.SUMMARY:
        return list(clean_paragraphs(profile.summary))
    if kind := _PUBLICATIONS.get(section):
        chosen = _ordered((item for item in profile.publications if item.kind is kind), how)
        rows = [_publication_row(item, profile, form, how) for item in chosen]
        return [row for row in rows if row["citation"] or row["link"]]
    if kinds := _EXPERIENCE.get(section):
        chosen = _ordered((item for item in profile.experience if item.kind in kinds), how)
        return _reduced((experience_row(item) for item in chosen), how, "title")
    simple = _SIMPLE[section]
    items = _ordered(getattr(profile, simple.field), how)
    return _reduced((simple.row(item) for item in items), how, simple.first)


def _ordered(items: Iterable[Any], how: SectionForm) -> list[Any]:
    """Languages and skills have no dates, so they keep the applicant's order anyway."""
    return list(items) if how.as_entered else newest_first(items)


def _reduced(rows: Iterable[Row], how: SectionForm, first: str) -> list[Row]:
    """The rows that say something, without the fields that the applicant keeps off this section."""
    unwanted = {name for field in how.without for name in _FIELDS[field]}
    kept = ({name: type(value)() if name in unwanted else value for name, value in row.items()} for row in rows)
    return [row for row in (_with_first_words(row, first) for row in kept) if row[first]]


def _with_first_words(row: Row, first: str) -> Row:
    """An entry whose title was left blank begins with the best words that it has, which then stand there only."""
    if row[first] or first == "text":
        return row
    if row.get("details"):
        title, *others = row["details"]
        return {**row, first: title, "details": others}
    spare = next((name for name in ("note", "level", "place", "dates") if row.get(name)), None)
    return {**row, first: row[spare], spare: ""} if spare else row


def _publication_row(item: Publication, profile: Profile, form: CvForm, how: SectionForm) -> Row:
    unwanted: dict[str, Any] = {}
    if EntryField.DATES in how.without:
        unwanted["date"] = None
    unwanted |= {name: "" for field, name in _OF_A_CITATION.items() if field in how.without}
    styled = citations.citation(item.model_copy(update=unwanted), profile.identity, form)
    address = StyledText() if EntryField.LINK in how.without else citations.link(item, form)
    return {"citation": citations.plain(styled), "styled_citation": styled, "link": address}
