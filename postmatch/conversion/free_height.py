"""How much of a last page is still free: what the one-page rule measures, on the very PDF that is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from postmatch.conversion.pages import opened

_POINTS_A_TWIP = 1 / 20
_USUAL_MARGIN = 72.0
"""Points; what Word gives a new document, for one that does not say."""
_SIDES = ("top", "bottom")
_NO_WORDS = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_IMAGE)
_BACKGROUND = 0.9
"""What covers this share of a page in both directions is its ground or its frame, not its content."""


@dataclass(frozen=True)
class Margins:
    """Points above and below the text of a page."""

    top: float = _USUAL_MARGIN
    bottom: float = _USUAL_MARGIN


def margins(body: etree._Element) -> Margins:
    """Those of the last section of a ``w:body`` (ECMA-376 part 1, 17.6.11)."""
    namespace = etree.QName(body).namespace
    said = body.find(f"{{{namespace}}}sectPr/{{{namespace}}}pgMar")
    return Margins() if said is None else Margins(*(_points(said.get(f"{{{namespace}}}{side}", "")) for side in _SIDES))


def _points(said: str) -> float:
    # negative: text runs over the footer instead of making room for it
    return abs(int(said)) * _POINTS_A_TWIP if said.lstrip("-").isdecimal() else _USUAL_MARGIN


def free_share(pdf: bytes, margins: Margins) -> float:
    """The height between the lowest ink of the last page and its bottom margin, as a share of the page's height.

    Ink is text, rules and pictures, but neither what stands below the margin as footers do nor what runs down the whole
    page: its ground, its border, a bar at its side. 0 when nothing is free.
    """
    with opened(pdf) as document:
        page = document[len(document) - 1]
        height = page.get_height()
        ink = _ink(page, Margins(height - margins.top, margins.bottom))
        lowest = min((bottom for bottom, top in ink if top > margins.bottom), default=height)
        page.close()
    return max(0.0, (lowest - margins.bottom) / height)


def _ink(page: pypdfium2.PdfPage, text_area: Margins) -> Iterator[tuple[float, float]]:
    """Bottom and top of everything that shows, in points from the bottom of the page, as ``text_area`` is."""
    width, height = page.get_size()
    for item in page.get_objects(max_depth=1):
        left, bottom, right, top = item.get_bounds()
        is_ground = right - left >= _BACKGROUND * width and top - bottom >= _BACKGROUND * height
        # what flows with the text neither is as high as its area nor starts above it when it runs over the margin
        is_high = top >= text_area.top or top - bottom >= text_area.top - text_area.bottom
        runs_through = item.type in _NO_WORDS and bottom <= text_area.bottom and is_high
        is_space = item.type == pdfium.FPDF_PAGEOBJ_TEXT and (top <= bottom or right <= left)
        if not is_ground and not runs_through and not is_space:
            yield bottom, top
