"""Fixtures of the browser tests: the real app in its own process, and visitors in the machine's own Chromium.

On loopback all visitors of one server share the one workspace on its disk. ``server`` and ``visit`` share a server
per test module; a test that needs an untouched workspace asks ``fresh_server`` for one of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Server, start_server
from tests.browser.visit import Visit, start_visit

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # build machines run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine (or the one CHROME_PATH names); skips, and under CI fails, without one."""
    program = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app for all tests of one module."""
    running = start_server(tmp_path_factory.mktemp("served") / "data")
    yield running
    running.stop()


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """``fresh_server(address="127.0.0.1")``: a cold server with an empty data folder, each time it is called."""
    started: list[Server] = []

    def start(*, address: str = "127.0.0.1") -> Server:
        started.append(start_server(tmp_path / f"server-{len(started)}" / "data", address=address))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def new_visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """``new_visit(server, width=1280, scheme="light", touch=False)``: one more visitor with a browser profile of their
    own."""
    visits: list[Visit] = []

    def start(visited: Server, *, width: int = 1280, scheme: str = "light", touch: bool = False) -> Visit:
        visits.append(start_visit(browser, visited.url, width=width, scheme=scheme, touch=touch))
        return visits[-1]

    yield start
    for visit in visits:
        visit.close()


@pytest.fixture
def visit(server: Server, new_visit: Callable[..., Visit]) -> Visit:
    """A desktop visitor of the module's server."""
    return new_visit(server)
