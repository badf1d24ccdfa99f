"""What reading a JSON Resume could not place, collected by field and worded as findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.dates import PartialDate, read_partial_date
from postmatch.domain.imports import Unplaced

SHOWN = 4
LONGEST = 80

_WORDS = {
    "url": "web address",
    "image": "picture",
    "picture": "picture",
    "label": "headline",
    "postalCode": "postal code",
    "keywords": "key words",
    "type": "type of project",
}

_HAND_HINT = "Add it by hand on the Profile page if it belongs into your application."
_HINTS = {
    "interests": "Leave it out, or mention it in your cover letter.",
    "references": "Ask for a letter and add it under Documents as a letter of recommendation.",
}
_NO_PLACE = "A JSON Resume has room for things that a residency application has no place for."
_UNCLEAR = "The file does not say this in a way that can only be read once, and nothing is invented here."


def as_text(value: object) -> str:
    """What a part of the file says, on one line; empty when it is blank."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return ", ".join(filter(None, map(as_text, value)))
    return "" if value in (None, {}) else json.dumps(value, ensure_ascii=False)


class Notes:
    """Grows while a file is read. ``covered`` is the applicant's own part of the file: what it says itself needs no
    finding about the standard part."""

    def __init__(self, covered: Mapping[str, Any]) -> None:
        self._covered = covered
        self._not_placed: dict[tuple[str, str], list[str]] = {}
        self._others: list[Finding] = []
        self._unplaced: list[tuple[str, str]] = []

    def is_covered(self, *path: str) -> bool:
        """True when the own part holds this field of the profile."""
        value: Any = self._covered
        for key in path:
            if not isinstance(value, Mapping) or key not in value:
                return False
            value = value[key]
        return True

    def about(self, *path: str) -> Notes:
        """These notes, or some whose findings nobody reads when the own part holds this list of the profile itself;
        words without a place are kept in either."""
        if not self.is_covered(*path):
            return self
        silent = Notes({})
        silent._unplaced = self._unplaced
        return silent

    def not_placed(self, section: str, field: str, value: object, *, whole: object = None) -> None:
        """``field`` of ``section`` says something for which the profile has no field; blanks are passed over.
        ``whole`` is kept of it where more is said than a finding should show."""
        if text := as_text(value):
            self._not_placed.setdefault((section, field), []).append(text)
            self.keep(section if field == section else f"{section}: {field}", as_text(whole) or text)

    def keep(self, heading: str, text: str) -> None:
        """Words that are in no field of the profile, as they stand in the file."""
        self._unplaced.append((heading, text))

    def leftovers(self, section: str, entry: Mapping[str, object], placed: Iterable[str]) -> None:
        """Everything in a part of the file that its reader has not placed."""
        for field in entry.keys() - set(placed):
            self.not_placed(section, field, entry[field])

    def first(self, section: str, entry: BaseModel, *fields: str) -> str:
        """The first of several names of one field that says something; another that says something else is noted."""
        said = {field: text for field in fields if (text := getattr(entry, field)).strip()}
        chosen = next(iter(said.values()), "")
        for field, text in said.items():
            if as_text(text) != as_text(chosen):
                self.not_placed(section, field, text)
        return chosen

    def date(self, section: str, where: str, text: str) -> PartialDate | None:
        """The date, or None with a finding that holds the text when it cannot be read."""
        try:
            return read_partial_date(text)
        except ValueError:
            self.keep(where, " ".join(text.split()))
            self._add(
                section,
                f"Date in {where}",
                f"“{_clipped(text)}” in {where} is not a date we can read, so that date was left blank.",
                "Type the date on the Profile page: a year, a month such as Mar 2021, or a day.",
            )
            return None

    def say(self, section: str, subject: str, message: str, hint: str) -> None:
        """Something the applicant should check."""
        self._add(section, subject, message, hint)

    def replaced(self, field: str, name: str) -> None:
        """An entry of a standard section that the list of the own part does not have."""
        self._add(
            field,
            name or field,
            f"“{_clipped(name)}” stands in the standard part of your file but not in postmatch.profile.{field}, whose"
            " list takes its place, so it was not taken over.",
            f"Add it to postmatch.profile.{field} in the file, or by hand on the Profile page.",
        )

    def findings(self) -> tuple[Finding, ...]:
        for (section, field), texts in sorted(self._not_placed.items()):
            shown = ", ".join(f"“{_clipped(text)}”" for text in texts[:SHOWN])
            more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
            self._add(
                section,
                section.capitalize() if field == section else f"{section.capitalize()}: {_WORDS.get(field, field)}",
                f"Not taken over from your file, because the profile has no field for it: {shown}{more}.",
                _HINTS.get(section, _HAND_HINT),
                why=_NO_PLACE,
            )
        self._not_placed.clear()
        return tuple(self._others)

    def unplaced(self, source: str) -> tuple[Unplaced, ...]:
        """All words that are in no field of the profile, whole."""
        return tuple(Unplaced(source=source, heading=heading, text=text) for heading, text in self._unplaced)

    def _add(self, section: str, subject: str, message: str, hint: str, *, why: str = _UNCLEAR) -> None:
        self._others.append(
            Finding(
                rule_id=f"import.{section}",
                kind="cv",
                status=FindingStatus.WARNING,
                subject=subject,
                message=message,
                why=why,
                hint=hint,
            )
        )


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
