"""Piles of documents as applicants have them, made of corpus pages with a fixed seed: the same bytes on every run.

Run as ``python -m tests.benchmarks.make_pile typical FOLDER`` (or ``large``) it writes the files.

- typical: 12 documents, 40 pages, about 7 MB: 8 texts with 36 pages and 4 scans of about 1.6 MB;
- large: 100 documents, 2,000 pages, about 63 MB: 62 texts with 1,962 pages and 38 scans.

A text is one file of ``TEXTS`` (prose, formulas, outlines, links, Arabic; Word, LaTeX and web browsers wrote them), its
pages repeated until it has as many as it should. A scan is a page of such a file as a scanner or a telephone makes
one: drawn at 200 dpi, with the grain of paper, as JPEG in a PDF of one page.
"""

from __future__ import annotations

import io
import os
import random
import sys
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import img2pdf
import pypdfium2
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

ROOT = Path(__file__).resolve().parents[2]
SEED = 2026
TEXTS = (
    "pikepdf-fourpages.pdf",
    "sample-files-pdflatex-4-pages.pdf",
    "sample-files-pdflatex-outline.pdf",
    "sample-files-mistitled_outlines_example.pdf",
    "sample-files-habibi-rotated.pdf",
    "sample-files-google-doc-document.pdf",
    "sample-files-crazyones-pdfa.pdf",
    "sample-files-libre-office-link.pdf",
)
SCAN_DPI = 200
SCAN_QUALITY = 85
GRAIN = 60  # how far apart the shades of one sheet of paper lie, of 255


@dataclass(frozen=True)
class Composition:
    text_count: int
    text_pages: int
    scan_count: int

    @property
    def page_count(self) -> int:
        return self.text_pages + self.scan_count


TYPICAL = Composition(text_count=8, text_pages=36, scan_count=4)
LARGE = Composition(text_count=62, text_pages=1962, scan_count=38)
PILES = {"typical": TYPICAL, "large": LARGE}


def corpus_folder() -> Path:
    return Path(os.environ.get("POSTMATCH_CORPUS") or ROOT.parent / "shared" / "corpus")


def of_pages(page_count: int) -> Composition:
    """A pile of that many pages (10 and more) with documents and scans in the proportions of the large one."""
    scans = max(1, round(page_count * LARGE.scan_count / LARGE.page_count))
    texts = max(1, round(page_count * LARGE.text_count / LARGE.page_count))
    return Composition(text_count=texts, text_pages=page_count - scans, scan_count=scans)


def make_pile(composition: Composition, corpus: Path) -> tuple[tuple[str, bytes], ...]:
    """``(name, bytes)`` of the files, before the gate."""
    chance = random.Random(SEED)
    sources = [(corpus / "pdf_good" / name).read_bytes() for name in TEXTS]
    lengths = _lengths(composition, chance)
    texts = [
        (f"text-{index:03}.pdf", _text(source, length))
        for index, (source, length) in enumerate(zip(cycle(sources), lengths, strict=False))
    ]
    scans = [
        (f"scan-{index:03}.pdf", _scan(sources[index % len(sources)], chance))
        for index in range(composition.scan_count)
    ]
    pile = texts + scans
    chance.shuffle(pile)
    return tuple(pile)


def _lengths(composition: Composition, chance: random.Random) -> list[int]:
    """Page counts of the texts: each at least one, together as many as wanted."""
    cuts = sorted(chance.sample(range(1, composition.text_pages), composition.text_count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, composition.text_pages], strict=True)]


def _text(source: bytes, page_count: int) -> bytes:
    """Fonts and pictures are shared between pages, as in any document; what a page draws is its own, made so by a
    comment: pages that are one object over and over would cost an append nothing."""
    reader, writer = PdfReader(io.BytesIO(source)), PdfWriter()
    writer.append(reader, pages=(0, min(page_count, len(reader.pages))))
    for page in islice(cycle(reader.pages), page_count - len(writer.pages)):
        writer.add_page(page)
    for number, page in enumerate(writer.pages):
        drawn = DecodedStreamObject()
        drawn.set_data(page.get_contents().get_data() + f"\n% {number}\n".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
        page[NameObject("/Resources")] = DictionaryObject(page["/Resources"])
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _scan(source: bytes, chance: random.Random) -> bytes:
    document = pypdfium2.PdfDocument(source)
    page = document[0]
    sheet = page.render(scale=SCAN_DPI / 72).to_pil().convert("RGB")
    page.close()
    document.close()
    grain = Image.frombytes("L", sheet.size, chance.randbytes(sheet.width * sheet.height)).point(
        lambda shade: shade * GRAIN // 255
    )
    photo = io.BytesIO()
    ImageChops.subtract(sheet, Image.merge("RGB", [grain] * 3)).save(photo, "JPEG", quality=SCAN_QUALITY)
    layout = img2pdf.get_fixed_dpi_layout_fun((SCAN_DPI, SCAN_DPI))
    return img2pdf.convert(photo.getvalue(), layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal)


def main(kind: str, folder: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, data in make_pile(PILES[kind], corpus_folder()):
        (Path(folder) / name).write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
