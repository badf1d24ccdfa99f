"""What becomes of the corpus, of templates as people make them, and of attacks, when they come as own templates.

``python -m tests.rendering.template_tables`` writes ``docs/own-templates.md``.
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

OUT = Path(__file__).resolve().parents[2] / "docs" / "own-templates.md"
_HEAD = """# Templates of somebody else

Written by `python -m tests.rendering.template_tables`. Every Word file of the test corpus, résumé templates as people
make them in Word, and files made to do harm, each uploaded as an own template: read in a worker without network and
files, never by the app itself. An accepted one was tried with three sets of values and laid out once.

- **Time** and **memory** belong to one machine; memory is the most that the worker has had in its life so far, most of
  it the libraries. A check gets 20 s and 512 MB, then its worker is ended and the file refused.
- A file without any tag is no template: it would be the same for everybody.
"""


@dataclass(frozen=True)
class Checked:
    """A report, the seconds it took, and the most memory in bytes that the worker has had in its life."""

    name: str
    report: TemplateReport
    seconds: float
    peak_bytes: int

    @property
    def row(self) -> str:
        """What the applicant is told first, and how many other things with it."""
        told = [f"{one.message} {one.hint}".replace("|", "\\|") for one in self.report.problems]
        more = f" ({len(told) - 1} more)" if len(told) > 1 else ""
        verdict = "accepted" if self.report.is_usable else "refused"
        memory = f"{self.peak_bytes / 1_048_576:.0f} MB"
        return f"| {self.name} | {verdict} | {self.seconds:.2f} s | {memory} | {''.join(told[:1])}{more} |"


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


def _table(heading: str, rows: list[Checked]) -> str:
    accepted = sum(row.report.is_usable for row in rows)
    head = "| File | Verdict | Time | Memory | What the applicant is told first |\n|---|---|---:|---:|---|"
    lines = "\n".join(row.row for row in rows)
    return f"## {heading}\n\n{len(rows)} files, {accepted} accepted.\n\n{head}\n{lines}\n"


def main() -> None:
    with Workers(size=1) as workers:
        workers.confinement()  # started: that takes longer than any check
        corpus = [checked(path.name, path.read_bytes(), "cover_letter", workers) for path in corpus_files()]
        made = [checked(name, make(), "cv", workers) for name, make in MADE.items()]
        attacks = [checked(name, make(), "cv", workers) for name, make in ATTACKS.items()]
    tables = (_table("The corpus", corpus), _table("Made as people make them", made), _table("Attacks", attacks))
    OUT.write_text("\n".join((_HEAD, *tables)), encoding="utf-8")
    print(f"{OUT}: {len(corpus)} + {len(made)} + {len(attacks)} files")


if __name__ == "__main__":
    main()
