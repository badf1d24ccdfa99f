"""Ending a process that we started, together with everything it started."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

import psutil


def kill_tree(pid: int) -> None:
    """Kills ``pid`` and its descendants at once; processes that are gone already are no error.

    A process that leads a group of its own (our workers do) takes the whole group along, so that a grandchild born
    between the listing and the kill does not outlive it.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for member in (*process.children(recursive=True), process):
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()


def resident_bytes(pid: int, *, with_children: bool) -> int:
    """Resident memory of the process, and of its descendants when asked; 0 when it is gone."""
    total = 0
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        members = (process, *process.children(recursive=True)) if with_children else (process,)
        for member in members:
            with contextlib.suppress(psutil.NoSuchProcess):
                total += member.memory_info().rss
    return total
