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


_MONTHS = "|".join(name.casefold() for name in (*calendar.month_name[1:], *calendar.month_abbr[1:], "sept"))
_DATE = re.compile(
    rf"\d{{1,4}}(?:\s?[/.-]\s?\d{{1,4}}){{1,2}}|(?:{_MONTHS})\.?,?\s*\d{{1,2}}\b|\b\d{{1,2}}\s*(?:{_MONTHS})\b"
)


def words(text: str) -> Counter[str]:
    """Words without case, each as often as it stands."""
    return Counter(_WORD.findall(text.casefold()))


def not_kept(lines: Iterable[str], values: Iterable[Any], *, understood: Iterable[str] = ()) -> list[str]:
    """Those of the lines of which a word is not in the values. ``understood`` are words whose meaning a field holds
    (the label before a number); words of dates and choices count when the values hold that date or choice."""
    return [line for line, rest in _left([(line, line) for line in lines], values, understood)]


def not_told(lines: Iterable[tuple[str, str]], values: Iterable[Any]) -> list[str]:
    """The same for lines of which somebody knows place by place what a field stands for: each line with what is left
    of it without these places. No other word is forgiven, not even those of a choice."""
    texts_and_dates = [leaf for leaf in _leaves(list(values)) if not isinstance(leaf, StrEnum)]
    return [line for line, _ in _left(list(lines), texts_and_dates, ())]


def _left(lines: Iterable[tuple[str, str]], values: Iterable[Any], understood: Iterable[str]) -> list[tuple[str, str]]:
    texts, dates, labels = _parts(list(values))
    left: Counter[str] = Counter()
    for text in texts:
        left.update(words(text))
    free = set().union(*map(_date_words, dates), *(words(label) for label in labels))
    free |= set().union(*(words(text) for text in understood))
    if dates:
        free |= _UNDERSTOOD
    numbers = set().union(*map(_small_numbers, dates))
    return [(line, rest) for line, rest in lines if not _take(rest, left, free, numbers)]


def words_in(value: Any) -> str:
    """All texts and dates of a value on one line, in the order of its fields."""
    said = [leaf for leaf in _leaves(value) if leaf is not None and not isinstance(leaf, StrEnum | bool)]
    return ", ".join(filter(None, map(str, said)))


def _take(line: str, left: Counter[str], free: set[str], numbers: set[str]) -> bool:
    """Whether all words of the line are there; those that are count as used. A month or a day in figures is one only
    within a date: the 2 of "Step 2" is no February."""
    is_whole = True
    text = line.casefold()
    in_dates = {place for date in _DATE.finditer(text) for place in range(*date.span())}
    for found in _WORD.finditer(text):
        word = found[0]
        if word in numbers and found.start() in in_dates:
            continue
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
    """Year and month as they are written but for figures of one or two digits."""
    forms = {str(date.year)}
    if date.month:
        month = {calendar.month_name[date.month].casefold(), calendar.month_abbr[date.month].casefold()}
        forms |= month | ({"sept"} if date.month == 9 else set())
    return forms


def _small_numbers(date: PartialDate) -> set[str]:
    """Month and day in figures."""
    return {form for number in filter(None, (date.month, date.day)) for form in (str(number), f"{number:02d}")}
