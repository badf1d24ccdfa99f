"""Photos of papers, made: a page laid on a table, seen at an angle, lit, blurred and coded, with its corners known."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfgen import canvas

Picture = np.ndarray
"""Height by width by 3, RGB of eight bits."""

_PROSE = (
    "the resident candidate completed clinical rotations in internal medicine with distinction and served patients "
    "under direct supervision at our teaching hospital during the academic year while writing reports on quality "
    "improvement and safety for the department of medicine which the undersigned has reviewed and can recommend"
)
_WORDS = _PROSE.split()


@dataclass(frozen=True)
class Scene:
    """How the photo is taken. Lengths are shares of the photo's longer side, angles in degrees.

    ``blur`` is the sigma of a Gaussian and ``motion`` the length of a horizontal streak, both in pixels of the photo.
    ``shift`` moves the paper right and down; ``darkness`` 0 is daylight, 1 is night.
    """

    seed: int = 0
    size: tuple[int, int] = (1500, 2000)
    table: str = "wood"
    fills: float = 0.80
    turn: float = 0.0
    tilt: float = 12.0
    shift: tuple[float, float] = (0.0, 0.0)
    gradient: float = 0.25
    shadow: bool = False
    hand: bool = False
    fold: bool = False
    blur: float = 0.6
    motion: int = 0
    noise: float = 2.5
    darkness: float = 0.0
    quality: int = 88


TABLES = {"wood": (122, 84, 52), "dark": (38, 36, 40), "light": (196, 190, 180), "white": (226, 224, 220),
          "green": (60, 96, 78), "checked": (150, 120, 120)}  # fmt: skip


def text_page(*, dpi: int = 200, a4: bool = False, seed: int = 1, stamp: bool = True) -> Picture:
    """A letter as a printer would make it: a heading, paragraphs of 11 points, a signature line, a blue stamp."""
    random = np.random.default_rng(seed)
    width, height = A4 if a4 else letter
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=(width, height))
    sheet.setFont("Helvetica-Bold", 16)
    sheet.drawString(72, height - 80, "Department of Medicine")
    sheet.setFont("Times-Roman", 11)
    for line in range(38):
        if line % 9 != 8:
            sheet.drawString(72, height - 120 - 15 * line, " ".join(random.choice(_WORDS, 11))[:86])
    if stamp:
        sheet.setStrokeColorRGB(0.15, 0.2, 0.7)
        sheet.setLineWidth(3)
        sheet.circle(width - 150, 110, 40)
        sheet.setFillColorRGB(0.15, 0.2, 0.7)
        sheet.drawString(width - 180, 106, "CERTIFIED")
    sheet.save()
    return drawn(stream.getvalue(), dpi=dpi)


def drawn(pdf: bytes, *, dpi: int, page_index: int = 0) -> Picture:
    """A page of a PDF as pixels."""
    page = pypdfium2.PdfDocument(pdf)[page_index]
    return np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")).copy()


def photo(page: Picture, scene: Scene) -> tuple[Picture, np.ndarray]:
    """The photo, and where the paper's corners are in it: 4 by 2, top left, top right, bottom right, bottom left."""
    random = np.random.default_rng(scene.seed)
    corners = _corners(page, scene, random)
    height, width = scene.size[1], scene.size[0]
    table = _table(scene, random)
    paper = _folded(page) if scene.fold else page
    paper = np.clip(paper.astype(np.float32) * (0.955, 0.95, 0.93), 0, 255)
    ratio = max(1.0, paper.shape[0] / np.linalg.norm(corners[3] - corners[0]))
    if ratio > 1.3:
        paper = cv2.resize(paper, None, fx=1 / ratio, fy=1 / ratio, interpolation=cv2.INTER_AREA)
    source = np.float32([[0, 0], [paper.shape[1], 0], [paper.shape[1], paper.shape[0]], [0, paper.shape[0]]])
    matrix = cv2.getPerspectiveTransform(source, np.float32(corners))
    laid = cv2.warpPerspective(paper, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = np.zeros((height, width), np.float32)
    cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
    image = _with_drop_shadow(table, mask)
    image = laid * mask[..., None] + image * (1 - mask[..., None])
    if scene.hand:
        image = _with_thumb(image, corners)
    image = image * _light(scene, random)[..., None]
    return _taken(image, scene, random), corners


def many_scenes(count: int, **fixed: object) -> list[Scene]:
    """Scenes that differ in everything a table by the window may differ in."""
    scenes = []
    for seed in range(count):
        random = np.random.default_rng(1000 + seed)
        scene = Scene(
            seed=seed,
            table=list(TABLES)[seed % len(TABLES)],
            fills=float(random.uniform(0.62, 0.9)),
            turn=float(random.uniform(-14, 14)),
            tilt=float(random.uniform(0.0, 26.0)),
            gradient=float(random.uniform(0.0, 0.5)),
            shadow=seed % 3 == 1,
            hand=seed % 5 == 2,
            fold=seed % 4 == 3,
            blur=float(random.uniform(0.4, 1.0)),
        )
        scenes.append(replace(scene, **fixed))  # type: ignore[arg-type]
    return scenes


def jpeg(image: Picture, *, quality: int = 88) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _corners(page: Picture, scene: Scene, random: np.random.Generator) -> np.ndarray:
    """Through a pinhole with the focal length of a phone; where nothing is shifted, the whole sheet is in the frame."""
    frame = np.array(scene.size, float)
    focal = 0.75 * frame.max()
    sheet = np.array([page.shape[1], page.shape[0]]) / page.shape[0]
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * sheet / 2
    flat = flat @ _turned(scene.turn).T
    around_x, around_y = np.radians(random.uniform(0.4, 1.0, 2) * random.choice((-1, 1), 2) * scene.tilt)
    depth = flat[:, 0] * np.sin(around_y) + flat[:, 1] * np.sin(around_x)
    flat = flat * np.cos([around_y, around_x])
    distance = focal / (scene.fills * frame.max())
    for _ in range(60):
        corners = focal * flat / (distance + depth)[:, None]
        corners += frame / 2 - (corners.min(0) + corners.max(0)) / 2
        if (corners > 0.012 * frame.max()).all() and (corners < frame - 0.012 * frame.max()).all():
            break
        distance *= 1.03
    return corners + np.array(scene.shift) * frame.max()


def _turned(degrees: float) -> np.ndarray:
    angle = np.radians(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _table(scene: Scene, random: np.random.Generator) -> np.ndarray:
    width, height = scene.size
    base = np.ones((height, width, 3), np.float32) * np.float32(TABLES[scene.table])
    coarse = random.normal(0, 1, (height // 8 + 1, width // 8 + 1)).astype(np.float32)
    if scene.table == "wood":
        grain = random.normal(0, 1, (height // 6 + 1, width // 160 + 2)).astype(np.float32)
        base += cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)[..., None] * 14
    if scene.table == "checked":
        rows, columns = np.indices((height, width)) // 90
        base += (((rows + columns) % 2) * 50.0 - 25)[..., None].astype(np.float32)
    strength = 1.5 if scene.table == "white" else 5.0
    return base + cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)[..., None] * strength


def _with_drop_shadow(table: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """A sheet never lies quite flat: it darkens the table a little along its edges."""
    moved = np.roll(mask, (5, 4), (0, 1))
    soft = cv2.GaussianBlur(moved, (0, 0), 6)
    return table * (1 - 0.22 * soft[..., None])


def _with_thumb(image: np.ndarray, corners: np.ndarray) -> np.ndarray:
    place = corners[3] * 0.45 + corners[2] * 0.55
    layer, mask = image.copy(), np.zeros(image.shape[:2], np.float32)
    axes = (int(image.shape[1] * 0.045), int(image.shape[0] * 0.09))
    cv2.ellipse(mask, (int(place[0]), int(place[1] + axes[1] * 0.45)), axes, 8, 0, 360, 1.0, -1, cv2.LINE_AA)
    layer[:] = (205, 150, 125)
    mask = cv2.GaussianBlur(mask, (0, 0), 2)[..., None]
    return layer * mask + image * (1 - mask)


def _folded(page: Picture) -> np.ndarray:
    """Folded in three for an envelope: a soft step of light at each third."""
    rows = np.linspace(0, 3, page.shape[0])
    shade = 1 - 0.05 * (np.floor(rows) % 2) - 0.10 * np.exp(-(((rows % 1) - 0.0) ** 2) / 0.00005)
    return page * shade[:, None, None]


def _light(scene: Scene, random: np.random.Generator) -> np.ndarray:
    width, height = scene.size
    angle = random.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (np.cos(angle) * (columns / width - 0.5) + np.sin(angle) * (rows / height - 0.5)).astype(np.float32)
    light = 1 - scene.gradient * (along + 0.5)
    if scene.shadow:  # of the phone, from one side
        edge = 1 / (1 + np.exp(-(columns - width * random.uniform(0.55, 0.75) + 0.2 * rows) / 25))
        light = light * (1 - 0.35 * edge)
    return (light * (1 - scene.darkness)).astype(np.float32)


def _taken(image: np.ndarray, scene: Scene, random: np.random.Generator) -> Picture:
    if scene.blur:
        image = cv2.GaussianBlur(image, (0, 0), scene.blur)
    if scene.motion:
        streak = np.zeros((scene.motion, scene.motion), np.float32)
        streak[scene.motion // 2] = 1 / scene.motion
        image = cv2.filter2D(image, -1, streak)
    image = image + random.standard_normal(image.shape, np.float32) * scene.noise
    return np.asarray(Image.open(io.BytesIO(jpeg(np.clip(image, 0, 255).astype(np.uint8), quality=scene.quality))))
