"""Fonts that a file neither holds nor measures, though it must do one or the other (ISO 32000-1 section 9.6.2).

Every viewer then sets the text as it likes, and PDFium (measured with pypdfium2 5.15) even by what it drew before: the
same page looked different in two processes. With widths of our own it is set alike everywhere.
"""

from __future__ import annotations

import io

import pikepdf
from PIL import ImageFont
from reportlab.pdfbase.pdfmetrics import getFont

from postmatch.conversion.named_fonts import COMPOSITE, is_font, named_fonts
from postmatch.conversion.names import word
from postmatch.domain.documents import Repair, RepairCode

_OTHERS = COMPOSITE | {"/Type3"}
"""These keep their widths elsewhere. Everything else, nothing included, is taken for a simple font by PDFium."""
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_USUAL_FAMILIES = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats", "Arial", "CourierNew", "TimesNewRoman")


def give_widths(pdf: pikepdf.Pdf) -> list[Repair]:
    """Measures such fonts as Helvetica; the fonts that every viewer brings are left as they are."""
    inline = [font for _, _, font in named_fonts(pdf) if isinstance(font, pikepdf.Dictionary) and not font.is_indirect]
    unmeasured = [thing for thing in (*pdf.objects, *inline) if is_font(thing) and _is_unmeasured(thing)]
    for font in unmeasured:
        font["/FirstChar"], font["/LastChar"] = 0, 255
        font["/Widths"] = pikepdf.Array([int(width or 0) for width in getFont("Helvetica").widths])
    if not unmeasured:
        return []
    message = "A font that this file does not hold was replaced by a similar one. Check how its text looks."
    return [Repair(code=RepairCode.FONT_REPLACED, message=message, needs_look=True)]


def _is_unmeasured(font: pikepdf.Dictionary) -> bool:
    if word(font.get("/Subtype")) in _OTHERS or isinstance(font.get("/Widths"), pikepdf.Array):
        return False
    if _is_usual(word(font.get("/BaseFont"))):
        return False
    described = font.get("/FontDescriptor")
    if not isinstance(described, pikepdf.Dictionary):
        return True
    return not any(_is_program(described.get(key)) for key in _PROGRAMS)


def _is_program(program: object) -> bool:
    """Whether FreeType, with which PDFium draws, takes it."""
    if not isinstance(program, pikepdf.Stream):
        return False
    try:
        ImageFont.truetype(io.BytesIO(program.read_bytes()))
    except (OSError, ValueError, pikepdf.PdfError):
        return False
    return True


def _is_usual(name: str) -> bool:
    """``/ABCDEF+Arial,Bold`` and the like: the family counts."""
    plain = name.removeprefix("/").rpartition("+")[2].replace(" ", "")
    family = plain.partition(",")[0].partition("-")[0].removesuffix("MT").removesuffix("PS")
    return family in _USUAL_FAMILIES
