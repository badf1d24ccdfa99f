"""Finds the running stamp on a page of a finished packet with PDFium, and lifts it off in memory.

The stamp is what a page draws last: a ground and one line of text (``packet.stamp``). Not thread-safe: runs in a
worker process only.
"""

from __future__ import annotations

from ctypes import POINTER, byref, c_float, c_int, c_ushort, cast, create_string_buffer
from math import hypot

import pypdfium2
import pypdfium2.raw as pdfium

from postmatch.domain.packet import SeenStamp

_FINENESS = 100  # device units to a point when a place is looked up, which PDFium tells in whole units
_STRAIGHT = 0.01  # as a share of the length: what rounding to device units may bend

_Place = tuple[float, float]


def read_stamp(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> SeenStamp | None:
    """None when the page ends in something else."""
    found = _ground_and_words(page)
    if found is None:
        return None
    seen = _View(page)
    xs, ys = zip(*(seen.place(x, y) for item in found for x, y in _corners(item)), strict=True)
    box = (min(xs), min(ys), max(xs), max(ys))
    return SeenStamp(text=_words(found[1], text_page), is_upright=seen.is_upright(found[1]), box=box)


def lift_stamp(page: pypdfium2.PdfPage) -> None:
    """Afterwards the page is drawn and read as it was before it was stamped. For a page that has a stamp."""
    for item in _ground_and_words(page) or ():
        pdfium.FPDFPage_RemoveObject(page, item)
        pdfium.FPDFPageObj_Destroy(item)


def _ground_and_words(page: pypdfium2.PdfPage) -> tuple[pdfium.FPDF_PAGEOBJECT, pdfium.FPDF_PAGEOBJECT] | None:
    count = pdfium.FPDFPage_CountObjects(page)
    if count < 2:
        return None
    ground, words = (pdfium.FPDFPage_GetObject(page, count - back) for back in (2, 1))
    kinds = pdfium.FPDFPageObj_GetType(ground), pdfium.FPDFPageObj_GetType(words)
    return (ground, words) if kinds == (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT) else None


def _words(item: pdfium.FPDF_PAGEOBJECT, text_page: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)  # in bytes, the closing zero included
    buffer = create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(item, text_page, cast(buffer, POINTER(c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _corners(item: pdfium.FPDF_PAGEOBJECT) -> tuple[_Place, _Place]:
    """Of the box around it, in the page's own space."""
    left, bottom, right, top = (c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
    return (left.value, bottom.value), (right.value, top.value)


class _View:
    """The page as a viewer shows it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._columns, self._rows = (round(side * _FINENESS) for side in page.get_size())

    def place(self, x: float, y: float) -> _Place:
        """A place of the page's own space in points from the left and the lower edge of what is shown."""
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, self._columns, self._rows, 0, x, y, byref(across), byref(down))
        return across.value / _FINENESS, (self._rows - down.value) / _FINENESS

    def is_upright(self, item: pdfium.FPDF_PAGEOBJECT) -> bool:
        """Whether a reader sees its lines run from left to right, standing, and not mirrored."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, byref(matrix))
        origin = self.place(matrix.e, matrix.f)
        along, up = (
            _direction(origin, self.place(matrix.e + _FINENESS * right, matrix.f + _FINENESS * rise))
            for right, rise in ((matrix.a, matrix.b), (matrix.c, matrix.d))
        )
        return hypot(along[0] - 1, along[1]) < _STRAIGHT and hypot(up[0], up[1] - 1) < _STRAIGHT


def _direction(start: _Place, end: _Place) -> _Place:
    """Of length 1; nowhere when the two are one."""
    right, rise = end[0] - start[0], end[1] - start[1]
    length = hypot(right, rise) or 1.0
    return right / length, rise / length
