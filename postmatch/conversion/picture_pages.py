"""Pictures on pages: each upright in the middle of a US Letter page of its own, pixels untouched."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass

import img2pdf
import pikepdf

PAGE = (612.0, 792.0)
MARGIN = 36.0
"""US Letter and half an inch, in points."""
MIN_DPI = 150
"""A picture is not drawn larger than its pixels allow at this resolution: small ones stay small and sharp."""

MATRICES = {  # EXIF orientation -> unit square to unit square (TIFF 6.0 page 36), columns a b c d e f
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}

_Size = tuple[float, float]


@dataclass(frozen=True)
class StoredPicture:
    """A JPEG, PNG or 1-bit TIFF as it goes into the PDF, and how it is seen there.

    ``orientation`` is what shows it upright (EXIF, 1 to 8). ``is_sheet``: the picture is exactly one sheet of letter
    or A4 paper, so it is drawn as large as the page and has its margins in itself.
    """

    data: bytes
    orientation: int = 1
    is_sheet: bool = False


def pictures_to_pdf(pictures: Iterable[StoredPicture]) -> bytes:
    """A PDF of one page for each picture, portrait or landscape as the picture is. The same input gives the same
    bytes. Takes one picture after the other, so that an iterator need not hold them all."""
    stream = io.BytesIO()
    with ExitStack() as sources, pikepdf.new() as pdf:
        for picture in pictures:
            # img2pdf stores the pixels; where they go on the page is said here, turns and mirrors included
            raw = img2pdf.convert(picture.data, rotation=img2pdf.Rotation.none, nodate=True, first_frame_only=True)
            source = sources.enter_context(pikepdf.open(io.BytesIO(raw)))
            pdf.pages.append(source.pages[0])
            _place(pdf, pdf.pages[-1], picture)
        pdf.save(stream, min_version="1.5", deterministic_id=True)
    return stream.getvalue()


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: StoredPicture) -> None:
    name, image = next(iter(page.get_images().items()))
    stored = (int(image.Width), int(image.Height))
    seen = stored[::-1] if picture.orientation >= 5 else stored
    sheet = PAGE if seen[0] <= seen[1] else PAGE[::-1]
    drawn = _drawn_size(seen, sheet, is_sheet=picture.is_sheet)
    page.obj["/MediaBox"] = pikepdf.Array([0, 0, *sheet])
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate"):
        if key in page.obj:
            del page.obj[key]
    page.obj["/Contents"] = pdf.make_stream(_instructions(name, sheet, drawn, picture.orientation))


def _drawn_size(seen: _Size, sheet: _Size, *, is_sheet: bool) -> _Size:
    """Width and height in points, in the picture's own proportions."""
    margin, most = (0.0, float("inf")) if is_sheet else (MARGIN, 72 / MIN_DPI)
    scale = min((sheet[0] - 2 * margin) / seen[0], (sheet[1] - 2 * margin) / seen[1], most)
    return seen[0] * scale, seen[1] * scale


def _instructions(name: str, sheet: _Size, drawn: _Size, orientation: int) -> bytes:
    corner = ((sheet[0] - drawn[0]) / 2, (sheet[1] - drawn[1]) / 2)
    turn = " ".join(map(str, MATRICES[orientation]))
    place = f"{drawn[0]:.4f} 0 0 {drawn[1]:.4f} {corner[0]:.4f} {corner[1]:.4f}"
    return f"q {place} cm {turn} cm {name} Do Q".encode()
