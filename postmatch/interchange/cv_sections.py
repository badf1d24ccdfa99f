"""From the lines below a heading to entries of the profile, one reader for each area of a CV."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    EducationKind,
    Experience,
    ExperienceKind,
    GapNote,
    Language,
    Membership,
    PublicationKind,
    Skill,
)
from postmatch.interchange.cv_citations import number_of, read_citation
from postmatch.interchange.cv_entries import Entry, entries
from postmatch.interchange.cv_headings import Block, CvArea, Heading
from postmatch.interchange.cv_parts import (
    KIND_WORDS,
    education_parts,
    experience_parts,
    is_institution,
    segments,
    split_outside,
)
from postmatch.interchange.cv_reading import CvReading
from postmatch.interchange.json_resume_words import degree_kind, work_kind

_VOLUNTEER = re.compile(r"\bvolunteer", re.IGNORECASE)
_OBSERVER = re.compile(r"\b(?:observ|shadow)", re.IGNORECASE)
_HANDS_ON = re.compile(r"\b(?:extern|clerk|sub-?intern|hands-on|elective|rotat)", re.IGNORECASE)
_MEMBER = re.compile(
    r"\b(?:member|fellow|president|secretary|treasurer|chair\w*|associate|officer|representative)\b", re.I
)
_LENGTH_ONLY = re.compile(r"\d+\s+(?:months?|weeks?|years?)\.?", re.IGNORECASE)


def read_experience(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        if not entry.period.start and _LENGTH_ONLY.fullmatch(" ".join(entry.heads)):
            reading.leave(block.title, entry.lines)
            continue
        fields = experience_parts(entry.heads)
        told = fields.pop("kind", "")
        start, end, ongoing = _period(entry)
        job = Experience(
            kind=_work_kind(fields, told, block.heading),
            start=start,
            end=end,
            ongoing=ongoing,
            bullets=tuple(entry.bullets),
            **fields,
        )
        labels = (*told.split(", "), "supervisor supervised by mentor preceptor attending at")
        reading.add("experience", [job], entry.lines, title=block.title, understood=labels)


def _work_kind(fields: dict[str, str], told: str, heading: Heading) -> ExperienceKind:
    """What is said of the entry, then what its role says, then what its heading says. Of clinical work in the US of
    which nothing more is said the humbler kind is taken: a claim to more is the applicant's to make."""
    role = fields.get("role", "")
    if kind := next(
        (KIND_WORDS[word] for word in (told.casefold(), *told.casefold().split(", ")) if word in KIND_WORDS), None
    ):
        return kind
    if heading.us_clinical:
        is_hands_on = _HANDS_ON.search(role) and not _OBSERVER.search(role)
        return ExperienceKind.US_HANDS_ON if is_hands_on else ExperienceKind.US_OBSERVERSHIP
    if _VOLUNTEER.search(role):
        return ExperienceKind.VOLUNTEER
    of_role = work_kind(role, fields.get("country", ""))
    if isinstance(heading.kind, ExperienceKind):
        return of_role if of_role is ExperienceKind.TEACHING else heading.kind
    return of_role or ExperienceKind.OTHER


def read_education(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        fields = education_parts(entry.heads)
        details = fields.pop("details", "")
        start, end, _ = _period(entry)
        kind = degree_kind(fields.get("degree", "")) or EducationKind.OTHER
        is_single = entry.period.single is not None
        study = Education(
            kind=kind,
            start=None if is_single else start,
            end=end,
            details=(*filter(None, [details]), *entry.bullets),
            **fields,
        )
        reading.add("education", [study], entry.lines, title=block.title, understood=["at graduated graduation"])


def read_publications(block: Block, reading: CvReading) -> None:
    """Every line is a work, but for one that only goes on with dates or notes of the last."""
    kind = block.heading.kind if isinstance(block.heading.kind, PublicationKind) else None
    for line in block.lines:
        text = " ".join(line.text.split())
        reading.add(
            "publications", [read_citation(text, kind)], [text], title=block.title, understood=[number_of(text), "doi"]
        )


def read_certifications(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        name, issuer = _name_and_body(entry)
        issued = entry.period.start or entry.period.single
        paper = Certification(name=name, issuer=issuer, issued=issued, expires=entry.period.end)
        reading.add("certifications", [paper], entry.lines, title=block.title)


def read_awards(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        title, issuer = _name_and_body(entry)
        date = entry.period.single or entry.period.end or entry.period.start
        award = Award(title=title, issuer=issuer, date=date, detail="; ".join(entry.bullets) if entry.heads else "")
        reading.add("awards", [award], entry.lines, title=block.title)


def read_memberships(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        parts = [part for segment in segments(_texts(entry)) for part in split_outside(segment, ",")]
        roles = [part for part in parts if _MEMBER.search(part) and not is_institution(part)]
        bodies = [part for part in parts if part not in roles] or parts
        start, end, _ = _period(entry)
        is_single = entry.period.single is not None
        member = Membership(
            organization=", ".join(bodies),
            role=", ".join(part for part in roles if part not in bodies),
            start=start,
            end=None if is_single else end,
        )
        reading.add("memberships", [member], entry.lines, title=block.title)


def read_languages(block: Block, reading: CvReading) -> None:
    """``English (fluent)``, ``English: fluent``, ``English – fluent``, or a table of names and levels."""
    for line in block.lines:
        cells = line.cells
        pairs = [cells] if len(cells) == 2 else [_pair(one) for cell in cells for one in split_outside(cell, ",;·•|/")]
        tongues = [Language(name=pair[0], level=pair[1] if len(pair) > 1 else "") for pair in pairs]
        reading.add("languages", tongues, [line.text], title=block.title)


def _pair(text: str) -> tuple[str, ...]:
    if match := re.fullmatch(r"(.+?)\s*\((.+)\)\.?", text):
        return match.groups()
    return tuple(part.strip() for part in re.split(r"\s*:\s*|\s+[–—-]\s+", text, maxsplit=1))


def read_skills(block: Block, reading: CvReading) -> None:
    for line in block.lines:
        text = " ".join(line.text.split())
        label, colon, rest = text.partition(":")
        one_by_one = [Skill(name=part) for part in split_outside(text.rstrip("."), ",;·•|")]
        skills = [Skill(name=label.strip(), detail=rest.strip())] if colon and rest.strip() else one_by_one
        reading.add("skills", skills, [text], title=block.title)


def read_gaps(block: Block, reading: CvReading) -> None:
    for entry in entries(block.lines):
        start, end, ongoing = _period(entry)
        note = GapNote(start=start, end=end, ongoing=ongoing, text=" ".join(segments(_texts(entry))))
        reading.add("gap_notes", [note], entry.lines, title=block.title)


def read_summary(block: Block, reading: CvReading) -> None:
    reading.summarise(" ".join(line.text.split()) for line in block.lines)


def _period(entry: Entry) -> tuple[Any, Any, bool]:
    """A single date is both ends: that is how one month of work is written."""
    period = entry.period
    return period.start or period.single, period.end or period.single, period.ongoing


def _texts(entry: Entry) -> list[str]:
    """Short lists are written with and without bullets."""
    return [*entry.heads, *entry.bullets]


def _name_and_body(entry: Entry) -> tuple[str, str]:
    """The name, and who gave it: what a tab, a bar or a dash sets apart, or what follows the last comma before the
    name of an institution."""
    parts = segments(entry.heads or entry.bullets)
    if len(parts) > 1:
        return parts[0], ", ".join(parts[1:])
    by_comma = split_outside(parts[0], ",") if parts else [""]
    body = next((place for place, part in enumerate(by_comma) if place and is_institution(part)), len(by_comma))
    return ", ".join(by_comma[:body]), ", ".join(by_comma[body:])


Reader = Callable[[Block, CvReading], None]
READERS: dict[CvArea, Reader] = {
    CvArea.SUMMARY: read_summary,
    CvArea.EDUCATION: read_education,
    CvArea.EXPERIENCE: read_experience,
    CvArea.PUBLICATIONS: read_publications,
    CvArea.CERTIFICATIONS: read_certifications,
    CvArea.LANGUAGES: read_languages,
    CvArea.SKILLS: read_skills,
    CvArea.AWARDS: read_awards,
    CvArea.MEMBERSHIPS: read_memberships,
    CvArea.GAPS: read_gaps,
}
