"""A pile of phone photos of A4 pages, the same on every run: perspective, uneven light, noise, 12 megapixels each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

WIDTH, HEIGHT = 3024, 4032
"""The pixels of a 12-megapixel phone held upright."""
SHARP_DPI = 300
JPEG_QUALITY = 95

# (file of the corpus, page index): text in Latin letters, in several type faces and sizes.
FROM_CORPUS = (
    ("pdf_good/pikepdf-sandwich.pdf", 0),  # a scan of its own, blurred before it was photographed
    ("pdf_good/sample-files-crazyones-pdfa.pdf", 0),
    ("pdf_good/sample-files-google-doc-document.pdf", 0),
    ("pdf_good/sample-files-minimal-document.pdf", 0),
    ("pdf_good/sample-files-pdflatex-4-pages.pdf", 1),
    ("pdf_good/sample-files-pdflatex-outline.pdf", 2),
)
_SUBJECTS = (
    "Anatomy", "Biochemistry", "Physiology", "Pathology", "Pharmacology", "Microbiology", "Forensic medicine",
    "Community medicine", "Internal medicine", "General surgery", "Obstetrics and gynaecology", "Paediatrics",
    "Psychiatry", "Orthopaedics", "Ophthalmology", "Otorhinolaryngology", "Dermatology", "Anaesthesiology",
    "Radiology", "Emergency medicine",
)  # fmt: skip
_SENTENCES = (
    "Doctor Adaeze Okafor joined our ward in March and stayed for twelve weeks.",
    "She took histories with patience, presented each patient in order, and named what she did not know.",
    "During the second month she followed eleven patients with heart failure from admission to discharge.",
    "The nurses asked for her by name, which in this hospital is rare praise for a visiting physician.",
    "Her notes were complete before noon and could be read by everybody who came after her.",
    "On two nights she recognised sepsis early and called for help without delay.",
    "She prepared a short talk on anticoagulation in kidney disease that our residents still use.",
    "When a family received bad news, she sat down, waited, and answered every question in plain words.",
    "I compared her with the residents of the first year whom I have taught since 2009.",
    "Her knowledge of pharmacology is well above the usual, her procedural skill is as expected at this stage.",
    "She asked for feedback each Friday and acted on it by the following Monday.",
    "I recommend her for residency training in internal medicine without reservation.",
)
_SIZES = (8, 9, 10, 10.5, 11, 12)  # points; 8 is the small print of certificates
_FACES = ("Times-Roman", "Helvetica", "Courier")


def photos(corpus: Path, *, count: int) -> Iterator[tuple[str, bytes]]:
    """``(name, JPEG)`` of ``count`` photos: pages of the corpus and pages of ours in turns, until there are enough."""
    pages = _pages(corpus)
    for index in range(count):
        name, pdf, page_index = pages[index % len(pages)]
        yield f"{index + 1:02} {name}.jpg", photographed(_drawn(pdf, page_index), seed=index)


def _pages(corpus: Path) -> list[tuple[str, bytes, int]]:
    ours = [("letter", letter(index), 0) for index in range(6)]
    ours += [("transcript", transcript(index), 0) for index in range(4)]
    theirs = [(Path(name).stem, (corpus / name).read_bytes(), page_index) for name, page_index in FROM_CORPUS]
    mixed = [page for pair in zip(ours, theirs, strict=False) for page in pair]
    return mixed + ours[len(theirs) :]


def letter(index: int) -> bytes:
    """A page of prose; face and size of the letters change with ``index``."""
    size = _SIZES[index % len(_SIZES)]
    style = ParagraphStyle("body", fontName=_FACES[index % len(_FACES)], fontSize=size, leading=size * 1.35)
    flow: list[object] = []
    for paragraph in range(int(75 / size)):
        turned = _SENTENCES[(paragraph * 5 + index) % 12 :] + _SENTENCES[: (paragraph * 5 + index) % 12]
        flow += [Paragraph(" ".join(turned[:7]), style), Spacer(1, size)]
    return _page(flow)


def transcript(index: int) -> bytes:
    """A table of subjects, hours and marks in small letters, as medical schools print them."""
    rows = [["Subject", "Year", "Hours", "Mark of 100", "Grade"]]
    for number, subject in enumerate(_SUBJECTS * 2):
        mark = 60 + (number * 7 + index * 3) % 38
        rows.append([subject, str(2012 + number // 7), str(40 + number * 13 % 160), str(mark), "ABC"[mark % 3]])
    size = 8 + index % 3
    style = [("FONT", (0, 0), (-1, -1), "Helvetica", size), ("GRID", (0, 0), (-1, -1), 0.4, "black"),
             ("BACKGROUND", (0, 0), (-1, 0), "#dfe6ee"), ("TOPPADDING", (0, 0), (-1, -1), 1),
             ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]  # fmt: skip
    return _page([Table(rows, colWidths=[60 * mm, 20 * mm, 20 * mm, 30 * mm, 20 * mm], style=style)])


def _page(flow: list[object]) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, topMargin=20 * mm, bottomMargin=20 * mm).build(flow)
    return out.getvalue()


def _drawn(pdf: bytes, page_index: int) -> np.ndarray:
    """The page in RGB at ``SHARP_DPI``."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page_index].render(scale=SHARP_DPI / 72).to_pil().convert("RGB")
    document.close()
    return np.asarray(picture)


def photographed(page: np.ndarray, *, seed: int) -> bytes:
    """The page as a phone held over a desk sees it: a JPEG of 12 megapixels."""
    chance = np.random.Generator(np.random.PCG64(seed))
    seen = _on_the_desk(page, chance)
    seen *= _light(chance)[..., None] * np.array([1.0, 0.975, 0.92], np.float32)  # a warm lamp
    seen = cv2.GaussianBlur(seen, (0, 0), 0.9)  # lens
    seen += _noise(chance)
    out = io.BytesIO()
    Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _on_the_desk(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    height, width = page.shape[:2]
    margin = 0.045 * WIDTH
    tall = (WIDTH - 2 * margin) * height / width
    top = max(0.0, (HEIGHT - tall) / 2)
    corners = np.array([[margin, top], [WIDTH - margin, top], [WIDTH - margin, HEIGHT - top], [margin, HEIGHT - top]])
    corners += chance.uniform(-0.025 * WIDTH, 0.025 * WIDTH, (4, 2))
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(sheet, corners.astype(np.float32))
    paper = page.astype(np.float32) * 0.94
    placed = cv2.warpPerspective(paper, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (WIDTH, HEIGHT))[..., None]
    return placed + (1 - covered) * _wood(chance)


def _wood(chance: np.random.Generator) -> np.ndarray:
    coarse = chance.uniform(0.75, 1.0, (40, 6)).astype(np.float32)
    grain = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return grain[..., None] * np.array([120, 86, 58], np.float32)


def _light(chance: np.random.Generator) -> np.ndarray:
    """From one corner to the other the light falls to about two thirds."""
    across, down = np.meshgrid(*(np.linspace(-1, 1, side, dtype=np.float32) for side in (WIDTH, HEIGHT)))
    slope = chance.uniform(-0.12, 0.12, 2)
    return 0.86 + slope[0] * across + slope[1] * down - 0.08 * (across**2 + down**2) / 2


def _noise(chance: np.random.Generator) -> np.ndarray:
    """What is left of the sensor's noise after the phone smoothed it: mostly of brightness, a little of colour."""
    grey = cv2.GaussianBlur(chance.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 0.6)
    colour = cv2.GaussianBlur(chance.normal(0, 1, (HEIGHT, WIDTH, 3)).astype(np.float32), (0, 0), 1.2)
    return 6.0 * grey[..., None] + 3.0 * colour
