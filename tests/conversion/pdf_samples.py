"""PDFs made for one test each: small, and wrong or lively in exactly one way."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name


def made(change: Callable[[pikepdf.Pdf], None] | None = None, *, page_count: int = 1, **save: object) -> bytes:
    """``page_count`` Letter pages that each draw a black square and their number, after ``change``."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, page_count + 1):
        content = f"q 0 g 100 100 100 100 re f Q BT /F1 24 Tf 100 500 Td (Page {number}) Tj ET"
        pdf.pages.append(pikepdf.Page(Dictionary(
            Type=Name.Page, MediaBox=[0, 0, 612, 792], Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(content.encode()),
        )))  # fmt: skip
    if change:
        change(pdf)
    stream = io.BytesIO()
    pdf.save(stream, **save)  # type: ignore[arg-type]
    return stream.getvalue()


def add_annotation(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Object:
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[50, 600, 250, 640], **entries))  # type: ignore[arg-type]
    page = pdf.pages[0].obj
    page["/Annots"] = Array([*page.get("/Annots", []), annotation])
    return annotation


def drawing(pdf: pikepdf.Pdf, content: bytes = b"1 0 0 rg 0 0 200 40 re f") -> pikepdf.Stream:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 40])


def red_at(pdf: bytes, x: float, y: float, *, page_index: int = 0) -> bool:
    """True when the page is red at this point (in points, from the lower left corner)."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[page_index]
    image = page.render(scale=1).to_pil().convert("RGB")
    red, green, blue = image.getpixel((int(x), int(image.height - y)))
    return red > 200 and green < 60 and blue < 60
