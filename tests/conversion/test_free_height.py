"""How much of the last page is free is measured on pages whose lowest ink is known."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.free_height import Margins, free_share, margins

PAGE = (500.0, 1000.0)


def drawn(*steps: str, pages_before: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for _ in range(pages_before):
        canvas.rect(0, 0, 500, 999, fill=1)
        canvas.showPage()
    for step in steps:
        _STEPS[step](canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


_STEPS = {
    "text at 600": lambda canvas: canvas.drawString(50, 600, "HHH"),
    "rule at 400": lambda canvas: canvas.line(50, 400, 450, 400),
    "picture at 300": lambda canvas: canvas.drawInlineImage(_dot(), 50, 300, 80, 80),
    "spaces at 200": lambda canvas: canvas.drawString(50, 200, "   "),
    "ground": lambda canvas: canvas.rect(0, 0, 500, 1000, stroke=0, fill=1),
    "border": lambda canvas: canvas.lines([(x, 24, x, 976) for x in (24, 476)] + [(24, y, 476, y) for y in (24, 976)]),
    "side bar": lambda canvas: canvas.rect(0, 40, 150, 940, stroke=0, fill=1),
    "side bar that hangs down": lambda canvas: canvas.rect(0, -60, 150, 900, stroke=0, fill=1),
    "side picture": lambda canvas: canvas.drawInlineImage(_dot(), 0, 0, 150, 1000),
    "rule down from the text": lambda canvas: canvas.line(60, 60, 60, 600),
    "rule up from the margin": lambda canvas: canvas.line(60, 60, 60, 900),
    "footer": lambda canvas: canvas.drawString(50, 30, "page 2 of 2"),
    "text over the margin": lambda canvas: canvas.drawString(50, 68, "HHH"),
}


def _dot():
    from PIL import Image

    return Image.new("RGB", (2, 2), "red")


@pytest.mark.parametrize(
    ("steps", "free"),
    [
        (["text at 600"], 0.528),
        (["text at 600", "rule at 400"], 0.3275),
        (["text at 600", "picture at 300"], 0.228),
        (["text at 600", "spaces at 200"], 0.528),
        (["ground", "text at 600", "footer"], 0.528),
        (["text at 600", "text over the margin"], 0.0),
        (["ground"], 0.928),
        (["border", "text at 600"], 0.528),
        (["side bar", "text at 600"], 0.528),
        (["side bar that hangs down", "text at 600"], 0.528),
        (["side picture", "text at 600"], 0.528),
        (["rule down from the text", "text at 600"], 0.0),
        (["rule up from the margin", "text at 600"], 0.0),
    ],
    ids=str,
)
def test_free_is_what_lies_between_the_lowest_ink_and_the_margin(steps: list[str], free: float) -> None:
    assert free_share(drawn(*steps), Margins(50, 72)) == pytest.approx(free, abs=0.002)


def test_only_the_last_page_counts() -> None:
    assert free_share(drawn("text at 600", pages_before=2), Margins(72, 100)) == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize("namespace", ["http://schemas.openxmlformats.org/wordprocessingml/2006/main", "urn:x"])
@pytest.mark.parametrize(
    ("margin", "found"),
    [
        ('<pgMar bottom="864" top="720"/>', Margins(36, 43.2)),
        ('<pgMar bottom="-720"/>', Margins(72, 36)),
        ('<pgMar bottom="2cm"/>', Margins()),
        ("", Margins(72, 72)),
    ],
)
def test_the_margins_are_those_of_the_last_section(namespace: str, margin: str, found: Margins) -> None:
    xml = f'<w:body xmlns:w="{namespace}"><p><pPr><sectPr><pgMar bottom="1"/></sectPr></pPr></p><sectPr>{margin}'
    for name in ("pgMar", "sectPr", "pPr", "p"):
        xml = xml.replace(f"<{name}", f"<w:{name}").replace(f"</{name}", f"</w:{name}")
    xml = xml.replace(" bottom=", " w:bottom=").replace(" top=", " w:top=")
    assert margins(etree.fromstring(f"{xml}</w:sectPr></w:body>")) == found
