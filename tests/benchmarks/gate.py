"""What the gate costs a plain PDF, against opening and saving it with pikepdf in the same run."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median

import pikepdf
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers
from postmatch.conversion.normalise import TEXT_CHARACTERS
from postmatch.conversion.page_facts import read_pages
from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits

PAGES = 10
RUNS = 15
_LINES = 46
_LINE = "The candidate examined patients under supervision and presented them on rounds, day {} of the rotation."


def plain_pdf() -> bytes:
    """Ten pages of prose with one font and nothing else."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    for page in range(PAGES):
        canvas.setFont("Times-Roman", 11)
        for line in range(_LINES):
            canvas.drawString(72, 720 - 14 * line, _LINE.format(page * _LINES + line))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def opened_and_saved(data: bytes) -> bytes:
    """The measure: what any tool that rewrites a PDF has to do at least."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


def gate_times() -> tuple[float, float]:
    """Median seconds of the gate on a warm worker, as the interface calls it, and of ``opened_and_saved``; the two
    take turns."""
    data = plain_pdf()
    with Workers(size=1) as workers:
        pairs = [
            (
                _seconds(lambda: workers.normalise(Upload("plain.pdf", data), limits=Limits())),
                _seconds(lambda: opened_and_saved(data)),
            )
            for _ in range(RUNS + 2)
        ]
    ours, plain = zip(*pairs[2:], strict=True)  # the first two warm up
    return median(ours), median(plain)


def gate_parts() -> dict[str, float]:
    """Median seconds of what the gate consists of, in this process and taking turns, so that the shares can be told."""
    data = plain_pdf()
    result = normalise_pdf(data, limits=Limits()).pdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts: dict[str, Callable[[], object]] = {
            "opening and saving with pikepdf": lambda: opened_and_saved(data),
            "open, check, mend, strip, save": lambda: normalise_pdf(data, limits=Limits()),
            "- of this, qpdf reading every instruction": pdf.check_pdf_syntax,
            "text and digests of every page": lambda: read_pages(result, max_characters=TEXT_CHARACTERS),
            "- of this, PDFium reading the text": lambda: read_texts(result),
        }
        rounds = [{name: _seconds(job) for name, job in parts.items()} for _ in range(RUNS + 2)]
    return {name: median(times[name] for times in rounds[2:]) for name in parts}


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
