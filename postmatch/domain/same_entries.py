"""Which entry of a file is which entry of the profile, told by folded names and dates.

A wrong match would put two jobs into one, so entries whose dates cannot be one are two: at worst the applicant sees
one that is there already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from rapidfuzz.fuzz import ratio

from postmatch.domain.dates import PartialDate

ALIKE = 90.0  # of 100, of folded names
_SCHEME = re.compile(r"^(?:doi:?\s*(?=10\.))?(?:https?://)?(?:www\.)?(?:(?:dx\.)?doi\.org/)?")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_NO_LETTERS = re.compile(r"\W+")
_SHORTEST_PART = 4  # letters of a name that counts as the same when the other only says more


class Telling(NamedTuple):
    """What tells entries of one list apart: fields with their names, and the field of the date (empty: none)."""

    names: tuple[str, ...]
    date: str = ""


TELLING: dict[tuple[str, ...], Telling] = {
    ("identity", "links"): Telling(("url", "label")),
    ("exams",): Telling(("kind",)),
    ("education",): Telling(("institution", "degree", "area"), "end"),
    ("experience",): Telling(("place", "role", "department"), "start"),
    ("publications",): Telling(("title",)),
    ("certifications",): Telling(("name",), "issued"),
    ("languages",): Telling(("name",)),
    ("awards",): Telling(("title", "issuer"), "date"),
    ("memberships",): Telling(("organization", "role")),
    ("skills",): Telling(("name",)),
    ("gap_notes",): Telling(("text",), "start"),
    ("match_history",): Telling(("specialty", "year")),
    ("answers", "specialties"): Telling(("specialty",)),
}
"""Every list of the profile by the path of its field."""


def folded(text: object) -> str:
    """Without case, accents' encodings, and more than one blank in a row."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def compared(field: str, text: object) -> str:
    """A value of this field as it is compared: a CV prints addresses without ``https://`` and page ranges short."""
    plain = folded(text)
    if field == "url":
        return _SCHEME.sub("", plain).rstrip("/")
    if field == "pages" and (found := _RANGE.fullmatch(plain)):
        first, last = found.groups()
        return f"{first}-{first[: max(0, len(first) - len(last))]}{last}"
    return plain


def pairs(found: Sequence[Any], present: Sequence[Any], telling: Telling) -> list[Any | None]:
    """For each found entry the present one that it is, each given once, or None; the best fit goes first."""
    fits = [
        (fit, -row, -column)
        for row, one in enumerate(found)
        for column, other in enumerate(present)
        if (fit := _fit(one, other, telling)) is not None
    ]
    chosen: dict[int, int] = {}
    for _, row, column in sorted(fits, reverse=True):
        if -row not in chosen and -column not in chosen.values():
            chosen[-row] = -column
    return [present[chosen[row]] if row in chosen else None for row in range(len(found))]


def _fit(one: Any, other: Any, telling: Telling) -> float | None:
    """How well two entries fit, None when they cannot be one. Equal entries fit best, then those of one date."""
    if one.model_dump(exclude={"id"}) == other.model_dump(exclude={"id"}):
        return 1000.0
    dates = _dates_agree(one, other, telling.date)
    likeness = [_likeness(name, getattr(one, name), getattr(other, name)) for name in telling.names]
    known = [value for value in likeness if value is not None]
    if dates is False or not known:
        return None
    if min(known) < ALIKE and not (dates and known[0] >= ALIKE):
        return None  # another role at the same place, unless it began on the same day
    return (300.0 if dates else 0.0) + sum(known)


def _likeness(field: str, one: object, other: object) -> float | None:
    """Of 100; None when one of the two says nothing."""
    first, second = ("" if value is None else compared(field, value) for value in (one, other))
    if not first or not second:
        return None
    shorter, longer = sorted((_NO_LETTERS.sub(" ", text) for text in (first, second)), key=len)
    if len(shorter) >= _SHORTEST_PART and f" {shorter} " in f" {longer} " and first != second:
        return ALIKE
    return ratio(first, second)


def _dates_agree(one: Any, other: Any, field: str) -> bool | None:
    """Whether two dates can be one; None when one of them is not known."""
    first: PartialDate | None = getattr(one, field) if field else None
    second: PartialDate | None = getattr(other, field) if field else None
    if first is None or second is None:
        return None
    return not (first.is_before(second) or first.is_after(second))
