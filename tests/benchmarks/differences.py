"""How the engines differ on our own templates: ``python -m tests.benchmarks.differences`` writes ``docs/engines.md``.

Each template is filled with the sample applicant, with hardly anything and with far too much, set on its page by the
embedded engine as the app does, and that very Word file is given to both engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from postmatch.conversion import ConvertedWord, Workers
from postmatch.conversion.engines import engine_names, engine_status, find_engine
from postmatch.conversion.word import missing_words
from postmatch.conversion.word_file import open_word
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts
from postmatch.rendering import Template, templates
from postmatch.usecases.fill import fill
from postmatch.usecases.sample import load_sample
from postmatch.usecases.tools import Tools
from tests.benchmarks.letters import TODAY, letter_times
from tests.benchmarks.timing import in_turn, milliseconds, table
from tests.long_profiles import six_page_profile

OUT = Path(__file__).resolve().parents[2] / "docs" / "engines.md"
DPI = 60
RUNS = 3
Picture = np.ndarray

HEAD = """# The engines on our templates

Written by `python -m tests.benchmarks.differences` (LibreOffice must be installed). Each template is filled with the
sample applicant, with a name and an address only ("minimal"), and with six pages of facts ("full": no rung brings such
a CV to one page, so it comes as the template has it). The ladder of the embedded engine sets the others on their page,
as in the app, and **that very Word file** goes to both engines on warm workers, with the fonts that Postmatch ships.

- **Pages** and **free**: how many, and how much of the last page's height is free above the bottom margin.
- **Words**: the share of the Word file's words that stand in the PDF's text.
- **Alike**: structural similarity (SSIM, 1 is the same picture) of the pages at 60 dpi, the mean of all pages. Lines
  that sit half a point lower already cost a tenth: this tells a lost picture or a moved block, not taste.
- **Time**: median of three, taking turns in one process. Quote the ratio; the times belong to one machine.
"""


@dataclass(frozen=True)
class Compared:
    """One Word file by both engines, the embedded one first."""

    template: Template
    applicant: str
    results: tuple[ConvertedWord, ...]
    words: tuple[float, ...]
    alike: float
    seconds: tuple[float, ...]

    @property
    def row(self) -> str:
        kind = "CV" if self.template.purpose == "cv" else "Letter"
        cells = (
            f"{kind}: {self.template.label}",
            self.applicant,
            _pair(str(one.page_count) for one in self.results),
            _pair(f"{one.free_share:.0%}" for one in self.results),
            _pair(f"{share:.1%}" for share in self.words),
            f"{self.alike:.2f}",
            _pair(milliseconds(taken) for taken in self.seconds),
        )
        return f"| {' | '.join(cells)} |"


def _pair(cells: Iterator[str]) -> str:
    return " / ".join(cells)


def applicants(tools: Tools) -> dict[str, Workspace]:
    sample = load_sample(Workspace(), tools).workspace
    name = Identity(given_names="Ines", family_name="Vale", email="ines.vale@example.org")
    much = six_page_profile().model_copy(update={"answers": sample.profile.answers})
    return {
        "sample": sample,
        "minimal": Workspace(profile=Profile(identity=name)),
        "full": sample.model_copy(update={"profile": much}),
    }


def compared(tools: Tools) -> Iterator[Compared]:
    """Every template with every applicant."""
    for applicant, workspace in applicants(tools).items():
        for template in (one for purpose in ("cv", "cover_letter") for one in templates(purpose)):
            chosen = workspace.choices.model_copy(update={f"{template.purpose}_template": template.name})
            filled = fill(
                template.purpose, workspace.model_copy(update={"choices": chosen}), tools, blob=_no_blob, today=TODAY
            )
            yield _compared(template, applicant, filled.docx, tools.workers)


def _compared(template: Template, applicant: str, docx: bytes, workers: Workers) -> Compared:
    jobs = {name: partial(workers.word_to_pdf, docx, engine=name) for name in engine_names()}
    taken = in_turn(jobs, runs=RUNS)
    results = tuple(job() for job in jobs.values())
    return Compared(
        template=template,
        applicant=applicant,
        results=results,
        words=tuple(_recall(docx, one.pdf, workers) for one in results),
        alike=_alike(*(_pages(one, workers) for one in results)),
        seconds=tuple(taken[name].clock for name in jobs),
    )


def _recall(docx: bytes, pdf: bytes, workers: Workers) -> float:
    texts = list(open_word(docx).texts())
    total = len(set(" ".join(texts).split()))
    return 1 - len(missing_words(texts, " ".join(workers.page_texts(pdf)))) / max(total, 1)


def _pages(converted: ConvertedWord, workers: Workers) -> list[Picture]:
    """Each page in grey at ``DPI``; both engines use the paper of the Word file, so sizes are equal to a pixel."""
    numbers = range(1, converted.page_count + 1)
    drawn = workers.draw(converted.pdf, page_numbers=numbers, width=round(8.5 * DPI))
    return [cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_GRAYSCALE) for page in drawn]


def _alike(ours: list[Picture], theirs: list[Picture]) -> float:
    """The mean over the pages; a page that only one of them has is like nothing."""
    each = [structural_similarity(one, other) for one, other in zip(ours, theirs, strict=False)]
    return sum(each) / max(len(ours), len(theirs))


def structural_similarity(one: Picture, other: Picture) -> float:
    """SSIM (Wang et al. 2004) with a Gaussian window of 1.5 pixels, as everybody computes it."""
    height, width = (min(one.shape[axis], other.shape[axis]) for axis in (0, 1))
    x, y = (picture[:height, :width].astype(np.float64) for picture in (one, other))
    mean_x, mean_y = _blurred(x), _blurred(y)
    spread = _blurred(x * x) - mean_x**2 + _blurred(y * y) - mean_y**2
    common = _blurred(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_x * mean_y + c1) * (2 * common + c2) / ((mean_x**2 + mean_y**2 + c1) * (spread + c2))
    return float(likeness.mean())


def _blurred(picture: Picture) -> Picture:
    return cv2.GaussianBlur(picture, (11, 11), 1.5)


def _no_blob(_sha256: str) -> bytes:
    raise AssertionError("no template of an applicant is compared")


def _limits() -> list[str]:
    """What each engine says of itself, as the app shows it."""
    lines = ["## What each cannot do", ""]
    for engine in map(find_engine, engine_names()):
        lines += [
            f"**{engine.label} {engine.version()}.** {engine.note}",
            "",
            *(f"- {one}" for one in engine.limits),
            "",
        ]
    return lines


def main() -> None:
    labels = [engine_status(name).label for name in engine_names()]
    with Workers() as workers:
        tools = Tools(workers, load_facts(), reads_scans=False)
        rows = [one.row for one in compared(tools)]
    columns = ("Applicant", "Pages", "Free", "Words", "Alike", "Time")
    differences = [f"In each pair {labels[0]} stands first, then {labels[1]}.", "", *table("Template", *columns), *rows]
    parts = [
        HEAD,
        "## Template by template",
        "",
        *differences,
        "",
        "## A letter to PDF",
        "",
        *letter_times(),
        *_limits(),
    ]
    OUT.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
