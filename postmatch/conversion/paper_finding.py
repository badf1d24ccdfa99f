"""Finding the sheet of paper in a photo: the four lines where its colour gives way to that of what lies around it.

Every four straight edges that can be those of one sheet (``paper_edges``) are judged by how much of each is a real
step of colour. A frame printed on a page is no step (the paper goes on behind it), so it is not taken for an edge; a
fold is one, but the edges beside it go on beyond it. The winner is measured again at full size.

Importing this module loads OpenCV (33 MB), so it is imported by functions that run in a worker, when they are called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from postmatch.conversion.paper_edges import (
    CLOSING,
    Corners,
    Lines,
    closed_lab,
    line_of,
    possible_sheets,
    straight_edges,
)

_SMALL_SIDE = 640
_SAMPLES, _END = 48, 8  # places along an edge, and how many of them are an end of it
_ALONG = np.linspace(0.04, 0.96, _SAMPLES)[:, None]
_STEP = 5.0  # least difference of colour across an edge, in units of 8-bit Lab
_MIN_SIDE, _MIN_MEAN = 0.5, 0.72  # share of an edge that must be a step: of the worst edge, of all four
_MIN_EVEN = 0.6  # share of the sheet that must have about one colour
_CUT_MIN_SIDE, _CUT_MIN_EVEN = 0.75, 0.75  # the same where the frame stands for some of the edges, so less is seen
_PHOTO_ANGLE = 0.4  # degrees off the frame: what a flatbed scanner or a screen shows is never turned by as much
_BEYOND = np.linspace(0.01, 0.10, 28)  # how far past a corner it is looked whether an edge goes on; of the photo
_TRIED = 8  # best candidates that are looked at closely


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper in a photo; ``is_cut``: some of its edges are outside, and the frame stands for them."""

    corners: Corners
    is_cut: bool


def find_paper(photo: np.ndarray) -> Corners | None:
    """The corners of the one sheet all of whose edges are in the photo, or None. ``photo`` is RGB, 8 bits, upright.

    The edges may be hidden in part (a hand, a fold, a shadow), the corners may lie a little outside the photo.
    """
    sheet = find_sheet(photo)
    return None if sheet is None or sheet.is_cut else sheet.corners


def find_sheet(photo: np.ndarray) -> Sheet | None:
    """As ``find_paper``, and else what is seen of a sheet of which one or two edges lie outside the photo.

    Of such a one, at least one edge that is seen must be askew: along the frame a coloured band of a page looks the
    same, and nothing was cut off a scan.
    """
    scale = min(1.0, _SMALL_SIDE / max(photo.shape[:2]))
    if min(photo.shape[:2]) * scale < 4 * CLOSING:
        return None
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else photo
    closed, shape = closed_lab(small), small.shape[:2]
    lines = straight_edges(closed)
    for whole in _ranked(possible_sheets(lines, shape), closed):
        corners = _measured(photo, (whole + 0.5) / scale - 0.5)
        if not _goes_on((corners + 0.5) * scale - 0.5, closed):
            return Sheet(corners, is_cut=False)
    cut = _best_cut(possible_sheets(lines.with_frame(shape), shape), closed)
    return None if cut is None else Sheet((cut + 0.5) / scale - 0.5, is_cut=True)


def _ranked(sheets: np.ndarray, closed: np.ndarray) -> Iterator[Corners]:
    """Sheets with good edges, the best first; of equally good ones the larger."""
    if not len(sheets):
        return
    shares = _steps(sheets, closed).mean(2)
    lows, means = shares.min(1), shares.mean(1)
    fits = (lows >= _MIN_SIDE) & (means >= _MIN_MEAN)
    worth = np.where(fits, means + 0.5 * np.minimum(lows, 0.8) + np.sqrt(_areas(sheets, closed)), 0)
    for index in np.argsort(-worth)[:_TRIED]:
        if worth[index] > 0 and _evenness(sheets[index], closed) >= _MIN_EVEN:
            yield sheets[index]


def _best_cut(sheets: np.ndarray, closed: np.ndarray) -> Corners | None:
    """The same where the borders of the photo may be edges: the others must step right up to the border."""
    if not len(sheets):
        return None
    last = np.array([closed.shape[1] - 1, closed.shape[0] - 1])
    ends = np.stack((sheets, np.roll(sheets, -1, axis=1)), axis=2)
    on_frame = ((np.abs(ends) < 1.5).all(2) | (np.abs(ends - last) < 1.5).all(2)).any(2)
    sides = np.abs(ends[:, :, 1] - ends[:, :, 0])
    askew = np.degrees(np.arctan2(sides.min(2), sides.max(2)))
    is_photo = ((askew > _PHOTO_ANGLE) & ~on_frame).any(1)
    steps = _steps(sheets, closed) | on_frame[..., None]
    shares = np.minimum(steps.mean(2), np.minimum(steps[..., :_END].mean(2), steps[..., -_END:].mean(2)) + 0.25)
    seen = (~on_frame).sum(1)
    fits = is_photo & (seen >= 2) & (seen <= 3) & (shares.min(1) >= _CUT_MIN_SIDE)
    worth = np.where(fits, shares.mean(1) + 0.25 * seen + np.sqrt(_areas(sheets, closed)), 0)
    for index in np.argsort(-worth)[:_TRIED]:
        if worth[index] > 0 and _evenness(sheets[index], closed) >= _CUT_MIN_EVEN:
            return sheets[index]
    return None


def _areas(sheets: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """As shares of the photo."""
    return np.array([cv2.contourArea(np.float32(sheet)) for sheet in sheets]) / closed[..., 0].size


def _goes_on(sheet: Corners, closed: np.ndarray) -> bool:
    """True when the edges beside one edge go on as steps beyond it: that one is a fold or the edge of a shadow.

    Where a corner lies so near the border of the photo that nothing is seen beyond it, the other corner decides.
    """
    pairs = (((0, 3), (1, 2)), ((1, 0), (2, 3)), ((2, 1), (3, 0)), ((3, 2), (0, 1)))
    for beside in pairs:  # each from its start to its end, and beyond that
        verdicts = {_is_step_beyond(sheet, start, end, closed) for start, end in beside} - {None}
        if verdicts == {True}:
            return True
    return False


def _is_step_beyond(sheet: Corners, start: int, end: int, closed: np.ndarray) -> bool | None:
    """None when too little of the photo is left beyond the corner ``end``."""
    along = sheet[end] - sheet[start]
    direction = along / np.linalg.norm(along)
    inward = np.array([-direction[1], direction[0]]) * (1 if (start + 1) % 4 == end else -1)
    places = sheet[end] + direction * _BEYOND[:, None] * max(closed.shape[:2])
    last = np.array([closed.shape[1] - 1, closed.shape[0] - 1])
    places = places[((places >= 0) & (places <= last)).all(1)]
    if len(places) < 4:
        return None
    usual = np.median(_differences(closed, sheet[start] + along * _ALONG, inward), axis=0)
    size = max(float(np.linalg.norm(usual)), 1e-6)
    steps = _differences(closed, places, inward) @ (usual / size)
    return float((steps > 0.5 * size).mean()) > 0.7


def _steps(sheets: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """For each edge of each sheet, where along it the colour steps in the sense that is usual on this edge."""
    starts, ends = sheets[:, :, None, :], np.roll(sheets, -1, axis=1)[:, :, None, :]
    sides = (ends - starts) / np.linalg.norm(ends - starts, axis=3, keepdims=True)
    inward = np.concatenate((-sides[..., 1:], sides[..., :1]), axis=3)  # corners go clockwise on the screen
    steps = _differences(closed, starts + (ends - starts) * _ALONG, inward)
    usual = np.median(steps, axis=2, keepdims=True)
    sense = usual / np.maximum(np.linalg.norm(usual, axis=3, keepdims=True), 1e-6)
    return (steps * sense).sum(3) > _STEP


def _differences(closed: np.ndarray, places: np.ndarray, inward: np.ndarray) -> np.ndarray:
    """The colour a little inward of each place less that a little outward."""
    inner = sum(_colors_at(closed, places + inward * distance) for distance in (3, 5, 7))
    outer = sum(_colors_at(closed, places - inward * distance) for distance in (3, 5, 7))
    return (inner - outer) / 3


def _colors_at(image: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Of the nearest pixel; places outside the photo take that of its border, so that nothing is seen there."""
    columns = np.clip(np.rint(places[..., 0]), 0, image.shape[1] - 1).astype(int)
    rows = np.clip(np.rint(places[..., 1]), 0, image.shape[0] - 1).astype(int)
    return image[rows, columns]


def _evenness(sheet: Corners, closed: np.ndarray) -> float:
    """The share of the sheet with about the colour and not much less than the light of most of it."""
    mask = np.zeros(closed.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(sheet).astype(np.int32), 1)
    pixels = closed[mask == 1]
    if not len(pixels):
        return 0.0
    usual = np.median(pixels[:, 1:], axis=0)
    same_color = np.abs(pixels[:, 1:] - usual).max(1) < 12
    return float((same_color & (pixels[:, 0] > 0.5 * np.percentile(pixels[:, 0], 90))).mean())


def _measured(photo: np.ndarray, corners: Corners) -> Corners:
    """The corners to a fraction of a pixel: each edge is fitted again to where the colour steps in the full photo."""
    reach = max(4.0, 0.008 * max(photo.shape[:2]))
    offsets = np.arange(-reach, reach + 0.5, 0.5)
    soft = cv2.GaussianBlur(photo, (0, 0), max(1.0, reach / 8))
    edges = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        direction = (end - start) / np.linalg.norm(end - start)
        inward = np.array([-direction[1], direction[0]])
        places = start + (end - start) * np.linspace(0.05, 0.95, 90)[:, None]
        grid = (places[:, None, :] + inward * offsets[:, None]).astype(np.float32)
        profiles = cv2.remap(soft, grid, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        edges.append(_fitted(places, inward, offsets, profiles) or (start, direction))
    lines = Lines(np.array([edge[0] for edge in edges]), np.array([edge[1] for edge in edges]))
    again = lines.crossings()[[3, 0, 1, 2], [0, 1, 2, 3]]
    return again if (np.linalg.norm(again - corners, axis=1) < 3 * reach).all() else corners


def _fitted(
    places: np.ndarray, inward: np.ndarray, offsets: np.ndarray, profiles: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """A line through the steepest places of the profiles across an edge, those off the line left out."""
    step = np.median(profiles[:, -len(offsets) // 4 :].mean(1) - profiles[:, : len(offsets) // 4].mean(1), axis=0)
    heights = profiles @ (step / max(float(np.linalg.norm(step)), 1e-6))
    slopes = np.diff(heights, axis=1)
    steepest = slopes.argmax(1)
    middles = (offsets[:-1] + offsets[1:]) / 2
    points = places + inward * middles[steepest][:, None]
    strong = slopes.max(1) > 0.3 * np.median(slopes.max(1))
    for tolerance in (4.0, 2.0, 1.0):
        if strong.sum() < 20:
            return None
        middle, direction = line_of(points[strong])
        away = np.abs((points - middle) @ np.array([-direction[1], direction[0]]))
        strong &= away < tolerance * max(0.5, float(np.median(away[strong])) * 1.5)
    return middle, direction
