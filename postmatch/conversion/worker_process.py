"""One child process that opens what came from outside: started, asked, and ended. ``Workers`` is the way in."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from postmatch.conversion.processes import kill_left_behind, kill_tree
from postmatch.conversion.tesseract_places import DATA_VARIABLE
from postmatch.conversion.watchdog import Bounds, Watchdog
from postmatch.conversion.wire import Header, WireBroken, read_message, write_message
from postmatch.conversion.worker_pipes import answers_of, requests_to
from postmatch.domain.documents import ReasonCode
from postmatch.errors import ConversionFailed

_log = logging.getLogger(__name__)

REQUESTS_PER_WORKER = 50
START_SECONDS = 60.0
START_MEMORY_BYTES = 2 * 1024 * 1024 * 1024

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from postmatch.conversion.worker import main; main()"
_UNCLEAN = frozenset({"refused", "failed", "broken", "memory", "crashed"})
_PIPE_BYTES = 1024 * 1024
"""The kernel's usual 64 KB make a switch between two processes of every 64 KB of a document."""
_OUT_OF_MEMORY_WORDS = (b"memory allocation of", b"bad_alloc", b"out of memory", b"OOM", b"MemoryError")
_END_SECONDS = 0.5
"""A dying process takes milliseconds; one that is still there has not died but talks nonsense."""


class WorkerLost(Exception):
    """The worker ended in the middle of a request: ``reason`` is timeout, memory or damaged."""

    def __init__(self, reason: ReasonCode) -> None:
        super().__init__(reason.value)
        self.reason = reason


class WorkerProcess:
    """One child process and its pipes. Not thread-safe: the pool lends it to one thread at a time.

    ``owner`` is None until the first request; ``loaded`` are the operations that it has the libraries for.
    ``unconfined`` is shared by the workers of a pool: set once one of them could start only with nothing withheld.
    """

    def __init__(self, folder: Path, *, operation: str, watchdog: Watchdog, unconfined: threading.Event) -> None:
        self.owner: str | None = None
        self.loaded = {operation}
        self.withheld: frozenset[str] = frozenset()
        self._watchdog = watchdog
        self._unconfined = unconfined
        self._folder = Path(tempfile.mkdtemp(dir=folder))  # a killed engine leaves the document in here
        self._is_ready = False
        self._request_count = 0
        self._has_refused = False
        self._launch(operation, "open" if unconfined.is_set() else "confined")

    def _launch(self, operation: str, confinement: Literal["confined", "open"]) -> None:
        self._confinement = confinement
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, str(_ROOT), operation, confinement],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(self._folder),
            cwd=self._folder,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            pipesize=_PIPE_BYTES if sys.platform.startswith("linux") else -1,
            bufsize=0,
        )
        self._requests, self._answers = requests_to(self._process), answers_of(self._process)
        self._last_words: deque[bytes] = deque(maxlen=4)
        self._listener = threading.Thread(target=self._listen, args=(self._process, self._last_words), daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def is_spent(self) -> bool:
        """True after a refusal and after fifty requests: nothing that a file may have left behind meets the next."""
        return self._has_refused or self._request_count >= REQUESTS_PER_WORKER

    def ask(self, header: Header, blobs: Sequence[bytes], bounds: Bounds) -> tuple[Header, tuple[bytes, ...]]:
        """The answer; raises ``WorkerLost``. Starting and loading libraries do not count against the time."""
        self.await_start()
        if header["operation"] not in self.loaded:
            self._prepare({"operation": "load", "for": header["operation"]})
            self.loaded.add(header["operation"])
        self._request_count += 1
        bounded = {**header, "memory_bytes": bounds.memory_bytes, "seconds": bounds.seconds}
        answer, data = self._exchange(bounded, blobs, bounds)
        self._has_refused = not _UNCLEAN.isdisjoint(answer)
        return answer, data

    def await_start(self) -> None:
        """Returns when the worker can take a request. Raises ``ConversionFailed``."""
        if self._is_ready:
            return
        try:
            ready = self._prepare(None)
        except ConversionFailed:  # no document has come near it, so its words can be told
            _log.error("the worker said: %s", b"".join(self._last_words).decode("utf-8", "replace"))
            if self._confinement == "open":
                raise
            ready = self._start_open()
        self.withheld = frozenset(ready.get("withheld", ()))
        self._is_ready = True

    def _start_open(self) -> Header:
        """A second try with nothing withheld: on a system that keeps libraries in places we do not know, or ends a
        process for asking, a worker without confinement is better than none. This one has opened no file yet."""
        _log.warning("the worker starts once more, without confinement")
        self._end_process()
        self._launch(next(iter(self.loaded)), "open")
        ready = self._prepare(None)
        self._unconfined.set()
        return ready

    def kill(self) -> None:
        """Ends the process with everything it started; harmless when it is gone already."""
        self._end_process()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _end_process(self) -> None:
        kill_tree(self.pid) if self.is_alive else kill_left_behind(self.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _prepare(self, header: Header | None) -> Header:
        """A worker that does not even start says nothing about the file, so it must not become a refusal of it."""
        try:
            return self._exchange(header, (), Bounds(START_SECONDS, START_MEMORY_BYTES))[0]
        except WorkerLost as error:
            _log.error("a worker did not start (exit status %s)", self._process.poll())
            raise ConversionFailed(
                "The part of Postmatch that reads documents did not start, so this file was not looked at.",
                "Close other programs and try again; if that does not help, install Postmatch again.",
            ) from error

    def _exchange(
        self, header: Header | None, blobs: Sequence[bytes], bounds: Bounds
    ) -> tuple[Header, tuple[bytes, ...]]:
        with self._watchdog.over(self.pid, bounds) as watched:
            try:
                if header is not None:
                    write_message(self._requests, header, blobs)
                return read_message(self._answers)
            except WireBroken as error:
                raise WorkerLost(watched.verdict or self._cause_of_death()) from error

    def _cause_of_death(self) -> ReasonCode:
        """What the end of the process says; a worker that lives on and talks nonsense is as good as dead."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=_END_SECONDS)
            self._listener.join(timeout=_END_SECONDS)  # the last words come through a pipe of their own
        if sys.platform != "win32" and self._process.returncode == -signal.SIGXCPU:
            return ReasonCode.TIMEOUT
        words = b"".join(self._last_words)
        return ReasonCode.MEMORY if any(word in words for word in _OUT_OF_MEMORY_WORDS) else ReasonCode.DAMAGED

    @staticmethod
    def _listen(process: subprocess.Popen[bytes], last_words: deque[bytes]) -> None:
        """Keeps the end of what the worker says on its error channel, in memory only: it may quote a document."""
        pipe = process.stderr
        with contextlib.suppress(OSError, ValueError):
            while piece := os.read(pipe.fileno(), 4096):  # type: ignore[union-attr]
                last_words.append(piece)
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


def _environment(folder: Path) -> dict[str, str]:
    """What a worker needs to run, and nothing that this process may hold in confidence."""
    names = ("PATH", "SYSTEMROOT", "PROGRAMFILES", DATA_VARIABLE)
    kept = {name: os.environ[name] for name in names if name in os.environ}
    own = {name: str(folder) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}
    # few malloc arenas: each maps 64 MB of the bounded address space
    return {**kept, **own, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
