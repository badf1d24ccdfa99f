"""Pages out of PDFs that pikepdf does not open, or in which it sees none: second to fourth opinions.

What comes out is what could be found, not what there was: callers tell the applicant to look.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import islice

import pikepdf
import pypdf

_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/N\s+(\d{1,6})\b")
_TREE = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")
_NEAR = 4_096
"""Bytes around a type in which the rest of its dictionary is looked for."""
_MOST_OBJECTS = 200_000
_MOST_TREES = 1_000


def copied_by_pypdf(data: bytes, password: str | None) -> pikepdf.Pdf:
    """The pages that pypdf sees; it reads some page trees that qpdf does not."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(data), strict=False, password=password).pages:
        writer.add_page(page)
    if not writer.pages:
        return pikepdf.new()
    stream = io.BytesIO()
    writer.write(stream)
    return pikepdf.open(io.BytesIO(stream.getvalue()))


def gathered(data: bytes, password: str | None) -> pikepdf.Pdf:
    """Every page object in the file, for files whose page tree is lost.

    The order is that of the object numbers, but for the first page of a linearized file, whose number is high
    (ISO 32000-1 annex F.3.3).
    """
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False, password=password)
    numbers = {number for section in reader.xref.values() for number in section} | set(reader.xref_objStm)
    things = {number: thing for number in sorted(numbers) if (thing := _dictionary(reader, number)) is not None}
    first = {int(thing["/O"]) for thing in things.values() if "/Linearized" in thing and "/O" in thing}
    found = [number for number, thing in things.items() if thing.get("/Type") == "/Page" and "/Contents" in thing]
    if not found:
        return pikepdf.new()
    found.sort(key=lambda number: (number not in first, number))
    lost = reader.trailer["/Root"].get_object().raw_get("/Pages").idnum
    return _reopened(data, f"{lost} 0 obj\n{_tree(found)}\nendobj\n", password)


def scanned(data: bytes, password: str | None) -> pikepdf.Pdf:
    """Every page object that stands in the file for everybody to read, when not even a catalogue is left.

    Not for locked files: how they are locked is written in what was lost.
    """
    places = {int(match[1]): match.end() for match in islice(_OBJECT.finditer(data), _MOST_OBJECTS)}
    found = [number for number, start in sorted(places.items()) if _is_page(data[start : start + 8_192])]
    if not found or b"/Encrypt" in data:
        return pikepdf.new()
    root, tree = max(places) + 1, max(places) + 2
    ending = (
        f"{root} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R >>\nendobj\n{tree} 0 obj\n{_tree(found)}\nendobj\n"
        f"trailer\n<< /Root {root} 0 R /Size {tree + 1} >>\n"
    )
    # what went before must not name another catalogue; no byte may move
    named = re.sub(rb"trailer(?=\s*<<)", b"%railer", data).replace(b"/Type /XRef", b"/Type /YRef")
    return _reopened(named.replace(b"/Type/XRef", b"/Type/YRef"), ending, password)


def page_count_before(data: bytes, password: str | None) -> int | None:
    """How many pages a damaged file may have had: the most that pypdf counts or that the file says of itself."""
    said = [_pages_counted_by_pypdf(data, password), *_pages_said(data)]
    return max((count for count in said if count), default=None)


def _pages_counted_by_pypdf(data: bytes, password: str | None) -> int | None:
    try:
        return len(pypdf.PdfReader(io.BytesIO(data), strict=False, password=password).pages)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - an opinion only; the pages of qpdf are what is used
        return None


def _pages_said(data: bytes) -> list[int]:
    """By the first lines of a linearized file (ISO 32000-1 table F.1, /N), and by every page tree (/Count)."""
    said = [int(match[1]) for match in _LINEARIZED.finditer(data[:1024])]
    for match in islice(_TREE.finditer(data), _MOST_TREES):
        before = data[max(0, match.start() - _NEAR) : match.start()].rpartition(b"obj")[2]
        after = data[match.start() : match.end() + _NEAR].partition(b"endobj")[0]
        said += [int(count[1]) for count in _COUNT.finditer(before + after)]
    return [count for count in said if count <= _MOST_OBJECTS]


def _reopened(data: bytes, ending: str, password: str | None) -> pikepdf.Pdf:
    """An object at the end is the newest; startxref 0 makes qpdf read through the whole file and find it."""
    return pikepdf.open(io.BytesIO(data + f"\n{ending}startxref\n0\n%%EOF\n".encode()), password=password or "")


def _tree(numbers: Iterable[int]) -> str:
    kids = [f"{number} 0 R" for number in numbers]
    return f"<< /Type /Pages /Kids [ {' '.join(kids)} ] /Count {len(kids)} >>"


def _is_page(start: bytes) -> bool:
    """Whether an object that starts like this is a page: by its type, or by entries that only pages have together."""
    entries = re.split(rb"\bendobj\b|\bstream\b", start, maxsplit=1)[0]
    if re.search(rb"/Type\s*/(?!Page\b)", entries) and b"/Contents" not in entries:
        return False
    named = re.search(rb"/Type\s*/Page\b", entries) is not None
    return named or (b"/Contents" in entries and b"/MediaBox" in entries)


def _dictionary(reader: pypdf.PdfReader, number: int) -> pypdf.generic.DictionaryObject | None:
    try:
        thing = pypdf.generic.IndirectObject(number, 0, reader).get_object()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one broken object of a broken file; the others may be whole
        return None
    return thing if isinstance(thing, pypdf.generic.DictionaryObject) else None
