"""Opening pictures: every frame that becomes a page, decoded within the limits before anything is believed of it."""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from postmatch.conversion.picture_colors import plain
from postmatch.conversion.picture_pages import MATRICES
from postmatch.conversion.refusals import (
    damaged_picture,
    too_many_pages,
    too_many_pixels,
    too_many_pixels_in_all,
)
from postmatch.domain.facts import Limits

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
"""Pillow's names of the readers that may be tried; MPO comes with JPEG."""
FRAMES_TIMES = 5
"""How many times the pixels of one picture all frames of a file may have together: frames are decoded one by one,
so they cost time and not memory."""

_ORIENTATION = 0x0112
_SUBFILE_TYPE = 0x00FE  # TIFF 6.0 page 36: bit 0 a smaller copy of another picture, bit 2 a mask of one
_SMALLER_OR_MASK = 0b101
_NOT_REDUCIBLE = ("1", "P", "PA")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_READER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
"""What Pillow and its plugins raise on damaged files (all seen in the tests or in their sources)."""


@dataclass(frozen=True)
class Frame:
    """One decoded picture as it is stored, and the turn that shows it upright (EXIF orientation, 1 to 8).

    ``is_turned``: it is stored in another position than it is seen in, also when the reader has turned it already,
    as TIFF's does (``orientation`` is 1 then). ``format`` is Pillow's name of the format.
    """

    image: Image.Image
    orientation: int
    is_turned: bool
    format: str

    def seen(self, *, long_side: int | None = None) -> Image.Image:
        """The picture in RGB as it is to be seen, its longer side not above ``long_side`` pixels when that is given.

        Made smaller first and converted then: the whole picture may take a third of the memory there is.
        """
        image = self.image.convert("RGB") if self.image.mode in _NOT_REDUCIBLE else self.image
        if long_side and max(image.size) > long_side and not image.mode.startswith("I;"):
            image = image.reduce(math.ceil(max(image.size) / long_side))
        flat = plain(image)[0]
        flat = flat if flat.mode == "RGB" else flat.convert("RGB")
        turn = _TURNS.get(self.orientation)
        return flat if turn is None else flat.transpose(turn)


@dataclass(frozen=True)
class OpenPicture:
    """A file whose headers are within the limits. ``left_out``: there are frames that do not become pages."""

    image: Image.Image
    pages: tuple[int, ...]
    left_out: bool

    def frames(self) -> Iterator[Frame]:
        """Each page's frame, decoded when it is asked for; asking for the next one may change the last."""
        for index in self.pages:
            if index != self.image.tell():
                self.image.info.pop("icc_profile", None)  # Pillow leaves that of the frame before
                self.image.seek(index)
            yield _decoded(self.image)


@contextmanager
def opened_picture(data: bytes, *, limits: Limits) -> Iterator[OpenPicture]:
    """The picture with its pixels still packed. Raises ``UploadRefused`` (too_large, too_many_pages, damaged), also
    for what is found while the frames are decoded inside the block."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's bomb warning: our own limit below is the lower one
            _register_heif()
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(image.size, limits)
            yield _measured(image, limits)
    except Image.DecompressionBombError as error:
        raise too_many_pixels(*_announced_size(data), limits.image_pixels) from error
    except _READER_ERRORS as error:
        raise damaged_picture() from error


def _register_heif() -> None:
    """The main picture only: previews, depth maps and the like are never opened."""
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _measured(image: Image.Image, limits: Limits) -> OpenPicture:
    if image.format != "TIFF":
        # the further pictures of a JPEG (MPO) are previews and maps that a camera adds
        return OpenPicture(image, (image.tell(),), image.format != "MPO" and getattr(image, "n_frames", 1) > 1)
    pages, pixels, index = [], 0, 0
    while _has_frame(image, index):
        if not int(image.tag_v2.get(_SUBFILE_TYPE, 0)) & _SMALLER_OR_MASK:
            _check_size(image.size, limits)
            pages.append(index)
            pixels += image.width * image.height
        index += 1
        if index > limits.upload_pages:
            raise too_many_pages(index, limits.upload_pages)
    if pixels > FRAMES_TIMES * limits.image_pixels:
        raise too_many_pixels_in_all(pixels, FRAMES_TIMES * limits.image_pixels)
    return OpenPicture(image, tuple(pages) or (0,), left_out=False)


def _has_frame(image: Image.Image, index: int) -> bool:
    try:
        image.seek(index)
    except EOFError:
        return False
    return True


def _check_size(size: tuple[int, int], limits: Limits) -> None:
    if size[0] * size[1] > limits.image_pixels:
        raise too_many_pixels(*size, limits.image_pixels)


def _decoded(image: Image.Image) -> Frame:
    orientation = 1 if image.format == "HEIF" else _orientation(image)  # libheif has turned it
    name = image.format or ""
    image.load()
    return Frame(image, 1 if name == "TIFF" else orientation, orientation != 1, name)


def _orientation(image: Image.Image) -> int:
    """From EXIF or, where that is silent, XMP; 1 when it cannot be read."""
    try:
        value = int(image.getexif().get(_ORIENTATION, 1))
    except (TypeError, ValueError, SyntaxError, OSError, struct.error):
        return 1
    return value if value in MATRICES else 1


def _announced_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG (IHDR) that Pillow would not even open; zeros for anything else."""
    if data[12:16] != b"IHDR":
        return 0, 0
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
