"""The parts of a Word file: what each one is, read and written.

The name of a part says nothing about it (ECMA-376 part 2, 6.2.2): ``word/picture.dat`` may be the text. What a part is
says ``[Content_Types].xml`` (7.2.3), and its first bytes say whether it is XML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

TYPES = "[Content_Types].xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_QUICK = 4  # zlib's level: a file is written several times and kept once; two percent larger than the usual 6
_BYTE_ORDERS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_XML_TYPES = ("+xml", "/xml")


def parsed_xml(xml: bytes) -> etree._Element:
    """The root of a part: no entities, no network, no depth beyond libxml2's 256. A file that needs them is not one of
    Word's. Raises ``XMLSyntaxError`` and ``ValueError``."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def as_xml(root: etree._Element) -> bytes:
    """The XML as it is written into the archive."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as .docx bytes: the same bytes for the same parts in the same order, on every system."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name, contents in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, contents, compresslevel=_QUICK)
    return stream.getvalue()


def content_types(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The content type of each part in small letters; empty where nothing says it."""
    return _content_types(parts.get(TYPES, b""), tuple(parts))


def names_of_type(parts: Mapping[str, bytes], *endings: str) -> tuple[str, ...]:
    """The parts whose content type ends so, such as ``wordprocessingml.header+xml``, in the order of the file."""
    return tuple(name for name, kind in content_types(parts).items() if kind.endswith(endings))


def is_declared_xml(name: str, kind: str) -> bool:
    """Whether the name or the content type says so."""
    return name.lower().endswith((".xml", ".rels")) or kind.endswith(_XML_TYPES)


def begins_as_xml(contents: bytes) -> bool:
    """Whether a reader of XML would take the bytes, in UTF-8 or UTF-16."""
    start = contents[:1024]
    mark = next((mark for mark in _BYTE_ORDERS if start.startswith(mark)), b"")
    encodings = (_BYTE_ORDERS[mark],) if mark else ("utf-8", "utf-16-le", "utf-16-be")
    rest = start[len(mark) :]
    return any(rest.decode(encoding, "ignore").lstrip().startswith("<") for encoding in encodings)


@lru_cache(maxsize=16)
def _content_types(xml: bytes, names: tuple[str, ...]) -> Mapping[str, str]:
    """Names of parts and their endings are the same in capitals and in small letters (6.2.2.3)."""
    try:
        items = list(parsed_xml(xml))
    except (etree.XMLSyntaxError, ValueError):
        items = []
    by_name = _said(items, "PartName")
    by_ending = _said(items, "Extension")
    found = ((name, name.lower()) for name in names)
    return MappingProxyType(
        {name: by_name.get(f"/{lower}") or by_ending.get(lower.rpartition(".")[2], "") for name, lower in found}
    )


def _said(items: Iterable[etree._Element], attribute: str) -> dict[str, str]:
    said = ((item.get(attribute), item.get("ContentType", "")) for item in items if isinstance(item.tag, str))
    return {key.lower(): kind.strip().lower() for key, kind in said if key}
