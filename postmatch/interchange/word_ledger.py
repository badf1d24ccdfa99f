"""That every word of a file is in the profile or is shown as unplaced: word by word, entry by entry.

Readers of running text are allowed to be wrong, but not to lose anything: what they made of some lines is compared
with these lines, and a line of which a word is missing is kept whole.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from postmatch.domain.dates import PartialDate

_WORD = re.compile(r"\w+")
_DATE_WORDS = "to from since until till through present current currently now today ongoing date issued valid on in"
_UNDERSTOOD = frozenset(f"{_DATE_WORDS} expires expire expiring expiration exp obtained awarded certified thru".split())
"""What stands around dates and is told by the fields that hold them."""


def words(text: str) -> Counter[str]:
    """Words without case, each as often as it stands."""
    return Counter(_WORD.findall(text.casefold()))


def not_kept(lines: Iterable[str], values: Iterable[Any], *, understood: Iterable[str] = ()) -> list[str]:
    """Those of the lines of which a word is not in the values. ``understood`` are words whose meaning a field holds
    (the label before a number); words of dates and choices count when the values hold that date or choice."""
    texts, dates, labels = _parts(list(values))
    left: Counter[str] = Counter()
    for text in texts:
        left.update(words(text))
    free = set().union(*map(_date_words, dates), *(words(label) for label in labels))
    free |= set().union(*(words(text) for text in understood))
    if dates:
        free |= _UNDERSTOOD
    return [line for line in lines if not _take(line, left, free)]


def words_in(value: Any) -> str:
    """All texts and dates of a value on one line, in the order of its fields."""
    said = [leaf for leaf in _leaves(value) if leaf is not None and not isinstance(leaf, StrEnum | bool)]
    return ", ".join(filter(None, map(str, said)))


def _take(line: str, left: Counter[str], free: set[str]) -> bool:
    """Whether all words of the line are there; those that are count as used."""
    is_whole = True
    for word in _WORD.findall(line.casefold()):
        if left[word] > 0:
            left[word] -= 1
        elif word not in free:
            is_whole = False
    return is_whole


def _parts(values: Any) -> tuple[list[str], list[PartialDate], list[str]]:
    texts: list[str] = []
    dates: list[PartialDate] = []
    labels: list[str] = []
    for value in _leaves(values):
        if isinstance(value, PartialDate):
            dates.append(value)
        elif isinstance(value, StrEnum):
            labels.append(str(getattr(value, "label", value)))
        elif value is not None and not isinstance(value, bool):
            texts.append(str(value))
    return texts, dates, labels


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, PartialDate):
        yield value
    elif isinstance(value, BaseModel):
        yield from _leaves([inner for name, inner in value if name != "id"])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _date_words(date: PartialDate) -> set[str]:
    """Every way in which the parts of this date are written."""
    forms = {str(date.year)}
    if date.month:
        month = {calendar.month_name[date.month].casefold(), calendar.month_abbr[date.month].casefold()}
        forms |= month | {str(date.month), f"{date.month:02d}"} | ({"sept"} if date.month == 9 else set())
    if date.day:
        forms |= {str(date.day), f"{date.day:02d}"}
    return forms
