"""What the kernel itself refuses a worker: memory, processor time, large files, open files (setrlimit(2)).

Linux holds all of them; macOS does not hold memory, Windows none. There the parent's watch stands alone.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform != "win32":
    import resource

ADDRESS_HEADROOM = 512 * 1024 * 1024
"""Address space is not memory: the interpreter and its libraries map about 300 MB before the first file."""
FILE_BYTES = 512 * 1024 * 1024
OPEN_FILES = 512
PROCESSOR_HEADROOM = 10.0
_CORES = 4
"""Engines use several cores, so a second by the clock may be four of the processor."""


def settle() -> None:
    """For the whole life of the process. No core file: it would be the applicant's document on the disk."""
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, FILE_BYTES)
        _lower(resource.RLIMIT_NOFILE, OPEN_FILES)


@contextmanager
def bounded(*, memory_bytes: int, seconds: float) -> Iterator[None]:
    """Bounds memory in the block, and processor time in case that the parent, who holds the clock, is gone."""
    if sys.platform == "win32":
        yield
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _set_soft(resource.RLIMIT_CPU, int(used + seconds * _CORES + PROCESSOR_HEADROOM))
    if sys.platform.startswith("linux"):
        _set_soft(resource.RLIMIT_AS, memory_bytes + ADDRESS_HEADROOM)
    try:
        yield
    finally:
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
            _set_soft(kind, resource.RLIM_INFINITY)


def return_memory() -> None:
    """Gives freed memory back to the system: glibc keeps what it once had, and an idle worker needs none of it."""
    gc.collect()
    if sys.platform.startswith("linux"):
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(ctypes.c_size_t(0))


def _lower(kind: int, wanted: int) -> None:
    hard = resource.getrlimit(kind)[1]
    wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (wanted, wanted))


def _set_soft(kind: int, wanted: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        wanted = hard if wanted == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (wanted, hard))
