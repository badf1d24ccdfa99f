"""A fixed 200 of the fuzzer's inputs; ``python -m tests.fuzz`` runs thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmatch.conversion import Workers
from tests.fuzz.mutations import fuzz_input, seeds
from tests.fuzz.runs import Outcome, complaints, run_inputs, summary

NUMBERS = range(200)


def test_no_broken_file_harms_the_app_and_every_one_that_is_taken_makes_a_packet(
    corpus: Path, workers: Workers, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = list(run_inputs(NUMBERS, corpus, workers, jobs=2))
    with capsys.disabled():
        print(f"\n{summary(outcomes)}")
    assert complaints(outcomes) == []
    assert [outcome.number for outcome in outcomes] == list(NUMBERS)


def test_an_input_is_always_the_same_bytes_and_no_two_are_alike(corpus: Path) -> None:
    inputs = [fuzz_input(number, corpus).data for number in range(0, 1_000, 25)]
    assert [fuzz_input(number, corpus).data for number in range(0, 1_000, 25)] == inputs
    assert len(set(inputs)) >= len(inputs) - 2  # a mutation may hit nothing
    assert {seed.family for seed in seeds(corpus)} == {"pdf", "picture", "word"}


def test_a_run_fails_for_a_fault_and_for_too_few_files_used() -> None:
    used, refused = Outcome(1, "a.pdf", "used", 0.1), Outcome(2, "b.pdf", "damaged", 0.1)
    failed = Outcome(3, "c.pdf", "failed", 0.1, fault="packet: PacketUntrue")
    assert complaints([used, refused, refused]) == []
    assert complaints([used, failed]) == ["input 3: packet: PacketUntrue"]
    assert complaints([used, *[refused] * 9]) == ["only 10% of the inputs were used"]
