"""Dates and periods at the edge of a line of a CV: ``Medical officer, Feb 2021 – present``.

A date in the middle of a sentence is part of the sentence. Only what can be read in one way is taken out of the line.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from postmatch.domain.dates import PartialDate, read_partial_date

_NAMES = sorted({*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"}, key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(_NAMES)})"
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
DATE = (
    rf"(?:{_MONTH}\.?,?\s+\d{{1,2}},?\s+{_YEAR}|\d{{1,2}}\s+{_MONTH}\.?,?\s+{_YEAR}|{_MONTH}\.?,?\s*{_YEAR}"
    rf"|{_YEAR}\s+{_MONTH}\b\.?|{_YEAR}-\d{{2}}(?:-\d{{2}})?|\d{{1,2}}/\d{{1,2}}/{_YEAR}|\d{{1,2}}[/.]{_YEAR}|{_YEAR})"
)
_NOW = r"(?:present|current(?:ly)?|now|today|ongoing|to date|till date|date)"
_TO = r"\s*(?:–|—|-|‒|−|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"
_EXPIRES = r"[\s,;·(|]+(?:valid (?:until|through|to|thru)|expires?(?: on)?|expiring|expiration|exp\.?|renewal)\s*:?\s*"
_PERIOD = re.compile(
    rf"(?:(?:from|since|issued|obtained|awarded|certified)\s+(?:in\s+|on\s+)?)?(?:"
    rf"(?P<month>{_MONTH})\.?{_TO}(?P<end0>{_MONTH}\.?,?\s+{_YEAR})"
    rf"|(?P<start>{DATE})(?:{_TO}|{_EXPIRES})(?:(?P<end>{DATE})|(?P<now>{_NOW}))"
    rf"|(?P<until>valid until|expires?(?: on)?|expiration(?: date)?|exp\.?|until)\s*:?\s+(?P<end2>{DATE})"
    rf"|(?P<one>{DATE}))",
    re.IGNORECASE,
)
_SLASHED = rf"\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d{{2}})"
_VAGUE = re.compile(
    rf"(?:from\s+)?(?:{_SLASHED}{_TO}(?:{_SLASHED}|{_NOW})"
    rf"|(?:winter|spring|summer|fall|autumn)(?:\s+of)?,?\s+{_YEAR}(?:{_TO}(?:{_SLASHED}|{_NOW}|{DATE}"
    rf"|(?:winter|spring|summer|fall|autumn),?\s+{_YEAR}))?"
    rf"|{_YEAR}/\d{{2}}(?:{_TO}{_YEAR}/\d{{2}})?)",
    re.IGNORECASE,
)
"""Periods that can be read in more than one way, or name no month: where they stand, an entry begins all the same."""
_FROM = re.compile(r"(?:from|since)\b", re.IGNORECASE)
_EDGE = " \t,;:·•|()[]–—-"


class Dated(NamedTuple):
    """``rest`` is the text without its period. A single date has neither end; ``is_open``: "since" stood before it."""

    rest: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    single: PartialDate | None = None
    ongoing: bool = False


def dated(text: str) -> Dated | None:
    """The period at the end, at the beginning, or in parentheses; None when there is none. One that can be read in
    more than one way is taken out too, and no date of it is known."""
    for match in _at_an_edge(_VAGUE, text):
        if not _is_read_for_certain(match[0]):
            return Dated(_without(text[: match.start()], text[match.end() :]))
    for match in _at_an_edge(_PERIOD, text):
        if read := _read(match):
            return read._replace(rest=_without(text[: match.start()], text[match.end() :]))
    return None


def _at_an_edge(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Last first."""
    found = [match for match in pattern.finditer(text) if _stands_alone(text, match)]
    for match in reversed(found):
        before, after = text[: match.start()], text[match.end() :]
        if not after.strip(_EDGE + ".") or not before.strip(_EDGE) or _in_brackets(before, after):
            yield match


def _is_read_for_certain(text: str) -> bool:
    """``13/06/2020 - 14/07/2020`` has one reading."""
    match = _PERIOD.fullmatch(text)
    return bool(match and _read(match))


def first_date(text: str) -> PartialDate | None:
    """The first date anywhere in a text."""
    match = re.search(rf"(?<![\w/.-]){DATE}(?![\w/-])", text, re.IGNORECASE)
    return _date(match[0]) if match else None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """No part of a longer number or word; a month may follow a word that a lost tab has joined to it."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    joined = before.isalpha() and match[0][0].isupper()
    return (joined or not (before.isalnum() or before in tuple("/.-$#@+"))) and not (after.isalnum() or after == "/")


def _in_brackets(before: str, after: str) -> bool:
    return before.rstrip().endswith("(") and after.lstrip().startswith(")")


def _without(before: str, after: str) -> str:
    """What is left, without the brackets or the comma that held the period."""
    left = before.rstrip(" \t,;:·•|(–—-[") if after.lstrip()[:1] in (")", "]", "") else before.rstrip(" \t,;:·•|–—-")
    right = after.lstrip(" \t,;:·•|)–—-]").rstrip()
    right = "" if right == "." else right
    return f"{left}, {right}" if left and right else left or right.lstrip(". ")


def _read(match: re.Match[str]) -> Dated | None:
    if match["month"]:
        end = _date(match["end0"])
        start = _date(f"{match['month']} {end.year}") if end else None
        return Dated("", start, end) if start and end else None
    if match["start"]:
        start, end = _date(match["start"]), _date(match["end"] or "")
        is_whole = start is not None and (end is not None or match["now"])
        return Dated("", start, end, ongoing=bool(match["now"])) if is_whole else None
    if match["until"]:
        end = _date(match["end2"])
        return Dated("", None, end) if end else None
    only = _date(match["one"])
    if only and _FROM.match(match[0]):
        return Dated("", start=only)
    return Dated("", single=only) if only else None


def _date(text: str) -> PartialDate | None:
    """``2026 Apr`` is how PubMed writes April 2026."""
    turned = re.sub(rf"^({_YEAR})\s+({_MONTH})\.?$", r"\2 \1", text.strip(), flags=re.IGNORECASE)
    spaced = re.sub(rf"^({_MONTH})\.?,?\s*({_YEAR})$", r"\1 \2", turned, flags=re.IGNORECASE)
    try:
        return read_partial_date(spaced)
    except ValueError:
        return None
