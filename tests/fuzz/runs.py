"""One input through the gate and, when it was taken, into a packet that is verified; and what came of many."""

from __future__ import annotations

import io
import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from postmatch.conversion import Workers
from postmatch.domain.documents import Normalised, Upload
from postmatch.domain.facts import Limits
from postmatch.domain.packet import Source
from postmatch.domain.workspace import Paper
from postmatch.errors import UploadRefused
from postmatch.packet import CONTENTS_ID, PacketMetadata, Stamp, assemble, draw_contents, plan_packet, verify
from tests.fuzz.mutations import FuzzInput, fuzz_input

LIMITS = Limits()
GRACE_SECONDS = 10.0
"""A worker that takes too long is ended by its parent; starting the next one is not the file's fault."""
LEAST_USED = 0.3
"""A fuzzer whose inputs are nearly all refused tests the door and not the house."""
_STAMP = Stamp(name="Adaeze Okafor", aamc_id="12345678")
_METADATA = PacketMetadata("Residency application of Adaeze Okafor", "Adaeze Okafor", date(2026, 11, 23))


@dataclass(frozen=True)
class Outcome:
    """``ending``: used, the reason of a refusal, or failed; ``fault`` says what failed, and is empty otherwise."""

    number: int
    recipe: str
    ending: str
    seconds: float
    pdf_bytes: int = 0
    fault: str = ""


def run_input(given: FuzzInput, workers: Workers) -> Outcome:
    """Never raises: an error that is no refusal is the outcome ``failed``."""
    started = time.perf_counter()
    try:
        result = workers.normalise(Upload(given.name, given.data), limits=LIMITS)
        ending, size = "used", len(result.pdf)
        seconds = time.perf_counter() - started
        fault = _packet_fault(result, workers)
    except UploadRefused as refused:
        ending, size, fault = refused.reason, 0, "" if refused.message and refused.hint else "refused without words"
        seconds = time.perf_counter() - started
    except Exception as error:  # noqa: BLE001 - whatever comes out here is what the fuzzer looks for
        return _failed(given, started, f"gate: {type(error).__name__}: {error}")
    if seconds > LIMITS.seconds + GRACE_SECONDS:
        fault = f"took {seconds:.0f} s"
    if fault:
        return _failed(given, started, fault)
    return Outcome(given.number, given.recipe, ending, round(seconds, 3), size)


def _failed(given: FuzzInput, started: float, fault: str) -> Outcome:
    return Outcome(given.number, given.recipe, "failed", round(time.perf_counter() - started, 3), fault=fault)


def _packet_fault(result: Normalised, workers: Workers) -> str:
    """What is wrong with a packet made of this one document; empty when nothing is."""
    try:
        plan = plan_packet([Source(id="d", kind="other", title="Diploma", page_count=result.page_count)])
        pdfs = {"d": result.pdf, CONTENTS_ID: draw_contents(plan, paper=Paper.LETTER, applicant=_METADATA.author)}
        packet = assemble(plan, pdfs, metadata=_METADATA, stamp=_STAMP)
        verify(packet, plan, pdfs, facts={"d": result.pages}, stamp=_STAMP, workers=workers)
    except Exception as error:  # noqa: BLE001 - any error means that a document was taken that no packet can hold
        return f"packet: {type(error).__name__}: {error}"
    return ""


def run_inputs(
    numbers: Iterable[int], corpus: Path, workers: Workers, *, failures: Path | None = None, jobs: int = 2
) -> Iterator[Outcome]:
    """The outcomes in the order of ``numbers``, ``jobs`` at a time; inputs that failed are written to ``failures``."""

    def run(number: int) -> Outcome:
        given = fuzz_input(number, corpus)
        outcome = run_input(given, workers)
        if outcome.fault and failures:
            failures.mkdir(parents=True, exist_ok=True)
            (failures / f"{number:05}.bin").write_bytes(given.data)
            (failures / f"{number:05}.json").write_text(json.dumps(asdict(outcome), indent=1), "utf-8")
        return outcome

    with ThreadPoolExecutor(jobs) as threads:
        yield from threads.map(run, numbers)


@contextmanager
def unknown_errors() -> Iterator[Counter[str]]:
    """Counts errors inside workers that no module turned into a refusal of its own. They end as ``damaged``, which is
    right for the applicant; each is worth a look all the same."""
    places: Counter[str] = Counter()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            places[record.getMessage()] += 1

    logger, listener = logging.getLogger("postmatch.conversion"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield places
    finally:
        logger.removeHandler(listener)


def summary(outcomes: Iterable[Outcome]) -> str:
    """The table of a run."""
    listed = list(outcomes)
    endings = Counter(outcome.ending for outcome in listed)
    slowest = max(listed, key=lambda outcome: outcome.seconds)
    largest = max(listed, key=lambda outcome: outcome.pdf_bytes)
    out = io.StringIO()
    print(f"{len(listed)} inputs, {endings['used'] / len(listed):.0%} used", file=out)
    for ending, count in endings.most_common():
        print(f"  {ending:<18} {count:>6}", file=out)
    print(f"  slowest            {slowest.seconds:>6.1f} s   (number {slowest.number}, {slowest.recipe})", file=out)
    print(f"  largest result     {largest.pdf_bytes / 1e6:>6.1f} MB  (number {largest.number})", file=out)
    for outcome in listed:
        if outcome.fault:
            print(f"  FAILED {outcome.number}: {outcome.recipe}: {outcome.fault}", file=out)
    return out.getvalue()


def complaints(outcomes: Iterable[Outcome]) -> list[str]:
    """Why a run does not pass; empty when it does."""
    listed = list(outcomes)
    found = [f"input {outcome.number}: {outcome.fault}" for outcome in listed if outcome.fault]
    used = sum(outcome.ending == "used" for outcome in listed) / max(1, len(listed))
    return found if used >= LEAST_USED else [*found, f"only {used:.0%} of the inputs were used"]
