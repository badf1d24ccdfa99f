"""Bringing in a profile and a template: on a phone nothing runs off the side, and both can be read aloud."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.screenshots import RESUME
from tests.browser.server import ROOT

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def _is_in_order(visit, width: int) -> None:
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert visit.violations() == []
    assert visit.foreign_requests == []
    assert visit.console_errors == []


@WIDTHS
def test_a_profile_of_another_program_is_looked_through_and_taken_over(fresh_server, new_visit, width):
    visit = new_visit(fresh_server(), width=width)
    visit.open("profile")
    visit.page.get_by_role("link", name="Bring in what you have").click()
    file = {"name": "resume.json", "mimeType": "application/json", "buffer": json.dumps(RESUME).encode()}
    visit.page.locator("input[type=file]").first.set_input_files(file)
    expect(visit.page.get_by_role("button", name="Done with this file")).to_be_visible(timeout=60_000)
    visit.page.locator(".st-key-bring-in-experience button:visible").first.click()
    visit.settle()
    _is_in_order(visit, width)
    visit.page.get_by_text("Quarry Lane Clinic, Scribe").click()
    visit.settle()
    visit.press("Take over")
    expect(visit.page.get_by_text("in your profile now")).to_be_visible()
    visit.open("profile?profile.section=Experience")
    assert "Cedar Fork Community Hospital" in visit.words()
    assert "Quarry Lane" not in visit.words()


@WIDTHS
def test_a_template_is_brought_looked_at_and_used(fresh_server, new_visit, width):
    visit = new_visit(fresh_server(), width=width)
    visit.open("cv")
    visit.page.get_by_role("link", name="Your templates").click()
    visit.page.get_by_role("heading", name="Your templates").wait_for()
    visit.page.locator("input[type=file]").first.set_input_files(str(ROOT / "templates" / "cv" / "classic.docx"))
    expect(visit.page.get_by_text("can be used")).to_be_visible(timeout=60_000)
    visit.press("Look")
    expect(visit.page.get_by_role("img", name="classic, page 1 of 1")).to_be_visible(timeout=60_000)
    visit.settle()
    _is_in_order(visit, width)
    visit.press("Use it")
    visit.page.get_by_role("link", name="CV").last.click()
    expect(visit.page.get_by_text("From classic.docx.")).to_be_visible(timeout=60_000)
