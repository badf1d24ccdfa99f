"""The frame holds on every page: deep links on a cold server, no request to anybody else, headers, accessibility."""

from __future__ import annotations

import urllib.request

import pytest
from playwright.sync_api import expect

from postmatch.ui.places import PAGES
from tests.browser.screenshots import open_card

pytestmark = pytest.mark.browser

NAMES = [name for name, *_ in PAGES]


def _address(name: str) -> str:
    return "" if name == "overview" else name


@pytest.mark.parametrize("name", NAMES)
def test_a_deep_link_on_a_cold_server_shows_page_and_frame(fresh_server, new_visit, name):
    visit = new_visit(fresh_server())
    visit.open(_address(name))
    links = visit.page.get_by_test_id("stSidebarNav").get_by_role("link")
    assert links.count() == len(PAGES)
    expect(visit.page.get_by_text("needed documents in order")).to_be_visible()
    expect(visit.page.get_by_text("Page not found")).to_have_count(0)
    expect(visit.page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_tour_of_all_pages_asks_nobody_else_for_anything(visit):
    for name in NAMES:
        visit.open(_address(name))
    assert visit.foreign_requests == []
    assert visit.console_errors == []


def test_the_security_headers_are_on_page_and_media(server):
    with urllib.request.urlopen(server.url) as answer:
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.fixture(scope="module")
def with_sample(server, browser):
    from tests.browser.visit import start_visit

    visit = start_visit(browser, server.url)
    visit.open()
    if visit.page.get_by_role("button", name="Try it with a sample applicant").count():
        visit.press("Try it with a sample applicant")
        expect(visit.page.get_by_text("The sample applicant is loaded")).to_be_visible(timeout=60_000)
    visit.close()
    return server


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_an_accessibility_fault_of_ours(with_sample, new_visit, name, scheme):
    visit = new_visit(with_sample, scheme=scheme)
    visit.open(_address(name))
    assert visit.violations() == []


@pytest.fixture(scope="module")
def document(with_sample, browser) -> str:
    """The address of a page that is not in the menu: a document of several pages."""
    from tests.browser.visit import start_visit

    visit = start_visit(browser, with_sample.url)
    visit.open("documents")
    address = open_card(visit, "3 pages")
    visit.close()
    return address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_document_has_no_accessibility_fault_and_fits_a_phone(with_sample, new_visit, document, scheme):
    visit = new_visit(with_sample, width=390, scheme=scheme)
    visit.open(document)
    expect(visit.page.get_by_role("heading", level=1)).to_have_count(1)
    assert visit.violations() == []
    assert _overhang(visit) <= 0
    sizes = [one.bounding_box() for one in visit.page.get_by_test_id("stMenuButton").all()]
    assert len(sizes) == 3
    assert all(min(size["width"], size["height"]) >= 40 for size in sizes)


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_needs_no_sideways_scrolling(with_sample, new_visit, name):
    visit = new_visit(with_sample, width=390)
    visit.open(_address(name))
    assert _overhang(visit) <= 0


def _overhang(visit) -> int:
    """Pixels by which the main area is wider than the window."""
    return visit.page.evaluate(
        "() => { const m = document.querySelector('[data-testid=\"stMain\"]'); return m.scrollWidth - m.clientWidth; }"
    )
