"""Every way in which a worker can go wrong ends as one sentence for the applicant, and the next file is served."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from postmatch.conversion import Workers, worker_process
from postmatch.conversion.watchdog import Bounds
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, UploadRefused
from tests.conversion import misbehaving
from tests.conversion.pdf_samples import made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these workers misbehave by the calls of POSIX")
LIMITS = Limits(seconds=1.5, memory_bytes=300_000_000)


@pytest.fixture
def misled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Workers that know how to misbehave."""
    monkeypatch.setattr(worker_process, "_START", misbehaving.START)
    with Workers(size=1) as workers:
        yield workers


def ask(workers: Workers, operation: str, limits: Limits = LIMITS, **header: object) -> dict[str, Any]:
    """As ``Workers.normalise`` asks: what goes wrong is ``UploadRefused``."""
    return workers._ask_about_upload({"operation": operation, **header}, b"x", limits, read=lambda answer, _: answer)


def reason(workers: Workers, operation: str, limits: Limits = LIMITS, **header: object) -> str:
    with pytest.raises(UploadRefused) as error:
        ask(workers, operation, limits, **header)
    assert error.value.message
    assert error.value.hint
    return error.value.reason


def serves(workers: Workers) -> bool:
    return workers.normalise(Upload("a.pdf", made()), limits=Limits()).page_count == 1


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("abort", "damaged"),
        ("segfault", "damaged"),
        ("spin", "timeout"),
        ("sleep", "timeout"),
        ("grow", "memory"),
        ("grow_in_a_child", "memory"),
        ("close_pipes", "damaged"),
        ("talk_nonsense", "damaged"),
        ("announce_too_much", "damaged"),
        ("refuse_out_of_shape", "damaged"),
    ],
)
def test_each_end_has_a_name_and_the_next_file_is_served(misled: Workers, operation: str, expected: str) -> None:
    limits = LIMITS if expected == "timeout" else LIMITS.model_copy(update={"seconds": 60.0})
    started = time.monotonic()
    assert reason(misled, operation, limits) == expected
    assert time.monotonic() - started < 30
    assert serves(misled)


def test_processes_without_end_are_ended_and_counted_as_memory(misled: Workers) -> None:
    before = len(psutil.pids())
    assert reason(misled, "fork_for_ever", Limits(seconds=20)) == "memory"
    until = time.monotonic() + 10
    while len(psutil.pids()) > before + 50 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(psutil.pids()) <= before + 50
    assert serves(misled)


@pytest.mark.parametrize("dies", [True, False])
def test_what_a_worker_started_ends_with_it(misled: Workers, dies: bool) -> None:
    ask(misled, "limits")
    (pid,) = misled.process_ids()
    assert reason(misled, "leave_a_child", dies=dies) == "damaged"
    until = time.monotonic() + 5
    while (left := members_of(pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert left == []


def members_of(session: int) -> list[int]:
    """The living members of a worker's session."""
    found = []
    for process in psutil.process_iter(["status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and session_of(process.pid) == session:
            found.append(process.pid)
    return found


def session_of(pid: int) -> int | None:
    import os

    try:
        return os.getsid(pid)
    except OSError:
        return None


def test_answers_that_are_not_in_shape_are_failures_and_no_crash(
    misled: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = misled._pool.ask

    def misdirected(owner: str, header: dict[str, Any], blobs: list[bytes], bounds: Bounds) -> Any:
        return asked(owner, {**header, "operation": "answer_out_of_shape"}, blobs, bounds)

    monkeypatch.setattr(misled._pool, "ask", misdirected)
    with pytest.raises(UploadRefused):
        misled.normalise(Upload("a.pdf", made()), limits=Limits())
    with pytest.raises(UploadRefused):
        misled.unpack(b"PK", limits=Limits())
    for work in (misled.page_texts, misled.page_facts, misled.word_to_pdf):
        with pytest.raises(ConversionFailed):
            work(made())


def test_a_worker_that_does_not_start_blames_no_file(
    misled: Workers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker_process, "_START", "import sys; sys.exit('no library to be found')")
    with pytest.raises(ConversionFailed, match="was not looked at"):
        misled.normalise(Upload("a.pdf", made()), limits=LIMITS)
    assert "no library to be found" in caplog.text
    monkeypatch.setattr(worker_process, "_START", misbehaving.START)
    assert serves(misled)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds all of them")
def test_the_kernel_holds_the_limits_of_each_request(misled: Workers) -> None:
    small, large = (ask(misled, "limits", Limits(memory_bytes=size, seconds=10)) for size in (10**8, 10**9))
    assert large["RLIMIT_AS"][0] - small["RLIMIT_AS"][0] == 9 * 10**8
    assert small["RLIMIT_CORE"] == [0, 0]
    assert 0 < small["RLIMIT_CPU"][0] < 120
    assert 0 < small["RLIMIT_FSIZE"][1] <= 2**30
    assert 0 < small["RLIMIT_NOFILE"][1] <= 1024
