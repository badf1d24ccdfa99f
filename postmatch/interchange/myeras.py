"""The MyERAS application as PDF: labels with values, or the lines of a CV below the same headings. A guess.

The service publishes no layout, and prints it otherwise in some seasons. What is known of it are its labels: those of
the Common Application Form, of the application with up to ten selected experiences (since the 2024 season), and of
the application of our sample applicant. A label that is not among them stays with its value, unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.imports import Imported
from postmatch.domain.profile import (
    CitizenshipClass,
    Education,
    EducationKind,
    Experience,
    ExperienceKind,
    WorkAuthorization,
)
from postmatch.interchange.cv_dates import Dated, dated, first_date
from postmatch.interchange.cv_headings import Block, CvArea, blocks
from postmatch.interchange.cv_parts import KIND_WORDS, education_parts, experience_parts
from postmatch.interchange.cv_reading import CvReading
from postmatch.interchange.cv_text import MARGIN_TITLE, read_block
from postmatch.interchange.json_resume_words import degree_kind, split_name, work_kind
from postmatch.interchange.places import split_place
from postmatch.interchange.word_ledger import not_kept

_TITLE = re.compile(r"\b(?:My)?ERAS\b.*\bApplication\b|\bCommon Application Form\b", re.IGNORECASE)
_LABEL_WORDS = 6
_ANSWER = re.compile(r"(?:[:?]|\t)\s*(?:yes|no|n/?a|none|not applicable)\.?\s*$", re.IGNORECASE)
"""The end of a question of the form with its answer: a fact of the form, and no entry of a list."""

_PERSON = {
    "name": "name", "full name": "name", "legal name": "name", "first name": "given_names",
    "last name": "family_name", "preferred name": "preferred_name", "previous last name": "other_names",
    "other names": "other_names", "other names on documents": "other_names", "e-mail": "email", "email": "email",
    "e-mail address": "email", "email address": "email", "phone": "phone", "preferred phone": "phone",
    "preferred phone #": "phone", "mobile phone": "phone", "mobile phone #": "phone", "address": "address",
    "aamc id": "aamc_id", "usmle id": "usmle_id", "usmle/ecfmg id": "usmle_id", "nrmp id": "nrmp_id",
    "birth date": "date_of_birth", "date of birth": "date_of_birth", "citizenship": "citizenship",
    "work authorization": "authorization",
}  # fmt: skip
_STUDY = {
    "school": "heads", "institution": "heads", "medical school": "heads", "institution & location": "heads",
    "institution name": "heads", "location": "heads", "degree": "degree", "degree earned": "degree",
    "degree expected or earned": "degree", "major": "area", "field of study": "area", "dates": "dates",
    "dates attended": "dates", "dates of attendance": "dates", "attendance dates": "dates",
    "graduation date": "end", "degree date": "end", "honors": "honors",
}  # fmt: skip
_WORK = {
    "organization": "place", "organization name": "place", "institution": "place", "organization & location": "heads",
    "position": "role", "position title": "role", "title": "role", "location": "where", "department": "department",
    "supervisor": "supervisor", "experience type": "kind", "type": "kind", "dates": "dates",
    "dates of participation": "dates", "start date": "start", "end date": "end", "description": "bullets",
    "roles and responsibilities": "bullets", "roles & responsibilities": "bullets",
    "primary responsibilities": "bullets", "meaningful experience description": "why_meaningful",
    "why meaningful": "why_meaningful", "most meaningful": "why_meaningful",
}  # fmt: skip
_TYPES = {
    "research": ExperienceKind.RESEARCH,
    "teaching/mentoring": ExperienceKind.TEACHING,
    "volunteer/service/advocacy": ExperienceKind.VOLUNTEER,
}
"""Types of the application that say for certain which of ours it is (AAMC, "Selected Experiences")."""

_Rows = list[tuple[str, str, str]]  # label as the table has it, value, the line as it stands


def is_myeras(lines: Sequence[TextLine]) -> bool:
    """Whether a line near the top, or one that stands on every page, names the application."""
    named = [line.text for line in (*lines[:6], *(line for line in lines if line.is_margin))]
    return any(_TITLE.search(text) for text in named)


def read_myeras(lines: Sequence[TextLine], *, source: str) -> Imported:
    """The profile as far as the application tells one, with ``is_guess``; nothing of it is lost."""
    reading = CvReading(source=source)
    for block in blocks(line for line in lines if not line.is_margin):
        table, read = _LABELLED.get(block.heading.area, ({}, None))
        rows = _rows(block.lines, table)
        if read and sum(bool(label) for label, _, _ in rows) > 1:
            read(rows, block, reading)
        elif block.heading.area is CvArea.TOP:  # the form's own title is nobody's name
            reading.leave(block.title, (line.text for line in block.lines))
        else:
            answers = [line for line in block.lines if _ANSWER.search(line.text)]
            reading.leave(block.title, (line.text for line in answers))
            read_block(
                Block(block.title, block.heading, [line for line in block.lines if line not in answers]), reading
            )
    reading.leave(MARGIN_TITLE, (line.text for line in lines if line.is_margin))
    return reading.imported()


def _rows(lines: Iterable[TextLine], table: dict[str, str]) -> _Rows:
    """Each line with its label where the table has it; a line without one has an empty label. Labels side by side, as
    the Common Application Form has them, are lines of their own."""
    rows = []
    for text in (part for line in lines for part in _side_by_side(line)):
        label, rest = _split_label(text)
        name = table.get(label.casefold(), "")
        rows.append((name, rest if name else text, text))
    return rows


def _side_by_side(line: TextLine) -> tuple[str, ...]:
    return line.cells if sum(":" in cell for cell in line.cells) > 1 else (line.text,)


def _split_label(text: str) -> tuple[str, str]:
    for sign in ("\t", ":"):
        label, found, rest = text.partition(sign)
        if found and rest.strip() and len(label.split()) <= _LABEL_WORDS:
            return label.strip(" :"), " ".join(rest.split())
    return "", text


def _read_person(rows: _Rows, block: Block, reading: CvReading) -> None:
    for name, value, _ in rows:
        if name == "name":
            given, family = split_name(value)
            reading.say("identity", given_names=given, family_name=family)
        elif name == "address":
            city, country = split_place(value)
            reading.say("identity", **({"city": city, "country": country} if country else {}))
        elif name == "other_names":
            reading.say("identity", other_names=tuple(part.strip() for part in value.split(",")))
        elif name == "date_of_birth":
            reading.say("identity", date_of_birth=first_date(value))
        elif name == "citizenship":
            reading.say("status", citizenship_class=_choice(value, CitizenshipClass))
        elif name == "authorization":
            reading.say("status", work_authorization=_choice(value, WorkAuthorization))
        elif name:
            reading.say("identity", **{name: value})
    understood = _labels_of(rows)
    reading.leave(block.title, not_kept((line for _, _, line in rows), reading.told(), understood=understood))


def _choice(value: str, choices: type[Any]) -> Any:
    return next((one for one in choices if one.label.casefold() == value.casefold()), None)


def _read_studies(rows: _Rows, block: Block, reading: CvReading) -> None:
    for entry in _entries(rows):
        said = _texts(entry)
        period = _period(said)
        fields = education_parts([*said.get("degree", []), *said.get("heads", [])])
        details = fields.pop("details", "")
        for name in ("area", "honors"):
            fields |= {name: ", ".join(said[name])} if said.get(name) else {}
        study = Education(
            kind=degree_kind(fields.get("degree", "")) or EducationKind.OTHER,
            start=period.start,
            end=period.end or period.single,
            details=tuple(filter(None, (details, *said.get("", [])))),
            **fields,
        )
        reading.add("education", [study], _lines(entry), title=block.title, understood=_labels_of(entry))


def _read_work(rows: _Rows, block: Block, reading: CvReading) -> None:
    for entry in _entries(rows):
        said = _texts(entry)
        period = _period(said)
        fields = experience_parts(said.get("heads", []))
        for name in ("place", "role", "department", "supervisor", "why_meaningful"):
            fields |= {name: " ".join(said[name])} if said.get(name) else {}
        if said.get("where"):
            fields["city"], fields["country"] = split_place(", ".join(said["where"]))
        job = Experience(
            kind=_kind(" ".join(said.get("kind", [])), fields),
            start=period.start or period.single,
            end=period.end or period.single,
            ongoing=period.ongoing,
            bullets=(*said.get("bullets", []), *said.get("", [])),
            **fields,
        )
        reading.add("experience", [job], _lines(entry), title=block.title, understood=_labels_of(entry))


def _kind(told: str, fields: dict[str, str]) -> ExperienceKind:
    told = (fields.pop("kind", "") or told).casefold()
    of_role = work_kind(fields.get("role", ""), fields.get("country", ""))
    return KIND_WORDS.get(told) or _TYPES.get(told) or of_role or ExperienceKind.OTHER


def _entries(rows: _Rows) -> list[_Rows]:
    """A new entry begins where the label that came first comes again."""
    first = next((label for label, _, _ in rows if label), "")
    found: list[_Rows] = [[]]
    for row in rows:
        if row[0] == first and any(label == first for label, _, _ in found[-1]) and len(found[-1]) > 1:
            found.append([])
        found[-1].append(row)
    return found


def _texts(entry: _Rows) -> dict[str, list[str]]:
    """The values by label; a line without one goes on with a description, or stands for itself."""
    said: dict[str, list[str]] = {}
    last = ""
    for label, value, _ in entry:
        last = label or (last if last in ("bullets", "why_meaningful") else "")
        said.setdefault(last, []).append(value)
    return said


def _period(said: dict[str, list[str]]) -> Dated:
    if "dates" in said:
        return dated(said["dates"][0]) or Dated("")
    start, end = (" ".join(said.get(name, [])) for name in ("start", "end"))
    return Dated("", first_date(start), first_date(end), ongoing=bool(re.search(r"\b(?:present|current)", end, re.I)))


def _lines(entry: _Rows) -> list[str]:
    return [line for _, _, line in entry]


def _labels_of(rows: _Rows) -> list[str]:
    """The words of labels that a field holds the meaning of."""
    return [_split_label(line)[0] for label, _, line in rows if label]


_LABELLED = {
    CvArea.TOP: (_PERSON, _read_person),
    CvArea.CONTACT: (_PERSON, _read_person),
    CvArea.EDUCATION: (_STUDY, _read_studies),
    CvArea.EXPERIENCE: (_WORK, _read_work),
}
