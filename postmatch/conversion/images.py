"""Pictures at the gate: each an upright page of US Letter, without loss where the source allows it.

A JPEG in grey or RGB goes in byte for byte, without its camera data (which may say where it was taken), and so do
the packed pixels of a plain PNG; both are turned by the page's instructions. Black and white becomes CCITT Group 4.
Everything else is decoded and stored without loss, or as a fine JPEG when its source had losses already.
"""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.conversion.picture_encoding import stored
from postmatch.conversion.picture_frames import Frame, OpenPicture, opened_picture
from postmatch.conversion.picture_pages import StoredPicture, pictures_to_pdf
from postmatch.domain.documents import Normalised, Repair, RepairCode
from postmatch.domain.facts import Limits
from postmatch.domain.pages import PictureLook

FRAMES_LOOKED_AT = 12
"""A file of many frames is a scan; looking at each of hundreds would take longer than reading them."""


@dataclass(frozen=True)
class _Page:
    """One frame on its way to a page, and what was done to it and seen on it."""

    picture: StoredPicture
    repairs: tuple[Repair, ...]
    looks: tuple[PictureLook, ...] = ()
    shows_paper: bool = False


def normalise_picture(data: bytes, *, limits: Limits) -> Normalised:
    """A page for each picture in the file: every one of a TIFF, the first or main one of anything else.

    Raises ``UploadRefused``: too_large, too_many_pages, damaged.
    """
    with opened_picture(data, limits=limits) as picture:
        pages = [_page(data, frame, index) for index, frame in enumerate(picture.frames())]
    repairs = (*_about_the_file(picture), *(repair for page in pages for repair in page.repairs))
    looks = {look.fault: look for page in reversed(pages) for look in page.looks}
    return Normalised(
        pdf=pictures_to_pdf(page.picture for page in pages),
        media_type="application/pdf",
        page_count=len(pages),
        repairs=tuple(dict.fromkeys(repairs)),
        looks=tuple(looks.values()),
        shows_paper=len(pages) == 1 and pages[0].shows_paper,
    )


def _page(data: bytes, frame: Frame, index: int) -> _Page:
    picture, repairs = stored(data, frame)
    looks, shows_paper = _seen(frame) if index < FRAMES_LOOKED_AT else ((), False)
    return _Page(picture, ((_turned(),) if frame.is_turned else ()) + repairs, looks, shows_paper)


def _seen(frame: Frame) -> tuple[tuple[PictureLook, ...], bool]:
    import numpy as np

    from postmatch.conversion.picture_looks import SEEN_SIDE, look_at  # loads OpenCV

    small = frame.seen(long_side=SEEN_SIDE)
    seen = look_at(np.asarray(small), enlarged=max(frame.image.size) / max(small.size))
    return seen.looks, seen.shows_paper


def _about_the_file(picture: OpenPicture) -> tuple[Repair, ...]:
    page_count = len(picture.pages)
    words = "The picture was put on a letter-size page."
    if page_count > 1:
        words = f"The {page_count} pictures in this file were put on a letter-size page each."
    converted = Repair(code=RepairCode.CONVERTED_FROM_IMAGE, message=words)
    return (converted, _first_only()) if picture.left_out else (converted,)


def _first_only() -> Repair:
    return Repair(
        code=RepairCode.FIRST_FRAME_ONLY,
        message="This file holds several pictures; only the first (or main) one became a page. "
        "If you need the others, save them as separate files and upload those.",
        needs_look=True,
    )


def _turned() -> Repair:
    return Repair(code=RepairCode.TURNED_UPRIGHT, message="The photo was turned upright, as the camera noted.")
