"""Numbers in the machine-readable zone of passports, visas and permanent resident cards (ICAO Doc 9303).

Nothing else looks like it: the line of a passport is told by its check digits, that of a card by what surrounds the
number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from postmatch.domain.known_numbers import KnownNumber, occurrences
from postmatch.domain.pages import SpotKind

FILLER = "<"
"""Stands in every such zone."""
_WEIGHTS = (7, 3, 1)
_RIGHT_CHECKS = 2
"""Of three: text recognition may misread one field."""

_BOOK_LINE = re.compile(
    r"(?P<number>[A-Z0-9]{5,9})<{0,4}(?P<number_check>[0-9])[A-Z0<]{3}(?P<birth>[0-9]{6})(?P<birth_check>[0-9])[MFX<]"
    r"(?P<expiry>[0-9]{6})(?P<expiry_check>[0-9])"
)
"""The lower line of a passport (Doc 9303-4, section 4.2.2) and of a visa, which names the passport (9303-7)."""
_RESIDENT_LINE = re.compile(r"C[12]USA(?P<number>[0-9]{9})[0-9][A-Z]{3}[0-9O]{6}")
"""The first line on the back of Form I-551: code, state, A-number, a digit, the number of the receipt, in which text
recognition takes a nought for a letter."""
_FIELD_START = re.compile(r"(?m)(?:(?<![A-Z0-9])|(?<=^[A-Z][A-Z0-9<][A-Z<]{3}))")
_FIELD_END = re.compile(r"(?![A-Z0-9])|(?<=[A-Z0-9]{9}).<|.?[A-Z][A-Z0-9<]{2}[0-9]{2}")
"""Of the field of a number: its line begins, or code and state stand before it; fillers are behind it, or, when nine
letters fill it, its check digit and then fillers, a state with a date of birth, or the number of a receipt."""


def machine_numbers(text: str) -> Iterator[tuple[SpotKind, int, int]]:
    """The kind, start and end of each number; ``text`` has no blanks, which letters drawn apart may bring."""
    for line in _BOOK_LINE.finditer(text):
        if sum(_is_right(line, field) for field in ("number", "birth", "expiry")) >= _RIGHT_CHECKS:
            yield SpotKind.PASSPORT, *line.span("number")
    yield from ((SpotKind.ALIEN_NUMBER, *line.span("number")) for line in _RESIDENT_LINE.finditer(text))


def known_in_zone(text: str, numbers: Collection[KnownNumber]) -> Iterator[tuple[SpotKind, int, int]]:
    """The same of numbers that are known, whatever check digits say; ``text`` has no blanks."""
    for number in numbers:
        for start in occurrences(text, number.letters):
            end = start + len(number.letters)
            if _FIELD_START.match(text, start) and _FIELD_END.match(text, end):
                yield number.kind, start, end


def _is_right(line: re.Match[str], field: str) -> bool:
    return _check_digit(line[field]) == int(line[f"{field}_check"])


def _check_digit(field: str) -> int:
    """Letters count from 10, and each place has its weight (Doc 9303-3, section 4.9)."""
    weighted = (int(letter, 36) * _WEIGHTS[place % len(_WEIGHTS)] for place, letter in enumerate(field))
    return sum(weighted) % 10
