"""A letter to PDF: each engine as Postmatch runs it, against LibreOffice as a person would run it by hand."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names, engine_status
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts
from postmatch.rendering import fill_cover_letter, find_template
from postmatch.usecases.sample import load_sample
from postmatch.usecases.tools import Tools
from tests.benchmarks.timing import in_turn, milliseconds, table

TODAY = date(2026, 11, 25)
BATCH = 50
COLD = "LibreOffice by hand: a new profile, one file"
TARGET = 40


def sample_letter(workers: Workers) -> bytes:
    workspace = load_sample(Workspace(), Tools(workers, load_facts(), reads_scans=False)).workspace
    return fill_cover_letter(
        workspace.profile,
        position=workspace.positions[0],
        enclosures=("Curriculum vitae", "Letter of recommendation"),
        template=find_template("cover_letter", "classic"),
        paper=workspace.choices.paper,
        today=TODAY,
    )


def by_hand(docx: bytes) -> None:
    """``soffice --convert-to pdf`` with nothing prepared. Raises FileNotFoundError when it made no PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "letter.docx").write_bytes(docx)
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
        subprocess.run(
            [*command, "pdf", "--outdir", name, str(folder / "letter.docx")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        (folder / "letter.pdf").stat()


def letter_times() -> list[str]:
    """Medians of one run, taking turns; the ratio is how many letters an engine makes while one is made by hand."""
    with Workers() as workers:
        docx = sample_letter(workers)
        names = [name for name in engine_names() if engine_status(name).available]
        jobs: dict[str, Callable[[], object]] = {COLD: lambda: by_hand(docx)} if shutil.which("soffice") else {}
        for name in names:
            label = engine_status(name).label
            jobs[f"{label}, on a warm worker"] = lambda name=name: workers.word_to_pdf(docx, engine=name)
            jobs[f"{label}, {BATCH} in one go"] = lambda name=name: workers.words_to_pdfs([docx] * BATCH, engine=name)
        taken = in_turn(jobs)
    each = {name: one.clock / (BATCH if "in one go" in name else 1) for name, one in taken.items()}
    slowest = each.get(COLD, max(each.values()))
    rows = [f"| {name} | {milliseconds(clock)} | {slowest / clock:.0f} |" for name, clock in each.items()]
    return [*table("The sample's letter to PDF", "a letter", "letters in the time of one by hand"), *rows, ""]
