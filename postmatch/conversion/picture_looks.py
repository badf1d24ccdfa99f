"""What may make the photo of a paper hard to read, measured on the picture: blur, darkness, size, edges cut off.

Speaks of papers only. A picture counts as one when it is, but for a margin of doubt, patches of print and patches of
blank paper (``_Tiles``); a portrait, a view, a drawing is not, and nothing is said of its sharpness.

How the limits were found: pages of the corpus and one of our own, drawn and then photographed by
``tests/conversion/paper_photos.py`` with known blur, light and distance, read back by Tesseract 5, and compared with
clean scans and with photos of other things. Spread is that of edges in points on the paper, the worse of four
directions; white is the darkest tenth of the paper's own brightness:

    seen                                             spread     white   words read
    clean scans and drawn pages, 100 to 200 dpi      0.4-0.9    255     -
    photo at 164 dpi, sharp                          0.6        196     100 %
    photo at 99 dpi, sharp                           0.9        193     100 %
    164 dpi, Gaussian blur of sigma 1.5 / 2.0 px     0.9 / 1.0  196     87 % / 73 %
    164 dpi, Gaussian blur of sigma 2.5 / 3.0 px     1.2 / 1.3  195     15 % / 0 %
    164 dpi, streaks of 5 / 9 px                     1.2 / 1.2  196     58 % / 2 %
    164 dpi, half / three tenths of the light        0.7 / 0.8  99 / 60 100 % (paper prints grey)
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from postmatch.conversion.paper_finding import Sheet, find_sheet
from postmatch.conversion.straightening import flattened
from postmatch.domain.pages import PictureFault, PictureLook

SEEN_SIDE = 2_400
"""Pixels of the longer side at which a picture is looked at: 150 dpi and more for a sheet that fills the photo."""

MIN_DPI = 100.0
MAX_SPREAD_POINTS, MAX_SPREAD_PIXELS = 1.1, 1.7
"""Edges are blurred when they are wider on paper than print of 10 points bears, and wider than sampling makes them."""
MIN_WHITE, MIN_CONTRAST = 75.0, 40.0
"""Of 255: the darkest tenth of the paper itself, and the difference between paper and ink."""
NEARLY_ALL, SKEWED_DEGREES = 0.92, 1.5
"""A sheet that fills more of the picture and is turned by less is a scan: there is nothing to straighten."""

_MIN_SIDE = 64  # pixels; less is an icon or a line
_MIN_DIFFERENCE = 20.0  # of colours, in units of 8-bit Lab

_MEASURED_DPI = 150.0
_PAPER_INCHES = 11.0  # the longer side of a sheet; A4 has 11.7, which makes no difference here
_LONGEST = 1.75  # longer to shorter side: legal paper has 1.65, and no sheet of an application has more
_CARD, _CARD_SNAP = 85.60 / 53.98, 0.03  # ISO/IEC 7810 ID-1: bank cards, course cards, the green card
_TILE_INCHES = 0.5
_MIN_PRINT_TILES, _MIN_DOCUMENT_SHARE = 12, 0.92
_MAX_UNEVEN = 0.07  # of the light, in four fifths of the picture: papers 0.00 to 0.05, skies 0.08 to 0.11
_MIN_OFFERED_SHARE, _MIN_OFFERED_SIDE = 0.5, 500  # of tiles that can be paper; pixels of its longer side
_PRINT_COVERS = (0.02, 0.65)  # of a tile
_MIN_EDGES = 80  # in one direction, before its spread means anything
_STEEP = 0.2  # share of the steepest slope around that makes a place an edge of its own


@dataclass(frozen=True)
class Seen:
    """What was seen on a picture. ``shows_paper``: a whole sheet that straightening would show better."""

    looks: tuple[PictureLook, ...] = ()
    shows_paper: bool = False


@dataclass(frozen=True)
class _Tiles:
    """A picture by tiles of half an inch: grey values, the brightness of the paper behind print, the difference of
    grey that counts as ink, which pixels lie in tiles of print; ``dots`` per inch; the share of tiles that can be
    paper; and whether nearly all are print or blank paper, with print enough to measure."""

    grey: np.ndarray
    paper: np.ndarray
    least_step: np.ndarray
    in_print: np.ndarray
    dots: float
    paper_share: float
    are_a_document: bool


def look_at(photo: np.ndarray, *, enlarged: float = 1.0) -> Seen:
    """What is wrong with ``photo`` (RGB, 8 bits, upright), if it is one of a paper.

    ``enlarged``: how many pixels of the picture as it came are one pixel of ``photo``, along a side.
    """
    if min(photo.shape[:2]) < _MIN_SIDE:
        return Seen()
    sheet = find_sheet(photo)
    if sheet is not None and sheet.is_cut and not _is_brighter_than_around(sheet, photo):
        sheet = None
    paper = photo if sheet is None else flattened(photo, sheet.corners)[0]
    if sheet is not None and not sheet.is_cut and _proportion(paper) > _LONGEST:
        sheet, paper = None, photo  # a part of what is printed, set off by its colour
    dots = max(paper.shape[:2]) / _PAPER_INCHES
    tiles = _tiles(paper, dots)
    shows_paper = sheet is not None and not sheet.is_cut and _is_worth_straightening(sheet, photo)
    shows_paper = shows_paper and tiles.paper_share >= _MIN_OFFERED_SHARE and max(paper.shape) >= _MIN_OFFERED_SIDE
    if not tiles.are_a_document:
        return Seen(shows_paper=shows_paper)
    blurred = _blurred(tiles)
    dark = _dark(tiles, least_contrast=0.0 if blurred else MIN_CONTRAST)  # blur alone makes print pale
    small = None if _is_card(paper) else _small(dots * enlarged)
    found = (blurred, dark, small, _cut(sheet))
    return Seen(tuple(look for look in found if look is not None), shows_paper)


def _is_brighter_than_around(sheet: Sheet, photo: np.ndarray) -> bool:
    inside, around = _inside_and_around(sheet, photo)
    return bool(inside[0] > around[0] + 5)


def _inside_and_around(sheet: Sheet, photo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The usual colours of the sheet and of what lies around it, in 8-bit Lab."""
    mask = np.zeros(photo.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(sheet.corners).astype(np.int32), 1)
    lab = cv2.cvtColor(photo, cv2.COLOR_RGB2LAB).astype(np.float32)
    inside = np.median(lab[mask == 1], axis=0)
    return inside, np.median(lab[mask == 0], axis=0) if (mask == 0).any() else inside


def _is_worth_straightening(sheet: Sheet, photo: np.ndarray) -> bool:
    """A sheet that lies straight must end in something else: around an ornament printed on a scan there is paper."""
    sides = np.abs(np.roll(sheet.corners, -1, axis=0) - sheet.corners)
    if float(np.degrees(np.arctan2(sides.min(1), sides.max(1))).max()) > SKEWED_DEGREES:
        return True
    inside, around = _inside_and_around(sheet, photo)
    fills = cv2.contourArea(np.float32(sheet.corners)) / photo[..., 0].size
    return fills < NEARLY_ALL and float(np.linalg.norm(inside - around)) > _MIN_DIFFERENCE


def _tiles(sheet: np.ndarray, dots: float) -> _Tiles:
    scale = min(1.0, _MEASURED_DPI / dots)
    if scale < 1:
        sheet, dots = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dots * scale
    grey = cv2.GaussianBlur(cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 0.5)
    width = max(7, int(dots * 0.14) | 1)  # of what is closed over as print, in pixels
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((width, width), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), width / 4)
    ink = np.maximum(paper - grey, 0) / np.maximum(paper, 20)
    least = max(0.06, 0.35 * float(np.percentile(ink, 99)))
    side = max(16, int(dots * _TILE_INCHES))
    is_paper, covered = _is_paper(sheet, paper, side), _tiled(ink > least, side).mean(1)
    has_print = is_paper & (covered > _PRINT_COVERS[0]) & (covered < _PRINT_COVERS[1])
    is_blank = is_paper & (covered <= _PRINT_COVERS[0])
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    in_print = np.zeros(grey.shape, bool)
    in_print[: rows * side, : columns * side] = np.kron(has_print.reshape(rows, columns), np.ones((side, side), bool))
    shares = [float(chosen.mean()) if len(chosen) else 0.0 for chosen in (has_print | is_blank, is_paper)]
    is_document = has_print.sum() >= _MIN_PRINT_TILES and shares[0] >= _MIN_DOCUMENT_SHARE and _is_even(paper, dots)
    return _Tiles(grey, paper, least * np.maximum(paper, 20), in_print, dots, shares[1], bool(is_document))


def _is_even(paper: np.ndarray, dots: float) -> bool:
    """Light changes slowly across a sheet; clouds and walls behind a portrait do not look so."""
    around = cv2.GaussianBlur(paper, (0, 0), dots * _TILE_INCHES)
    return float(np.percentile(np.abs(paper / np.maximum(around, 20) - 1), 80)) <= _MAX_UNEVEN


def _is_paper(sheet: np.ndarray, paper: np.ndarray, side: int) -> np.ndarray:
    """Which tiles have one light behind what stands on them, not much less than elsewhere, and little colour."""
    color = np.abs(cv2.cvtColor(sheet, cv2.COLOR_RGB2LAB)[..., 1:].astype(np.int16) - 128).max(2).astype(np.uint8)
    behind, chroma = _tiled(paper, side), _tiled(cv2.medianBlur(color, 5), side)
    bright = float(np.percentile(paper, 90))
    is_even = behind.max(1, initial=0) - behind.min(1, initial=255) < 0.25 * bright
    return is_even & (behind.mean(1) > 0.35 * bright) & (np.median(chroma, axis=1) < 22)


def _tiled(image: np.ndarray, side: int) -> np.ndarray:
    """Tile by pixel; what is left at the right and the bottom is cut off."""
    rows, columns = image.shape[0] // side, image.shape[1] // side
    tiles = image[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return tiles.swapaxes(1, 2).reshape(rows * columns, side * side)


def edge_spread(tiles: _Tiles) -> float | None:
    """How wide edges of print are, in pixels: the sigma of the Gaussian that would make a sharp step as steep.

    The contrast around an edge by its steepest slope, times 1/sqrt(2 pi): for a step blurred by sigma that is sigma,
    whatever its contrast. The median for each of four directions, and of these the greatest, since a hand that moves
    blurs one direction only. None when no direction has edges enough.
    """
    grey, reach = tiles.grey, max(2, round(tiles.dots * 0.03))
    across, down = (cv2.Sobel(grey, cv2.CV_32F, *axes, ksize=3) / 8 for axes in ((1, 0), (0, 1)))
    slope = np.hypot(across, down)
    around = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    contrast = cv2.dilate(grey, around) - cv2.erode(grey, around)
    is_edge = tiles.in_print & (contrast > tiles.least_step) & (slope > 0)
    is_edge &= slope >= cv2.dilate(slope, np.ones((3, 3), np.uint8))
    is_edge &= slope >= _STEEP * cv2.dilate(slope, around)  # grain beside an edge has the contrast, not the slope
    direction = ((np.degrees(np.arctan2(down, across)) % 180 + 22.5) // 45).astype(int) % 4
    spreads = [0.4 * contrast[chosen] / slope[chosen] for chosen in (is_edge & (direction == one) for one in range(4))]
    medians = [float(np.median(spread)) for spread in spreads if len(spread) >= _MIN_EDGES]
    return max(medians) if medians else None


def _blurred(tiles: _Tiles) -> PictureLook | None:
    spread = edge_spread(tiles)
    if spread is None or spread <= MAX_SPREAD_PIXELS or spread * 72 / tiles.dots <= MAX_SPREAD_POINTS:
        return None
    return PictureLook(
        fault=PictureFault.BLURRED,
        message="The print in this photo is blurred, so parts of it may be hard to read.",
        hint="Take it again in daylight with both hands resting on something, tap on the text so that the camera "
        "focuses on it, and wait a moment before you press the button.",
    )


def _dark(tiles: _Tiles, *, least_contrast: float) -> PictureLook | None:
    inside = tiles.in_print
    white = float(np.percentile(tiles.paper, 8))
    contrast = float(np.percentile((tiles.paper - tiles.grey)[inside], 98))
    if white >= MIN_WHITE and contrast >= least_contrast:
        return None
    return PictureLook(
        fault=PictureFault.TOO_DARK,
        message="The paper in this photo is so dark, or its print so pale, that it will be hard to read when printed.",
        hint="Take it again in daylight near a window, without a shadow on the paper, and without flash.",
    )


def _is_card(paper: np.ndarray) -> bool:
    """A card of the usual size, of which nobody wants a page full of dots."""
    return abs(_proportion(paper) / _CARD - 1) <= _CARD_SNAP


def _proportion(paper: np.ndarray) -> float:
    return max(paper.shape[:2]) / min(paper.shape[:2])


def _small(dots: float) -> PictureLook | None:
    if dots >= MIN_DPI:
        return None
    return PictureLook(
        fault=PictureFault.TOO_SMALL,
        message=f"If this is a full page, it has only about {dots:.0f} dots per inch; small print needs {MIN_DPI:.0f} "
        "and better 150.",
        hint="Move closer so that the paper fills the photo, and send the photo in its original size (messengers make "
        "it smaller), or scan it at 200 to 300 dpi.",
    )


def _cut(sheet: Sheet | None) -> PictureLook | None:
    if sheet is None or not sheet.is_cut:
        return None
    return PictureLook(
        fault=PictureFault.CUT_EDGES,
        message="The paper reaches over the edge of this photo, so something on it may be missing.",
        hint="Take it again from a little farther away, with all four edges of the paper in view.",
    )
