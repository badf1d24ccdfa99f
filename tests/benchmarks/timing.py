"""How the benchmarks measure: medians, what is compared taking turns in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import psutil

RUNS = 5


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and processor seconds of this process and all its children together. On a machine that has
    other work, the second is the steadier figure."""

    clock: float
    processor: float


def measured(job: Callable[[], object]) -> Taken:
    clock, processor = time.perf_counter(), _processor_seconds()
    job()
    return Taken(time.perf_counter() - clock, _processor_seconds() - processor)


def _processor_seconds() -> float:
    """Children that have ended count once they were waited for (``qpdf``), and only where the system tells."""
    own = psutil.Process()
    ended = own.cpu_times()
    total = time.process_time() + getattr(ended, "children_user", 0.0) + getattr(ended, "children_system", 0.0)
    for child in own.children(recursive=True):
        times = child.cpu_times()
        total += times.user + times.system
    return total


def in_turn(jobs: Mapping[str, Callable[[], object]], *, runs: int = RUNS) -> dict[str, Taken]:
    """The median of each job; one warm-up each, then turns, so that a slow moment hits all alike."""
    for job in jobs.values():
        job()
    rounds = [{name: measured(job) for name, job in jobs.items()} for _ in range(runs)]
    return {
        name: Taken(median(taken[name].clock for taken in rounds), median(taken[name].processor for taken in rounds))
        for name in jobs
    }


def milliseconds(taken: float) -> str:
    return f"{taken * 1000:,.0f} ms" if taken < 10 else f"{taken:,.1f} s"


def table(heading: str, *columns: str) -> list[str]:
    """The head of a table, the first column to the left."""
    return [f"| {' | '.join((heading, *columns))} |", f"|---|{'---:|' * len(columns)}"]


def ratio_rows(taken: Mapping[str, Taken], plain: str) -> list[str]:
    """Time by the clock, and both times against ``plain``."""
    return [
        f"| {name} | {milliseconds(one.clock)} | {one.clock / taken[plain].clock:.2f} "
        f"| {one.processor / taken[plain].processor:.2f} |"
        for name, one in taken.items()
    ]
