"""Page boxes, and the notes how to show them, as ISO 32000-1 section 14.11.2 and table 30 want them.

MediaBox is the sheet, CropBox what is seen of it; corners may come in any order, and viewers disagree about boxes
that do not overlap, so these are put right before pages are turned (``rotation``) and fitted (``page_sizes``).
"""

from __future__ import annotations

import pikepdf

from postmatch.conversion.geometry import read_box
from postmatch.conversion.page_words import named_pages
from postmatch.conversion.rotation import has_sound_turn, has_sound_unit
from postmatch.domain.documents import Repair, RepairCode
from postmatch.domain.pages import Box

LETTER = (0.0, 0.0, 612.0, 792.0)


def mend_boxes(pdf: pikepdf.Pdf) -> list[Repair]:
    """Sorted corners, a CropBox inside the MediaBox, turns by quarters, a unit that is one."""
    mended = [number for number, page in enumerate(pdf.pages, 1) if _mend_page(page)]
    if not mended:
        return []
    where = named_pages(mended)
    message = f"The sheet size stored for {where} was not valid and was put right. Check that nothing is cut off."
    return [Repair(code=RepairCode.PAGE_BOX_MENDED, message=message, needs_look=True)]


def _mend_page(page: pikepdf.Page) -> bool:
    media = read_box(page.obj.get("/MediaBox")) or LETTER
    crop = read_box(page.obj.get("/CropBox"))
    crop_wanted = crop and _intersection(crop, media)
    changed = _put(page, "/MediaBox", media, raw=page.obj.get("/MediaBox"))
    if "/CropBox" in page.obj:
        changed |= _put(page, "/CropBox", crop_wanted or None, raw=page.obj.CropBox)
    for name in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if name in page.obj and read_box(page.obj[name]) is None:
            del page.obj[name]
            changed = True
    return _drop_bad_notes(page) or changed


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


def _drop_bad_notes(page: pikepdf.Page) -> bool:
    """Takes out a turn that is no quarter turn and a unit that is none; ``rotation`` sees to the rest."""
    changed = False
    for name, is_sound in (("/Rotate", has_sound_turn), ("/UserUnit", has_sound_unit)):
        if name in page.obj and not is_sound(page):
            del page.obj[name]
            changed = True
    return changed
