"""JSON Resume (https://jsonresume.org, schema 1.0.0) with our own facts under the top-level key ``postmatch``.

    {"basics": {...}, "work": [...], ..., "postmatch": {"format": 1, "profile": {...}}}

``postmatch.profile`` holds fields of ``Profile`` under their own names, all or a few. Groups (identity, status,
answers) complete what the standard part says, field by field; lists (exams, experience, ...) take the place of
what was read from the standard part. ``docs/profile-file.md`` explains it to people who write one by hand.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from postmatch.domain.checklist import Finding
from postmatch.domain.imports import Imported
from postmatch.domain.profile import Profile
from postmatch.errors import ProfileUnreadable
from postmatch.interchange.json_resume_faults import field_fault
from postmatch.interchange.json_resume_file import (
    FORMAT,
    Json,
    parse_json_object,
    read_own_part,
    read_shape,
    require_resume,
)
from postmatch.interchange.json_resume_notes import Notes, as_text
from postmatch.interchange.json_resume_sections import read_sections
from postmatch.interchange.json_resume_shape import Location
from postmatch.interchange.json_resume_writing import standard_part
from postmatch.interchange.word_ledger import not_kept, words_in

# what tells two entries of a list apart, to notice entries that the applicant's own part does not have
_GIST = {
    "experience": ("place", "role"),
    "education": ("institution", "degree"),
    "publications": ("title",),
    "certifications": ("name",),
    "languages": ("name",),
    "awards": ("title",),
    "skills": ("name",),
}


def read_json_resume(data: bytes) -> tuple[Profile, tuple[Finding, ...]]:
    """The profile of a JSON Resume in UTF-8, and a finding for everything in it that could not be placed.

    Findings have the rule ids ``import.<section>``. Raises ``ProfileUnreadable`` when the file is not JSON, not a
    JSON Resume (the first field that is wrong is named), or was written by a newer Postmatch.
    """
    profile, notes = _read(data)
    return profile, notes.findings()


def import_json_resume(data: bytes, *, source: str) -> Imported:
    """The same with every word that found no place kept whole; ``source`` names the file for people."""
    return import_with_findings(data, source=source)[0]


def import_with_findings(data: bytes, *, source: str) -> tuple[Imported, tuple[Finding, ...]]:
    """Both of one reading."""
    profile, notes = _read(data)
    return Imported(source=source, profile=profile, unplaced=notes.unplaced(source)), notes.findings()


def write_json_resume(profile: Profile) -> bytes:
    """The profile as JSON Resume in UTF-8: for other programs what the standard has a place for and the CV shows,
    for us everything. ``read_json_resume`` gives exactly this profile back, and no findings."""
    own = {"format": FORMAT, "profile": profile.model_dump(mode="json")}
    return (json.dumps({**standard_part(profile), "postmatch": own}, ensure_ascii=False, indent=2) + "\n").encode()


def _read(data: bytes) -> tuple[Profile, Notes]:
    raw = parse_json_object(data)
    own = read_own_part(raw)
    resume = read_shape(raw)
    require_resume(raw, resume, own)
    notes = Notes(covered=own or {})
    standard = read_sections(resume, notes)
    profile = _completed(standard, own or {}, raw)
    _note_entries_replaced(standard, profile, own or {}, notes)
    _keep_words_replaced(standard, profile, own or {}, notes)
    _keep_address(resume.basics.location, profile, notes)
    return profile, notes


def _completed(standard: Profile, own: Json, raw: Json) -> Profile:
    merged = _merged(standard.model_dump(mode="json"), own)
    try:
        return Profile.model_validate(merged)
    except OverflowError as error:
        raise ProfileUnreadable(
            "The part of this file that is meant for Postmatch holds a number that is beyond all measure.",
            "Look for a very long number in the file, most likely in a date, and correct it.",
        ) from error
    except ValidationError as error:
        fault = field_fault(error, {"postmatch": {"profile": own}}, prefix=("postmatch", "profile"))
        raise ProfileUnreadable(
            f"The part of this file that is meant for Postmatch is not right: {fault}.",
            "Correct that field in the file. docs/profile-file.md lists the fields and their words.",
        ) from error


def _merged(base: Json, over: Json) -> Json:
    both: dict[str, Any] = dict(base)
    for key, value in over.items():
        old = base.get(key)
        both[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return both


def _note_entries_replaced(standard: Profile, profile: Profile, own: Json, notes: Notes) -> None:
    """A list under ``postmatch`` replaces the standard one: say so when that loses an entry."""
    for field in _GIST.keys() & own.keys():
        kept = {_gist(entry, field) for entry in getattr(profile, field)}
        for entry in getattr(standard, field):
            if _gist(entry, field) not in kept:
                notes.replaced(field, ", ".join(word for word in _gist(entry, field) if word))


def _keep_words_replaced(standard: Profile, profile: Profile, own: Json, notes: Notes) -> None:
    """What the standard part says and our own says otherwise, entry by entry."""
    for field in own.keys() & Profile.model_fields.keys():
        replaced = getattr(standard, field)
        parts = replaced if isinstance(replaced, tuple) else (replaced,)
        for line in not_kept(map(words_in, parts), [getattr(profile, field)]):
            notes.keep(field, line)


def _keep_address(where: Location, profile: Profile, notes: Notes) -> None:
    """An address beside a city of our own part: what we wrote there is the city and the country once more."""
    if notes.is_covered("identity", "city"):
        for field, value in where:
            for line in not_kept([as_text(value)], [profile.identity]):
                notes.keep(f"basics: {field}", line)


def _gist(entry: object, field: str) -> tuple[str, ...]:
    return tuple(getattr(entry, name) for name in _GIST[field])
