"""``python -m tests.fuzz --count 10000``: exit status 0 when no input failed and enough of them were used.

With ``--log`` each outcome is written down as it comes, and a second run with the same log goes on where the first
one stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from postmatch.conversion import Workers
from tests.corpus import corpus_folder
from tests.fuzz.runs import Outcome, complaints, run_inputs, summary, unknown_errors

_EVERY = 100


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    outcomes = _written(options.log)
    wanted = range(options.first, options.first + options.count)
    waiting = [number for number in wanted if number not in outcomes]
    with Workers(size=options.jobs) as workers, unknown_errors() as places:
        found = run_inputs(waiting, corpus_folder(), workers, failures=options.failures, jobs=options.jobs)
        for done, outcome in enumerate(found, start=1):
            outcomes[outcome.number] = outcome
            _write(outcome, options.log)
            if outcome.fault or done % _EVERY == 0:
                print(f"{done} of {len(waiting)}  {outcome.fault}", file=sys.stderr, flush=True)
    listed = [outcomes[number] for number in wanted]
    print(summary(listed))
    for place, count in places.most_common():
        print(f"  {count:>4} x {place}")
    return 1 if complaints(listed) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many inputs")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--failures", type=Path, help="folder for inputs that failed")
    parser.add_argument("--log", type=Path, help="file of outcomes, one JSON object a line")
    return parser


def _written(log: Path | None) -> dict[int, Outcome]:
    if log is None or not log.is_file():
        return {}
    outcomes = [Outcome(**json.loads(line)) for line in log.read_text("utf-8").splitlines()]
    return {outcome.number: outcome for outcome in outcomes}


def _write(outcome: Outcome, log: Path | None) -> None:
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(outcome)) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
