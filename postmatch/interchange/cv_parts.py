"""The parts of the first lines of an entry: role, department, place, city, country, supervisor; degree and school.

Told by the words that name hospitals, jobs and degrees, and by their order. What cannot be told is added to the part
before it, so that no words fall between two parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from postmatch.domain.profile import ExperienceKind
from postmatch.interchange.json_resume_words import degree_kind, is_in_united_states
from postmatch.interchange.places import split_place

_INSTITUTION = re.compile(
    r"\b(?:hospitals?|clinics?|cent(?:er|re)s?|university|universit\w+|college|institut\w+|school|foundation|laborator\w+"
    r"|health (?:system|services?|network|days|fair|camp)|healthcare|ministry|society|association|academy"
    r"|faculty|trust|infirmary|polyclinic|dispensary|church|ngo|inc|llc|ltd|organization|red cross)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:extern|externship|observer|observership|officer|assistant|associate|volunteer|tutor|intern|internship|resident"
    r"|fellow|physician|surgeon|doctor|clerk|clerkship|lecturer|teacher|instructor|coordinator|researcher|scientist"
    r"|manager|director|leader|founder|president|secretary|member|student|registrar|consultant|technician|nurse|scribe"
    r"|analyst|mentor|trainee|practitioner|demonstrator|rotation|elective|shadowing|investigator|author|editor)s?\b",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\b(?:department|dept|division|unit|ward|service|registry|outpatients?|section|lab|medicine|surgery|\w+ology|\w+iatrics"
    r"|\w+iatry|obstetrics|gyn\w*|an(?:a)?esth\w+|emergency|icu|intensive care|pathology|ophthalm\w+|orthop\w+)\b",
    re.IGNORECASE,
)
_SUPERVISOR = re.compile(
    r"^(?:supervis(?:or|ed by)|mentor|preceptor|attending|pi|principal investigator)\s*:?\s+", re.I
)
_PERSON = re.compile(
    r"(?:(?:dr|prof)\.?\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3}(?:,\s*(?:[A-Z][A-Za-z]*[A-Z]|[A-Z]{2,})\.?)+"
    r"|(?:Dr|Prof)\.?\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3}"
)
_DEGREE = re.compile(
    r"\b(?:bachelor|master|doctor|doctorate|diploma|certificate|fellowship|high school|secondary|b\.?\s?sc|b\.?a"
    r"|m\.?sc|ph\.?d|m\.?b\.?b\.?s|m\.?d|mb\s?ch\s?b|mph|md|degree|wassce|waec|premed\w*|pre-med\w*)\b",
    re.IGNORECASE,
)
_HONORS = re.compile(
    r"\b(?:distinctions?|hono(?:u)?rs|cum laude|gpa|cgpa|grade|ranked|rank|first class|merit|valedictorian"
    r"|percentile)\b",
    re.IGNORECASE,
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR"
    "|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
"""Postal letters of the states but for Maryland's, which are a doctor's degree more often."""
_CITY_AND_STATE = re.compile(rf"[A-Z][\w.'’ -]{{1,40}}, (?:{_STATES})")
_STATES_SPELLED = (
    "alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,hawaii,idaho,illinois,indiana,iowa"
    ",kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,minnesota,mississippi,missouri,montana,nebraska"
    ",nevada,new hampshire,new jersey,new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania"
    ",puerto rico,rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,washington,west virginia"
    ",wisconsin,wyoming"
)
"""Without Georgia and Virginia, which are a country and given names as well."""
_STATE_NAMES = frozenset(_STATES_SPELLED.split(","))
_NAME_LIKE = re.compile(r"(?:(?:[A-Z][\w.'’&-]*|of|the|and|for|&)(?:\s+|$))+")
KIND_WORDS: dict[str, ExperienceKind] = {
    **{kind.label.casefold(): kind for kind in ExperienceKind},
    "hands-on": ExperienceKind.US_HANDS_ON,
    "observership": ExperienceKind.US_OBSERVERSHIP,
}
"""What may stand beside an entry to say which type of experience it is."""
_SEPARATORS = re.compile(r"\t|\s+[|·•@]\s+|\s+[–—]\s+|\s+-\s+|(?<=\w)\s+at\s+(?=[A-Z])|\s*;\s+")


def split_outside(text: str, separators: str) -> list[str]:
    """Split at any of these signs outside of brackets; parts are trimmed, empty ones left out."""
    parts, depth = [""], 0
    for sign in text:
        depth = max(0, depth + (sign in "([") - (sign in ")]"))
        if sign in separators and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [trimmed for part in parts if (trimmed := part.strip())]


def segments(heads: Sequence[str]) -> list[str]:
    """The lines, and the parts of them that tabs, bars, dots, dashes and "at" set apart."""
    return [part for head in heads for segment in _SEPARATORS.split(head) if (part := segment.strip(" ,|·•"))]


def experience_parts(heads: Sequence[str]) -> dict[str, str]:
    """Fields of ``Experience`` with texts, ``kind`` by a word of ``KIND_WORDS``. Every word of the lines is in one of
    them, but for separators."""
    fields: dict[str, str] = {}
    for segment in segments(heads):
        if segment.casefold() in KIND_WORDS:
            _append(fields, "kind", segment)
        elif mark := _SUPERVISOR.match(segment):
            _append(fields, "supervisor", segment[mark.end() :])
        elif where := location(segment):
            _locate(fields, where)
        elif fields and _PERSON.fullmatch(segment) and not _INSTITUTION.search(segment):
            _append(fields, "supervisor", segment)
        else:
            _place_parts(fields, segment, _experience_field)
    return fields


def education_parts(heads: Sequence[str]) -> dict[str, str]:
    """Fields of ``Education`` with texts; ``details`` holds what could not be told."""
    fields: dict[str, str] = {}
    for segment in segments(heads):
        if _HONORS.search(segment) and not _INSTITUTION.search(segment) and not degree_kind(segment):
            _append(fields, "honors", segment)
        elif where := location(segment):
            _locate(fields, where)
        else:
            _place_parts(fields, segment, _education_field)
    return fields


def location(text: str) -> tuple[str, str] | None:
    """City and country of ``Enugu, Nigeria``, ``Houston, TX`` (no country is named) or a country alone; None when it is
    anything else."""
    if any(sign.search(text) for sign in (_INSTITUTION, _ROLE, _DEPARTMENT)) or any(sign.isdigit() for sign in text):
        return None
    city, country = split_place(text)
    is_state = "," in text and text.rpartition(",")[2].strip().casefold() in _STATE_NAMES
    return (city, country) if country or is_state or _CITY_AND_STATE.fullmatch(text) else None


def is_country_or_state(text: str) -> bool:
    plain = text.strip(" .").casefold()
    return plain in _STATE_NAMES or is_in_united_states(plain) is not None


def _locate(fields: dict[str, str], where: tuple[str, str]) -> None:
    for name, text in zip(("city", "country"), where, strict=True):
        if text:
            _append(fields, name, text)


def is_institution(text: str) -> bool:
    return bool(_INSTITUTION.search(text))


_Chooser = Callable[[str, dict[str, str], str], str]


def _place_parts(fields: dict[str, str], segment: str, choose: _Chooser) -> None:
    """Part by part; behind the name of a place two parts may be one location (``Boston, MA``)."""
    last = ""
    parts = split_outside(segment, ",")
    while parts:
        is_behind_a_place = fields.keys() & {"place", "institution"} and "city" not in fields
        if is_behind_a_place and len(parts) > 1 and (where := location(f"{parts[0]}, {parts[1]}")):
            _locate(fields, where)
            last = "country" if where[1] else "city"
            parts = parts[2:]
            continue
        last = choose(parts[0], fields, last)
        _append(fields, last, parts.pop(0))


def _append(fields: dict[str, str], name: str, text: str) -> None:
    fields[name] = f"{fields[name]}, {text}" if fields.get(name) else text


def _experience_field(part: str, fields: dict[str, str], last: str) -> str:
    """``last`` is the field of the part before it in the same segment, empty for the first."""
    for name in _experience_signs(part):
        if name not in fields:
            return name
    if last == "role" and "place" not in fields:
        return "place" if _NAME_LIKE.fullmatch(part) else "role"
    usual = ("role", "place") if not last else ("city",) if "place" in fields else ("place",)
    usual = tuple(name for name in usual if name != "city" or _may_be_city(part))
    fallback = "place" if last == "city" and not _may_be_city(part) else last or "place"
    return next((name for name in usual if name not in fields), fallback)


def _experience_signs(part: str) -> Iterator[str]:
    """What the words of a part say it is, likeliest first."""
    is_role, is_place = bool(_ROLE.search(part)), bool(_INSTITUTION.search(part))
    ends_as_role = bool(re.search(rf"{_ROLE.pattern}\W*(?:\(.*\))?$", part, re.IGNORECASE))
    if is_in_united_states(part) is not None:
        yield "country"
    if is_role and (ends_as_role or not is_place):
        yield "role"
    if is_place:
        yield "place"
    if _DEPARTMENT.search(part) and not is_role and not is_place:
        yield "department"


def _education_field(part: str, fields: dict[str, str], last: str) -> str:
    if is_in_united_states(part) is not None and "country" not in fields:
        return "country"
    if _INSTITUTION.search(part) and not _DEGREE.match(part) and ("institution" not in fields or last == "institution"):
        return "institution"
    if _DEGREE.search(part) and ("degree" not in fields or last == "degree"):
        return "degree"
    if last == "degree" and "area" not in fields:
        return "area"
    if _HONORS.search(part):
        return "honors"
    usual = ("city", "details") if "institution" in fields else ("degree", "institution", "details")
    return next((name for name in usual if name not in fields and (name != "city" or _may_be_city(part))), "details")


def _may_be_city(part: str) -> bool:
    """No city has a figure in its name, and none is called like a hospital, a job or a season."""
    is_other = _INSTITUTION.search(part) or _ROLE.search(part)
    return not is_other and not any(sign.isdigit() for sign in part) and part.casefold() not in _SEASONS


_SEASONS = {"winter", "spring", "summer", "fall", "autumn"}
