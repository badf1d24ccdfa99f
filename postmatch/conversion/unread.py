"""Which pages say more in pictures than in text, so that nobody has read them. Not thread-safe: in a worker only."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

FEW_CHARACTERS = 200
"""Letters and digits: a scanner's mark, a fax header or a stamp has fewer, a page of a letter many more."""
PICTURE_SHARE = 0.15
"""Of the page: the data page of a passport, copied at its real size onto letter paper, is 18 % of it."""
_MOST_OBJECTS = 5_000
_MAX_NESTING = 10


def is_unread(page: pypdfium2.PdfPage, text: str, *, shows_something: bool) -> bool:
    """True when hardly anything on the page is text, and the rest is a picture of some size, or there is no text at
    all (letters drawn as lines). An empty page has nothing to read."""
    characters = sum(map(str.isalnum, text))
    if not shows_something or characters >= FEW_CHARACTERS:
        return False
    return characters == 0 or _picture_share(page) >= PICTURE_SHARE


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """The areas of all pictures together, as a share of the page: scanners may cut a page into strips."""
    width, height = page.get_size()
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    area = sum(_picture_area(pdfium.FPDFPage_GetObject(page.raw, index)) for index in range(count))
    return area / (width * height)


def _picture_area(thing: pdfium.FPDF_PAGEOBJECT, depth: int = 0) -> float:
    """In the space around it, forms followed: a picture fills the unit square of its own (ISO 32000-1 section
    8.9.5.1), and what stretches a square by its matrix stretches everything in it alike."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return _stretch(thing)
    if kind != pdfium.FPDF_PAGEOBJ_FORM or depth >= _MAX_NESTING:
        return 0.0
    count = min(pdfium.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)
    inside = sum(_picture_area(pdfium.FPDFFormObj_GetObject(thing, index), depth + 1) for index in range(count))
    return inside * _stretch(thing)


def _stretch(thing: pdfium.FPDF_PAGEOBJECT) -> float:
    """By how much its matrix makes an area larger; 0 when it has none."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return 0.0
    return abs(matrix.a * matrix.d - matrix.b * matrix.c)
