"""Prints what becomes of the corpus, of templates as people make them, and of attacks, when they come as own templates:

python -m tests.rendering.template_tables
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from postmatch.conversion import Workers
from postmatch.domain.own_templates import Purpose, TemplateReport
from postmatch.rendering import check_own_template
from tests.corpus import corpus_folder
from tests.rendering.made_templates import ATTACKS, MADE


@dataclass(frozen=True)
class Checked:
    """A report, the seconds it took, and the most memory in bytes that the worker has had in its life."""

    name: str
    report: TemplateReport
    seconds: float
    peak_bytes: int

    @property
    def row(self) -> str:
        first = self.report.problems[0] if self.report.problems else None
        verdict = "accepted" if self.report.is_usable else "refused"
        words = f"{first.message} {first.hint}" if first else ""
        return f"| {self.name} | {verdict} | {self.seconds:.2f} s | {self.peak_bytes / 1_048_576:.0f} MB | {words} |"


def checked(name: str, docx: bytes, purpose: Purpose, workers: Workers) -> Checked:
    started = time.perf_counter()
    report = check_own_template(docx, purpose, workers)
    return Checked(name, report, time.perf_counter() - started, _peak(workers))


def corpus_files() -> list[Path]:
    return sorted((corpus_folder() / "docx").iterdir())


def _peak(workers: Workers) -> int:
    """Linux keeps the highest value of a process; elsewhere what it has now."""
    return max(map(_peak_of, workers.process_ids()), default=0)


def _peak_of(process_id: int) -> int:
    status = Path(f"/proc/{process_id}/status")
    if not status.is_file():
        return psutil.Process(process_id).memory_info().rss
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) * 1024


def _table(heading: str, rows: list[Checked]) -> None:
    print(f"| {heading} | verdict | time | memory | first words |\n|---|---|---:|---:|---|")
    print("\n".join(row.row for row in rows), end="\n\n")


def main() -> None:
    with Workers(size=1) as workers:
        files = corpus_files()
        _table("corpus", [checked(path.name, path.read_bytes(), "cover_letter", workers) for path in files])
        _table("made in Word", [checked(name, make(), "cv", workers) for name, make in MADE.items()])
        _table("attacks", [checked(name, make(), "cv", workers) for name, make in ATTACKS.items()])


if __name__ == "__main__":
    main()
