"""What the instructions of a page leave open, and what they mark, found out without reading them one by one.

Terms of ISO 32000-1: content streams 7.8.2, graphics states (``q`` and ``Q``) 8.4.2, marked content 14.6.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

# A pattern that begins with its letter is searched for three times as fast as one that begins by looking behind.
_STATES = re.compile(rb"[qQ](?<![^\s\])>][qQ])(?![^\s/\[(<%])")
_MARKS = re.compile(rb"/MCID\s+(\d{1,5})(?!\d)")


@dataclass(frozen=True)
class PageContents:
    """``missing_states``: how many graphics states are closed without having been opened; ``open_states``: how many
    are left open. ``marks``: the numbers of marked content (/MCID), in the order of the page."""

    missing_states: int = 0
    open_states: int = 0
    marks: tuple[int, ...] = ()


def look_at(page: PageObject) -> PageContents:
    """Nearly every page is balanced, and counting the letters that stand alone shows it. Only where they do not add
    up are the instructions read one by one: the letters may be part of a text or a picture."""
    streams = [reference.get_object() for reference in content_parts(page)]
    try:
        parts = [_instructions(stream) for stream in streams]
        balance = _balance(letter for part in parts for letter in _STATES.findall(part))
        if balance != (0, 0):
            balance = _balance(_operators(streams))
    except (PyPdfError, zlib.error):
        return PageContents()  # what cannot be unpacked draws nothing
    marks = dict.fromkeys(int(number) for part in parts for number in _MARKS.findall(part))
    return PageContents(*balance, tuple(marks))


def content_parts(page: PageObject) -> list[IndirectObject]:
    """References to the content streams of the page, in order."""
    listed = page.get("/Contents")
    resolved = None if listed is None else listed.get_object()
    parts = list(resolved) if isinstance(resolved, ArrayObject) else [listed]
    return [part for part in parts if part is not None and isinstance(part.get_object(), StreamObject)]


def enclose(page: PageObject, before: IndirectObject, after: IndirectObject) -> None:
    """The page draws ``before``, what it drew so far, and ``after``."""
    page[NameObject("/Contents")] = ArrayObject([before, *content_parts(page), after])


def added_stream(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)


def _balance(operators: Iterable[bytes]) -> tuple[int, int]:
    missing = depth = 0
    for operator in operators:
        if operator == b"q":
            depth += 1
        elif operator == b"Q" and depth:
            depth -= 1
        elif operator == b"Q":
            missing += 1
    return missing, depth


def _instructions(stream: StreamObject) -> bytes:
    data = stream.get_data()
    if isinstance(stream, EncodedStreamObject):
        stream.decoded_self = None  # pypdf would keep the unpacked copy of every page
    return data


def _operators(streams: Sequence[StreamObject]) -> Iterable[bytes]:
    return (operator for _, operator in ContentStream(ArrayObject(streams), None).operations)
