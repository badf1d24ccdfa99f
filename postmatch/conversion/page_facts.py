"""The facts of each page of a PDF, read with PDFium: its size, a digest of its text, and two of how it looks.

Taken of every document once, at the gate, and of every finished packet: where the digests agree, the page in the
packet is the page that was added. Not thread-safe: runs in a worker process only.

Pages are drawn in colour. In grey, digests would cost 0.4 ms less of about 2 ms a page (measured), and a red line that
turned black would go unnoticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from postmatch.conversion.pages import MAX_PIXELS, opened
from postmatch.conversion.stamp_reading import lift_stamp, read_stamp
from postmatch.conversion.unread import is_unread
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


@dataclass(frozen=True)
class PagesRead:
    """Of all pages: their facts, the text of each in reading order, and the numbers (from 1) of those whose text is
    not all that stands on them: pictures (``unread``), and what is cut off at the end of a long document."""

    facts: tuple[PageFacts, ...]
    texts: tuple[str, ...]
    unread: tuple[int, ...]


def read_pages(pdf: bytes, *, max_characters: int) -> PagesRead:
    """Of texts no more than ``max_characters`` in all, so that late pages may have none.

    Raises ``pypdfium2.PdfiumError`` when the file or a page does not open.
    """
    facts: list[PageFacts] = []
    texts: list[str] = []
    unread: list[int] = []
    left = max_characters
    for number, page in enumerate(_pages(pdf, 1, None), 1):
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        text_page.close()
        facts.append(_facts(page, text))
        text = text.replace("\r\n", "\n").replace("\x00", "")
        if len(text) > left or is_unread(page, text, shows_something=bool(facts[-1].body or facts[-1].foot)):
            unread.append(number)
        texts.append(text[:left])
        left -= len(texts[-1])
    return PagesRead(tuple(facts), tuple(texts), tuple(unread))


@dataclass(frozen=True)
class SeenPage:
    """The facts of a page, and the drawing that they were taken of."""

    facts: PageFacts
    drawing: Image.Image


def seen_pages(pdf: bytes) -> Iterator[SeenPage]:
    """One after the other, because a drawing is larger than its page.

    Raises ``pypdfium2.PdfiumError`` when the file or a page does not open.
    """
    return map(_seen, _pages(pdf, 1, None))


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
    text = _read(page)[0] if text is None else text
    drawing = _Drawing(page)
    return drawing.facts(_text_digest(text), body=drawing.body(), foot=drawing.foot())


def _seen(page: pypdfium2.PdfPage) -> SeenPage:
    drawing = _Drawing(page)
    body, foot = drawing.body(), drawing.foot()
    facts = drawing.facts(_text_digest(_read(page)[0]), body=body, foot=foot)
    picture = Image.frombuffer("RGB", drawing.size, body + foot, "raw", "BGR", _stride(drawing.size[0]), 1)
    return SeenPage(facts, picture)


def _stamped(page: pypdfium2.PdfPage) -> StampedPage:
    drawing = _Drawing(page)
    body = drawing.body()
    text, stamp = _read(page, stamped=True)
    if stamp:
        lift_stamp(page)
        before = _before(text, stamp.text)
        text = _read(page)[0] if before is None else before
    return StampedPage(facts=drawing.facts(_text_digest(text), body=body, foot=drawing.foot()), stamp=stamp)


def _read(page: pypdfium2.PdfPage, *, stamped: bool = False) -> tuple[str, SeenStamp | None]:
    """The text of the page, and its stamp when there is to be one."""
    text_page = page.get_textpage()
    try:
        return text_page.get_text_range(), read_stamp(page, text_page) if stamped else None
    finally:
        text_page.close()


def _before(text: str, stamp: str) -> str | None:
    """What stands before the stamp; None when the stamp is no line of its own at the end of this text. What stands in
    one line PDFium sorts together, backwards where most letters are Arabic or Hebrew, and a hyphen before more text
    it takes out."""
    rest = text.removesuffix(stamp)
    is_line = rest != text and (not rest or rest.endswith("\n"))
    return rest if is_line else None


def _text_digest(text: str) -> str:
    """White space does not count: where a line ends is for each viewer to guess."""
    bare = _BROKEN_LINE.sub("", "".join(text.split()))
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
        self.size = ceil(self.width * scale), rows
        self._body_rows = max(1, rows - ceil(foot_height(self.height) * rows / self.height))

    def body(self) -> bytearray:
        return self._drawn(0, self._body_rows)

    def foot(self) -> bytearray:
        """As it is by now."""
        return self._drawn(self._body_rows, self.size[1])

    def facts(self, text: str, *, body: bytearray, foot: bytearray) -> PageFacts:
        return PageFacts(
            width=self.width, height=self.height, text=text, body=self._digest(body), foot=self._digest(foot)
        )

    def _digest(self, pixels: bytearray) -> str:
        """Empty when nothing is drawn there."""
        columns = self.size[0]
        digest = _digest_of(pixels, columns)
        return "" if digest == _blank_digest(columns, len(pixels) // _stride(columns)) else digest

    def _drawn(self, first_row: int, end_row: int) -> bytearray:
        columns, rows = self.size
        pixels = _white(columns, end_row - first_row)
        with _bitmap(pixels, columns, end_row - first_row) as bitmap:
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
