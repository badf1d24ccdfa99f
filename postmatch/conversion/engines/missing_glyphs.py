"""Letters that a PDF of the embedded engine shows as boxes: glyph 0 of a font (.notdef) stands in their place.

Measured with office2pdf 0.4, whose fonts are all coded by glyph (Identity-H, ISO 32000-1 section 9.7.5.2): the first
such letter of a font has no text at all, each further one stands in a span of its own with ``ActualText`` (14.9.4).
"""

from __future__ import annotations

import io

import pikepdf

from postmatch.conversion.pages import read_texts

_MISSING = b"\x00\x00"


def boxes(characters: frozenset[str], pdf: bytes) -> frozenset[str]:
    """Those of ``characters``, all of which stand in the Word file, that the PDF has no shape for."""
    shown = frozenset("".join(read_texts(pdf)))
    return (characters - shown) | (characters & _spelled_out(pdf))


def _spelled_out(pdf: bytes) -> frozenset[str]:
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            found |= _spelled_out_on(page)
    return frozenset(found)


def _spelled_out_on(page: pikepdf.Page) -> set[str]:
    found, spans = set[str](), list[str]()
    for step in pikepdf.parse_content_stream(page, "BDC BMC EMC Tj"):
        operator = str(step.operator)
        if operator == "EMC":
            spans.pop()
        elif operator != "Tj":
            spans.append(_actual_text(step))
        elif spans and _shows_missing(step):
            found.update(spans[-1])
    return found


def _actual_text(step: pikepdf.ContentStreamInstruction) -> str:
    properties = step.operands[-1]
    return str(properties.get("/ActualText", "")) if isinstance(properties, pikepdf.Dictionary) else ""


def _shows_missing(step: pikepdf.ContentStreamInstruction) -> bool:
    codes = bytes(step.operands[0])
    return any(codes[place : place + 2] == _MISSING for place in range(0, len(codes), 2))
