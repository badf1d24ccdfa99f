"""A messy pile as applicants have it: fifteen files, some crooked, one locked, one twice, one of somebody else.

The files are those of the sample applicant under the names that phones and scanners give, three of the corpus, and
two that are drawn here because no real paper may show such a number or such a stranger. All people are fictional.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.browser.server import ROOT

SAMPLE = ROOT / "samples" / "adaeze_okafor" / "documents"
NUMBER = "219-09-9999"  # in no use: the Social Security Administration withdrew it after it stood in advertisements
# how it is called in the pile -> what it is; the MANIFEST of the corpus names source and licence
FROM_SAMPLE = {
    "CamScanner 04-11-2026 10.02.pdf": "Scan_ECFMG_cert.pdf",
    "Diploma final FINAL.pdf": "ECFMG Status Report.pdf",
    "USMLE_Transcript_Mar2026.pdf": "USMLE_Transcript_Mar2026.pdf",
    "USMLE_Transcript_Mar2026 (1).pdf": "USMLE_Transcript_Mar2026.pdf",
    "IMG_2041.jpg": "IMG_2041.jpg",
    "MyERAS Application 2026.pdf": "MyERAS Application 2026.pdf",
    "Okafor_personal_statement_IM.docx": "Okafor_personal_statement_IM.docx",
    "LOR - Dr Whitfield (IM).pdf": "LOR - Dr Whitfield (IM).pdf",
    "LOR - Dr Lindqvist.pdf": "LOR - Dr Lindqvist.pdf",
    "MSPE_scan.pdf": "MSPE_scan.pdf",
}
FROM_CORPUS = {
    "passport copy (locked).pdf": "pdf_bad/sample-files-libreoffice-writer-password.pdf",
    "vaccination record.pdf": "pdf_bad/pikepdf-content-stream-errors.pdf",
    "IMG_2077.jpg": "images/sample-files-image.jpg",
}


def bring_together(folder: Path, corpus: Path) -> list[Path]:
    """Writes the fifteen files into ``folder``; their paths in the order of their names."""
    for name, source in FROM_SAMPLE.items():
        (folder / name).write_bytes((SAMPLE / source).read_bytes())
    for name, source in FROM_CORPUS.items():
        (folder / name).write_bytes((corpus / source).read_bytes())
    (folder / "EAD application copy.pdf").write_bytes(with_number())
    (folder / "BLS card.pdf").write_bytes(of_a_stranger())
    return sorted(folder.iterdir())


def with_number() -> bytes:
    """A page of two on which a Social Security number stands, as selectable text."""
    return _pages(
        [
            ("Application for Employment Authorization", "Name: Adaeze Okafor", f"Social Security Number: {NUMBER}"),
            ("Application for Employment Authorization", "Continued", "Nothing follows."),
        ]
    )


def with_numbers() -> bytes:
    """Two pages with another Social Security number on each."""
    return _pages([("Form", f"Social Security Number: {number}") for number in (NUMBER, NUMBER[:-1] + "8")])


def of_a_stranger() -> bytes:
    """A course card that fell into the wrong folder."""
    return _pages(
        [("Basic Life Support Provider Card", "This certifies that", "Name: Miguel Ferreira Santos", "Valid 2027")]
    )


def _pages(pages: Sequence[Sequence[str]]) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=letter, invariant=True)
    for heading, *lines in pages:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 690, heading)
        canvas.setFont("Helvetica", 13)
        for number, line in enumerate(lines):
            canvas.drawString(72, 640 - 26 * number, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
