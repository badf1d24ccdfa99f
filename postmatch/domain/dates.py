"""Dates as people know them: a year, a month of a year, or a day."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$")
_MONTHS = tuple(calendar.month_abbr)


class PartialDate(BaseModel):
    """A year, a month or a day; stored and written as ISO 8601 text: ``2021``, ``2021-03`` or ``2021-03-04``.

    Accepts the same text, a ``datetime.date``, or the three numbers. Raises ``ValueError`` (pydantic's
    ``ValidationError``) for anything that is not on the calendar between the years 1900 and 2199.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int
    month: int | None = None
    day: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text_or_date(cls, value: Any) -> Any:
        if isinstance(value, date):
            return {"year": value.year, "month": value.month, "day": value.day}
        if isinstance(value, int):
            return {"year": value}
        if isinstance(value, str):
            found = _ISO.match(value.strip())
            if not found:
                raise ValueError(f"{value!r} is not a date; write 2021, 2021-03 or 2021-03-04")
            parts = [int(part) if part else None for part in found.groups()]
            return {"year": parts[0], "month": parts[1], "day": parts[2]}
        return value

    @model_validator(mode="after")
    def _on_the_calendar(self) -> PartialDate:
        if not 1900 <= self.year <= 2199:
            raise ValueError(f"the year {self.year} is outside 1900 to 2199")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if not 1 <= (1 if self.month is None else self.month) <= 12:  # date() itself overflows on absurd numbers
            raise ValueError(f"there is no month {self.month}")
        if not 1 <= (1 if self.day is None else self.day) <= 31:
            raise ValueError(f"there is no day {self.day}")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        return self

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        """The first day this date can mean: ``2021`` gives 1 January 2021."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this date can mean: ``2021-02`` gives 28 February 2021."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """For reading, American order as the programs expect it: ``2021``, ``Mar 2021``, ``Mar 4, 2021``."""
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{_MONTHS[self.month]} {self.year}"
        return f"{_MONTHS[self.month]} {self.day}, {self.year}"

    def is_before(self, other: PartialDate | date) -> bool:
        """True only when no reading of the two dates puts this one at or after the other."""
        return self.latest < (other if isinstance(other, date) else other.earliest)

    def is_after(self, other: PartialDate | date) -> bool:
        """True only when no reading of the two dates puts this one at or before the other."""
        return self.earliest > (other if isinstance(other, date) else other.latest)


_MONTH_NAMES = {
    name.lower(): number
    for names in (calendar.month_abbr, calendar.month_name)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


def read_partial_date(text: str) -> PartialDate | None:
    """What a person typed as a date, or None for an empty field.

    Takes ISO text and the forms people write: ``3/2021``, ``Mar 2021``, ``March 4, 2021``, ``4 March 2021``.
    ``14/11/2023`` can only mean November; ``03/04/2021`` is refused: it means March in one country and April in
    another. Raises ``ValueError`` whose
    text names the accepted forms.
    """
    text = " ".join(text.replace(",", " ").split())
    if not text:
        return None
    try:
        return PartialDate.model_validate(_parts_of(text))
    except ValueError:
        raise ValueError(f"“{text}” is not a date we can read. Write 2021, 2021-03, 2021-03-04 or Mar 2021.") from None


def _parts_of(text: str) -> str | dict[str, int]:
    """The numbers of a written date, or the text itself for the ISO reader to judge."""
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
        return {"year": int(found[2]), "month": int(found[1])}
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        low, high = sorted((int(found[1]), int(found[2])))
        if high > 12 or low == high:  # only one of the two can be the month, or it does not matter which
            return {"year": int(found[3]), "month": low, "day": high}
    words = text.lower().replace(".", "").split()
    months = [_MONTH_NAMES[word] for word in words if word in _MONTH_NAMES]
    numbers = sorted((int(word) for word in words if word.isdecimal()), reverse=True)
    if len(months) == 1 and 1 <= len(numbers) <= 2 and len(numbers) == len(words) - 1:
        return dict(zip(("year", "month", "day"), (numbers[0], months[0], *numbers[1:]), strict=False))
    return text


def period_label(start: PartialDate | None, end: PartialDate | None, ongoing: bool) -> str:
    """``Mar 2021 - present``, ``2019 - 2021``, ``from 2019`` without an end, ``Mar 2021`` when both ends read the
    same, or an empty text."""
    first = start.label if start else ""
    last = "present" if ongoing else end.label if end else ""
    if first and last and first != last:
        return f"{first} – {last}"
    return last or (f"from {first}" if first else "")
