"""What a photo is as it was uploaded, before the gate makes a page of it: for the rules of portals that take photos."""

from __future__ import annotations

from postmatch.conversion.media_types import sniff
from postmatch.conversion.picture_frames import opened_picture
from postmatch.conversion.refusals import refusal
from postmatch.domain.documents import ReasonCode
from postmatch.domain.facts import Limits
from postmatch.domain.portal_checks import PictureFacts

_JPEG_OF_SEVERAL = "MPO"  # Pillow's name for a JPEG to which a camera added previews
_ON_ITS_SIDE = 5  # EXIF orientations from here to 8 exchange width and height


def picture_facts(data: bytes, *, limits: Limits) -> PictureFacts:
    """Format, pixels as seen (turned as the camera noted) and dots per inch, when the file tells them.

    Raises ``UploadRefused``: unsupported_type for what is no picture, too_large, damaged.
    """
    if sniff(data).family != "picture":
        raise refusal(
            ReasonCode.UNSUPPORTED_TYPE,
            "This file is not a picture, so the rules for photos cannot be checked on it.",
            "Choose the photo itself, as JPEG or PNG.",
        )
    with opened_picture(data, limits=limits) as picture:
        dpi = picture.image.info.get("dpi")
        frame = next(picture.frames())
        size = frame.image.size
    width, height = size if frame.orientation < _ON_ITS_SIDE else size[::-1]
    format_ = "JPEG" if frame.format == _JPEG_OF_SEVERAL else frame.format
    return PictureFacts(format=format_, width=width, height=height, dpi=_lower(dpi), bytes=len(data))


def _lower(dpi: object) -> float | None:
    """The lower of the two directions; None when the file has none or says nothing (0 and 1 stand for that)."""
    if not isinstance(dpi, tuple) or len(dpi) != 2:
        return None
    lower = min(float(dpi[0]), float(dpi[1]))
    return lower if lower > 1 else None
