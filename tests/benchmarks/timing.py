"""How the benchmarks measure: medians, what is compared taking turns in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

RUNS = 5


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def in_turn(jobs: Mapping[str, Callable[[], object]], *, runs: int = RUNS) -> dict[str, float]:
    """Median seconds of each job; one warm-up each, then turns, so that a slow moment hits all alike."""
    for job in jobs.values():
        job()
    rounds = [{name: seconds(job) for name, job in jobs.items()} for _ in range(runs)]
    return {name: median(times[name] for times in rounds) for name in jobs}


def milliseconds(taken: float) -> str:
    return f"{taken * 1000:,.0f} ms" if taken < 10 else f"{taken:,.1f} s"


def table(heading: str, *columns: str) -> list[str]:
    """The head of a table, the first column to the left."""
    return [f"| {' | '.join((heading, *columns))} |", f"|---|{'---:|' * len(columns)}"]
