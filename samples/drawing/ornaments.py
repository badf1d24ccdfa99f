"""What is drawn by hand on the sample papers: letterheads, seals, signatures, the SAMPLE mark and its watermark."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from samples.drawing.stationery import (
    MARK,
    SANS,
    SANS_BOLD,
    SERIF_BOLD,
    SERIF_ITALIC,
    SOFT_INK,
    House,
)

MARK_INK = HexColor("#a8472c")
PEN_INK = HexColor("#1d3a7a")


def draw_mark(canvas: Canvas, right: float, top: float, *, scale: float = 1.0) -> None:
    """The small outlined label in a corner that tells every page is made up; its top right corner is given."""
    size = 8.5 * scale
    width = pdfmetrics.stringWidth(MARK, SANS_BOLD, size) + 14 * scale
    height = size + 8 * scale
    canvas.saveState()
    canvas.setStrokeColor(MARK_INK)
    canvas.setFillColor(HexColor("#fbf1ec"))
    canvas.setLineWidth(0.9 * scale)
    canvas.roundRect(right - width, top - height, width, height, height / 2, fill=1)
    canvas.setFillColor(MARK_INK)
    canvas.setFont(SANS_BOLD, size)
    canvas.drawCentredString(right - width / 2, top - height + 5.2 * scale, MARK)
    canvas.restoreState()


def draw_watermark(canvas: Canvas, size: tuple[float, float], *, angle: float = 38, points: float = 110) -> None:
    """A pale SAMPLE across the page, for papers that could otherwise be taken for real ones."""
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(angle)
    canvas.setFillColor(HexColor("#efe9e4"))
    canvas.setFont(SANS_BOLD, points)
    canvas.drawCentredString(0, -points / 3, "SAMPLE")
    canvas.restoreState()


def draw_letterhead(canvas: Canvas, size: tuple[float, float], house: House, *, side: float = 66) -> None:
    width, height = size
    ink, accent = HexColor(house.ink), HexColor(house.accent)
    top = height - 44
    draw_seal(canvas, (side + 25, top - 27), 25, house, ring="")
    left = side + 64
    canvas.setFillColor(ink)
    canvas.setFont(SERIF_BOLD if house.serif else SANS_BOLD, 18)
    canvas.drawString(left, top - 20, house.name)
    canvas.setFont(SERIF_ITALIC if house.serif else SANS, 10.5)
    canvas.setFillColor(accent if not house.serif else ink)
    canvas.drawString(left, top - 35, house.line)
    canvas.setFont(SANS, 8.5)
    canvas.setFillColor(SOFT_INK)
    canvas.drawString(left, top - 48, house.address)
    canvas.setStrokeColor(accent)
    canvas.setLineWidth(1.4)
    canvas.line(side, top - 62, width - side, top - 62)
    draw_mark(canvas, width - 30, height - 20)


def numbered_paper(house: House) -> Callable[[Canvas, Any], None]:
    """Draws the house's A4 letterhead and the number of the page, for ``Layout.on_page``."""

    def on_page(canvas: Canvas, document: Any) -> None:
        draw_letterhead(canvas, A4, house)
        canvas.setFont(SANS, 8.5)
        canvas.setFillColor(SOFT_INK)
        canvas.drawCentredString(A4[0] / 2, 36, f"Page {document.page} · all names, places and results are invented")

    return on_page


def draw_seal(canvas: Canvas, centre: tuple[float, float], radius: float, house: House, *, ring: str) -> None:
    """A seal of our own drawing. With ``ring`` its words run round the rim, without it the seal is a plain badge."""
    ink, accent = HexColor(house.ink), HexColor(house.accent)
    canvas.saveState()
    canvas.translate(*centre)
    canvas.setStrokeColor(ink)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setLineWidth(radius * 0.05)
    canvas.circle(0, 0, radius, fill=1)
    canvas.setLineWidth(radius * 0.02)
    canvas.circle(0, 0, radius * 0.93, fill=0)
    inner = radius * (0.66 if ring else 0.86)
    canvas.setStrokeColor(accent)
    canvas.circle(0, 0, inner, fill=0)
    if ring:
        _text_on_circle(canvas, ring, radius * 0.74, radius * 0.15, ink)
    _draw_motif(canvas, house.motif, inner * 0.9, ink, accent)
    canvas.restoreState()


def _text_on_circle(canvas: Canvas, text: str, radius: float, points: float, ink: Color) -> None:
    widths = [pdfmetrics.stringWidth(letter, SERIF_BOLD, points) for letter in text]
    spare = (2 * math.pi * radius - sum(widths)) / len(text)
    canvas.setFillColor(ink)
    canvas.setFont(SERIF_BOLD, points)
    angle = 90.0
    for letter, width in zip(text, widths, strict=True):
        step = math.degrees((width + spare) / radius)
        canvas.saveState()
        canvas.rotate(angle - step / 2 - 90)
        canvas.drawCentredString(0, radius, letter)
        canvas.restoreState()
        angle -= step


def _draw_motif(canvas: Canvas, motif: str, radius: float, ink: Color, accent: Color) -> None:
    canvas.setFillColor(ink)
    canvas.setStrokeColor(ink)
    if motif == "hills":
        canvas.setFillColor(accent)
        canvas.circle(0, radius * 0.28, radius * 0.26, fill=1, stroke=0)
        canvas.setFillColor(ink)
        _polygon(canvas, [(-0.86, -0.35), (-0.32, 0.3), (0.05, -0.1), (0.42, 0.42), (0.86, -0.35)], radius)
        canvas.setLineWidth(radius * 0.07)
        canvas.line(-radius * 0.66, -radius * 0.52, radius * 0.66, -radius * 0.52)
    elif motif == "sun":
        canvas.setFillColor(accent)
        for spoke in range(12):
            canvas.saveState()
            canvas.rotate(spoke * 30)
            _polygon(canvas, [(-0.09, 0.5), (0, 0.86), (0.09, 0.5)], radius)
            canvas.restoreState()
        canvas.setFillColor(ink)
        canvas.circle(0, 0, radius * 0.4, fill=1, stroke=0)
    elif motif == "leaf":
        _polygon(canvas, [(0, 0.85), (0.5, 0.25), (0.38, -0.3), (0, -0.6), (-0.38, -0.3), (-0.5, 0.25)], radius)
        canvas.setStrokeColor(HexColor("#ffffff"))
        canvas.setLineWidth(radius * 0.06)
        canvas.line(0, radius * 0.55, 0, -radius * 0.9)
        canvas.setStrokeColor(accent)
        canvas.line(0, -radius * 0.55, 0, -radius * 0.9)
    elif motif == "tree":
        for level in range(3):
            drop = level * 0.38
            half = 0.34 + level * 0.16
            _polygon(canvas, [(-half, 0.28 - drop), (0, 0.88 - drop), (half, 0.28 - drop)], radius)
        canvas.setFillColor(accent)
        canvas.rect(-radius * 0.09, -radius * 0.82, radius * 0.18, radius * 0.36, fill=1, stroke=0)
    else:
        canvas.setFillColor(accent)
        points = [(math.sin(k * math.pi / 5), math.cos(k * math.pi / 5)) for k in range(10)]
        _polygon(canvas, [(x * s, y * s) for (x, y), s in zip(points, [0.85, 0.36] * 5, strict=True)], radius)


def _polygon(canvas: Canvas, points: list[tuple[float, float]], scale: float) -> None:
    path = canvas.beginPath()
    path.moveTo(points[0][0] * scale, points[0][1] * scale)
    for x, y in points[1:]:
        path.lineTo(x * scale, y * scale)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)


class Signature(Flowable):
    """A pen stroke that reads as a signature and is nobody's; the name decides its shape."""

    def __init__(self, name: str, *, width: float = 150, height: float = 46, ink: Color = PEN_INK) -> None:
        super().__init__()
        self.name, self.width, self.height, self.ink = name, width, height, ink

    def wrap(self, *_available: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        draw_signature(self.canv, self.name, (0, self.height * 0.3), self.width, ink=self.ink)


def _pen_strokes(pen: random.Random, count: int) -> list[tuple[float, float, float, float]]:
    """Per stroke of a hand: rise, fall, breadth and roundness, in units of its breadth; capitals are tall."""
    capitals = {0, pen.randint(count // 2 - 1, count // 2 + 1)}
    strokes = []
    for index in range(count):
        tall = index in capitals
        rise = pen.uniform(2.1, 2.8) if tall else pen.choice((0.35, 0.5, 0.7, 0.45, 1.6)) * pen.uniform(0.8, 1.1)
        fall = pen.choice((0, 0, 0, 0.9))
        broad = pen.uniform(1.1, 1.6) if tall else pen.uniform(0.6, 1.15)
        strokes.append((rise, fall, broad, pen.uniform(0.35, 0.6) if tall else pen.uniform(-0.05, 0.42)))
    return strokes


def draw_signature(
    canvas: Canvas, name: str, start: tuple[float, float], width: float, *, ink: Color = PEN_INK
) -> None:
    pen = random.Random(name)  # noqa: S311 - no secret: the same name gives the same hand
    strokes = _pen_strokes(pen, max(6, len(name) // 2))
    slant, unit = pen.uniform(0.2, 0.55), min(width / (len(strokes) + 2), width / 11)
    canvas.saveState()
    canvas.translate(*start)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(0, 0)
    advance = 0.0
    for rise, fall, broad, loop in strokes:
        for step in range(1, 25):
            turn = step / 24
            lift = unit * (
                rise * math.sin(math.pi * turn) ** 2 - fall * math.sin(2 * math.pi * turn) ** 2 * (turn > 0.5)
            )
            along = advance + turn * broad * unit + math.sin(turn * 2 * math.pi) * unit * loop + lift * slant
            path.lineTo(along, lift)
        advance += broad * unit
    tail = pen.uniform(0.5, 1.6) * unit
    path.curveTo(
        advance + tail, unit * 0.3, advance + tail, -unit * 0.5, advance - unit * pen.uniform(1, 5), -unit * 0.7
    )
    canvas.drawPath(path, fill=0, stroke=1)
    canvas.restoreState()
