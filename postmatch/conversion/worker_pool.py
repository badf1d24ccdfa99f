"""Who gets which worker process: so many at a time, never one process for two owners, and each replaced in time.

A worker is ended after a refusal, a crash or fifty requests, and when its place is needed for somebody else.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from postmatch.conversion.watchdog import Bounds, Watchdog
from postmatch.conversion.wire import Header
from postmatch.conversion.worker_process import WorkerLost, WorkerProcess

Answer = tuple[Header, tuple[bytes, ...]]


class WorkerPool:
    """Up to ``size`` workers at work for any number of threads; a thread waits when all are busy, outside its time
    limit. Nothing starts before the first request.

    Once a second owner has come, one unused worker more is kept ready, so that a change of owners costs no wait.
    """

    def __init__(self, *, size: int) -> None:
        self._size = size
        self._room = threading.Condition()
        self._busy_count = 0
        self._idle: list[WorkerProcess] = []  # the one used last stands last
        self._live: set[WorkerProcess] = set()
        self._has_many_owners = False
        self._unconfined = threading.Event()  # no worker of this pool need fail to start twice
        self._folder: list[Path] = []
        self._watchdog = Watchdog()
        self._closed = False
        self._finalizer = weakref.finalize(self, _shut_down, self._live, self._folder, self._watchdog)

    def close(self) -> None:
        """Ends everything; requests under way fail as if their worker had died. May be called twice."""
        with self._room:
            self._closed = True
        self._finalizer()

    def process_ids(self) -> tuple[int, ...]:
        """Of every worker that lives now, busy or not."""
        with self._room:
            return tuple(sorted(worker.pid for worker in self._live))

    def ask(self, owner: str, header: Header, blobs: Sequence[bytes], bounds: Bounds) -> Answer:
        """The answer of a worker that never worked for another owner. Raises ``WorkerLost``."""
        with self._lent(owner, header["operation"]) as worker:
            return worker.ask(header, blobs, bounds)

    def withheld(self, owner: str) -> frozenset[str]:
        """What the workers cannot reach (``confinement.withhold``). Raises ``ConversionFailed``."""
        with self._lent(owner, "") as worker:
            worker.await_start()
            return worker.withheld

    @contextmanager
    def _lent(self, owner: str, operation: str) -> Iterator[WorkerProcess]:
        with self._room:
            self._room.wait_for(lambda: self._busy_count < self._size)
            self._busy_count += 1
        worker: WorkerProcess | None = None
        try:
            worker = self._worker_for(owner, operation)
            yield worker
            if worker.is_spent:
                worker = self._replaced(worker, operation)
        except WorkerLost:
            worker = self._replaced(worker, operation)
            raise
        except BaseException:
            self._retire(worker)
            worker = None
            raise
        finally:
            self._give_back(worker, operation)

    def _worker_for(self, owner: str, operation: str) -> WorkerProcess:
        with self._room:
            worker = _best(self._idle, owner, operation)
            if worker is not None:
                self._idle.remove(worker)
            crowded = worker is None and len(self._live) >= self._size
            stranger = self._idle.pop(0) if crowded and self._idle else None
        self._retire(stranger)
        if worker is not None and not worker.is_alive:  # one that died while idle says nothing about this file
            self._retire(worker)
            worker = None
        worker = worker or self._start(operation)
        worker.owner = owner
        return worker

    def _give_back(self, worker: WorkerProcess | None, operation: str) -> None:
        with self._room:
            self._busy_count -= 1
            if worker is not None:
                self._idle.append(worker)
            self._has_many_owners |= len({live.owner for live in self._live} - {None}) > 1
            has_spare = any(idle.owner is None for idle in self._idle)
            wants_spare = self._has_many_owners and not has_spare and len(self._live) <= self._size
            self._room.notify()
        if wants_spare and (spare := self._started(operation)):
            with self._room:
                self._idle.insert(0, spare)

    def _start(self, operation: str) -> WorkerProcess:
        with self._room:
            if self._closed:
                raise RuntimeError("these workers are closed")
            if not self._folder:
                self._folder.append(Path(tempfile.mkdtemp(prefix="postmatch-")))
            worker = WorkerProcess(
                self._folder[0], operation=operation, watchdog=self._watchdog, unconfined=self._unconfined
            )
            self._live.add(worker)
            return worker

    def _started(self, operation: str) -> WorkerProcess | None:
        """A new one that starts up while the caller goes on; none when it cannot be or the pool closes."""
        try:
            return self._start(operation)
        except (OSError, RuntimeError):
            return None

    def _replaced(self, worker: WorkerProcess | None, operation: str) -> WorkerProcess | None:
        self._retire(worker)
        return self._started(operation)

    def _retire(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            with self._room:
                self._live.discard(worker)
            worker.kill()


def _best(idle: Sequence[WorkerProcess], owner: str, operation: str) -> WorkerProcess | None:
    """The owner's own before an unused one; among these, one that has the libraries, and the one used last."""

    def rank(worker: WorkerProcess) -> tuple[bool, bool]:
        return worker.owner == owner, operation in worker.loaded

    suitable = [worker for worker in reversed(idle) if worker.owner in (owner, None)]
    return max(suitable, key=rank, default=None)


def _shut_down(live: set[WorkerProcess], folder: list[Path], watchdog: Watchdog) -> None:
    for worker in list(live):
        worker.kill()
    live.clear()
    watchdog.close()
    for path in folder:
        shutil.rmtree(path, ignore_errors=True)
