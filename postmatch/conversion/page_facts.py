"""The facts of each page of a PDF, read with PDFium: its size, a digest of its text, and two of how it looks.

Taken of every document once, at the gate, and of every finished packet: where the digests agree, the page in the
packet is the page that was added. Not thread-safe: runs in a worker process only.

Pages are drawn in colour. In grey, digests would cost 0.4 ms less of about 2 ms a page (measured), and a red line that
turned black would go unnoticed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char
from functools import lru_cache
from math import ceil

import pypdfium2
import pypdfium2.raw as pdfium

from postmatch.conversion.pages import MAX_PIXELS, opened
from postmatch.conversion.stamp_reading import lift_stamp, read_stamp
from postmatch.domain.packet import SeenStamp, StampedPage
from postmatch.domain.pages import DIGEST_DPI, PageFacts, foot_height

_PAGES_AT_ONCE = 200
DIGEST_LENGTH = 16  # hexadecimal digits
_BROKEN_LINE = re.compile("[\x00-\x1f\xad\ufffe\uffff]+")  # what PDFium writes where a word goes on in the next line


def page_facts(pdf: bytes, *, first: int = 1, last: int | None = None) -> tuple[PageFacts, ...]:
    """The facts of the pages ``first`` to ``last`` (from 1; None: to the end).

    The same page gives the same facts in whatever file it stands. Raises ``pypdfium2.PdfiumError`` when the file or
    a page does not open.
    """
    return tuple(_facts(page) for page in _pages(pdf, first, last))


def facts_and_texts(pdf: bytes, *, max_characters: int) -> tuple[tuple[PageFacts, ...], tuple[str, ...]]:
    """The facts of all pages, and the text of each in reading order; of texts no more than ``max_characters`` in
    all, so that late pages may have none."""
    facts: list[PageFacts] = []
    texts: list[str] = []
    left = max_characters
    for page in _pages(pdf, 1, None):
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        text_page.close()
        facts.append(_facts(page, text))
        texts.append(text.replace("\r\n", "\n").replace("\x00", "")[:left])
        left -= len(texts[-1])
    return tuple(facts), tuple(texts)


def stamped_page_facts(pdf: bytes, *, first: int = 1, last: int | None = None) -> tuple[StampedPage, ...]:
    """The facts of stamped pages, and the stamp as it is seen on each.

    ``body`` is of the page as it is seen. ``text`` and ``foot`` are those of the page under its stamp: it is lifted
    off in memory.
    """
    return tuple(_stamped(page) for page in _pages(pdf, first, last))


def _pages(pdf: bytes, first: int, last: int | None) -> Iterator[pypdfium2.PdfPage]:
    """One after the other; each is closed before the next is given.

    The document is opened anew now and then: until it is closed, PDFium keeps every object that a page needed, and of
    a thousand pages with scans that is as much as the file itself.
    """
    with opened(pdf) as document:
        end = len(document) if last is None else min(last, len(document))
    for start in range(first - 1, end, _PAGES_AT_ONCE):
        with opened(pdf) as document:
            for index in range(start, min(end, start + _PAGES_AT_ONCE)):
                page = document[index]
                try:
                    yield page
                finally:
                    page.close()


def _facts(page: pypdfium2.PdfPage, text: str | None = None) -> PageFacts:
    """``text`` saves reading it again, which takes as long as drawing the page."""
    drawing = _Drawing(page)
    compact = _read(page)[0] if text is None else _compact(text)
    return drawing.facts(_text_digest(compact), body=drawing.body())


def _stamped(page: pypdfium2.PdfPage) -> StampedPage:
    drawing = _Drawing(page)
    body = drawing.body()
    text, stamp = _read(page, stamped=True)
    if stamp:
        lift_stamp(page)
        text = _before(text, _compact(stamp.text)) or _read(page)[0]
    return StampedPage(facts=drawing.facts(_text_digest(text), body=body), stamp=stamp)


def _read(page: pypdfium2.PdfPage, *, stamped: bool = False) -> tuple[str, SeenStamp | None]:
    """The text of the page without white space, and its stamp when there is to be one."""
    text_page = page.get_textpage()
    try:
        return _compact(text_page.get_text_range()), read_stamp(page, text_page) if stamped else None
    finally:
        text_page.close()


def _compact(text: str) -> str:
    return "".join(text.split())


def _before(text: str, ending: str) -> str:
    """What stands before the stamp; empty when that cannot be told from this text: the stamp is not at its end,
    because PDFium sorts what stands in one line, or it follows a hyphen, which PDFium takes out before more text."""
    rest = text.removesuffix(ending)
    if rest == text or (rest and unicodedata.category(rest[-1]) in ("Pd", "Cc", "Cf", "Cn")):
        return ""
    return rest


def _text_digest(text: str) -> str:
    bare = _BROKEN_LINE.sub("", text)
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()[:DIGEST_LENGTH] if bare else ""


class _Drawing:
    """A page to be drawn at ``DIGEST_DPI`` on white, in rows of pixels from the top.

    Body and foot are drawn one by one, each clipped to its rows. Clipped, a scan may come out a shade different at the
    cut than in a drawing of the whole page, so neither is ever cut out of one. The foot alone costs 2 % of the body.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self.width, self.height = page.get_size()
        scale = min(DIGEST_DPI / 72, (MAX_PIXELS / (self.width * self.height)) ** 0.5)
        rows = max(2, ceil(self.height * scale))  # one for the body, one for the foot, on whatever sliver of a page
        self._size = ceil(self.width * scale), rows
        self._body_rows = max(1, rows - ceil(foot_height(self.height) * rows / self.height))

    def body(self) -> str:
        return self._digest(0, self._body_rows)

    def facts(self, text: str, *, body: str) -> PageFacts:
        """With the foot as it is by now."""
        foot = self._digest(self._body_rows, self._size[1])
        return PageFacts(width=self.width, height=self.height, text=text, body=body, foot=foot)

    def _digest(self, first_row: int, end_row: int) -> str:
        """Empty when nothing is drawn there."""
        columns, rows = self._size[0], end_row - first_row
        digest = _digest_of(self._drawn(first_row, end_row), columns)
        return "" if digest == _blank_digest(columns, rows) else digest

    def _drawn(self, first_row: int, end_row: int) -> bytearray:
        pixels = _white(self._size[0], end_row - first_row)
        with _bitmap(pixels, self._size[0], end_row - first_row) as bitmap:
            columns, rows = self._size
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page.raw, 0, -first_row, columns, rows, 0, pdfium.FPDF_ANNOT)
        return pixels


@contextmanager
def _bitmap(pixels: bytearray, columns: int, rows: int) -> Iterator[pdfium.FPDF_BITMAP]:
    """A bitmap of PDFium that draws into ``pixels``."""
    buffer = (c_char * len(pixels)).from_buffer(pixels)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGR, buffer, _stride(columns))
    try:
        yield bitmap
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _white(columns: int, rows: int) -> bytearray:
    """Nothing is ever drawn into the padding behind each row, so it stays white too."""
    return bytearray(b"\xff") * (_stride(columns) * rows)


def _stride(columns: int) -> int:
    return (3 * columns + 3) & ~3


def _digest_of(pixels: bytearray, columns: int) -> str:
    """Of the pixels and of the shape they form."""
    digest = hashlib.sha256(columns.to_bytes(4, "big"))
    digest.update(pixels)
    return digest.hexdigest()[:DIGEST_LENGTH]


@lru_cache(maxsize=8)
def _blank_digest(columns: int, rows: int) -> str:
    return _digest_of(_white(columns, rows), columns)
