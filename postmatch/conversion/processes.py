"""Ending a process that we started, together with everything it started, and measuring them together."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Tree:
    """A process with its descendants: resident memory in bytes, and how many they are (0 when all are gone)."""

    resident_bytes: int
    process_count: int


def kill_tree(pid: int) -> None:
    """Kills ``pid`` and its descendants at once; processes that are gone already are no error.

    A process that leads a group and a session of its own (our workers do) takes both along, so that neither a
    grandchild born between the listing and the kill outlives it, nor one whose parent died first.
    """
    members = tuple(_family(pid))
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
            if os.getsid(pid) == pid:
                members += tuple(_session(pid))
    _kill(members)


def kill_left_behind(leader: int) -> None:
    """Kills what is left of the session of a process that is dead and buried. Nothing when its number is in use
    again: the kernel gives it away only when the session has no member any more."""
    if sys.platform != "win32" and not psutil.pid_exists(leader):
        _kill(tuple(_session(leader)))


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(OSError, psutil.Error):
            psutil.Process(pid).kill() if sys.platform == "win32" else os.kill(pid, signal.SIGKILL)


def measure_tree(pid: int) -> Tree:
    """What the process and its descendants hold now."""
    total = count = 0
    for member in _family(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += psutil.Process(member).memory_info().rss
            count += 1
    return Tree(total, count)


def _family(pid: int) -> Iterator[int]:
    """``pid`` and its descendants. Linux lists the children of a process itself; elsewhere, and where the kernel was
    built without that list (proc_pid_task_children(5)), every process of the machine is looked at."""
    listed = f"/proc/{pid}/task/{pid}/children"
    if sys.platform.startswith("linux") and os.path.exists(listed):
        yield pid
        for child in _listed_children(pid):
            yield from _family(child)
        return
    with contextlib.suppress(psutil.Error):
        yield from (member.pid for member in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)))


def _listed_children(pid: int) -> list[int]:
    """A child belongs to the thread that started it, so every thread has its own list."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                found += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text("ascii").split())
    return found


def _session(leader: int) -> Iterator[int]:
    for pid in psutil.pids():
        with contextlib.suppress(OSError):
            if os.getsid(pid) == leader:
                yield pid
