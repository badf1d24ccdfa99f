"""Straight edges in a photo, and every four of them that can be the edges of one sheet of paper seen at an angle.

Works on the photo made small, with print closed over. Importing it loads OpenCV (``paper_finding`` says more).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

Corners = np.ndarray
"""4 by 2: x and y of top left, top right, bottom right, bottom left, in pixels of the photo."""

CLOSING = 17  # pixels of the small photo: wider than print on a sheet that fills half of it
_LINES = 18
_MIN_AREA = 0.18  # of the photo
_OVERHANG = 0.02  # of the longer side: how far a corner may lie outside the photo
_FAINT_WITHIN, _FAINT_GAIN = 24.0, 4.0  # white paper on a white table differs by 3 % of light: made 4 times as much
_JOINED_WITHIN, _JOINED_SINE = 4.0, 0.05  # pixels and about 3 degrees: pieces of one line
_OPPOSITE_DEGREES, _OPPOSITE_APART = 35.0, 0.15  # opposite edges: how far they may turn, how near they may be
_MIN_SINE = 0.3  # between edges that meet


@dataclass(frozen=True)
class Lines:
    """Straight edges of the small photo: a point and a unit direction each (n by 2), the strongest first."""

    points: np.ndarray
    directions: np.ndarray

    def crossings(self) -> np.ndarray:
        """Where each line meets each other (n by n by 2); infinity for those that are nearly parallel."""
        across = self.directions[:, None] * np.array([1, -1]) * self.directions[None, :, ::-1]
        sine = across.sum(2)
        offset = self.points[None] - self.points[:, None]
        along = (offset[..., 0] * self.directions[None, :, 1] - offset[..., 1] * self.directions[None, :, 0]) / (
            np.where(np.abs(sine) < _MIN_SINE, np.inf, sine)
        )
        met = self.points[:, None] + along[..., None] * self.directions[:, None]
        return np.where(np.abs(sine)[..., None] < _MIN_SINE, np.inf, met)

    def with_frame(self, shape: tuple[int, int]) -> Lines:
        """These and the four borders of the photo."""
        height, width = shape
        points = [[width / 2, 0], [width / 2, height - 1], [0, height / 2], [width - 1, height / 2]]
        directions = [[1.0, 0], [1, 0], [0, 1], [0, 1]]
        return Lines(np.vstack((self.points, points)), np.vstack((self.directions, directions)))


def closed_lab(small: np.ndarray) -> np.ndarray:
    """Lab as 32-bit floats, print closed over: what is dark and thin takes the colour of what is around it."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (CLOSING, CLOSING))
    light = cv2.morphologyEx(lab[..., 0], cv2.MORPH_CLOSE, kernel)
    colors = [cv2.medianBlur(lab[..., channel], 9) for channel in (1, 2)]
    return cv2.GaussianBlur(np.dstack((light, *colors)), (0, 0), 1.0).astype(np.float32)


def straight_edges(closed: np.ndarray) -> Lines:
    """The longest lines of light, and of faint differences of light and colour; pieces of one line joined."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    faint = (closed - cv2.GaussianBlur(closed, (0, 0), _FAINT_WITHIN)) * _FAINT_GAIN + 128
    pieces = []
    for plane in (closed[..., 0], *cv2.split(faint)):
        found = detector.detect(np.clip(plane, 0, 255).astype(np.uint8))[0]
        pieces.append(np.empty((0, 4)) if found is None else found.reshape(-1, 4))
    segments = np.vstack(pieces).astype(np.float64)
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    long_enough = lengths > 0.03 * max(closed.shape[:2])
    return _joined(segments[long_enough], lengths[long_enough])


def _joined(segments: np.ndarray, lengths: np.ndarray) -> Lines:
    """Greedy: the longest segment takes along all that lie on its line within a few pixels and degrees."""
    left = list(np.argsort(-lengths))
    lines: list[tuple[float, np.ndarray, np.ndarray]] = []
    while left:
        point, direction = line_of(segments[left[0]].reshape(2, 2))
        ends = segments[left].reshape(-1, 2, 2) - point
        away = np.abs(ends[..., 0] * direction[1] - ends[..., 1] * direction[0]).max(1)
        vectors = ends[:, 1] - ends[:, 0]
        sine = np.abs(vectors[:, 0] * direction[1] - vectors[:, 1] * direction[0]) / np.linalg.norm(vectors, axis=1)
        mine = (away < _JOINED_WITHIN) & (sine < _JOINED_SINE)
        mine[0] = True
        taken = [index for index, is_mine in zip(left, mine, strict=True) if is_mine]
        lines.append((float(lengths[taken].sum()), *line_of(segments[taken].reshape(-1, 2))))
        left = [index for index, is_mine in zip(left, mine, strict=True) if not is_mine]
    lines = sorted(lines, key=lambda line: -line[0])[:_LINES]
    return Lines(
        np.array([line[1] for line in lines]).reshape(-1, 2), np.array([line[2] for line in lines]).reshape(-1, 2)
    )


def line_of(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Through the points, by least squares: their middle, and the unit direction."""
    middle = points.mean(0)
    direction = np.linalg.svd(points - middle, full_matrices=False)[2][0]
    return middle, direction


def possible_sheets(lines: Lines, shape: tuple[int, int]) -> np.ndarray:
    """Every four lines that can be a sheet seen at an angle, as corners in order; n by 4 by 2."""
    pairs = _opposite(lines, max(shape))
    if len(pairs) < 2:
        return np.empty((0, 4, 2))
    first, second = (pairs[index] for index in np.triu_indices(len(pairs), 1))
    are_four = (first[:, :, None] != second[:, None, :]).all((1, 2))
    first, second = first[are_four], second[are_four]
    met = lines.crossings()
    around = [met[first[:, a], second[:, b]] for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]
    sheets = np.stack(around, axis=1)
    sheets = _ordered(sheets[np.isfinite(sheets).all((1, 2))])
    return sheets[_is_sheet_like(sheets, shape)]


def _opposite(lines: Lines, longer: int) -> np.ndarray:
    """Pairs of lines that can be opposite edges, by their numbers; n by 2."""
    angles = np.degrees(np.arctan2(lines.directions[:, 1], lines.directions[:, 0])) % 180
    pairs = []
    for one, other in combinations(range(len(angles)), 2):
        turned = abs(angles[one] - angles[other])
        offset = lines.points[other] - lines.points[one]
        apart = abs(offset[0] * lines.directions[one][1] - offset[1] * lines.directions[one][0])
        if min(turned, 180 - turned) < _OPPOSITE_DEGREES and apart > _OPPOSITE_APART * longer:
            pairs.append((one, other))
    return np.array(pairs, int).reshape(-1, 2)


def _ordered(sheets: np.ndarray) -> np.ndarray:
    """Each as top left, top right, bottom right, bottom left: clockwise, beginning nearest to the top left."""
    offsets = sheets - sheets.mean(1, keepdims=True)
    turn = np.argsort(np.arctan2(offsets[..., 1], offsets[..., 0]), axis=1)
    clockwise = np.take_along_axis(sheets, turn[..., None], axis=1)
    first = clockwise.sum(2).argmin(1)[:, None]
    return np.take_along_axis(clockwise, ((first + np.arange(4)) % 4)[..., None], axis=1)


def _is_sheet_like(sheets: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    height, width = shape
    sides = np.roll(sheets, -1, axis=1) - sheets
    lengths = np.linalg.norm(sides, axis=2)
    before = np.roll(sides, 1, axis=1)
    bends = (before[..., 0] * sides[..., 1] - before[..., 1] * sides[..., 0]) / (
        np.maximum(lengths * np.roll(lengths, 1, axis=1), 1e-6)
    )
    area = 0.5 * np.abs(np.sum(sheets[..., 0] * np.roll(sheets[..., 1], -1, 1)
                               - sheets[..., 1] * np.roll(sheets[..., 0], -1, 1), axis=1))  # fmt: skip
    over = _OVERHANG * max(shape)
    inside = ((sheets >= -over) & (sheets <= np.array([width - 1, height - 1]) + over)).all((1, 2))
    is_even = (lengths.min(1) > 0.25 * lengths.max(1)) & (bends > 0.6).all(1)
    return inside & is_even & (area > _MIN_AREA * width * height)
