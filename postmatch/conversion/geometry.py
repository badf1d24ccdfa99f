"""Rectangles and matrices of PDF pages.

A matrix is the six numbers a b c d e f of ISO 32000-1 section 8.3.4: x' = ax + cy + e, y' = bx + dy + f. Those used
here turn by quarters, scale alike in both directions and shift; a rectangle stays a rectangle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import pikepdf

from postmatch.domain.pages import Box

_FARTHEST = 1_000_000.0
"""Points from the corner, 350 metres: what is said to lie beyond is a slip, not a sheet."""


class Matrix(NamedTuple):
    """The six numbers of a transformation; ``IDENTITY`` changes nothing."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """The rectangle that this one becomes, corners sorted."""
        (x1, y1), (x2, y2) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def place(self, across: float | None, up: float | None) -> tuple[float | None, float | None]:
        """A point of which perhaps one number is known."""
        if self.turns_on_its_side:
            return None if up is None else self.c * up + self.e, None if across is None else self.b * across + self.f
        return None if across is None else self.a * across + self.e, None if up is None else self.d * up + self.f

    def then(self, after: Matrix) -> Matrix:
        """This one first, ``after`` second."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    def scaled(self, factor: float) -> Matrix:
        """This one, and then everything ``factor`` times as far from the corner."""
        return Matrix(*(number * factor for number in self))

    def shifted(self, across: float, up: float) -> Matrix:
        return self._replace(e=self.e + across, f=self.f + up)

    @property
    def turns_on_its_side(self) -> bool:
        return self.a == 0 and self.d == 0


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def read_box(value: pikepdf.Object | None) -> Box | None:
    """The four numbers with the corners sorted; None when it is no rectangle with an area, or out of this world."""
    numbers = plain_numbers(value)
    if len(numbers) != 4 or max(map(abs, numbers)) > _FARTHEST:
        return None
    box = (min(numbers[0::2]), min(numbers[1::2]), max(numbers[0::2]), max(numbers[1::2]))
    return box if box[2] > box[0] and box[3] > box[1] else None


def plain_number(value: object) -> float | None:
    """None when it is no number, or no finite one."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def plain_numbers(value: object) -> list[float]:
    """The numbers of an array; none when one of them is no number."""
    numbers = [plain_number(number) for number in value] if isinstance(value, pikepdf.Array) else []
    return [] if None in numbers else numbers  # type: ignore[return-value]


def rounded(numbers: Iterable[float]) -> pikepdf.Array:
    """Coordinates are kept to a ten-thousandth of a point."""
    return pikepdf.Array([round(number, 4) for number in numbers])
