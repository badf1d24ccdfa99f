"""The sheet of paper out of a photo: seen straight from above, in its true proportions, evenly lit, on a page.

Offered and never done by itself: a picture of a document that somebody has worked on must be looked at. Ink and
stamps keep their colours, nothing is made black and white, and the photo stays in the workspace as it came.

Importing this module loads OpenCV (``paper_finding`` says what that costs).
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from postmatch.conversion.paper_finding import Corners, find_paper
from postmatch.conversion.picture_encoding import fine_jpeg
from postmatch.conversion.picture_frames import opened_picture
from postmatch.conversion.picture_pages import StoredPicture, pictures_to_pdf
from postmatch.conversion.refusals import no_paper_found
from postmatch.domain.documents import Normalised, Repair, RepairCode
from postmatch.domain.facts import Limits

READ_SIDE = 6_600
"""A larger photo is made smaller before it is read: a sheet that fills half of it has 300 dpi still."""
SHEET_SIDE = 3_300
"""Pixels of the longer side of the straightened sheet at most: letter size at 300 dpi."""
SHEET_QUALITY = 88

_LETTER, _A4 = 11 / 8.5, 297 / 210
_SNAP = 0.04  # how far measured proportions may be from a paper's own, as a share of it
_FOCAL_LENGTHS = (0.6, 0.75, 1.6)  # in longer sides of the photo: least believed, that of a phone, most believed
_MAP_SIDE = 400  # pixels of the map of the light
_PRINT_WIDTH = 13  # pixels of that map: what is darker and thinner is print, not light
_DEEPEST_SHADOW = 0.5  # below this share of the light around it a patch is taken for something printed
_WHITE = 0.975  # this share of the paper's light becomes white, so that its grain does


def straighten(data: bytes, *, limits: Limits) -> Normalised:
    """The sheet alone on a letter-size page. Raises ``UploadRefused``: unreadable (no sheet with four edges was
    found), and what ``normalise_picture`` raises. Of a file of several pictures the first is taken."""
    with opened_picture(data, limits=limits) as picture:
        photo = np.asarray(next(picture.frames()).seen(long_side=READ_SIDE))
    corners = find_paper(photo)
    if corners is None:
        raise no_paper_found()
    sheet, is_full_sheet = flattened(photo, corners)
    jpeg = fine_jpeg(Image.fromarray(evenly_lit(sheet)), quality=SHEET_QUALITY)
    pdf = pictures_to_pdf([StoredPicture(jpeg, is_sheet=is_full_sheet)])
    return Normalised(pdf, "application/pdf", 1, (_converted(), _straightened()))


def flattened(photo: np.ndarray, corners: Corners) -> tuple[np.ndarray, bool]:
    """The sheet from above, and whether it is a full sheet: letter or A4 paper, then in exactly these proportions
    when the measured ones are near, and in the measured ones when they lie between."""
    height, width = photo.shape[:2]
    proportion = true_proportion(corners, (width, height))
    longer = max(proportion, 1 / proportion)
    standard = min((_LETTER, _A4), key=lambda known: abs(longer / known - 1))
    if abs(longer / standard - 1) <= _SNAP:
        proportion = standard if proportion > 1 else 1 / standard
    is_full_sheet = _LETTER * (1 - _SNAP) <= longer <= _A4 * (1 + _SNAP)
    size = _pixels(corners, proportion)
    target = np.float32([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]]) - 0.5
    matrix = cv2.getPerspectiveTransform(np.float32(corners), target)
    flat = cv2.warpPerspective(photo, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return flat, is_full_sheet


def _pixels(corners: Corners, proportion: float) -> tuple[int, int]:
    """Width and height that keep every pixel of the longest edge, as far as ``SHEET_SIDE`` allows."""
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width = max(top, bottom, left / proportion, right / proportion)
    width = min(width, SHEET_SIDE, SHEET_SIDE / proportion)
    return round(width), round(width * proportion)


def true_proportion(corners: Corners, size: tuple[int, int]) -> float:
    """Height to width of the sheet itself, from how perspective distorts it.

    After Z. Zhang and L. He, "Whiteboard scanning and image enhancement" (2007), section 4, with the middle of the
    photo as the principal point. Their focal length is unsure where the sheet is seen from straight above; one that
    no camera has is replaced by that of a phone.
    """
    middle = (np.array(size) - 1) / 2
    top_left, top_right, bottom_right, bottom_left = np.column_stack((corners - middle, np.ones(4)))
    across = np.cross(top_left, bottom_right)
    second = across @ bottom_left / (np.cross(top_right, bottom_right) @ bottom_left)
    third = across @ top_right / (np.cross(bottom_left, bottom_right) @ top_right)
    wide, tall = second * top_right - top_left, third * bottom_left - top_left
    focal = _focal_length(wide, tall, max(size))
    weights = np.array([1 / focal, 1 / focal, 1.0])
    return float(np.linalg.norm(tall * weights) / np.linalg.norm(wide * weights))


def _focal_length(wide: np.ndarray, tall: np.ndarray, longer: int) -> float:
    """In pixels."""
    least, usual, most = _FOCAL_LENGTHS
    product = wide[2] * tall[2]
    square = -(wide[0] * tall[0] + wide[1] * tall[1]) / product if abs(product) > 1e-9 else 0.0
    measured = square**0.5 / longer if square > 0 else 0.0
    return (measured if least <= measured <= most else usual) * longer


def evenly_lit(sheet: np.ndarray) -> np.ndarray:
    """The sheet as if the light were the same everywhere and white: each pixel divided by the light that fell on it.

    The light is a smooth surface through the paper's own brightness, in each colour, times the shadows on it, which
    have no colour. Patches that are too dark or too colourful for a shadow are print and are left alone.
    """
    scale = _MAP_SIDE / max(sheet.shape[:2])
    small = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_PRINT_WIDTH, _PRINT_WIDTH))
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), 7).astype(np.float32)
    light = _smooth_surface(paper)
    light *= _shadows(paper, light)[..., None]
    size = (sheet.shape[1], sheet.shape[0])
    gain = cv2.resize(255 / (_WHITE * np.maximum(light, 8)), size, interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(sheet, gain, dtype=cv2.CV_8U)


def _smooth_surface(paper: np.ndarray) -> np.ndarray:
    """For each colour a polynomial of degree 3 across the sheet, fitted to the brighter part of it."""
    rows, columns = np.mgrid[-1 : 1 : paper.shape[0] * 1j, -1 : 1 : paper.shape[1] * 1j]
    terms = np.stack([columns**i * rows**j for i in range(4) for j in range(4 - i)], axis=-1)
    some = (slice(None, None, 5), slice(None, None, 5))
    places, pixels = terms[some].reshape(-1, 10), paper[some].reshape(-1, 3)
    kept = np.ones(len(pixels), bool)
    for _ in range(6):
        surface = np.linalg.lstsq(places[kept], pixels[kept], rcond=None)[0]
        share = (pixels / np.maximum(places @ surface, 1)).min(1)
        kept = share > max(0.9, float(np.percentile(share, 20)))
    return (terms @ surface).astype(np.float32)


def _shadows(paper: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The share of the light that is left at each place, softly."""
    shares = paper / np.maximum(light, 8)
    grey = shares.mean(2)
    is_shadow = (grey > _DEEPEST_SHADOW) & (shares.max(2) - shares.min(2) < 0.12)
    return cv2.GaussianBlur(np.where(is_shadow, np.minimum(grey, 1.15), 1.0).astype(np.float32), (0, 0), 3)


def _converted() -> Repair:
    return Repair(code=RepairCode.CONVERTED_FROM_IMAGE, message="The picture was put on a letter-size page.")


def _straightened() -> Repair:
    return Repair(
        code=RepairCode.STRAIGHTENED,
        message="The paper was cut out of the photo, straightened and evenly lit. Compare it with the paper.",
        needs_look=True,
    )
