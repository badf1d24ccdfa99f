"""The CV page in the browser: sections are dragged into order, and the text for MyERAS reaches the clipboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture(scope="module")
def served(server, browser):
    """A server with the sample applicant."""
    from tests.browser.visit import start_visit

    visit = start_visit(browser, server.url)
    visit.open()
    visit.press("Try it with a sample applicant")
    expect(visit.page.get_by_text("The sample applicant is loaded")).to_be_visible(timeout=60_000)
    visit.close()
    return server


def _order(visit) -> list[str]:
    visit.page.get_by_text("Order", exact=True).click()
    visit.page.get_by_role("button", name="Move").first.wait_for()
    visit.settle()
    return visit.page.locator("li .title").all_inner_texts()


@WIDTHS
def test_a_section_is_moved_and_stands_there_after_a_refresh(served, new_visit, width):
    visit = new_visit(served, width=width)
    visit.open("cv?cv.view=Contents")
    first, second, *others = _order(visit)
    visit.page.locator("li:has(.handle)").first.get_by_role("button", name="Down").click()
    visit.settle()
    visit.refresh()
    assert _order(visit) == [second, first, *others]
    visit.press("Back to the template's order")
    assert visit.page.locator("li .title").all_inner_texts() == [first, second, *others]
    assert visit.console_errors == []


@WIDTHS
def test_a_view_is_kept_in_the_address_and_the_page_does_not_scroll_sideways(served, new_visit, width):
    visit = new_visit(served, width=width)
    visit.open("cv")
    for view in ("Contents", "Gaps and wording", "For MyERAS"):
        visit.page.get_by_text(view, exact=True).click()
        visit.settle()
        assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert visit.violations() == []
    visit.refresh()
    expect(visit.page.get_by_role("button", name="Open").first).to_be_visible()


@WIDTHS
def test_the_text_for_myeras_is_copied_as_it_is_and_that_is_said(served, new_visit, width):
    visit = new_visit(served, width=width)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("cv?cv.view=For MyERAS")
    visit.press("Open")
    copy = visit.page.get_by_role("button", name="Copy description")
    copy.wait_for()
    assert min(copy.bounding_box()["width"], copy.bounding_box()["height"]) >= 40
    copy.click()
    expect(visit.page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Examined and presented four to six ward patients a day; drafted notes and discharge summaries."
    assert visit.violations() == []


def test_where_the_clipboard_is_refused_the_text_is_selected_instead(served, new_visit):
    visit = new_visit(served, width=390)
    visit.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    visit.open("cv?cv.view=For MyERAS")
    visit.press("Open")
    visit.page.get_by_role("button", name="Copy description").click()
    expect(visit.page.get_by_text("Selected: copy it with your device")).to_be_visible()
    assert "ward patients" in visit.page.evaluate("getSelection().toString()")


SCROLLING_ROWS = """() => [...document.querySelectorAll('[data-testid="stMain"] [data-testid="stHorizontalBlock"]')]
  .filter(row => /auto|scroll/.test(getComputedStyle(row).overflowY) && row.scrollHeight > row.clientHeight)
  .map(row => row.innerText)"""


@WIDTHS
@pytest.mark.parametrize("view", ["Contents", "For+MyERAS"])
def test_no_row_has_a_scrollbar_of_its_own(served, new_visit, width, view):
    visit = new_visit(served, width=width)
    visit.open(f"cv?cv.view={view}")
    assert visit.page.locator('[data-testid="stHorizontalBlock"]').count() > 5
    assert visit.page.evaluate(SCROLLING_ROWS) == []
