"""The parts of a filled Word document as XML: read from its zip, each found by what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from postmatch.conversion.word_file import is_hidden
from postmatch.conversion.word_package import names_of_type

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
"""Where the text stands in a template of ours; in one of somebody else ``body_part`` tells."""

_OF_WORD = "wordprocessingml."
Parts = Mapping[str, bytes]


def read_parts(docx: bytes) -> dict[str, bytes]:
    """Every part by its name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_part(parts: Parts) -> str:
    """The name of the part with the text."""
    return next(iter(names_of_type(parts, f"{_OF_WORD}document.main+xml")), BODY)


def styles_part(parts: Parts) -> str | None:
    return next(iter(names_of_type(parts, f"{_OF_WORD}styles+xml")), None)


def numbering_parts(parts: Parts) -> tuple[str, ...]:
    """Names of the parts that say how lists are set."""
    return names_of_type(parts, f"{_OF_WORD}numbering+xml")


def running_parts(parts: Parts) -> tuple[str, ...]:
    """Names of the headers and footers."""
    return names_of_type(parts, f"{_OF_WORD}header+xml", f"{_OF_WORD}footer+xml")


def number(element: etree._Element, name: str) -> int | None:
    """A whole number that an attribute of Word's says; None for "12.5", "1in" and what is not said."""
    value = element.get(f"{W}{name}", "")
    return int(value) if value.isdecimal() else None


def paragraph_text(paragraph: etree._Element) -> str:
    """What a paragraph shows, those inside it (text boxes) left to themselves; a tab or line break is a space."""
    return "".join(_spoken(paragraph))


def _spoken(element: etree._Element) -> list[str]:
    found: list[str] = []
    for child in element:
        if child.tag == f"{W}t":
            found.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            found.append(" ")
        elif child.tag == f"{W}r" and is_hidden(child):
            continue
        elif child.tag not in (f"{W}p", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText"):
            found += _spoken(child)
    return found
