"""The fonts that Postmatch ships, and the small fontconfig files that say which fonts a child process sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

FONTS_FOLDER = Path(__file__).resolve().parents[2] / "templates" / "fonts"

METRIC_TWINS = frozenset(
    {
        ("Calibri", "Carlito"),
        ("Cambria", "Caladea"),
        ("Arial", "Liberation Sans"),
        ("Helvetica", "Liberation Sans"),
        ("Times New Roman", "Liberation Serif"),
        ("Times", "Liberation Serif"),
    }
)
"""Pairs of equal letter widths: lines break where they broke before, so the exchange is no finding."""


_PICTURES = ("So", "Cn", "Co")  # Unicode's categories of emoji and symbols, of unassigned and of private characters


def without_shape(texts: Iterable[str]) -> frozenset[str]:
    """The emoji and symbols in these texts that none of our fonts can draw: they would print as empty boxes.

    Letters are not judged here: the embedded engine brings fonts of its own for many scripts.
    """
    found = {one for text in texts for one in text if unicodedata.category(one) in _PICTURES}
    return frozenset(one for one in found if ord(one) not in _drawable()) if found else frozenset()


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile  # only when a file has such a character

    return frozenset(code for path in FONTS_FOLDER.glob("*-Regular.ttf") for code in TTFontFile(str(path)).charToGlyph)


def write_fontconfig(folder: Path, *, with_system_fonts: bool) -> Path:
    """Writes a fontconfig file into ``folder`` (its cache goes beside it) and returns its path.

    Without the system's fonts the embedded engine starts in a quarter of the time and gives the same pages on
    every Linux machine; LibreOffice is given both, because it has no fonts of its own for other scripts.
    """
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' if with_system_fonts else ""
    path = folder / ("fonts-all.conf" if with_system_fonts else "fonts-own.conf")
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>{system}<dir>{escape(str(FONTS_FOLDER))}</dir>"
        f"<cachedir>{escape(str(folder / 'font-cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return path
