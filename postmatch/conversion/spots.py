"""Where sensitive numbers stand on the pages of a PDF, in a form that does not hold the numbers.

Not thread-safe: runs in a worker process only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import byref, c_int
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from types import MappingProxyType

import pypdfium2
import pypdfium2.raw as pdfium

from postmatch.conversion.pages import opened
from postmatch.conversion.visual_lines import SeenLetters
from postmatch.domain.known_numbers import KnownNumber, long_enough, may_show_again
from postmatch.domain.pages import Box, SensitiveSpot
from postmatch.domain.sensitive_numbers import masked, may_show_numbers, numbers_in, sensitive_spans

PAGE_CHARACTERS = 100_000
"""How much of a page is read: twenty full pages of print."""
MOST_SPOTS = 200
"""More of them than that in one document is a list of numbers, and the applicant has seen what it is."""
_FINENESS = 100_000  # device units across a page, which PDFium tells in whole units


NO_SCANS: Mapping[int, SeenLetters] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class _Source:
    """A page, or the picture of one: its text, and how its letters are read, which takes ten times as long."""

    page_number: int
    text: str
    letters: Callable[[], SeenLetters]


def find_spots(
    pdf: bytes, *, texts: Sequence[str] | None = None, scans: Mapping[int, SeenLetters] = NO_SCANS
) -> tuple[SensitiveSpot, ...]:
    """Every sensitive number on the pages, each in all its places; a number that runs over a line end is one spot a
    line.

    ``texts``, when they were read already, spare a second look at pages that hold none; ``scans`` are the letters of
    pages (from 1) that were read from their pictures. Raises ``pypdfium2.PdfiumError`` when the file or a page does
    not open.
    """
    with opened(pdf) as document:
        sources = _sources(document, _texts(document) if texts is None else texts, scans)
        asking = dict.fromkeys(source for source in sources if may_show_numbers(source.text))
        everything = (number for source in asking for number in _numbers_of(source))
        found = tuple(islice(everything, MOST_SPOTS))
        if not found:
            return ()
        known = long_enough(found)
        showing = [source for source in sources if source in asking or may_show_again(source.text, known)]
        pages = groupby(showing, key=lambda source: source.page_number)
        return tuple(islice((spot for _, page in pages for spot in _spots_on(page, known)), MOST_SPOTS))


def locate_spots(
    text: str, boxes: Sequence[Box | None], *, page_number: int, known: Collection[KnownNumber] = ()
) -> tuple[SensitiveSpot, ...]:
    """The spots of a text of which the box of every character is known, None for those that show nothing."""
    return tuple(
        SensitiveSpot(kind=span.kind, masked=masked(text[span.start : span.end]), page_number=page_number, box=box)
        for span in sensitive_spans(text, known=known)
        for box in _by_line([box for box in boxes[span.start : span.end] if box])
    )


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        with closing(page), closing(page.get_textpage()) as text_page:
            yield text_page.get_text_bounded()


def _sources(document: pypdfium2.PdfDocument, texts: Iterable[str], scans: Mapping[int, SeenLetters]) -> list[_Source]:
    """Page by page; the picture of a page after its text."""
    drawn = (
        _Source(number, text[:PAGE_CHARACTERS], partial(drawn_letters, document, number))
        for number, text in enumerate(texts, 1)
    )
    seen = (_Source(number, letters.text, partial(lambda same: same, letters)) for number, letters in scans.items())
    return sorted((*drawn, *seen), key=lambda source: source.page_number)


def _numbers_of(source: _Source) -> Iterator[KnownNumber]:
    for text, _ in source.letters().in_both_orders():
        yield from numbers_in(text)


def _spots_on(page: Iterable[_Source], known: Collection[KnownNumber]) -> list[SensitiveSpot]:
    """Of each source in each order what none before has found in the same place."""
    found: list[SensitiveSpot] = []
    for source in page:
        for text, boxes in source.letters().in_both_orders():
            spots = locate_spots(text, boxes, page_number=source.page_number, known=known)
            found += [spot for spot in spots if not any(_covers(other.box, spot.box) for other in found)]
    return found


def drawn_letters(document: pypdfium2.PdfDocument, page_number: int) -> SeenLetters:
    """In the order in which they are drawn."""
    with closing(document[page_number - 1]) as page, closing(page.get_textpage()) as text_page:
        count = min(text_page.count_chars(), PAGE_CHARACTERS)
        text = "".join(chr(pdfium.FPDFText_GetUnicode(text_page.raw, index) or 32) for index in range(count))
        seen = _as_seen(page)
        boxes = [_seen_box(text_page.get_charbox(index, loose=True), seen) for index in range(count)]
        return SeenLetters(text, boxes, page.get_width() / page.get_height())


def _seen_box(drawn: Box, seen: Callable[[float, float], tuple[float, float]]) -> Box | None:
    """The box of a character with its line's full height, as shares of the page as seen; None off the page."""
    (x, y), (other_x, other_y) = seen(*drawn[:2]), seen(*drawn[2:])
    left, right = (x, other_x) if x < other_x else (other_x, x)
    top, bottom = (y, other_y) if y < other_y else (other_y, y)
    box = max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _as_seen(page: pypdfium2.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """From where something is drawn to where it is seen. PDFium is asked for three places, not for every letter."""
    far = max(page.get_size())
    (left, top), along_x, along_y = (_seen(page, *point) for point in ((0, 0), (far, 0), (0, far)))
    x_by_x, y_by_x = (along_x[0] - left) / far, (along_x[1] - top) / far
    x_by_y, y_by_y = (along_y[0] - left) / far, (along_y[1] - top) / far
    return lambda x, y: (left + x * x_by_x + y * x_by_y, top + x * y_by_x + y * y_by_y)


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


def _covers(one: Box, other: Box) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and other[2] <= one[2] and other[3] <= one[3]


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
