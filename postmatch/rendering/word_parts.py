"""The parts of a filled Word document as XML: read from its zip, written back to the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, STYLES = "word/document.xml", "word/styles.xml"

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_RUNNING = re.compile(r"word/(header|footer)\d*\.xml")
_QUICK = 4  # zlib's level: a rung is written several times and kept once; two percent larger than the usual 6

Parts = Mapping[str, bytes]


def read_parts(docx: bytes) -> dict[str, bytes]:
    """Every part by its name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(parts: Parts) -> bytes:
    """The parts as .docx bytes, the same for the same parts on every system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content, compresslevel=_QUICK)
    return buffer.getvalue()


def parsed(xml: bytes) -> etree._Element:
    """The root of a part; no entities, nothing from outside."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def as_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def running_parts(parts: Parts) -> tuple[str, ...]:
    """Names of the headers and footers."""
    return tuple(name for name in parts if _RUNNING.fullmatch(name))


def paragraph_text(paragraph: etree._Element) -> str:
    """What a paragraph says, those inside it (text boxes) left to themselves; a tab or line break is a space."""
    return "".join(_spoken(paragraph))


def _spoken(element: etree._Element) -> list[str]:
    found: list[str] = []
    for child in element:
        if child.tag == f"{W}t":
            found.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            found.append(" ")
        elif child.tag not in (f"{W}p", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText"):
            found += _spoken(child)
    return found
