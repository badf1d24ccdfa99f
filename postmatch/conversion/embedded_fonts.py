"""Which fonts a PDF of ours only names instead of holding them (ISO 32000-1 section 9.9): elsewhere it looks other."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_NESTING = 8  # forms within forms; an engine uses one


def missing_fonts(pdf: bytes) -> tuple[str, ...]:
    """Names of the fonts on its pages that are not inside the file, sorted; the file draws a Type 3 font by itself."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [font for page in opened.pages for font in _fonts(page.obj.get("/Resources"), _MOST_NESTING)]
        return tuple(sorted({str(font.get("/BaseFont", "?")).lstrip("/") for font in fonts if not _is_inside(font)}))


def _fonts(resources: Object | None, depth: int) -> Iterator[Dictionary]:
    if not isinstance(resources, Dictionary) or not depth:
        return
    yield from (font for font in _values(resources.get("/Font")) if isinstance(font, Dictionary))
    for form in _values(resources.get("/XObject")):
        if isinstance(form, Stream):
            yield from _fonts(form.get("/Resources"), depth - 1)


def _values(names: Object | None) -> list[Object]:
    return [names[name] for name in names] if isinstance(names, Dictionary) else []


def _is_inside(font: Dictionary) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    below = font.get("/DescendantFonts")
    described = below[0] if isinstance(below, Array) and len(below) else font
    descriptor = described.get("/FontDescriptor") if isinstance(described, Dictionary) else None
    return isinstance(descriptor, Dictionary) and any(name in descriptor for name in _PROGRAMS)
