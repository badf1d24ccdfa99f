"""Putting what a page shows at another place, size or angle: its instructions, its annotations, and every destination
that leads to a point of it move together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pikepdf

from postmatch.conversion.destinations import move_destinations
from postmatch.conversion.geometry import IDENTITY, Matrix, plain_numbers, read_box, rounded
from postmatch.conversion.names import word
from postmatch.conversion.streams import balanced
from postmatch.domain.pages import Box

# What describes the sheet as it was. Of measures (/VP) and article threads (/B) no packet makes use.
_OUTDATED = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/VP", "/B")


@dataclass(frozen=True)
class Placement:
    """Where a page goes: what was at ``seen`` (points, as the page counts them) is moved by ``matrix`` onto a sheet
    whose corner is 0, 0 and whose width and height are ``sheet``. Nothing outside ``seen`` comes to light."""

    seen: Box
    matrix: Matrix
    sheet: tuple[float, float]


def seen_box(page: pikepdf.Page) -> Box:
    """What of the sheet a viewer shows, in the page's own points; for pages whose boxes are mended."""
    box = read_box(page.obj.get("/CropBox")) or read_box(page.obj.get("/MediaBox"))
    if box is None:
        raise ValueError("the boxes of this page were not mended")
    return box


def place_pages(pdf: pikepdf.Pdf, placements: Mapping[int, Placement]) -> None:
    """Moves the pages with these indexes; coordinates are kept to a ten-thousandth of a point."""
    if not placements:
        return
    pages = {index: pdf.pages[index] for index in placements}
    move_destinations(pdf, {index: placement.matrix for index, placement in placements.items()})
    _part_shared_annotations(pdf, pages.values())
    for index, page in pages.items():
        _place(pdf, page, placements[index])
        for annotation in _annotations(page):
            _move_annotation(pdf, annotation, placements[index].matrix)


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, placement: Placement) -> None:
    start = f"q {_numbers(placement.matrix)} cm\n"
    if placement.matrix.box(placement.seen) != (0, 0, *placement.sheet):
        left, bottom, right, top = placement.seen
        start += f"{_numbers((left, bottom, right - left, top - bottom))} re W n\n"
    _close_states(pdf, page)
    page.contents_add(pdf.make_stream(start.encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ"), prepend=False)
    page.obj["/MediaBox"] = rounded((0, 0, *placement.sheet))
    for name in _OUTDATED:
        if name in page.obj:
            del page.obj[name]


def _close_states(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """So that a q of ours holds for the whole page and ends with it; most pages need nothing."""
    depth = 0
    has_too_many = False
    for item in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if word(item.operator) == "q" else -1
        has_too_many |= depth < 0
    if has_too_many:
        page.obj["/Contents"] = pdf.make_stream(balanced(pikepdf.parse_content_stream(page)))
    elif depth:
        page.contents_add(pdf.make_stream(b"\nQ" * depth), prepend=False)


def _part_shared_annotations(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Page]) -> None:
    """An annotation listed by several pages would move once for each: the pages to be moved get copies."""
    uses = Counter(annotation.objgen for page in pdf.pages for annotation in _annotations(page))
    for page in pages:
        listed = _annotations(page)
        if any(uses[annotation.objgen] > 1 for annotation in listed if annotation.is_indirect):
            page.obj["/Annots"] = pikepdf.Array([pikepdf.Dictionary(annotation) for annotation in listed])


def _annotations(page: pikepdf.Page) -> list[pikepdf.Dictionary]:
    listed = page.obj.get("/Annots")
    return (
        [item for item in listed if isinstance(item, pikepdf.Dictionary)] if isinstance(listed, pikepdf.Array) else []
    )


def _move_annotation(pdf: pikepdf.Pdf, annotation: pikepdf.Dictionary, matrix: Matrix) -> None:
    box = read_box(annotation.get("/Rect"))
    if box:
        annotation["/Rect"] = rounded(matrix.box(box))
    corners = plain_numbers(annotation.get("/QuadPoints"))
    if corners:
        pairs = zip(corners[0::2], corners[1::2], strict=False)
        annotation["/QuadPoints"] = rounded(side for pair in pairs for side in matrix.point(*pair))
    picture = annotation.get("/AP")
    if isinstance(picture, pikepdf.Dictionary) and isinstance(picture.get("/N"), pikepdf.Stream):
        annotation["/AP"] = pikepdf.Dictionary(N=_turned_picture(pdf, picture.N, matrix))


def _turned_picture(pdf: pikepdf.Pdf, picture: pikepdf.Stream, matrix: Matrix) -> pikepdf.Stream:
    """A copy that shows the same at the new angle; its size follows the rectangle of its annotation (12.5.5)."""
    stored = plain_numbers(picture.get("/Matrix"))
    before = Matrix(*stored) if len(stored) == 6 else IDENTITY
    copy = pikepdf.Stream(pdf, picture.read_raw_bytes(), pikepdf.Dictionary(picture.stream_dict))
    copy["/Matrix"] = rounded(before.then(matrix.shifted(-matrix.e, -matrix.f)))
    return copy


def _numbers(numbers: Iterable[float]) -> str:
    """Numbers as instructions want them: no exponent, no digits beyond what a picture shows."""
    return " ".join(f"{number:.8f}".rstrip("0").rstrip(".") for number in numbers)
