"""One visitor in a real Chromium: opens pages, waits until they are quiet, and notes what should not happen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser.accessibility import Violation, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

# Connected, no script running, nothing stale, and every part of the interface that loads late has arrived.
QUIET = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app !== null && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stAppSkeleton"]');
}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
# On a deep link Streamlit first looks for its server below the page's own path.
PROBE = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")


@dataclass
class Visit:
    """One browser context with one tab. Two visits share nothing."""

    page: Page
    url: str
    foreign_requests: list[str] = field(default_factory=list)  # everything that left this machine's app
    console_errors: list[str] = field(default_factory=list)  # broken content policy shows up here

    def open(self, path: str = "") -> Page:
        """Go to a page by its address, as from a bookmark, and wait until it is quiet."""
        self.page.goto(f"{self.url}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until a script run that a click started has begun and everything is quiet again."""
        self.page.evaluate(TWO_FRAMES)
        self.page.wait_for_function(QUIET)
        self.page.evaluate(TWO_FRAMES)
        self.page.wait_for_function(QUIET)

    def go(self, link: str) -> Page:
        """Follow a link of the navigation by its words."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=link, exact=False).click()
        self.settle()
        return self.page

    def press(self, name: str) -> Page:
        """Press a button by its words and wait until the page is quiet."""
        self.page.get_by_role("button", name=name).first.click()
        self.settle()
        return self.page

    def refresh(self) -> Page:
        """What F5 does: a new session."""
        self.page.reload()
        self.settle()
        return self.page

    def words(self) -> str:
        """The visible text of the main area."""
        return self.page.get_by_test_id("stMain").inner_text()

    def screenshot(self, path: Path, *, tallest: int = 20_000) -> None:
        """The page down to ``tallest`` pixels: the main area scrolls inside the window, so the window grows with it."""
        size = self.page.viewport_size or {"width": 1280, "height": 900}
        tall = self.page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": min(tallest, max(int(tall), size["height"]))})
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})

    def violations(self) -> list[Violation]:
        """What axe-core finds on the page as it is, without what is Streamlit's own."""
        return violations(self.page)

    def close(self) -> None:
        self.page.context.close()


def start_visit(browser: Browser, url: str, *, width: int = 1280, scheme: str = "light", touch: bool = False) -> Visit:
    """A new visitor; ``width`` 390 is a phone, ``touch`` has a finger for a mouse. Nothing is opened yet."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        accept_downloads=True,
        locale="en-US",
        has_touch=touch,
    )
    visit = Visit(context.new_page(), url)
    context.on("request", lambda request: _note_request(visit, request))
    context.on("console", lambda message: _note_console(visit, message))
    return visit


def _note_request(visit: Visit, request: Request) -> None:
    asked = urlsplit(request.url)
    if asked.scheme not in {"data", "blob"} and asked.netloc != urlsplit(visit.url).netloc:
        visit.foreign_requests.append(request.url)


def _note_console(visit: Visit, message: ConsoleMessage) -> None:
    if message.type == "error" and not PROBE.search(urlsplit(message.location.get("url", "")).path):
        visit.console_errors.append(message.text)
