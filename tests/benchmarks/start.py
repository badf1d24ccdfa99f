"""From the command to a healthy server, everything installed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from tests.benchmarks.make_pile import ROOT
from tests.benchmarks.timing import in_turn


def start_times() -> list[str]:
    return [f"From the command to a healthy server: {in_turn({'start': _start})['start'].clock:.1f} s", ""]


def _start() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "POSTMATCH_DATA_DIR": data}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        options = ["--server.headless", "true"]
        server = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait_until_healthy(port)
        finally:
            server.terminate()
            server.wait()


def _wait_until_healthy(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server did not become healthy within a minute")
