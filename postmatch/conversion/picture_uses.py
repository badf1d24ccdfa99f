"""How large each picture of a PDF is really shown: its matrix followed through every form it is nested in.

A picture fills the unit square of the space it is drawn in (ISO 32000-1 section 8.9.5.1), so its size on the page is
the length of the two sides of that square after all matrices.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from postmatch.conversion.geometry import IDENTITY, Matrix

MAX_DRAWINGS = 20_000
"""Forms nested in forms multiply; a document that draws more than this is no pile of scans."""
_MAX_NESTING = 20

Number = tuple[int, int]


@dataclass(frozen=True)
class PictureUse:
    """The largest use of a picture: page of the first use (from 1), sides in points."""

    picture: pikepdf.Stream
    page_number: int
    width: float
    height: float

    @property
    def dpi(self) -> tuple[float, float]:
        """Pixels per inch across and down."""
        return int(self.picture.Width) * 72 / self.width, int(self.picture.Height) * 72 / self.height


def largest_uses(pdf: pikepdf.Pdf) -> tuple[PictureUse, ...]:
    """One for every picture that pages draw, in the order of pages.

    Pictures that something else draws as well (a pattern, a letter of a Type 3 font, an annotation) are left out,
    because how large they are shown there is not known; so is everything in a document whose instructions cannot be
    read to the end, or are too many.
    """
    walk = _Walk()
    try:
        for number, page in enumerate(pdf.pages, 1):
            walk.through(page, page.resources, IDENTITY, number)
    except (pikepdf.PdfError, TypeError, ValueError, IndexError):
        return ()
    if walk.drawings > MAX_DRAWINGS:
        return ()
    elsewhere = _drawn_elsewhere(pdf, walk.forms)
    return tuple(use for number, use in walk.uses.items() if number not in elsewhere)


@dataclass
class _Walk:
    uses: dict[Number, PictureUse] = field(default_factory=dict)
    forms: set[Number] = field(default_factory=set)
    drawings: int = 0

    def through(
        self,
        drawn: pikepdf.Page | pikepdf.Stream,
        resources: pikepdf.Object,
        matrix: Matrix,
        page_number: int,
        depth: int = 0,
    ) -> None:
        for name, place in _draw_calls(drawn, matrix):
            self.drawings += 1
            if self.drawings > MAX_DRAWINGS:
                return
            thing = _named(resources, name)
            kind = thing.get("/Subtype") if thing is not None else None
            if kind == "/Image":
                self._note(thing, place, page_number)
            elif kind == "/Form" and depth < _MAX_NESTING:
                self.forms.add(thing.objgen)
                self.through(
                    thing, thing.get("/Resources", resources), _own_matrix(thing).then(place), page_number, depth + 1
                )

    def _note(self, picture: pikepdf.Stream, place: Matrix, page_number: int) -> None:
        width, height = math.hypot(place.a, place.b), math.hypot(place.c, place.d)
        known = self.uses.get(picture.objgen)
        if known:
            page_number, width, height = known.page_number, max(width, known.width), max(height, known.height)
        if width and height:
            self.uses[picture.objgen] = PictureUse(picture, page_number, width, height)


def _draw_calls(drawn: pikepdf.Page | pikepdf.Stream, matrix: Matrix) -> Iterator[tuple[str, Matrix]]:
    """Names of what is drawn, and the matrix in force there."""
    saved: list[Matrix] = []
    for item in pikepdf.parse_content_stream(drawn, "q Q cm Do"):
        operator = str(item.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm":
            matrix = Matrix(*(float(number) for number in item.operands)).then(matrix)
        elif operator == "Do":
            yield str(item.operands[0]), matrix


def _named(resources: pikepdf.Object, name: str) -> pikepdf.Stream | None:
    listed = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    thing = listed.get(name) if isinstance(listed, pikepdf.Dictionary) else None
    return thing if isinstance(thing, pikepdf.Stream) else None


def _own_matrix(form: pikepdf.Stream) -> Matrix:
    try:
        return Matrix(*(float(number) for number in form.Matrix))
    except (AttributeError, TypeError, ValueError):
        return IDENTITY


def _drawn_elsewhere(pdf: pikepdf.Pdf, walked: set[Number]) -> set[Number]:
    """Pictures in the resources of anything that draws and was not walked through."""
    found: set[Number] = set()
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream | pikepdf.Dictionary) or thing.objgen in walked:
            continue
        resources = thing.get("/Resources")
        listed = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if thing.get("/Type") not in ("/Page", "/Pages") and isinstance(listed, pikepdf.Dictionary):
            found |= {item.objgen for item in listed.values() if isinstance(item, pikepdf.Stream)}
    return found
