"""The pool of child processes in which everything from outside is opened: bounded in time and memory, replaceable.

A worker that meets a hostile file may hang, crash or grow; its parent ends it and the file gets a named refusal.
Workers start when first needed, serve one request at a time, keep nothing of it, and are replaced after a refusal,
a crash, or fifty requests.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from postmatch.conversion.engines import ConvertedWord
from postmatch.conversion.fonts import write_fontconfig
from postmatch.conversion.processes import kill_tree, resident_bytes
from postmatch.conversion.refusals import refusal
from postmatch.conversion.wire import Header, WireBroken, read_message, write_message
from postmatch.domain.documents import Normalised, ReasonCode, Repair, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, EngineUnavailable, UploadRefused

_log = logging.getLogger(__name__)

REQUESTS_PER_WORKER = 50
START_SECONDS = 60.0
WORD_SECONDS = 100.0
PAGES_SECONDS = 300.0
PAGES_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
"""Bounds for our own PDFs, which may be a packet of hundreds of pages; uploads have ``Limits``."""

_WATCH_SECONDS = 0.05
_START = "import sys; sys.path.insert(0, sys.argv[1]); from postmatch.conversion.worker import main; main()"
_OUT_OF_MEMORY_WORDS = (b"memory allocation of", b"bad_alloc", b"out of memory", b"OOM", b"MemoryError")


class _WorkerLost(Exception):
    """The worker ended in the middle of a request: ``reason`` is timeout, memory or damaged."""

    def __init__(self, reason: ReasonCode) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class _Bounds:
    seconds: float
    memory_bytes: int


class _Worker:
    """One child process and its pipes. Not thread-safe: the pool lends it to one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=folder))  # a killed engine leaves the document in here
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, str(Path(__file__).resolve().parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(self._folder, fonts=folder / "fonts-own.conf"),
            cwd=self._folder,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._last_words: deque[bytes] = deque(maxlen=4)
        self._ready = False
        self.request_count = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, header: Header, blobs: Sequence[bytes], bounds: _Bounds) -> tuple[Header, tuple[bytes, ...]]:
        """The answer; raises ``_WorkerLost``. Starting up does not count against the time."""
        if not self._ready:
            self._await_start()
        self.request_count += 1
        return self._exchange({**header, "memory_bytes": bounds.memory_bytes}, blobs, bounds)

    def _await_start(self) -> None:
        """A worker that does not even start says nothing about the file, so it must not become a refusal of it."""
        try:
            self._exchange(None, (), _Bounds(START_SECONDS, PAGES_MEMORY_BYTES))
        except _WorkerLost as error:
            _log.error("a worker did not start (exit status %s)", self._process.poll())
            raise ConversionFailed(
                "The part of Postmatch that reads documents did not start, so this file was not looked at.",
                "Close other programs and try again; if that does not help, install Postmatch again.",
            ) from error
        self._ready = True

    def kill(self) -> None:
        """Ends the process with everything it started; harmless when it is gone already."""
        kill_tree(self._process.pid) if self.is_alive else None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        shutil.rmtree(self._folder, ignore_errors=True)

    def _exchange(
        self, header: Header | None, blobs: Sequence[bytes], bounds: _Bounds
    ) -> tuple[Header, tuple[bytes, ...]]:
        watch = _Watch(self._process.pid, bounds)
        try:
            if header is not None:
                write_message(self._process.stdin, header, blobs)  # type: ignore[arg-type]
            return read_message(self._process.stdout)  # type: ignore[arg-type]
        except WireBroken as error:
            reason = watch.stop() or self._cause_of_death()
            raise _WorkerLost(reason) from error
        finally:
            watch.stop()

    def _cause_of_death(self) -> ReasonCode:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        time.sleep(0)  # lets the listener take the last words
        words = b"".join(self._last_words)
        return ReasonCode.MEMORY if any(word in words for word in _OUT_OF_MEMORY_WORDS) else ReasonCode.DAMAGED

    def _listen(self) -> None:
        """Keeps the end of what the worker says on its error channel, in memory only: it may quote a document."""
        pipe = self._process.stderr
        with contextlib.suppress(OSError, ValueError):
            while piece := os.read(pipe.fileno(), 4096):  # type: ignore[union-attr]
                self._last_words.append(piece)
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


class _Watch:
    """A thread that ends a process when it has taken too long or too much, and remembers which."""

    def __init__(self, pid: int, bounds: _Bounds) -> None:
        self._pid = pid
        self._bounds = bounds
        self._until = time.monotonic() + bounds.seconds
        self._verdict: ReasonCode | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> ReasonCode | None:
        """Ends the watch; the reason when it had to act."""
        self._stopped.set()
        self._thread.join()
        return self._verdict

    def _run(self) -> None:
        while not self._stopped.wait(min(_WATCH_SECONDS, max(0.0, self._until - time.monotonic()))):
            if time.monotonic() >= self._until:
                self._verdict = ReasonCode.TIMEOUT
            elif resident_bytes(self._pid, with_children=True) > self._bounds.memory_bytes:
                self._verdict = ReasonCode.MEMORY
            if self._verdict is not None:
                kill_tree(self._pid)
                return


def _environment(folder: Path, *, fonts: Path) -> dict[str, str]:
    """What a worker needs to run, and nothing that this process may hold in confidence."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PROGRAMFILES") if name in os.environ}
    own = {name: str(folder) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}
    # few malloc arenas: each maps 64 MB of the bounded address space
    return {
        **kept,
        **own,
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "FONTCONFIG_FILE": str(fonts),
    }


class Workers:
    """Up to ``size`` workers for any number of threads; a thread waits when all are busy, outside its time limit.

    A context manager; ``close`` ends every process and removes the pool's temporary folder, as does leaving Python.
    """

    def __init__(self, *, size: int = 2) -> None:
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self._slots.put(None)
        self._lock = threading.Lock()
        self._live: set[_Worker] = set()
        self._folder: list[Path] = []
        self._closed = False
        self._finalizer = weakref.finalize(self, _shut_down, self._live, self._folder)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends everything; requests under way fail as if their worker had died. May be called twice."""
        with self._lock:
            self._closed = True
        self._finalizer()

    def normalise(
        self, upload: Upload, *, limits: Limits, password: str | None = None, engine: str = "embedded"
    ) -> Normalised:
        """What the gate makes of an upload, whatever it is called.

        Raises ``UploadRefused`` with one of: empty, unsupported_type, password_needed, wrong_password, damaged,
        no_pages, xfa_shell, too_large, too_many_pages, timeout, memory. ``EngineUnavailable`` when ``engine`` is
        not on this machine (Word files only). The password goes to the worker and nowhere else.
        """
        header = {
            "operation": "normalise",
            "name": upload.name,
            "limits": limits.model_dump(mode="json"),
            "password": password,
            "engine": engine,
        }
        try:
            answer, blobs = self._ask(header, [upload.data], _Bounds(limits.seconds, limits.memory_bytes))
        except _WorkerLost as error:
            raise refusal(error.reason) from error
        _raise_what_was_refused(answer, UploadRefused)
        return Normalised(blobs[0], answer["media_type"], answer["page_count"], _repairs(answer), answer["text"])

    def word_to_pdf(self, docx: bytes, *, engine: str = "embedded") -> ConvertedWord:
        """The PDF of a Word file of ours, with what the engine could not do as Word would.

        Raises ``ConversionFailed``; ``EngineUnavailable`` when the engine is not on this machine.
        """
        answer, blobs = self._ask_for_pages({"operation": "word_to_pdf", "engine": engine}, docx, seconds=WORD_SECONDS)
        return ConvertedWord(blobs[0], answer["page_count"], _repairs(answer))

    def draw(self, pdf: bytes, *, page_numbers: Sequence[int], width: int) -> tuple[bytes, ...]:
        """One PNG per page number (from 1), ``width`` pixels wide. Raises ``ConversionFailed``."""
        return self._ask_for_pages({"operation": "draw", "page_numbers": list(page_numbers), "width": width}, pdf)[1]

    def picture_digests(self, pdf: bytes, *, dpi: int = 40) -> tuple[str, ...]:
        """One digest per page of the page as drawn at ``dpi``. Raises ``ConversionFailed``."""
        return tuple(self._ask_for_pages({"operation": "picture_digests", "dpi": dpi}, pdf)[0]["digests"])

    def page_texts(self, pdf: bytes) -> tuple[str, ...]:
        """The text of each page, empty for a scan. Raises ``ConversionFailed``."""
        return tuple(self._ask_for_pages({"operation": "page_texts"}, pdf)[0]["texts"])

    def _ask_for_pages(
        self, header: Header, data: bytes, *, seconds: float = PAGES_SECONDS
    ) -> tuple[Header, tuple[bytes, ...]]:
        try:
            answer, blobs = self._ask(header, [data], _Bounds(seconds, PAGES_MEMORY_BYTES))
        except _WorkerLost as error:
            raise _lost_pages(error.reason) from error
        _raise_what_was_refused(answer, ConversionFailed)
        return answer, blobs

    def _ask(self, header: Header, blobs: Sequence[bytes], bounds: _Bounds) -> tuple[Header, tuple[bytes, ...]]:
        worker = self._slots.get()
        try:
            if worker is None or not worker.is_alive:  # one that died while idle says nothing about this file
                self._retire(worker)
                worker = self._start()
            answer, data = worker.ask(header, blobs, bounds)
            if not _is_clean(answer) or worker.request_count >= REQUESTS_PER_WORKER:
                worker = self._replaced(worker)
            return answer, data
        except _WorkerLost:
            worker = self._replaced(worker)
            raise
        except BaseException:
            self._retire(worker)
            worker = None
            raise
        finally:
            self._slots.put(worker)

    def _start(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise RuntimeError("these workers are closed")
            if not self._folder:
                folder = Path(tempfile.mkdtemp(prefix="postmatch-"))
                write_fontconfig(folder, with_system_fonts=False)
                self._folder.append(folder)
            worker = _Worker(self._folder[0])
            self._live.add(worker)
            return worker

    def _replaced(self, worker: _Worker | None) -> _Worker | None:
        """A new one that starts up while the caller reads the answer; none when it cannot be or the pool closes."""
        self._retire(worker)
        try:
            return self._start()
        except (OSError, RuntimeError):
            return None

    def _retire(self, worker: _Worker | None) -> None:
        if worker is not None:
            with self._lock:
                self._live.discard(worker)
            worker.kill()


def _shut_down(live: set[_Worker], folder: list[Path]) -> None:
    for worker in list(live):
        worker.kill()
    live.clear()
    for path in folder:
        shutil.rmtree(path, ignore_errors=True)


def _is_clean(answer: Header) -> bool:
    return not any(key in answer for key in ("refused", "failed", "memory", "crashed"))


def _raise_what_was_refused(answer: Header, usual: type[UploadRefused] | type[ConversionFailed]) -> None:
    if "refused" in answer:
        raise UploadRefused(answer["refused"], answer["message"], answer["hint"])
    if "unavailable" in answer:
        raise EngineUnavailable(answer["message"], answer["hint"])
    if "failed" in answer:
        raise ConversionFailed(answer["message"], answer["hint"])
    if "crashed" in answer:
        _log.warning("a worker met an error it does not know: %s", answer["crashed"])
    if "memory" in answer or "crashed" in answer:
        reason = ReasonCode.MEMORY if "memory" in answer else ReasonCode.DAMAGED
        raise refusal(reason) if usual is UploadRefused else _lost_pages(reason)


def _lost_pages(reason: ReasonCode) -> ConversionFailed:
    words = {ReasonCode.TIMEOUT: "took too long", ReasonCode.MEMORY: "needed too much memory"}
    return ConversionFailed(
        f"Working on these pages {words.get(reason, 'failed')}, so it was stopped.",
        "Try again; if it happens again, leave out the largest document and build the packet without it.",
    )


def _repairs(answer: dict[str, Any]) -> tuple[Repair, ...]:
    return tuple(Repair.model_validate(repair) for repair in answer["repairs"])
