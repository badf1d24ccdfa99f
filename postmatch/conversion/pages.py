"""Drawing pages and reading their text with PDFium. Not thread-safe: runs in a worker process only."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2

MAX_PIXELS = 40_000_000
"""No page is drawn larger than this, whatever width is asked for a page of whatever shape."""


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed again with all its pages; raises ``pypdfium2.PdfiumError`` when it does not open."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def count_pages(pdf: bytes) -> int:
    with opened(pdf) as document:
        return len(document)


def draw_pages(pdf: bytes, *, page_numbers: Sequence[int], width: int) -> tuple[bytes, ...]:
    """One PNG per page number (from 1), each ``width`` pixels wide; raises IndexError for a page that is not there."""
    with opened(pdf) as document:
        return tuple(_png(document, number, width) for number in page_numbers)


def draw_grey(pdf: bytes, *, page_number: int, dpi: int, most_pixels: int = MAX_PIXELS) -> bytes:
    """One page as a PGM picture in shades of grey, coarser than ``dpi`` only when it would have too many pixels."""
    with opened(pdf) as document:
        if not 1 <= page_number <= len(document):
            raise IndexError(f"there is no page {page_number}")
        page = document[page_number - 1]
        page_width, page_height = page.get_size()
        bitmap = page.render(scale=min(dpi / 72, (most_pixels / (page_width * page_height)) ** 0.5), grayscale=True)
        stream = io.BytesIO()
        bitmap.to_pil().convert("L").save(stream, format="PPM")
        bitmap.close()
        page.close()
        return stream.getvalue()


def read_texts(pdf: bytes, *, max_characters: int | None = None) -> tuple[str, ...]:
    """The text of each page in reading order; pages after ``max_characters`` in all are left out."""
    texts: list[str] = []
    total = 0
    with opened(pdf) as document:
        for index in range(len(document)):
            if max_characters is not None and total >= max_characters:
                break
            texts.append(_page_text(document, index))
            total += len(texts[-1])
    return tuple(texts)


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    text = text_page.get_text_bounded().replace("\r\n", "\n").replace("\x00", "")
    text_page.close()
    page.close()
    return text


def _png(document: pypdfium2.PdfDocument, number: int, width: int) -> bytes:
    if not 1 <= number <= len(document):
        raise IndexError(f"there is no page {number}")
    page = document[number - 1]
    page_width, page_height = page.get_size()
    scale = min(width / page_width, (MAX_PIXELS / (page_width * page_height)) ** 0.5)
    bitmap = page.render(scale=scale)
    stream = io.BytesIO()
    bitmap.to_pil().save(stream, format="PNG")
    bitmap.close()
    page.close()
    return stream.getvalue()
