"""A number that was found once in a document, wherever else it stands there.

Whoever paints over one place believes the number gone. What was found by its label or shape is told again by its
letters and digits alone, so the other places need neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from postmatch.domain.pages import SpotKind
from postmatch.domain.plain_text import plain_text

LEAST_LETTERS = 6
"""Five are a ZIP code or a sum as well, and would be found wherever those stand; six hardly ever agree by accident."""

_APART = re.compile(r"[^A-Za-z0-9]+")
_WRITTEN = re.compile(r"[A-Za-z0-9](?:(?:[\s|]{0,3}-[\s|]{0,3}|\.|[ \t|]{0,3})[A-Za-z0-9])*")
_MORE_BEFORE = re.compile(r"(?:[^\W_]|\+|\d[-.])\Z")
_MORE_BEHIND = re.compile(r"[^\W_]|[-.]\d")
_ALIEN_LETTER = re.compile(r"(?<![^\W_])A[-#\s]{0,3}\Z")
_ALIEN_REACH = 4


class KnownNumber(NamedTuple):
    """``letters`` are its letters and digits alone, as capitals; of an A-number without the A."""

    kind: SpotKind
    letters: str


def known_number(kind: SpotKind, written: str) -> KnownNumber:
    """A number as it stands in a text, in whatever spelling."""
    letters = _letters_of(plain_text(written).text)
    return KnownNumber(kind, letters.removeprefix("A") if kind is SpotKind.ALIEN_NUMBER else letters)


def long_enough(numbers: Collection[KnownNumber]) -> tuple[KnownNumber, ...]:
    """Those that can be looked for by their letters alone, each once."""
    return tuple(dict.fromkeys(number for number in numbers if len(number.letters) >= LEAST_LETTERS))


def may_show_again(text: str, numbers: Collection[KnownNumber]) -> bool:
    """Whether the letters of one of them stand one after the other in a text, with whatever between them."""
    return bool(numbers) and _holds_any(_letters_of(plain_text(text).text), numbers)


def known_spans(text: str, numbers: Collection[KnownNumber]) -> Iterator[tuple[SpotKind, int, int]]:
    """The kind, start and end of each of them in a plain text, in whatever groups, but not within a longer number."""
    letters = _letters_of(text) if numbers else ""
    if not _holds_any(letters, numbers):
        return
    places = [place for place, letter in enumerate(text) if letter.isascii() and letter.isalnum()]
    for number in numbers:
        for first in occurrences(letters, number.letters):
            start, end = places[first], places[first + len(number.letters) - 1] + 1
            begin = _letter_before(text, start) if number.kind is SpotKind.ALIEN_NUMBER else start
            if _WRITTEN.fullmatch(text, start, end) and not _goes_on(text, begin, end):
                yield number.kind, begin, end


def occurrences(text: str, sought: str) -> Iterator[int]:
    """Where it begins in the text, each time."""
    start = text.find(sought)
    while start >= 0:
        yield start
        start = text.find(sought, start + 1)


def _holds_any(letters: str, numbers: Collection[KnownNumber]) -> bool:
    return any(number.letters in letters for number in numbers)


def _letters_of(text: str) -> str:
    return _APART.sub("", text).upper()


def _letter_before(text: str, start: int) -> int:
    """Where the A of an A-number stands, else ``start``."""
    letter = _ALIEN_LETTER.search(text, max(0, start - _ALIEN_REACH), start)
    return letter.start() if letter else start


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether it is a part of a longer number."""
    goes_on = _MORE_BEFORE.search(text, max(0, start - 2), start) or _MORE_BEHIND.match(text, end)
    return bool(goes_on) or _has_more_groups(text, start, end)


def _has_more_groups(text: str, start: int, end: int) -> bool:
    """Digits in groups of one length go on with another of that length, as on a bank card; behind a letter it is more
    likely a year."""
    groups = re.findall(r"\d+", text[start:end])
    length = len(groups[0])
    if text[start].isalpha() or len(groups) == 1 or {*map(len, groups)} != {length}:
        return False
    before = re.search(rf"(?<![^\s|])\d{{{length}}}[ |]\Z", text[max(0, start - length - 2) : start])
    behind = re.match(rf"[ |]\d{{{length}}}(?![\w/.-])", text[end : end + length + 2])
    return bool(before or behind)
