"""Where sensitive numbers stand on the pages of a PDF, in a form that does not hold the numbers.

Not thread-safe: runs in a worker process only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int

import pypdfium2
import pypdfium2.raw as pdfium

from postmatch.conversion.pages import opened
from postmatch.conversion.visual_lines import in_visual_lines
from postmatch.domain.pages import Box, SensitiveSpot
from postmatch.domain.sensitive_numbers import masked, may_show_numbers, sensitive_spans

PAGE_CHARACTERS = 100_000
"""How much of a page is read: twenty full pages of print."""
MOST_SPOTS = 200
"""More of them than that in one document is a list of numbers, and the applicant has seen what it is."""
_FINENESS = 100_000  # device units across a page, which PDFium tells in whole units


def find_spots(pdf: bytes, *, texts: Sequence[str] | None = None) -> tuple[SensitiveSpot, ...]:
    """Every sensitive number in the text of the pages; a number that runs over a line end is one spot a line.

    ``texts``, when they were read already, spare a second look at pages that hold none. Raises
    ``pypdfium2.PdfiumError`` when the file or a page does not open.
    """
    found: list[SensitiveSpot] = []
    with opened(pdf) as document:
        for index in range(len(document)):
            if texts is not None and (index >= len(texts) or not may_show_numbers(texts[index][:PAGE_CHARACTERS])):
                continue
            page = document[index]
            text_page = page.get_textpage()
            found += _spots_on(page, text_page, index + 1)
            text_page.close()
            page.close()
            if len(found) >= MOST_SPOTS:
                break
    return tuple(found[:MOST_SPOTS])


def locate_spots(text: str, boxes: Sequence[Box | None], *, page_number: int) -> tuple[SensitiveSpot, ...]:
    """The spots of a text of which the box of every character is known, None for those that show nothing."""
    return tuple(
        SensitiveSpot(kind=span.kind, masked=masked(text[span.start : span.end]), page_number=page_number, box=box)
        for span in sensitive_spans(text)
        for box in _by_line([box for box in boxes[span.start : span.end] if box])
    )


def _spots_on(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, page_number: int) -> tuple[SensitiveSpot, ...]:
    if not may_show_numbers(text_page.get_text_bounded()[:PAGE_CHARACTERS]):
        return ()  # asking for one character after the other takes ten times as long
    count = min(text_page.count_chars(), PAGE_CHARACTERS)
    text = "".join(chr(pdfium.FPDFText_GetUnicode(text_page.raw, index) or 32) for index in range(count))
    boxes = [_seen_box(page, text_page, index) for index in range(count)]
    drawn = locate_spots(text, boxes, page_number=page_number)
    lines = in_visual_lines(text, boxes, width_to_height=page.get_width() / page.get_height())
    seen = locate_spots(*lines, page_number=page_number)
    return (*drawn, *(spot for spot in seen if not any(_overlap(spot.box, other.box) for other in drawn)))


def _seen_box(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int) -> Box | None:
    """The box of a character with its line's full height, as shares of the page as seen; None off the page."""
    left, bottom, right, top = text_page.get_charbox(index, loose=True)
    corners = [_seen(page, x, y) for x, y in ((left, bottom), (right, top))]
    xs, ys = zip(*corners, strict=True)
    box = (max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys)))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINENESS, _FINENESS, 0, x, y, byref(across), byref(down))
    return across.value / _FINENESS, down.value / _FINENESS


def _by_line(boxes: Sequence[Box]) -> Iterator[Box]:
    """One box around the characters of each line, which may run across the page or along its side: characters of one
    line share heights or widths with the one before, and the first of a new line shares neither with the last."""
    line: list[Box] = []
    for box in boxes:
        if line and not (_continues(box, line[-1], 0) or _continues(box, line[-1], 1)):
            yield _around(line)
            line = []
        line.append(box)
    if line:
        yield _around(line)


def _continues(box: Box, last: Box, axis: int) -> bool:
    """Whether the middle of a box lies beside the last one: closely set lines overlap a little."""
    return last[axis] < (box[axis] + box[axis + 2]) / 2 < last[axis + 2]


def _overlap(one: Box, other: Box) -> bool:
    return all(one[axis] < other[axis + 2] and other[axis] < one[axis + 2] for axis in (0, 1))


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
