"""Runs measurements and prints the tables of ``docs/performance.md``.

``python -m tests.benchmarks`` runs all; ``python -m tests.benchmarks typical gate`` only those. What is compared takes
turns in one process or, for memory, in processes of their own. Absolute times depend on the machine: quote the ratios.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from tests.benchmarks.engines import engine_times, use_case_times
from tests.benchmarks.filling import filling_times
from tests.benchmarks.gate import gate_parts, gate_times
from tests.benchmarks.ladder import ladder_times
from tests.benchmarks.letters import letter_times
from tests.benchmarks.packet import memory, packet_times, scaling
from tests.benchmarks.start import start_times
from tests.benchmarks.timing import RUNS, milliseconds, table


def peak_memory() -> list[str]:
    head = table("peak memory, all processes", "plain append", "build", "build and verify", "bound")
    return [*head, *memory("typical"), *memory("large"), ""]


def gate() -> list[str]:
    ours, plain = gate_times()
    rows = [f"| the gate, on a warm worker | {milliseconds(ours)} | {ours / plain:.1f} |"]
    rows += [f"| {name} | {milliseconds(t)} | {t / plain:.1f} |" for name, t in gate_parts().items()]
    return [*table("A plain PDF of 10 pages", "median", "ratio to opening and saving"), *rows, ""]


PARTS: dict[str, Callable[[], list[str]]] = {
    "typical": lambda: packet_times("typical"),
    "large": lambda: packet_times("large"),
    "memory": peak_memory,
    "scaling": scaling,
    "gate": gate,
    "usecase": use_case_times,
    "engines": engine_times,
    "ladder": ladder_times,
    "letters": letter_times,
    "filling": filling_times,
    "start": start_times,
}


def main(names: list[str]) -> None:
    unknown = set(names) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in names or PARTS:
        print("\n".join(PARTS[name]()), flush=True)
    print(json.dumps({"python": sys.version.split()[0], "runs": RUNS, "cores": os.cpu_count()}))


if __name__ == "__main__":
    main(sys.argv[1:])
