"""How much of a last page is still free: what the one-page rule measures, on the very PDF that is handed over."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from postmatch.conversion.pages import opened

_POINTS_A_TWIP = 1 / 20
_USUAL_MARGIN = 72.0
"""Points; what Word gives a new document, for one that does not say."""
_BACKGROUND = 0.9
"""What covers this share of a page in both directions is its ground or its frame, not its content."""


def bottom_margin(body: etree._Element) -> float:
    """Points below the text of the last section of a ``w:body`` (ECMA-376 part 1, 17.6.11)."""
    namespace = etree.QName(body).namespace
    margin = body.find(f"{{{namespace}}}sectPr/{{{namespace}}}pgMar")
    said = "" if margin is None else margin.get(f"{{{namespace}}}bottom", "")
    # negative: text runs over the footer instead of making room for it
    return abs(int(said)) * _POINTS_A_TWIP if said.lstrip("-").isdecimal() else _USUAL_MARGIN


def free_share(pdf: bytes, *, bottom_margin: float) -> float:
    """The height between the lowest ink of the last page and its bottom margin, as a share of the page's height.

    Ink is text, rules and pictures, but not the page's ground, nor what stands below the margin as footers do. 0 when
    nothing is free.
    """
    with opened(pdf) as document:
        page = document[len(document) - 1]
        width, height = page.get_size()
        lowest = min((bottom for bottom, top in _ink(page, width, height) if top > bottom_margin), default=height)
        page.close()
    return max(0.0, (lowest - bottom_margin) / height)


def _ink(page: pypdfium2.PdfPage, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Bottom and top of everything that shows, in points from the bottom of the page."""
    for item in page.get_objects(max_depth=1):
        left, bottom, right, top = item.get_bounds()
        is_ground = right - left >= _BACKGROUND * width and top - bottom >= _BACKGROUND * height
        is_space = item.type == pdfium.FPDF_PAGEOBJ_TEXT and (top <= bottom or right <= left)
        if not is_ground and not is_space:
            yield bottom, top
