"""Draws every page for docs/screenshots/: 1280 and 390 px, light and dark. ``python -m tests.browser.screenshots``.

With ``messy`` behind it draws the documents page and the packet page with the messy pile of ``tests/browser/pile.py``
instead, light; that needs the corpus (``POSTMATCH_CORPUS``).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from postmatch.ui.places import PAGES
from tests.browser.conftest import FLAGS, PROGRAMS
from tests.browser.pile import bring_together
from tests.browser.server import ROOT, Server, start_server
from tests.browser.visit import Visit, start_visit

OUT = ROOT / "docs" / "screenshots"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
TALLEST = 2600  # pixels; the rest of a long page repeats itself
MESSY_TALLEST = 6000
CV_VIEWS = (  # name, address, the box that is opened
    ("cv_contents", "cv?cv.view=Contents", "st-key-cv-section-us_clinical"),
    ("cv_review", "cv?cv.view=Gaps and wording", ""),
    ("cv_myeras", "cv?cv.view=For MyERAS", "st-key-cv-eras-list"),
)
RESUME = {
    "basics": {"name": "Adaeze Okafor", "email": "a.okafor@example.org"},
    "work": [
        {"name": "Cedar Fork Community Hospital", "position": "Observer", "startDate": "2024-01", "endDate": "2024-05"},
        {"name": "Quarry Lane Clinic", "position": "Scribe", "startDate": "2023-02", "endDate": "2023-05"},
    ],
    "languages": [{"language": "Hausa", "fluency": "Good"}],
    "interests": [{"name": "Chess", "keywords": ["blitz"]}],
}


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
            if "messy" in sys.argv[1:]:
                _draw_pile(chromium, server, Path(folder))
            else:
                _draw_all(chromium, server)
        finally:
            server.stop()
            chromium.close()


def _draw_all(chromium: Browser, server: Server) -> None:
    _draw(chromium, server, [("welcome", "")])
    visit = start_visit(chromium, server.url)
    visit.open()
    visit.press("Try it with a sample applicant")
    expect(visit.page.get_by_text("The sample applicant is loaded")).to_be_visible(timeout=60_000)
    _build(visit)
    visit.open("documents")
    address = open_card(visit, "3 pages")
    visit.close()
    _bring_template(chromium, server)
    _draw(chromium, server, [(name, "" if name == "overview" else name) for name, *_ in PAGES])
    _draw(chromium, server, [("document", address), ("templates", "templates")])
    for name, path, button in CV_VIEWS:
        _draw(chromium, server, [(name, path)], prepare=lambda visit, button=button: _unfold(visit, button))
    _draw(chromium, server, [("bring_in", "bring_in")], prepare=_bring_in)


def _bring_template(chromium: Browser, server: Server) -> None:
    """The shipped classic design as a template of the applicant's own."""
    visit = start_visit(chromium, server.url)
    visit.open("templates")
    visit.page.locator("input[type=file]").first.set_input_files(str(ROOT / "templates" / "cv" / "classic.docx"))
    expect(visit.page.get_by_text("can be used")).to_be_visible(timeout=60_000)
    visit.close()


def _bring_in(visit: Visit) -> None:
    """A small profile of another program, read and opened at one of its parts."""
    file = {"name": "resume.json", "mimeType": "application/json", "buffer": json.dumps(RESUME).encode()}
    visit.page.locator("input[type=file]").first.set_input_files(file)
    expect(visit.page.get_by_role("button", name="Done with this file")).to_be_visible(timeout=60_000)
    visit.settle()
    _unfold(visit, "st-key-bring-in-experience")


def _unfold(visit: Visit, box: str) -> None:
    """Opens a box by the key of its container; none for a view that has nothing to open."""
    if box:
        visit.page.locator(f".{box} button:visible").first.click()
        visit.page.mouse.move(0, 0)
        visit.settle()


def _draw_pile(chromium: Browser, server: Server, folder: Path) -> None:
    pile = folder / "pile"
    pile.mkdir()
    paths = bring_together(pile, Path(os.environ["POSTMATCH_CORPUS"]))
    visit = start_visit(chromium, server.url)
    visit.open("profile")
    for label, words in (("Given names", "Adaeze"), ("Family name", "Okafor")):
        visit.page.get_by_label(label, exact=True).fill(words)
        visit.page.keyboard.press("Tab")
        visit.settle()
    bring(visit, paths)
    _build(visit, button="Report (JSON)")
    visit.close()
    pages = [("messy-documents", "documents"), ("messy-packet", "packet")]
    _draw(chromium, server, pages, schemes=("light",), tallest=MESSY_TALLEST)


def bring(visit: Visit, paths: Sequence[Path]) -> None:
    """All files at once through the uploader of the documents page."""
    visit.open("documents")
    visit.page.locator("input[type=file]").first.set_input_files([str(path) for path in paths])
    visit.page.get_by_test_id("stAlert").first.wait_for(timeout=120_000)
    visit.settle()


def open_card(visit: Visit, words: str = "") -> str:
    """Opens the page of the first document whose card says ``words``; returns its address."""
    card = visit.page.locator("[class*='st-key-document-']").filter(has_text=words).first
    card.get_by_role("button", name="Open", exact=True).first.click()
    visit.page.wait_for_url("**/document?*")
    visit.settle()
    return visit.page.url.removeprefix(f"{visit.url}/")


def _build(visit: Visit, *, button: str = "Download the packet") -> None:
    visit.open("packet")
    visit.press("Build the packet")
    expect(visit.page.get_by_role("button", name=button)).to_be_visible(timeout=120_000)
    visit.settle()


def _draw(
    chromium: Browser,
    server: Server,
    pages: Sequence[tuple[str, str]],
    *,
    schemes: Sequence[str] = SCHEMES,
    tallest: int = TALLEST,
    prepare: Callable[[Visit], None] = lambda _: None,
) -> None:
    for width in WIDTHS:
        for scheme in schemes:
            visit = start_visit(chromium, server.url, width=width, scheme=scheme)
            for name, path in pages:
                visit.open(path)
                prepare(visit)
                picture = OUT / f"{name}-{width}-{scheme}.png"
                visit.screenshot(picture, tallest=tallest)
                Image.open(picture).convert("RGB").quantize(256).save(picture, optimize=True)  # a third of the bytes
            visit.close()


if __name__ == "__main__":
    main()
