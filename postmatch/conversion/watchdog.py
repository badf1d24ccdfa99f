"""One thread that looks after every request under way, and ends a process that takes too long or too much."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from postmatch.conversion.processes import kill_tree, measure_tree
from postmatch.domain.documents import ReasonCode

POLL_SECONDS = 0.05
"""How long a process may grow unseen. A request shorter than this costs no look at all."""
MAX_PROCESSES = 64
"""LibreOffice runs as three; a tree that grows beyond this is a bomb."""


@dataclass(frozen=True)
class Bounds:
    """What one request may take: seconds by the wall clock, resident memory with children in bytes."""

    seconds: float
    memory_bytes: int


class Watched:
    """One process while a request is under way; ``verdict`` says why it was ended, None when it was not."""

    def __init__(self, pid: int, bounds: Bounds) -> None:
        self.pid = pid
        self.verdict: ReasonCode | None = None
        self.until = time.monotonic() + bounds.seconds
        self._memory_bytes = bounds.memory_bytes

    def judge(self) -> None:
        """Looks at the process once, and ends it with all it started when a bound is passed."""
        if time.monotonic() >= self.until:
            self.verdict = ReasonCode.TIMEOUT
        else:
            tree = measure_tree(self.pid)
            if tree.resident_bytes > self._memory_bytes or tree.process_count > MAX_PROCESSES:
                self.verdict = ReasonCode.MEMORY
        if self.verdict is not None:
            kill_tree(self.pid)


class Watchdog:
    """Starts its thread with the first request; the thread sleeps while no request is under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._needed = threading.Event()
        self._closed = threading.Event()
        self._under_way: set[Watched] = set()
        self._thread: threading.Thread | None = None

    @contextmanager
    def over(self, pid: int, bounds: Bounds) -> Iterator[Watched]:
        """Watches the process inside the ``with`` block, and never touches it outside."""
        watched = Watched(pid, bounds)
        with self._lock:
            self._under_way.add(watched)
            self._needed.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        try:
            yield watched
        finally:
            with self._lock:
                self._under_way.discard(watched)

    def close(self) -> None:
        """Ends the thread; requests under way are no longer bounded, so end their processes first."""
        self._closed.set()
        self._needed.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._needed.wait()
            self._closed.wait(self._pause())
            with self._lock:
                for watched in self._under_way:
                    if watched.verdict is None:
                        watched.judge()

    def _pause(self) -> float:
        """Seconds until the next look; without a request, forget that one was needed."""
        with self._lock:
            if not self._under_way:
                self._needed.clear()
                return 0.0
            first = min(watched.until for watched in self._under_way)
        return min(POLL_SECONDS, max(0.0, first - time.monotonic()))
