"""Fonts that are only named are found; those that are inside are not."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.embedded_fonts import missing_fonts
from postmatch.conversion.fonts import FONTS_FOLDER


def page(*fonts: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for place, font in enumerate(fonts):
        canvas.setFont(font, 12)
        canvas.drawString(72, 700 - 20 * place, "Words")
    canvas.save()
    return buffer.getvalue()


def test_a_font_that_every_reader_is_supposed_to_have_is_missing() -> None:
    assert missing_fonts(page("Times-Roman")) == ("Helvetica", "Times-Roman")  # reportlab always names Helvetica


def test_a_font_that_is_inside_is_not() -> None:
    pdfmetrics.registerFont(TTFont("Carlito", str(FONTS_FOLDER / "Carlito-Regular.ttf")))
    assert "Carlito" not in " ".join(missing_fonts(page("Carlito")))


def test_a_page_without_text_misses_nothing() -> None:
    import pikepdf

    buffer = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(buffer)
    assert missing_fonts(buffer.getvalue()) == ()
