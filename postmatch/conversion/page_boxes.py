"""Page boxes and turns, as ISO 32000-1 section 14.11.2 and table 30 want them.

MediaBox is the sheet, CropBox what is seen of it; corners may come in any order, and viewers disagree about boxes
that do not overlap, so these are put right before pages are counted, stamped or drawn.
"""

from __future__ import annotations

import math

import pikepdf

from postmatch.domain.documents import Repair, RepairCode

MIN_POINTS = 3.0
MAX_POINTS = 14_400.0
"""The sizes a page may have (ISO 32000-1 annex C.2)."""
LETTER = (0.0, 0.0, 612.0, 792.0)

Box = tuple[float, float, float, float]


def mend_boxes(pdf: pikepdf.Pdf) -> list[Repair]:
    """Sorted corners, a CropBox inside the MediaBox, sides of 3 to 14,400 points, turns by quarters."""
    mended = [number for number, page in enumerate(pdf.pages, 1) if _mend_page(pdf, page)]
    if not mended:
        return []
    pages = ", ".join(map(str, mended[:10])) + (" and more" if len(mended) > 10 else "")
    message = f"The sheet size stored for page {pages} was not valid and was put right. Check that nothing is cut off."
    return [Repair(code=RepairCode.PAGE_BOX_MENDED, message=message, needs_look=True)]


def _mend_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    media = _read(page.obj.get("/MediaBox")) or LETTER
    crop = _read(page.obj.get("/CropBox"))
    crop_wanted = crop and _intersection(crop, media)
    changed = _put(page, "/MediaBox", media, raw=page.obj.get("/MediaBox"))
    if "/CropBox" in page.obj:
        changed |= _put(page, "/CropBox", crop_wanted or None, raw=page.obj.CropBox)
    for name in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if name in page.obj and _read(page.obj[name]) is None:
            del page.obj[name]
            changed = True
    changed |= _mend_turn(page)
    return _mend_size(pdf, page, crop_wanted or media) or changed


def _read(value: pikepdf.Object | None) -> Box | None:
    """The four numbers with the corners sorted; None when it is no rectangle with an area."""
    try:
        numbers = [float(number) for number in value]  # type: ignore[union-attr]
    except (TypeError, ValueError, AttributeError):
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        return None
    box = (min(numbers[0::2]), min(numbers[1::2]), max(numbers[0::2]), max(numbers[1::2]))
    return box if box[2] > box[0] and box[3] > box[1] else None


def _intersection(one: Box, other: Box) -> Box | None:
    box = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    return box if box[2] > box[0] and box[3] > box[1] else None


def _put(page: pikepdf.Page, name: str, box: Box | None, *, raw: pikepdf.Object | None) -> bool:
    """Writes the box unless it stands there already. Whether a viewer would have seen a change is not asked for a
    CropBox that merely reached beyond the sheet: cutting it off is what every viewer does."""
    if box is None:
        del page.obj[name]
        return True
    try:
        stored = tuple(float(number) for number in raw)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        stored = ()
    if stored == box:
        return False
    page.obj[name] = pikepdf.Array([round(number, 4) for number in box])
    return name == "/MediaBox" or stored != tuple(round(number, 4) for number in box)


def _mend_turn(page: pikepdf.Page) -> bool:
    if "/Rotate" not in page.obj:
        return False
    try:
        turn = int(page.obj.Rotate)
    except (TypeError, ValueError):
        turn = 1
    if turn % 90 == 0:
        if turn != turn % 360:
            page.obj.Rotate = turn % 360  # the same turn, said the usual way: nothing changes for the eye
        return False
    del page.obj["/Rotate"]
    return True


def _mend_size(pdf: pikepdf.Pdf, page: pikepdf.Page, seen: Box) -> bool:
    """Scales a page whose visible part is too large or too small for any viewer; UserUnit is taken into account."""
    unit = _user_unit(page)
    sides = ((seen[2] - seen[0]) * unit, (seen[3] - seen[1]) * unit)
    factor = min(1.0, MAX_POINTS / max(sides))
    if min(sides) * factor < MIN_POINTS:
        factor = min(MIN_POINTS / min(sides), MAX_POINTS / max(sides))
    if factor == 1.0:
        return False
    _scale(pdf, page, seen, factor * unit)
    return True


def _user_unit(page: pikepdf.Page) -> float:
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if math.isfinite(unit) and unit > 0 else 1.0


def _scale(pdf: pikepdf.Pdf, page: pikepdf.Page, seen: Box, factor: float) -> None:
    shift = (-seen[0] * factor, -seen[1] * factor)
    matrix = f"q {factor:.8f} 0 0 {factor:.8f} {shift[0]:.6f} {shift[1]:.6f} cm\n".encode()
    page.contents_add(pdf.make_stream(matrix), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ"), prepend=False)
    size = [
        max(MIN_POINTS, round((seen[2] - seen[0]) * factor, 4)),
        max(MIN_POINTS, round((seen[3] - seen[1]) * factor, 4)),
    ]
    page.obj["/MediaBox"] = pikepdf.Array([0, 0, *size])
    for name in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit"):
        if name in page.obj:
            del page.obj[name]
    for link in page.obj.get("/Annots", []):
        rectangle = _read(link.get("/Rect"))
        if rectangle:
            link["/Rect"] = pikepdf.Array(
                [round(number * factor + shift[index % 2], 4) for index, number in enumerate(rectangle)]
            )
