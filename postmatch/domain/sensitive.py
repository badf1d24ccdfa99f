"""Numbers that a program does not need before it hires: Social Security, passport and alien (USCIS) numbers.

Only what is labelled, or has a shape that nothing else has, counts: AAMC IDs, USMLE/ECFMG numbers and telephone
numbers stand on nearly every page of an application.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from postmatch.domain.documents import Document
from postmatch.domain.edits import PageEdits
from postmatch.domain.pages import Box, SensitiveSpot, SpotKind
from postmatch.domain.workspace import Workspace

SHOWN_CHARACTERS = 2
COVERED_SHARE = 0.98
"""How much of a spot a painted area has to cover to hide it: the rounding of a drawn rectangle is no gap."""
_GAP = r"[\s:#.\-–]{0,12}"
_FILLER = r"(?:\s*(?:is|of the applicant|holder)\b)?"

_SSN = re.compile(r"(?<![\w+-])(\d{3})([-–‐])(\d{2})\2(\d{4})(?![\w-])")
_SSN_LABELLED = re.compile(
    r"(?i:\b(?:social\s+security(?:\s+(?:number|no|num|card))?|ssn|ss\s?#))\.?\s*(?:\([^)]{0,12}\))?"
    rf"{_FILLER}{_GAP}((\d{{3}})[-–‐ ]?(\d{{2}})[-–‐ ]?(\d{{4}}))(?![\w-])"
)
_PASSPORT_LABELLED = re.compile(
    r"(?i:\bpassport(?:\s*(?:number|nº|no|num|book\s+number|#))?|\bpasaporte(?:\s+n[ºo])?)\.?"
    rf"{_FILLER}{_GAP}((?=[A-Z]{{0,2}}\d{{5}})[A-Z0-9]{{6,10}})(?![\w-])"
)
_ALIEN_SHAPE = re.compile(r"(?<![\w-])A-?(?:\d{9}|\d{3}-\d{3}-\d{3})(?![\w-])|(?<![\w-])A\d{3} \d{3} \d{3}(?![\w-])")
_ALIEN_LABELLED = re.compile(
    r"(?i:\b(?:alien(?:\s+registration)?(?:\s+(?:number|no))?|a-?\s?number|a\s?#|uscis\s*(?:#|number|no)))\.?"
    rf"(?:\s*\([^)]{{0,12}}\))?{_FILLER}{_GAP}((?:A[- ]?)?\d{{3}}[- ]?\d{{3}}[- ]?\d{{3}})(?![\w-])"
)
_MACHINE_PASSPORT = re.compile(r"(?<![\w<])([A-Z0-9]{6,9})<*\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{15,16}(?![\w<])")
_OTHER_NUMBER = re.compile(
    r"(?i:\b(?:tel|telephone|phone|fax|mobile|cell|call|roll|student|matric\w*|reg|registration|licen[cs]e|account|"
    r"receipt|order|invoice|policy|member|ticket|grant)\b)[^\n]{0,14}$"
)
"""What stands before a number that only looks like one of ours."""
_DIGITS = re.compile(r"(?:\d[-–‐ ]?){5,}")
_BEFORE, _AFTER = 80, 50  # characters around digits in which label and number stand, a passport's machine line included
_AREA_NUMBER_END = 900
_LABEL_LENGTH = 32


class SensitiveSpan(NamedTuple):
    """Where such a number stands in a text: ``text[start:end]``."""

    kind: SpotKind
    start: int
    end: int


def sensitive_spans(text: str) -> tuple[SensitiveSpan, ...]:
    """Every such number, in the order of the text, none of them overlapping."""
    spans = sorted(_found(text), key=lambda span: (span.start, -span.end))
    kept: list[SensitiveSpan] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _found(text: str) -> Iterator[SensitiveSpan]:
    """Around digits only: most pages have few, and looking for labels everywhere takes several times as long. What is
    found twice, or cut off where one neighbourhood ends, lies within what the next one finds."""
    for digits in _DIGITS.finditer(text):
        yield from _found_between(text, max(0, digits.start() - _BEFORE), digits.end() + _AFTER)


def _found_between(text: str, start: int, end: int) -> Iterator[SensitiveSpan]:
    for match in _SSN.finditer(text, start, end):
        if _is_issued(match[1], match[3], match[4]) and not _is_labelled_otherwise(text, match.start()):
            yield SensitiveSpan(SpotKind.SOCIAL_SECURITY, *match.span())
    for match in _SSN_LABELLED.finditer(text, start, end):
        if _is_issued(match[2], match[3], match[4]):
            yield SensitiveSpan(SpotKind.SOCIAL_SECURITY, *match.span(1))
    for match in _ALIEN_SHAPE.finditer(text, start, end):
        if not _is_labelled_otherwise(text, match.start()):
            yield SensitiveSpan(SpotKind.ALIEN_NUMBER, *match.span())
    for pattern, kind in (
        (_PASSPORT_LABELLED, SpotKind.PASSPORT),
        (_MACHINE_PASSPORT, SpotKind.PASSPORT),
        (_ALIEN_LABELLED, SpotKind.ALIEN_NUMBER),
    ):
        yield from (SensitiveSpan(kind, *match.span(1)) for match in pattern.finditer(text, start, end))


def _is_labelled_otherwise(text: str, start: int) -> bool:
    return bool(_OTHER_NUMBER.search(text[max(0, start - _LABEL_LENGTH) : start]))


def _is_issued(area: str, group: str, serial: str) -> bool:
    """Numbers that the Social Security Administration never issues are samples or something else (20 CFR 422.103;
    POMS RM 10201.035: area 000, 666 and 900 up, group 00, serial 0000)."""
    return area not in ("000", "666") and int(area) < _AREA_NUMBER_END and group != "00" and serial != "0000"


def masked(number: str) -> str:
    """The last two characters behind four dots: enough to find the number, too little to keep."""
    letters = [letter for letter in number if letter.isalnum()]
    return "••••" + "".join(letters[-SHOWN_CHARACTERS:])


def spots_in_packet(workspace: Workspace) -> tuple[tuple[Document, SensitiveSpot], ...]:
    """What would leave with a packet: spots on pages that are kept, not painted over, of documents that go in."""
    return tuple(
        (document, spot)
        for document in workspace.documents
        if document.is_usable and document.included and not workspace.is_waived(document)
        for spot in visible_spots(document)
    )


def visible_spots(document: Document) -> tuple[SensitiveSpot, ...]:
    """The spots of a document that its edits neither leave out nor paint over."""
    return tuple(spot for spot in document.spots if not _is_hidden(spot, document.edits))


def numbers_key(document: Document) -> str:
    """Names exactly what is shown, the bytes that go out and each number on them: whoever means to send this has not
    said so of what the document shows after another edit. 64 hexadecimal digits."""
    final = document.final.sha256 if document.final else ""
    shown = [final, *(spot.model_dump_json() for spot in visible_spots(document))]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def _is_hidden(spot: SensitiveSpot, edits: PageEdits) -> bool:
    if edits.kept is not None and spot.page_number not in edits.kept:
        return True
    painted = [area.box for area in edits.redactions if area.page_number == spot.page_number]
    return any(_covered_share(spot.box, area) >= COVERED_SHARE for area in painted)


def _covered_share(box: Box, area: Box) -> float:
    width = min(box[2], area[2]) - max(box[0], area[0])
    height = min(box[3], area[3]) - max(box[1], area[1])
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return max(width, 0.0) * max(height, 0.0) / whole if whole > 0 else 0.0
