"""Starts the real app as its own process, on its own port, with its own data folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass
class Server:
    """A running app. ``url`` has no slash at the end; ``data`` is where it keeps the applicant's work."""

    process: subprocess.Popen[bytes]
    port: int
    address: str
    data: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What the server wrote so far."""
        return log_of(self.data).read_text("utf-8", errors="replace")

    def stop(self) -> None:
        """End it politely, as Ctrl-C would."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(15)

    def start_again(self) -> None:
        """Start a new process on the same port with the same data folder, after ``stop`` or ``kill``."""
        self.process = launch(self.port, self.address, self.data)
        wait_until_healthy(self)


def log_of(data: Path) -> Path:
    """The server's log, beside its data folder and not in it."""
    return data.with_name(data.name + ".log")


def start_server(data: Path, *, address: str = "127.0.0.1") -> Server:
    """A healthy server; ``address`` 0.0.0.0 makes it a host (still reached here through loopback)."""
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = Server(launch(port, address, data), port, address, data)
    wait_until_healthy(server)
    return server


def launch(port: int, address: str, data: Path) -> subprocess.Popen[bytes]:
    """The process alone; it is not healthy yet."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.address", address, "--server.headless", "true"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    with log_of(data).open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=data.parent,  # not the repository: the app must find its settings from anywhere
            env={**inherited, "POSTMATCH_DATA_DIR": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def wait_until_healthy(server: Server) -> None:
    """Return when the server answers; raise with its log when it ends or stays silent."""
    until = time.monotonic() + START_SECONDS
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while server.process.poll() is None and time.monotonic() < until:
        try:
            with direct.open(server.url + "/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    server.kill()
    raise RuntimeError(f"The app did not start:\n{server.log}")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
