"""Whether pages whose pictures were made smaller still are the pages that they were: drawn before and after, compared.

A packet is checked against what was put into it, so that a fault of shrinking must be found here or by nobody.
"""

from __future__ import annotations

from itertools import zip_longest

import pypdfium2
from PIL import Image, ImageChops

from postmatch.conversion.page_facts import SeenPage, seen_pages
from postmatch.domain.pages import PageFacts

CELL = 4
"""Pixels at ``DIGEST_DPI``: a tenth of an inch. Inside a cell, noise and the edges of letters even out."""
MOST_DIFFERENCE = 18
"""Of the mean brightness or colour of a cell, in 256 levels of Y, Cb and Cr. Measured at all ``SHRINK_STEPS``:

rightly shrunk phone photos, scans, pictures and PDFs of the corpus differ by 12 at most, dithered ones and noise by 8;
spoilt ones by 26 and more: shifted by a fiftieth of the width 26, a strip of a twelfth grey 28 or white 69, a square of
an eighth of the side blank 57, red and blue exchanged 34, squeezed by a tenth 105, inverted 134, missing 170.

Colours paler than this may change unseen. Thin letters in a strong colour, in a picture of less than 100 dpi, come out
up to 31: JPEG halves the resolution of colour, and they do fade. Such a document stays as it was."""


def facts_if_alike(before: bytes, after: bytes) -> tuple[PageFacts, ...] | None:
    """The facts of the pages of ``after``; None when it does not open, has other pages or other text than ``before``,
    or a page looks different."""
    found = []
    try:
        for one, other in zip_longest(seen_pages(before), seen_pages(after)):
            if one is None or other is None or not _are_alike(one, other):
                return None
            found.append(other.facts)
    except pypdfium2.PdfiumError:
        return None
    return tuple(found)


def _are_alike(one: SeenPage, other: SeenPage) -> bool:
    if one.facts == other.facts:
        return True
    is_same = one.facts.text == other.facts.text and one.drawing.size == other.drawing.size
    return is_same and _difference(one.drawing, other.drawing) <= MOST_DIFFERENCE


def _difference(one: Image.Image, other: Image.Image) -> int:
    """Of the cell that differs most."""
    cells = [drawing.convert("YCbCr").reduce(CELL) for drawing in (one, other)]
    return max(most for _, most in ImageChops.difference(*cells).getextrema())
