"""The letters of a page in the lines in which they are seen, whatever order they were drawn in.

A form that was filled in has its values at the end of the page, far from the labels they stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmatch.domain.pages import Box

_BLANK = 0.2
"""What share of a letter's height free room makes a blank: a space is a quarter of it wide in common fonts."""


class _Letter(NamedTuple):
    sign: str
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def in_visual_lines(text: str, boxes: Sequence[Box | None], *, width_to_height: float) -> tuple[str, list[Box | None]]:
    """The text from top to bottom and from left to right, with the box of each character; None for blanks and line
    ends. ``width_to_height`` is that of the page, of which the boxes are shares."""
    letters = [_Letter(sign, box) for sign, box in zip(text, boxes, strict=True) if box and not sign.isspace()]
    signs: list[str] = []
    places: list[Box | None] = []
    for line in _lines(letters):
        for letter, last in zip(line, (None, *line), strict=False):
            if last and (letter.box[0] - last.box[2]) * width_to_height > _BLANK * (last.box[3] - last.box[1]):
                signs.append(" ")
                places.append(None)
            signs.append(letter.sign)
            places.append(letter.box)
        signs.append("\n")
        places.append(None)
    return "".join(signs), places


def _lines(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters are of one line when the middle of each lies within the first of them; left to right."""
    line: list[_Letter] = []
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if line and letter.middle >= line[0].box[3]:
            yield sorted(line, key=lambda letter: letter.box[0])
            line = []
        line.append(letter)
    if line:
        yield sorted(line, key=lambda letter: letter.box[0])
