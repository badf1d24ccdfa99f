"""Where Social Security, passport and alien (USCIS) numbers stand in the text of a page.

AAMC IDs, USMLE/ECFMG numbers and telephone numbers stand on nearly every page of an application. So a number counts
when a label is near, and the nearer it is the more forms the number may have, or when nothing else looks like it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from postmatch.domain.known_numbers import KnownNumber, known_number, known_spans
from postmatch.domain.machine_zone import FILLER, known_in_zone, machine_numbers
from postmatch.domain.pages import SpotKind
from postmatch.domain.plain_text import plain_text

SHOWN_CHARACTERS = 2
_AREA_NUMBER_END = 900
_REACH, _LINES = 200, 4
"""Characters and lines, its own included, in which the value of a label may stand: forms and data pages have labels in
one line and the values below, or first all labels of a column and then all values."""
_LABEL_LENGTH = 32

# What a number may look like
_START, _END = r"(?<![^\W_])(?<![+/.-])", r"(?![^\W_]|[-./][^\W_])"
_APART = r"[ \t|]{1,3}"  # between digits that stand in boxes
_HYPHEN = r"[\s|]{0,3}-[\s|]{0,3}"


def _grouped(*lengths: int) -> str:
    """Digits in groups of these lengths, with hyphens, dots, blanks or nothing between them; or each digit apart, and
    no digit more."""
    groups = [rf"\d{{{length}}}" for length in lengths]
    boxes = [_APART.join([r"\d"] * length) for length in lengths]
    together = "|".join(joint.join(groups) for joint in (_HYPHEN, r"\.", r"[ \t]{0,2}"))
    apart = "|".join(joint.join(boxes) for joint in (_HYPHEN, _APART))
    return rf"(?:{together}|(?<![\s|]\d[ |])(?:{apart})(?!{_APART}\d\b(?![-/.])))"


_NO_SCALE = r"(?![01] [12] [23] )"  # of marks from 1 to 9
_SSN = _grouped(3, 2, 4)
_ALIEN = rf"(?:A[-#\s]{{0,3}})?{_grouped(3, 3, 3)}"
_OLD_ALIEN = _grouped(2, 3, 3)  # without the zero that they are written with today
_PASSPORT_ANY = (
    r"(?:(?!\d{1,2}[A-Za-z]{3}\d{2,4}\b)(?=(?:[A-Za-z]{0,3}\d){3})[A-Za-z0-9]{6,10}"
    r"|(?:[A-Z][ \t|]{0,3}){0,3}-?(?:\d[ \t|]{0,3}){6,8}\d)"
)
_PASSPORT_PLAIN = r"(?=[A-Z]{0,2}\d{5})[A-Z0-9]{6,10}"
_PASSPORT_SURE = (  # no AAMC ID, no date, no state with its ZIP code
    r"(?:(?!ID|NO|NR)[A-Z]{1,2}\d{6,9}[A-Z]?\d?|(?!ID|NO|NR)[A-Z]{2} \d{6,7}"
    r"|[A-Z](?:[ |]{1,3}[A-Z])?(?:[ |]{1,3}\d){6,8}|\d{9})"
)

# What it is called
_NUMBER = r"(?:numbers?|nummer|n[uú]m[eé]ro|num|nr|no|n°|№|#)(?![a-z])"
_NOTE = r"(?:\s?\([^()\n]{0,40}\))"
_BOOK = r"\b(?:passport|passeport|pasaporte|passaporte|reisepass)"
_SOCIAL = r"\b(?:social\s+security(?:\s+card)?|soc\.?\s?sec\.?)"
_SSN_LABEL = rf"(?i:{_SOCIAL}\s*{_NUMBER}|\bssn\b|\bs\.s\.n\b|\bss\s?{_NUMBER})"
_PASSPORT_LABEL = (
    rf"(?i:{_BOOK}(?:\s+(?:book|card))?(?:\s?(?:/|or)\s?travel\s+document)?{_NOTE}?\s*{_NUMBER}"
    rf"|\btravel\s+document\s*{_NUMBER}|\b{_NUMBER}\.?\s+(?:du|de|del|do|of(?:\s+the)?)\s+{_BOOK})"
)
_ALIEN_LABEL = (
    rf"(?:(?i:\balien(?:\s+(?:registration|file))?{_NOTE}?\s*{_NUMBER}|\balien\s+registration\b|\ba-{_NUMBER}"
    rf"|\buscis\s*{_NUMBER})|\bA\s?(?:Number|NUMBER|No\.|\#))"
)
_SAID = rf"[.)]?{_NOTE}{{0,2}}(?i:\s*(?:is|was|of\s+the\s+(?:applicant|holder|bearer))\b)?"
_SAME_LINE, _NEXT_LINE_TOO = r"(?:[^\w\n]|_){0,40}", r"[\W_]{0,40}"


_SSN_WORDS = (
    "social sec",
    "soc. sec",
    "soc sec",
    "soc.sec",
    "socsec",
    "ssn",
    "s.s.n",
    "ss n",
    "ss#",
    "ss #",
    "ss№",
    "ss №",
)
_PASSPORT_WORDS = ("passport", "passeport", "pasaporte", "passaporte", "reisepass", "travel document")
_ALIEN_WORDS = ("alien", "uscis", "a-n", "a-№", "a-#", "anumber", "a number", "ano.", "a no.", "a#", "a #")
"""One of them stands in every label of its kind. To look for them takes a twentieth of the time of the patterns."""


class _Labelled(NamedTuple):
    """A kind of number with its label: ``words`` are those of which it has one, ``beside`` is the label and what counts
    right behind it, ``ahead`` what counts a little further on."""

    kind: SpotKind
    words: tuple[str, ...]
    beside: re.Pattern[str]
    label: re.Pattern[str] | None = None
    ahead: re.Pattern[str] | None = None


def _labelled(
    kind: SpotKind, words: tuple[str, ...], label: str, gap: str, beside: str, *, ahead: str = ""
) -> _Labelled:
    pattern = re.compile(rf"{label}{_SAID}{gap}(?P<number>{beside}){_END}")
    if not ahead:
        return _Labelled(kind, words, pattern)
    return _Labelled(kind, words, pattern, re.compile(label), re.compile(f"{_START}(?:{ahead}){_END}"))


_LABELLED = (
    _labelled(SpotKind.SOCIAL_SECURITY, _SSN_WORDS, _SSN_LABEL, _NEXT_LINE_TOO, _SSN, ahead=_NO_SCALE + _SSN),
    _labelled(SpotKind.SOCIAL_SECURITY, _SSN_WORDS, f"(?i:{_SOCIAL})", _NEXT_LINE_TOO, _SSN),
    _labelled(SpotKind.PASSPORT, _PASSPORT_WORDS, _PASSPORT_LABEL, _SAME_LINE, _PASSPORT_ANY, ahead=_PASSPORT_SURE),
    _labelled(SpotKind.PASSPORT, _PASSPORT_WORDS, f"(?i:{_BOOK})", _SAME_LINE, _PASSPORT_PLAIN),
    _labelled(SpotKind.PASSPORT, _PASSPORT_WORDS, f"(?i:{_BOOK})", _NEXT_LINE_TOO, _PASSPORT_SURE),
    _labelled(
        SpotKind.ALIEN_NUMBER,
        _ALIEN_WORDS,
        _ALIEN_LABEL,
        _SAME_LINE,
        rf"(?:{_ALIEN}|(?:A[- ]?)?{_OLD_ALIEN})",
        ahead=rf"{_NO_SCALE}{_ALIEN}|A[- ]?{_OLD_ALIEN}",
    ),
)
_UNLABELLED = (
    (SpotKind.SOCIAL_SECURITY, re.compile(rf"{_START}\d{{3}}-\d{{2}}-\d{{4}}{_END}")),
    (SpotKind.ALIEN_NUMBER, re.compile(rf"{_START}A-?(?:\d{{9}}|\d{{3}}-\d{{3}}-\d{{3}}){_END}")),
    (SpotKind.ALIEN_NUMBER, re.compile(rf"{_START}A\d{{3}} \d{{3}} \d{{3}}{_END}")),
    (SpotKind.ALIEN_NUMBER, re.compile(r"(?m)^A \d{3}([- ]?)\d{3}\1\d{3}(?=[ \t\r]*$)")),
)
_SPACED_ALIEN = re.compile(rf"{_START}A \d{{3}}([- ]?)\d{{3}}\1\d{{3}}{_END}")
"""May be a row of a table as well, unless the page speaks of immigration, or nothing else stands in the line."""
_IMMIGRATION = re.compile(
    r"(?i)\b(?:USCIS|immigra\w+|aliens?|permanent resident|employment authorization|homeland security"
    r"|I-(?:551|766|797))\b"
)
_OTHER_NUMBER = re.compile(
    r"(?i:\b(?:tel|telephone|phone|fax|mobile|cell|call|roll|student|matric\w*|reg|registration|licen[cs]e|account|"
    r"receipt|order|invoice|policy|member|ticket|grant|aamc|usmle|ecfmg|nrmp|npi|dea|isbn|doi|pmid|sevis|i-94|"
    r"admission|serial|ref(?:erence)?)\b)[^\n]{0,14}\n?\Z"
)
"""What stands before a number that only looks like one of ours, in its line or at the end of the one above."""
_LABEL_OF_ITS_OWN = re.compile(r"(?i:[:=#]|\b(?:no|nr|number|num|id|code)\.?)[^\S\n]*\Z")


class SensitiveSpan(NamedTuple):
    """Where such a number stands in a text: ``text[start:end]``."""

    kind: SpotKind
    start: int
    end: int


def sensitive_spans(text: str, *, known: Collection[KnownNumber] = ()) -> tuple[SensitiveSpan, ...]:
    """Every such number, in the order of the text, none of them overlapping; of those that are ``known`` from elsewhere
    in the document, each place where they stand."""
    plain = plain_text(text)
    found = (*_found(plain.text), *known_spans(plain.text, known))
    spans = [SensitiveSpan(kind, *plain.original(start, end)) for kind, start, end in found]
    if FILLER in plain.text:
        dense = plain.without_blanks()
        found = (*machine_numbers(dense.text), *known_in_zone(dense.text, known))
        spans += [SensitiveSpan(kind, *dense.original(start, end)) for kind, start, end in found]
    return tuple(_apart(spans))


def numbers_in(text: str) -> tuple[KnownNumber, ...]:
    """Every such number itself, to be looked for in the same document and kept nowhere."""
    return tuple(known_number(span.kind, text[span.start : span.end]) for span in sensitive_spans(text))


def may_show_numbers(text: str) -> bool:
    """True when such a number stands in the text of a page or is asked for in it: the value may be seen beside its
    label, or in a machine-readable zone, and yet stand elsewhere in the text."""
    plain = plain_text(text).text
    is_asked_for = any(row.label and row.label.search(plain) for row in _rows_for(plain))
    return is_asked_for or FILLER * 2 in plain or bool(sensitive_spans(text))


def masked(number: str) -> str:
    """The last two characters behind four dots: enough to find the number, too little to keep."""
    letters = [letter for letter in number if letter.isalnum()]
    return "••••" + "".join(letters[-SHOWN_CHARACTERS:])


def _apart(spans: Iterable[SensitiveSpan]) -> list[SensitiveSpan]:
    """In order; those that overlap are one, so that nothing of either stays uncovered."""
    kept: list[SensitiveSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def _found(text: str) -> Iterator[tuple[SpotKind, int, int]]:
    everything = [
        *((row.kind, *span) for row in _rows_for(text) for span in _near(row, text)),
        *((kind, *match.span()) for kind, match in _unlabelled(text)),
    ]
    for kind, start, end in everything:
        if kind is not SpotKind.SOCIAL_SECURITY or _is_issued(text[start:end]):
            yield kind, start, end


def _rows_for(text: str) -> tuple[_Labelled, ...]:
    """Those whose label may stand in the text."""
    folded = " ".join(text.casefold().split())
    return tuple(row for row in _LABELLED if any(word in folded for word in row.words))


def _near(row: _Labelled, text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span("number") for match in row.beside.finditer(text))
    if row.label and row.ahead:
        for label in row.label.finditer(text):
            yield from _ahead(text, label.end(), row.ahead)


def _ahead(text: str, start: int, shape: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Numbers of the first line from ``start`` on that has one without a label of its own."""
    for line in text[start : start + _REACH].splitlines(keepends=True)[:_LINES]:
        spans = [match.span() for match in shape.finditer(text, start, start + len(line))]
        free = [span for span in spans if not _belongs_to_another(text, span[0])]
        yield from free
        if free:
            return
        start += len(line)


def _unlabelled(text: str) -> Iterator[tuple[SpotKind, re.Match[str]]]:
    for kind, shape in _UNLABELLED:
        yield from ((kind, match) for match in shape.finditer(text) if not _is_another(text, match.start()))
    if _IMMIGRATION.search(text):
        yield from ((SpotKind.ALIEN_NUMBER, match) for match in _SPACED_ALIEN.finditer(text))


def _is_another(text: str, start: int) -> bool:
    return bool(_OTHER_NUMBER.search(text[max(0, start - _LABEL_LENGTH) : start]))


def _belongs_to_another(text: str, start: int) -> bool:
    before = text[max(0, start - _LABEL_LENGTH) : start]
    return bool(_LABEL_OF_ITS_OWN.search(before) or _OTHER_NUMBER.search(before.rpartition("\n")[2]))


def _is_issued(number: str) -> bool:
    """Numbers that the Social Security Administration never issues are samples or something else (20 CFR 422.103;
    POMS RM 10201.035: area 000, 666 and 900 up, group 00, serial 0000)."""
    digits = re.sub(r"\D", "", number)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return area not in ("000", "666") and int(area) < _AREA_NUMBER_END and group != "00" and serial != "0000"
