"""A turn or a scale that a page only notes (/Rotate, /UserUnit; ISO 32000-1 table 30) becomes part of what it shows.

Tools disagree about such notes: a stamp lands sideways, a link beside its words. Afterwards no page has one.
"""

from __future__ import annotations

import pikepdf

from postmatch.conversion.geometry import Matrix
from postmatch.conversion.page_words import named_pages
from postmatch.conversion.placing import Placement, place_pages, seen_box
from postmatch.domain.documents import Repair, RepairCode
from postmatch.domain.pages import Box

_LARGEST_UNIT = 100_000.0  # 35 metres; no sheet needs it, and an infinite one passes ``float``


def apply_turns(pdf: pikepdf.Pdf) -> list[Repair]:
    """Every page upright with no turn noted, in points; it looks as before. For pages with mended boxes."""
    turned: list[int] = []
    scaled: list[int] = []
    placements: dict[int, Placement] = {}
    for index, page in enumerate(pdf.pages):
        turn, unit = noted_turn(page), noted_unit(page)
        if turn:
            turned.append(index + 1)
        if unit != 1:
            scaled.append(index + 1)
        if turn or unit != 1:
            placements[index] = upright(seen_box(page), turn, unit)
        else:
            _drop_notes(page)
    place_pages(pdf, placements)
    return [
        *_told(RepairCode.ROTATION_APPLIED, "turn", turned),
        *_told(RepairCode.PAGE_BOX_MENDED, "scale", scaled),
    ]


def upright(seen: Box, turn: int, unit: float = 1.0) -> Placement:
    """Where a page goes that is shown turned by ``turn`` degrees clockwise (0, 90, 180, 270) and ``unit`` times as
    large."""
    left, bottom, right, top = seen
    matrix = {
        0: Matrix(1, 0, 0, 1, -left, -bottom),
        90: Matrix(0, -1, 1, 0, -bottom, right),
        180: Matrix(-1, 0, 0, -1, right, top),
        270: Matrix(0, 1, -1, 0, top, -left),
    }[turn].scaled(unit)
    _, _, width, height = matrix.box(seen)
    return Placement(seen, matrix, (width, height))


def noted_turn(page: pikepdf.Page) -> int:
    """0, 90, 180 or 270 degrees clockwise; what is no quarter turn counts as none, as in every viewer."""
    return _turn(page) or 0


def noted_unit(page: pikepdf.Page) -> float:
    """How many points one unit of the page is (since PDF 1.6); 1 when nothing sound is noted."""
    return _unit(page) or 1.0


def has_sound_turn(page: pikepdf.Page) -> bool:
    return _turn(page) is not None


def has_sound_unit(page: pikepdf.Page) -> bool:
    return _unit(page) is not None


def _turn(page: pikepdf.Page) -> int | None:
    try:
        turn = int(page.obj.get("/Rotate", 0))
    except (TypeError, ValueError):
        return None
    return None if turn % 90 else turn % 360


def _unit(page: pikepdf.Page) -> float | None:
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return None
    return unit if 0 < unit < _LARGEST_UNIT else None


def _drop_notes(page: pikepdf.Page) -> None:
    for name in ("/Rotate", "/UserUnit"):
        if name in page.obj:
            del page.obj[name]


def _told(code: RepairCode, what: str, numbers: list[int]) -> list[Repair]:
    if not numbers:
        return []
    message = f"The {what} noted for {named_pages(numbers)} is now part of what is drawn; it looks as before."
    return [Repair(code=code, message=message)]
