"""Pages of a size that no paper has: brought to one that prints and can be read beside letter-size pages.

Phone scanners count one pixel as one point and make sheets of a metre; pictures of a few pixels make sheets that
nobody sees. Between ``LEAST_SIDE`` and ``MOST_SIDE`` a page keeps its size: a business card, A4, A3 and tabloid do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pikepdf

from postmatch.conversion.geometry import IDENTITY
from postmatch.conversion.page_words import named_pages
from postmatch.conversion.placing import Placement, place_pages, seen_box
from postmatch.domain.documents import Repair, RepairCode
from postmatch.domain.pages import Box

MOST_SIDE = 1_224.0
"""17 inches, the long side of tabloid paper: the largest that an office prints."""
LEAST_SIDE = 72.0
"""One inch. A running stamp of 50 letters needs this much room at 4 points, the smallest print that can be read;
a passport photo (2 by 2 inches) and a business card (3.5 by 2) are larger."""
LETTER = (612.0, 792.0)
_STRIP = 2.0
"""Longer than this for its width is no sheet of paper but a strip, such as a web page saved as one: at letter size its
print may be too small. Photos and scans of paper stay below (legal paper: 1.65)."""
_MOST_SENTENCES = 3


@dataclass(frozen=True)
class _Resized:
    number: int
    before: str
    after: str
    is_strip: bool


def fit_sheets(pdf: pikepdf.Pdf) -> list[Repair]:
    """Pages with a side over ``MOST_SIDE`` are scaled down to fit letter size; those with a side under ``LEAST_SIDE``
    are put in the middle of a letter-size sheet. For pages that are upright and count in points (``rotation``)."""
    placements: dict[int, Placement] = {}
    resized: list[_Resized] = []
    for index, page in enumerate(pdf.pages):
        seen = seen_box(page)
        placement = _fitted(seen)
        if placement is not None:
            placements[index] = placement
            resized.append(_told(index + 1, seen, placement))
    place_pages(pdf, placements)
    return [_repair(resized)] if resized else []


def _fitted(seen: Box) -> Placement | None:
    """None for a page that keeps its size."""
    width, height = seen[2] - seen[0], seen[3] - seen[1]
    if min(width, height) >= LEAST_SIDE and max(width, height) <= MOST_SIDE:
        return None
    letter = LETTER if width <= height else LETTER[::-1]
    fitting = min(letter[0] / width, letter[1] / height)
    factor = fitting if max(width, height) > MOST_SIDE else min(1.0, fitting)
    matrix = IDENTITY.shifted(-seen[0], -seen[1]).scaled(factor)
    size = (width * factor, height * factor)
    if min(size) >= LEAST_SIDE:
        return Placement(seen, matrix, size)
    return Placement(seen, matrix.shifted((letter[0] - size[0]) / 2, (letter[1] - size[1]) / 2), letter)


def _told(number: int, seen: Box, placement: Placement) -> _Resized:
    width, height = seen[2] - seen[0], seen[3] - seen[1]
    is_strip = max(width, height) > MOST_SIDE and max(width, height) > _STRIP * min(width, height)
    return _Resized(number, _inches(width, height), _inches(*placement.sheet), is_strip)


def _inches(width: float, height: float) -> str:
    def side(points: float) -> str:
        return f"{max(points / 72, 0.01):.2f}" if points < LEAST_SIDE else f"{points / 72:.1f}".removesuffix(".0")

    return f"{side(width)} by {side(height)} inches"


def _repair(resized: list[_Resized]) -> Repair:
    """One sentence for each pair of sizes, however many pages have it."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for one in resized:
        groups[one.before, one.after].append(one.number)
    sentences = [
        f"The size of {named_pages(numbers)} was {before}, which no paper has; now it is {after}."
        for (before, after), numbers in list(groups.items())[:_MOST_SENTENCES]
    ]
    if len(groups) > _MOST_SENTENCES:
        sentences.append("More pages of other sizes were fitted to letter size as well.")
    strips = [one.number for one in resized if one.is_strip]
    if strips:
        sentences.append(f"Check that the print of {named_pages(strips)} is not too small to read.")
    return Repair(code=RepairCode.PAGE_RESIZED, message=" ".join(sentences), needs_look=bool(strips))
