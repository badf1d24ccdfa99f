"""Pipes to a child process that end when the child ends, whoever else may still hold them.

A pipe is at its end only when its last holder is gone. A hostile worker could leave a process of its own behind that
holds it, and the request would wait for ever.
"""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from typing import IO, Any, BinaryIO

_Data = bytes | bytearray | memoryview
_LOOK_SECONDS = 0.25
"""How long a pipe may be silent before the child is looked at; what comes meanwhile comes at once."""


def answers_of(process: subprocess.Popen[bytes]) -> BinaryIO:
    """What the child writes to its standard output. Windows hands no pipe to processes that did not ask for it."""
    if sys.platform == "win32":
        return _given(process.stdout)
    return io.BufferedReader(_PipeEnd(_given(process.stdout), process))


def requests_to(process: subprocess.Popen[bytes]) -> BinaryIO:
    """What the child reads from its standard input."""
    if sys.platform == "win32":
        return _given(process.stdin)
    return io.BufferedWriter(_PipeEnd(_given(process.stdin), process))


def _given(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None, "the process was started without this pipe"
    return pipe


class _PipeEnd(io.RawIOBase):
    """Our end of one pipe, which never blocks for longer than the child lives."""

    def __init__(self, pipe: IO[bytes], process: subprocess.Popen[bytes]) -> None:
        self._pipe = pipe
        self._process = process
        self._descriptor = pipe.fileno()
        os.set_blocking(self._descriptor, False)

    def readable(self) -> bool:
        return self._pipe.readable()

    def writable(self) -> bool:
        return self._pipe.writable()

    def readinto(self, buffer: _Data) -> int:
        """0 at the end of the stream, and when the child is gone and has left nothing to read."""
        while True:
            try:
                return os.readv(self._descriptor, [buffer])
            except BlockingIOError:
                if not self._is_moving(select.POLLIN):
                    return 0

    def write(self, data: _Data) -> int:
        """Raises ``BrokenPipeError`` when the child is gone."""
        while True:
            try:
                return os.write(self._descriptor, data)
            except BlockingIOError:
                if not self._is_moving(select.POLLOUT):
                    raise BrokenPipeError("the process is gone") from None

    def close(self) -> None:
        self._pipe.close()
        super().close()

    def _is_moving(self, wanted: int) -> bool:
        """Returns True as soon as there is something to do, False when there will never be."""
        poll = select.poll()
        poll.register(self._descriptor, wanted)
        while not poll.poll(_LOOK_SECONDS * 1000):
            if self._process.poll() is not None:
                return bool(poll.poll(0))  # its last words may have come in between
        return True
