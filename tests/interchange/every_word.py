"""Whether every word of a file is in what was imported of it: the test's own count, not that of the readers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from postmatch.domain.dates import PartialDate
from postmatch.domain.imports import Imported

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
AROUND_DATES = frozenset(
    re.findall(r"\w+", "to from since until till through present current now ongoing today issued on")
)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def lost(text: str, imported: Imported, *, understood: Iterable[str] = ()) -> set[str]:
    """Words of the text that stand neither in the profile nor among the unplaced words. A date of the profile holds
    its own year, month and day, and a choice the words of its label; nothing else is forgiven."""
    kept = words(" ".join(one.heading + " " + one.text for one in imported.unplaced))
    kept |= _kept(imported.profile) | set(understood)
    return words(text) - kept


def _kept(value: Any) -> set[str]:
    if isinstance(value, PartialDate):
        return _date_words(value)
    if isinstance(value, BaseModel):
        return set().union(*(_kept(inner) for name, inner in value if name != "id"))
    if isinstance(value, list | tuple):
        return set().union(*map(_kept, value))
    return words(str(getattr(value, "label", value))) if not isinstance(value, bool) or value is None else set()


def _date_words(date: PartialDate) -> set[str]:
    said = {str(date.year), *AROUND_DATES}
    for number in filter(None, (date.month, date.day)):
        said |= {str(number), f"{number:02d}"}
    if date.month:
        name = (*MONTHS, "december")[date.month - 1]
        said |= {name, name[:3]} | ({"sept"} if date.month == 9 else set())
    return said


def texts_of(value: Any) -> Iterable[str]:
    """Every text in a piece of JSON."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        yield value
