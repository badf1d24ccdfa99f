"""The letters of a page in the lines in which they are seen, whatever order they were drawn in.

A form that was filled in has its values at the end of the page, far from the labels they stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmatch.domain.pages import Box

_BLANK = 0.2
"""What share of a letter's height free room makes a blank: a space is a quarter of it wide in common fonts."""


class SeenLetters(NamedTuple):
    """The letters of a page and the box of each, None for those that show nothing; ``width_to_height`` is that of the
    page, of which the boxes are shares. ``fall``: by what share of its height a line falls over its whole width."""

    text: str
    boxes: Sequence[Box | None]
    width_to_height: float
    fall: float = 0.0

    def in_both_orders(self) -> tuple[tuple[str, Sequence[Box | None]], ...]:
        """Text and boxes as they came, and as they are seen."""
        seen = in_visual_lines(self.text, self.boxes, width_to_height=self.width_to_height, fall=self.fall)
        return (self.text, self.boxes), seen


class _Letter(NamedTuple):
    sign: str
    box: Box
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_visual_lines(
    text: str, boxes: Sequence[Box | None], *, width_to_height: float, fall: float = 0.0
) -> tuple[str, list[Box | None]]:
    """The text from top to bottom and from left to right, with the box of each character; None for blanks and line
    ends. For the rest see ``SeenLetters``."""
    letters = [_letter(sign, box, fall) for sign, box in zip(text, boxes, strict=True) if box and not sign.isspace()]
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


def _letter(sign: str, box: Box, fall: float) -> _Letter:
    """With its height where it would stand if lines ran level."""
    fallen = fall * (box[0] + box[2]) / 2
    return _Letter(sign, box, box[1] - fallen, box[3] - fallen)


def _lines(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters are of one line when the middle of each lies within the first of them; left to right."""
    line: list[_Letter] = []
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if line and letter.middle >= line[0].bottom:
            yield sorted(line, key=lambda letter: letter.box[0])
            line = []
        line.append(letter)
    if line:
        yield sorted(line, key=lambda letter: letter.box[0])
