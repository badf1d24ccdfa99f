"""The lines of a PDF in the order in which they were drawn, with their columns and with paragraphs put together.

The order of drawing keeps a side column apart from the main one, which the order of seeing would mix. What stands on
one level and was drawn next to each other is one line. Runs inside a worker process only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from postmatch.conversion.pages import opened
from postmatch.conversion.spots import drawn_letters
from postmatch.conversion.text_lines import MOST_LINES, TextLine, text_line
from postmatch.conversion.visual_lines import SeenLetters
from postmatch.domain.pages import Box

_COLUMN_GAP = 1.4
"""Free room between two columns, in heights of a letter; a blank in a justified line stays below one."""
_WORD_GAP = 0.3
"""Letters of one word that were drawn one after the other never stand that far apart, in heights of a letter."""
_SPACED_LETTERS = 5
"""Fewer letters than that with room between them are initials or grades, not a heading."""
_LINE_GAP = 0.75
"""Between two lines of one paragraph there is less free room than this, in heights of a letter."""
_CELL_LINES = 3
"""A cell of a table of labels has hardly more lines; a column of the page has."""
_MARGIN = 0.12
"""Headers and footers stand in this share of the page's height, at either end."""
_HANGING = 3.0
"""How far to the right of its first line a paragraph may go on, in heights of a letter."""
_SHORTEST_BROKEN = 30
"""A line with fewer signs was not broken for want of room, but in a very narrow column."""
_BEGINS_ANEW = re.compile(r"\[?\d{1,3}[.)\]]\s")
_LARGER = 1.15
"""A heading that is told by its size is that many times as high as the median line."""


class _Line(NamedTuple):
    """``box`` in heights of the page, so that both directions have one measure; ``size`` is a letter's height."""

    text: str
    box: Box
    size: float
    starts: float  # where its words begin, after a bullet
    first_word: float  # how wide its first word is
    page_number: int


def pdf_lines(pdf: bytes) -> tuple[TextLine, ...]:
    """All pages one after the other; what stands on several pages alike comes once, at the end, as a margin."""
    lines: list[_Line] = []
    with opened(pdf) as document:
        for number in range(1, len(document) + 1):
            lines += _side_by_side(_drawn_lines(drawn_letters(document, number), number))
            if len(lines) > MOST_LINES:
                break
    if not lines:
        return ()
    margins = _margins(lines)
    usual = median(line.size for line in lines)
    body = [line for line in lines if _without_number(line.text) not in margins]
    texts = [text_line(line.text, is_heading=line.size > _LARGER * usual) for line in _paragraphs(body)]
    once = dict.fromkeys(line.text for line in lines if _without_number(line.text) in margins)
    return (*filter(lambda line: line.text, texts), *(text_line(text, is_margin=True) for text in once))


def _drawn_lines(letters: SeenLetters, page_number: int) -> Iterator[_Line]:
    """PDFium ends a line where the drawing goes on at another height."""
    start = 0
    for end, sign in enumerate((*letters.text, "\n")):
        if sign in "\r\n":
            if line := _line(letters, start, end, page_number):
                yield line
            start = end + 1


def _line(letters: SeenLetters, start: int, end: int, page_number: int) -> _Line | None:
    placed = [
        (index, box)
        for index in range(start, end)
        if (box := letters.boxes[index]) and not letters.text[index].isspace()
    ]
    if not placed:
        return None
    across = letters.width_to_height
    size = median(box[3] - box[1] for _, box in placed)
    text, words = _text(letters, placed, size)
    boxes = [box for _, box in placed]
    whole = (
        min(box[0] for box in boxes) * across,
        min(box[1] for box in boxes),
        max(box[2] for box in boxes) * across,
        max(box[3] for box in boxes),
    )
    first = 1 if len(words) > 1 and len(text.split()[0]) == 1 and not text[0].isalnum() else 0
    return _Line(text, whole, size, words[first][0], words[0][1] - words[0][0], page_number)


def _text(
    letters: SeenLetters, placed: Sequence[tuple[int, Box]], size: float
) -> tuple[str, list[tuple[float, float]]]:
    """The text with one blank between words and a tab between columns, and where each word begins and ends."""
    across, signs, words = letters.width_to_height, [], []
    gaps = _gaps(placed, across)
    narrow = _narrow_gap(gaps, size)
    for (index, box), gap, (last_index, _) in zip(placed, gaps, (placed[0], *placed), strict=False):
        is_new_word = gap > narrow if narrow else index > last_index + 1 or gap > _WORD_GAP * size
        if gap > _COLUMN_GAP * size:
            signs.append("\t")
        elif is_new_word:
            signs.append(" ")
        if not words or is_new_word:
            words.append((box[0] * across, box[2] * across))
        words[-1] = (words[-1][0], box[2] * across)
        signs.append(_sign(letters.text[index]))
    return "".join(signs), words


def _gaps(placed: Sequence[tuple[int, Box]], across: float) -> list[float]:
    """The free room before each letter; none before the first."""
    return [0.0, *((box[0] - last[2]) * across for (_, last), (_, box) in pairwise(placed))]


def _narrow_gap(gaps: Sequence[float], size: float) -> float:
    """Of a line with room between all its letters, as headings are spaced: what no gap within a word exceeds. 0 for any
    other line."""
    usual = median(gaps[1:]) if len(gaps) > _SPACED_LETTERS else 0.0
    return 1.7 * usual if usual > 0.1 * size else 0.0


def _sign(drawn: str) -> str:
    """PDFium's sign for a hyphen at the end of a line is one that no text has."""
    return "-" if drawn in "\x02\ufffe\xad" else drawn


def _side_by_side(lines: Iterable[_Line]) -> list[_Line]:
    """Neighbours in the order of drawing that stand on one level are one line."""
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and _is_level(last, line) and (last.box[2] <= line.box[0] or line.box[2] <= last.box[0]):
            joined[-1] = _beside(*sorted((last, line), key=lambda one: one.box[0]))
        elif cell := _cell_before(joined, line):
            whole = cell[0]._replace(text=" ".join(part.text for part in cell), box=_around(cell[0].box, cell[-1].box))
            joined[-len(cell) :] = [whole._replace(text=f"{whole.text}\t{line.text}", box=_around(whole.box, line.box))]
        else:
            joined.append(line)
    return joined


def _beside(left: _Line, right: _Line) -> _Line:
    between = "\t" if right.box[0] - left.box[2] > _COLUMN_GAP * left.size else " "
    return left._replace(text=f"{left.text}{between}{right.text}", box=_around(left.box, right.box))


def _cell_before(lines: Sequence[_Line], line: _Line) -> Sequence[_Line]:
    """The few lines of a cell on the left whose first one is level with this line; none when there is no such cell."""
    for count in range(2, _CELL_LINES + 1):
        cell = lines[-count:]
        if len(cell) == count and _is_level(cell[0], line) and all(_is_left_of(part, line, cell[0]) for part in cell):
            return cell
    return ()


def _is_left_of(part: _Line, line: _Line, first: _Line) -> bool:
    is_one_column = abs(part.box[0] - first.box[0]) < 0.5 * first.size and "\t" not in part.text
    return is_one_column and part.box[2] < line.box[0]


def _is_level(one: _Line, other: _Line) -> bool:
    middle = (other.box[1] + other.box[3]) / 2
    return one.page_number == other.page_number and one.box[1] < middle < one.box[3]


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _paragraphs(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Lines that were broken because the next word had no room, put together again."""
    edges = {number: max(line.box[2] for line in lines if line.page_number == number) for number in _pages(lines)}
    whole: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if whole and last and _goes_on(last, line, whole, edges[line.page_number]):
            whole = whole._replace(text=_continued(whole.text, line.text))
        else:
            if whole:
                yield whole
            whole = line
        last = line
    if whole:
        yield whole


def _goes_on(last: _Line, line: _Line, whole: _Line, edge: float) -> bool:
    gap = line.box[1] - last.box[3]
    no_room = last.box[2] + line.first_word + 0.15 * line.size > edge
    return (
        no_room
        and len(last.text) >= _SHORTEST_BROKEN
        and "\t" not in last.text + line.text
        and last.page_number == line.page_number
        and -0.5 * line.size < gap < _LINE_GAP * line.size
        and -line.size < line.box[0] - whole.starts < _HANGING * line.size
        and abs(line.size - last.size) < 0.1 * last.size
        and not _BEGINS_ANEW.match(line.text)
        and not text_line(line.text).is_bullet
    )


def _continued(text: str, more: str) -> str:
    """A hyphen at the end of a line stays: it may be the word's own."""
    return f"{text}{more}" if re.search(r"\w-$", text) else f"{text} {more}"


def _margins(lines: Sequence[_Line]) -> set[str]:
    """What stands at the top or bottom of more than one page at the same height, its numbers apart."""
    outer = (line for line in lines if line.box[3] < _MARGIN or line.box[1] > 1 - _MARGIN)
    places = {(_without_number(line.text), round(line.box[1], 2), line.page_number) for line in outer}
    counts = Counter((text, top) for text, top, _ in places)
    return {text for (text, _), count in counts.items() if count > 1}


def _without_number(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _pages(lines: Iterable[_Line]) -> set[int]:
    return {line.page_number for line in lines}
