"""The limits that the kernel holds, each met by a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds all of them")


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    head = "from postmatch.conversion import kernel_limits as limits\n"
    return subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@LINUX
def test_memory_ends_inside_the_block_and_is_there_again_after_it(tmp_path: Path) -> None:
    done = run(
        "try:\n"
        "    with limits.bounded(memory_bytes=1, seconds=9): bytearray(2 * limits.ADDRESS_HEADROOM)\n"
        "except MemoryError: print('bounded')\n"
        "print(len(bytearray(2 * limits.ADDRESS_HEADROOM)) == 2 * limits.ADDRESS_HEADROOM)",
        tmp_path,
    )
    assert done.stdout.split() == ["bounded", "True"], done.stderr


@LINUX
def test_a_worker_without_a_parent_does_not_run_for_ever(tmp_path: Path) -> None:
    done = run(
        "limits.PROCESSOR_HEADROOM = 0\n"
        "with limits.bounded(memory_bytes=10**9, seconds=0.3):\n"
        "    while True: pass",
        tmp_path,
    )  # fmt: skip
    assert done.returncode == -signal.SIGXCPU


@LINUX
def test_no_file_grows_beyond_its_bound(tmp_path: Path) -> None:
    done = run(
        "limits.FILE_BYTES = 1000\nlimits.settle()\n"
        "try:\n"
        "    with open('large', 'wb') as file: file.write(bytes(2000))\n"
        "except OSError as error: print(error.strerror)",
        tmp_path,
    )
    assert done.stdout.strip() == "File too large", done.stderr
    assert (tmp_path / "large").stat().st_size <= 1000


@LINUX
def test_freed_memory_goes_back_to_the_system(tmp_path: Path) -> None:
    done = run(
        "import psutil\nprocess = psutil.Process()\n"
        "held = [bytes(9_000) for _ in range(20_000)]\nlast = bytes(9_000)\ndel held\n"
        "before = process.memory_info().rss\nlimits.return_memory()\n"
        "print(before - process.memory_info().rss)",
        tmp_path,
    )
    assert int(done.stdout) > 50_000_000, done.stderr
