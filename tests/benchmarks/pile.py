"""A typical pile: 12 documents with 40 pages, made of corpus pages, the same on every run."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader, PdfWriter

# (file of the corpus, pages wanted): texts, forms, outlines, Arabic, and photos as a phone makes them.
COMPOSITION = (
    ("pdf_good/pikepdf-fourpages.pdf", 8),
    ("pdf_good/sample-files-pdflatex-4-pages.pdf", 8),
    ("pdf_good/sample-files-pdflatex-outline.pdf", 4),
    ("pdf_good/sample-files-mistitled_outlines_example.pdf", 4),
    ("pdf_good/sample-files-habibi-rotated.pdf", 4),
    ("pdf_good/sample-files-google-doc-document.pdf", 3),
    ("pdf_good/sample-files-crazyones-pdfa.pdf", 3),
    ("pdf_good/pikepdf-sandwich.pdf", 2),
    ("images/exif-orientation-examples-Portrait_1.jpg", 1),
    ("images/exif-orientation-examples-Portrait_3.jpg", 1),
    ("images/exif-orientation-examples-Portrait_6.jpg", 1),
    ("images/exif-orientation-examples-Portrait_8.jpg", 1),
)


def typical(corpus: Path) -> tuple[tuple[str, bytes], ...]:
    """``(name, bytes)`` of the 12 files, before the gate; a short PDF is repeated until it has its pages."""
    return tuple((Path(path).name, _pages(corpus / path, count)) for path, count in COMPOSITION)


def _pages(path: Path, count: int) -> bytes:
    data = path.read_bytes()
    if path.suffix != ".pdf":
        return data
    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    for number in range(count):
        writer.add_page(reader.pages[number % len(reader.pages)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
