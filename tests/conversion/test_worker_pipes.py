from __future__ import annotations

import subprocess
import sys
import time

import pytest

from postmatch.conversion.processes import kill_left_behind
from postmatch.conversion.worker_pipes import answers_of, requests_to

ECHO = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read(5_000_000)[::-1]); sys.stdout.flush()"
HOLDER = (  # the grandchild holds both pipes longer than its parent lives
    "import os, sys, time\n"
    "if os.fork() == 0: time.sleep(60)\n"
    "sys.stdout.write('last words'); sys.stdout.flush(); os._exit(0)"
)


def started(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        start_new_session=sys.platform != "win32",
    )


def test_bytes_come_through_whole_in_both_directions() -> None:
    process = started(ECHO)
    data = bytes(range(250)) * 20_000
    requests, answers = requests_to(process), answers_of(process)
    requests.write(data)
    requests.flush()
    assert answers.read(len(data)) == data[::-1]
    assert answers.read(1) == b""
    process.wait(10)
    with pytest.raises(OSError, match=r"."):
        requests.write(data)
    for pipe in (requests, answers):
        try:
            pipe.close()
        except OSError:
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="no process there inherits a pipe by itself")
def test_the_end_of_the_process_is_the_end_of_its_pipes() -> None:
    process = started(HOLDER)
    requests, answers = requests_to(process), answers_of(process)
    began = time.monotonic()
    assert answers.read(1000) == b"last words"
    with pytest.raises(BrokenPipeError):
        requests.write(bytes(10_000_000))
    assert time.monotonic() - began < 10
    kill_left_behind(process.pid)
