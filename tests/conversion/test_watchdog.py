from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from postmatch.conversion.watchdog import Bounds, Watchdog

PLENTY = 2**40


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    watchdog = Watchdog()
    yield watchdog
    watchdog.close()


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


@pytest.mark.parametrize(("bounds", "verdict"), [(Bounds(0.2, PLENTY), "timeout"), (Bounds(60, 1000), "memory")])
def test_a_process_that_passes_a_bound_is_ended(
    watchdog: Watchdog, process: subprocess.Popen[bytes], bounds: Bounds, verdict: str
) -> None:
    with watchdog.over(process.pid, bounds) as watched:
        process.wait(20)
        until = time.monotonic() + 5
        while watched.verdict is None and time.monotonic() < until:
            time.sleep(0.01)
    assert watched.verdict == verdict


def test_a_process_is_left_alone_as_soon_as_its_request_is_over(
    watchdog: Watchdog, process: subprocess.Popen[bytes]
) -> None:
    with watchdog.over(process.pid, Bounds(0.3, PLENTY)) as watched:
        pass
    time.sleep(0.6)
    assert watched.verdict is None
    assert process.poll() is None


def test_one_thread_watches_all_and_sleeps_when_there_is_nothing_to_watch(
    watchdog: Watchdog, process: subprocess.Popen[bytes]
) -> None:
    before = set(threading.enumerate())
    for _ in range(100):
        with watchdog.over(process.pid, Bounds(60, PLENTY)), watchdog.over(process.pid, Bounds(60, PLENTY)):
            pass
    assert len(set(threading.enumerate()) - before) == 1
    time.sleep(0.2)
    used = time.process_time()
    time.sleep(0.5)
    assert time.process_time() - used < 0.05


def test_a_closed_watchdog_has_no_thread(process: subprocess.Popen[bytes]) -> None:
    before = set(threading.enumerate())
    watchdog = Watchdog()
    with watchdog.over(process.pid, Bounds(60, PLENTY)):
        pass
    watchdog.close()
    until = time.monotonic() + 5
    while set(threading.enumerate()) - before and time.monotonic() < until:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - before
