"""A worker with operations of its own, started like every other: what a hostile file might make of one."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from postmatch.conversion import worker
from postmatch.conversion.wire import Header
from postmatch.conversion.worker import Answer

START = "import sys; sys.path.insert(0, sys.argv[1]); from tests.conversion.misbehaving import main; main()"
ANSWERS = 3
"""The pipe of the answers: the first descriptor that is opened."""


def main() -> None:
    for operation in (
        abort, segfault, spin, sleep, doze, grow, grow_in_a_child, fork_for_ever, leave_a_child, close_pipes,
        talk_nonsense, announce_too_much, answer_out_of_shape, refuse_out_of_shape, leave_a_file, attempts, limits,
    ):  # fmt: skip
        worker._OPERATIONS[operation.__name__] = operation
    worker.main()


def abort(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    os.abort()


def segfault(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    return {"read": len(ctypes.string_at(0))}, ()


def spin(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    while True:
        pass


def sleep(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    time.sleep(600)
    return {}, ()


def doze(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """From when to when, by the clock of the system."""
    began = time.monotonic()
    time.sleep(0.5)
    return {"began": began, "ended": time.monotonic()}, ()


def grow(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    held = []
    while True:
        held.append(os.urandom(1_000_000))


def grow_in_a_child(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """As LibreOffice could, whom the kernel does not bound: the child frees itself of the limit first."""
    import resource

    if os.fork() == 0:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        grow(header, blobs)
    return sleep(header, blobs)


def fork_for_ever(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """Bounded here too, in case that nobody else bounds it: ten thousand sleepers would not stop a machine."""
    for _ in range(10_000):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError:
            break
    return sleep(header, blobs)


def leave_a_child(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """A child in a group of its own, told by its number, whose parent then dies."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        time.sleep(60)
        os._exit(0)
    if header["dies"]:
        sys.stderr.write(f"child {child} ")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    return {"child": child, "refused": "damaged", "message": "m", "hint": "h"}, ()


def close_pipes(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    for descriptor in range(32):
        try:
            os.close(descriptor)
        except OSError:
            continue
    return sleep(header, blobs)


def talk_nonsense(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    os.write(ANSWERS, struct.pack(">I", 9) + b"not JSON!" + b"x" * 999)
    return sleep(header, blobs)


def announce_too_much(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    line = b'{"blobs": [999999999999]}'
    os.write(ANSWERS, struct.pack(">I", len(line)) + line)
    return sleep(header, blobs)


def answer_out_of_shape(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    return {"pages": 7, "texts": 7, "members": [["a"]], "page_count": "many"}, ()


def refuse_out_of_shape(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    return {"refused": "because"}, ()


def leave_a_file(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    path = Path(tempfile.gettempdir(), "left-behind")
    existed = path.exists()
    path.write_bytes(blobs[0])
    return {"existed": existed, "pid": os.getpid()}, ()


def limits(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    import resource

    names = ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_AS", "RLIMIT_CPU")
    return {name: resource.getrlimit(getattr(resource, name)) for name in names}, ()


def attempts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """What happens to each attempt: "done", or the name of the error."""
    port, secret, outside = header["port"], header["secret"], header["outside"]
    tries: dict[str, Callable[[], object]] = {
        "read a secret": lambda: Path(secret).read_bytes(),
        "list the folder of the secret": lambda: os.listdir(os.path.dirname(secret)),
        "write outside": lambda: Path(outside).write_bytes(b"x"),
        "read the project": lambda: Path(header["root"], "pyproject.toml").read_bytes(),
        "read passwords": lambda: Path("/etc/shadow").read_bytes(),
        "read its parent's memory map": lambda: Path(f"/proc/{os.getppid()}/maps").read_bytes(),
        "signal its parent": lambda: os.kill(os.getppid(), 0),
        "connect by TCP": lambda: socket.create_connection(("127.0.0.1", port), timeout=5),
        "listen": lambda: socket.create_server(("127.0.0.1", 0)),
        "send by UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port)),
        "look up a name": lambda: socket.getaddrinfo("localhost.example", 80),
        "reach an abstract socket": lambda: socket.socket(socket.AF_UNIX).connect(f"\0{header['abstract']}"),
        "write in its own folder": lambda: Path(tempfile.mkdtemp(), "x").write_bytes(b"x"),
        "rename in its own folder": lambda: os.rename(tempfile.mkdtemp(), Path(tempfile.mkdtemp(), "below")),
        "read its templates": lambda: os.listdir(Path(header["root"], "templates")),
        "run a program of its own": run_own_program,
    }
    return {name: outcome(attempt) for name, attempt in tries.items()}, ()


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"


def run_own_program() -> None:
    path = Path(tempfile.mkdtemp(), "program")
    path.write_bytes(Path("/bin/true").read_bytes())
    path.chmod(0o700)
    if (child := os.fork()) == 0:
        try:
            os.execv(path, [str(path)])
        except OSError:
            os._exit(13)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 13:
        raise PermissionError
