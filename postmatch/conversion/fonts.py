"""The fonts that Postmatch ships, and the small fontconfig files that say which fonts a child process sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS_FOLDER = _TEMPLATES / "fonts"
SCRIPT_FONTS_FOLDER = _TEMPLATES / "script_fonts"
"""Apart, because 36 more faces cost the embedded engine 3 ms a letter: it sees them when a text needs them."""

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

_LAST_EVERYWHERE = "\u024f"
"""Up to the end of Latin Extended-B, all of our fonts draw everything."""
_SHOWN = ("L", "N", "P", "S", "Co", "Cn")
"""Unicode's categories of what has a shape of its own, with unassigned and private characters."""


def without_shape(texts: Iterable[str]) -> frozenset[str]:
    """The letters and signs in these texts that none of our fonts can draw."""
    found = {one for one in set("".join(texts)) if one > _LAST_EVERYWHERE}
    found = {one for one in found if unicodedata.category(one).startswith(_SHOWN)}
    return frozenset(one for one in found if ord(one) not in _drawable()) if found else frozenset()


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFile  # only when a file has such a character

    faces = (path for folder in (FONTS_FOLDER, SCRIPT_FONTS_FOLDER) for path in folder.glob("*-Regular.ttf"))
    return frozenset(code for path in faces for code in TTFontFile(str(path)).charToGlyph)


def write_fontconfig(folder: Path, *, with_fonts: bool) -> Path:
    """Writes a fontconfig file into ``folder`` (its cache goes beside it) and returns its path.

    Without fonts for the embedded engine: it is given our folders by name, would scan them a second time, and the
    system's fonts would make it four times slower and its pages differ from one Linux machine to the next. With our
    fonts and the system's for LibreOffice, which has none of its own.
    """
    folders = [FONTS_FOLDER, SCRIPT_FONTS_FOLDER] if with_fonts else [folder / "no-fonts"]
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' if with_fonts else ""
    path = folder / ("fonts-all.conf" if with_fonts else "fonts-none.conf")
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>{system}{''.join(f'<dir>{escape(str(one))}</dir>' for one in folders)}"
        f"<cachedir>{escape(str(folder / 'font-cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return path
