"""What a packet costs, against a plain pypdf append of the same normalised files: time, memory, and how both grow."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median

import pikepdf
import psutil
from pypdf import PdfWriter

from postmatch.conversion import Workers
from tests.benchmarks.make_pile import PILES, ROOT, of_pages
from tests.benchmarks.normalised_pile import NormalisedPile, normalised_pile
from tests.benchmarks.plot import line_chart
from tests.benchmarks.timing import RUNS, in_turn, milliseconds, ratio_rows, table

PLAIN = "plain pypdf append"
BUILD = "Build: contents, stamp, outline, labels, tags, save"
VERIFIED = "Build and full verification"
SCALE = (10, 100, 1000, 2000)
PLOT = ROOT / "docs" / "performance.svg"


def plain_append(pdfs: Iterable[bytes]) -> bytes:
    """The measure: append every file, save. No contents, no outline of ours, no labels, no checks."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pikepdf_append(pdfs: Iterable[bytes]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as together:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as opened:
                together.add_pages_from(opened)
        together.save(out, min_version="1.7")
    return out.getvalue()


def qpdf_append(folder: Path, names: Iterable[str]) -> None:
    """A process of its own that reads and writes files, as qpdf is used."""
    files = [str(folder / name) for name in names]
    subprocess.run(["qpdf", "--empty", "--pages", *files, "--", str(folder / "out.pdf")], check=False)


def packet_times(kind: str) -> list[str]:
    with Workers() as workers, tempfile.TemporaryDirectory() as saved:
        pile = normalised_pile(PILES[kind], workers)
        folder = Path(saved)
        pile.save(folder)
        jobs: dict[str, Callable[[], object]] = {
            PLAIN: lambda: plain_append(pile.pdfs.values()),
            BUILD: pile.build,
            VERIFIED: lambda: pile.build_and_verify(workers),
            "copy of the bytes": lambda: bytearray().join(pile.pdfs.values()),
            "pikepdf, pages only": lambda: pikepdf_append(pile.pdfs.values()),
        }
        if shutil.which("qpdf"):
            jobs["qpdf, pages only, a process on files"] = lambda: qpdf_append(folder, pile.pdfs)
        taken = in_turn(jobs)
        size = len(pile.build()[2])
    head = f"{kind.capitalize()}: {len(pile.pdfs)} documents, {pile.page_count:,} pages, {size / 1e6:.1f} MB"
    return [*table(head, "median", "to plain", "processor time to plain"), *ratio_rows(taken, PLAIN), ""]


def memory(kind: str) -> list[str]:
    """Peak of all processes together, in processes of their own that read the same normalised files."""
    with Workers() as workers, tempfile.TemporaryDirectory() as saved:
        pile = normalised_pile(PILES[kind], workers)
        pile.save(Path(saved))
        output = len(pile.build()[2]) / 1e6
        del pile
        modes = ("plain", "build", "verified")
        peaks = {mode: median(peak_megabytes(mode, Path(saved)) for _ in range(RUNS)) for mode in modes}
    bound = 200 if kind == "typical" else 150 + 6 * output
    return [
        f"| {kind} ({output:.1f} MB) | {peaks['plain']:.0f} MB | {peaks['build']:.0f} MB | {peaks['verified']:.0f} MB "
        f"| {bound:.0f} MB |"
    ]


def peak_megabytes(mode: str, folder: Path) -> float:
    """Of a fresh process and its children, sampled every 10 ms."""
    process = psutil.Popen([sys.executable, "-m", "tests.benchmarks.one_build", mode, str(folder)], cwd=ROOT)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_own_bytes, _family(process))))
        time.sleep(0.01)
    assert process.returncode == 0
    return peak / 1e6


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _own_bytes(process: psutil.Process) -> int:
    """Proportional set size where the kernel tells it (Linux): what two processes share, such as the code of a
    library, counts half for each. Resident size elsewhere, which counts it twice."""
    try:
        found = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(found, "pss", found.rss))


def scaling() -> list[str]:
    """The three jobs at 10 to 2,000 pages, as a table and as the plot of ``docs/performance.md``."""
    series: dict[str, list[float]] = {PLAIN: [], BUILD: [], VERIFIED: []}
    rows: list[str] = []
    with Workers() as workers:
        for page_count in SCALE:
            taken = _taken(normalised_pile(of_pages(page_count), workers), workers)
            for name, points in series.items():
                points.append(taken[name])
            per_page = taken[VERIFIED] / page_count * 1000
            times = " | ".join(milliseconds(taken[name]) for name in series)
            ratios = f"{taken[BUILD] / taken[PLAIN]:.2f} | {taken[VERIFIED] / taken[PLAIN]:.2f}"
            rows.append(f"| {page_count:,} | {times} | {ratios} | {per_page:.1f} ms |")
    PLOT.write_text(line_chart(list(SCALE), series, across="pages", up="seconds"), "utf-8")
    heads = ("plain append", "build", "build and verify", "build / plain", "verified / plain", "verified, a page")
    return [*table("pages", *heads), *rows, ""]


def _taken(pile: NormalisedPile, workers: Workers) -> dict[str, float]:
    taken = in_turn(
        {
            PLAIN: partial(plain_append, list(pile.pdfs.values())),
            BUILD: pile.build,
            VERIFIED: partial(pile.build_and_verify, workers),
        },
        runs=RUNS if pile.page_count < 1000 else 3,
    )
    return {name: one.clock for name, one in taken.items()}
