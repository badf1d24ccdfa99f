"""Draws every page for docs/screenshots/: 1280 and 390 px, light and dark. ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from postmatch.ui.places import PAGES
from tests.browser.conftest import FLAGS, PROGRAMS
from tests.browser.server import ROOT, Server, start_server
from tests.browser.visit import start_visit

OUT = ROOT / "docs" / "screenshots"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
TALLEST = 2600  # pixels; the rest of a long page repeats itself


def main() -> None:
    """The welcome of a new applicant, then every page with the sample applicant and a built packet."""
    program = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit("There is no Chromium on this machine, so no page can be drawn.")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="postmatch-") as folder, sync_playwright() as playwright:
        os.environ["HOME"] = folder  # the Workspace page then shows the path as it is on anybody's computer
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        server = start_server(Path(folder) / ".local" / "share" / "Postmatch")
        try:
            _draw(chromium, server, [("welcome", "")])
            _fill(chromium, server)
            _draw(chromium, server, [(name, "" if name == "overview" else name) for name, *_ in PAGES])
        finally:
            server.stop()
            chromium.close()


def _fill(chromium: Browser, server: Server) -> None:
    visit = start_visit(chromium, server.url)
    visit.open()
    visit.press("Try it with a sample applicant")
    expect(visit.page.get_by_text("The sample applicant is loaded")).to_be_visible(timeout=60_000)
    visit.open("packet")
    visit.press("Build the packet")
    expect(visit.page.get_by_role("button", name="Download the packet")).to_be_visible(timeout=60_000)
    visit.close()


def _draw(chromium: Browser, server: Server, pages: list[tuple[str, str]]) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            visit = start_visit(chromium, server.url, width=width, scheme=scheme)
            for name, path in pages:
                visit.open(path)
                picture = OUT / f"{name}-{width}-{scheme}.png"
                visit.screenshot(picture, tallest=TALLEST)
                Image.open(picture).convert("RGB").quantize(256).save(picture, optimize=True)  # a third of the bytes
            visit.close()


if __name__ == "__main__":
    main()
