"""Which fonts the resources of a file name (ISO 32000-1 sections 7.8.3 and 9.5), and whether they are fonts at all."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary

from postmatch.conversion.names import Container, entries, word

COMPOSITE = frozenset({"/Type0", "/CIDFontType0", "/CIDFontType2"})
_SUBTYPES = COMPOSITE | {"/Type1", "/MMType1", "/TrueType", "/Type3"}  # table 110


def is_font(thing: object) -> bool:
    """Lenient: programs leave out one or the other."""
    if not isinstance(thing, Dictionary):
        return False
    return thing.get("/Type") == "/Font" or "/BaseFont" in thing or word(thing.get("/Subtype")) in _SUBTYPES


def named_fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[Dictionary, str, object]]:
    """The dictionary that names a font, the name, and what it leads to, of whatever in the file draws text."""
    for thing in pdf.objects:
        if not isinstance(thing, Container):
            continue
        for resources in (thing, thing.get("/Resources")):
            fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
            for name, font in entries(fonts) if isinstance(fonts, Dictionary) else ():
                yield fonts, name, font
