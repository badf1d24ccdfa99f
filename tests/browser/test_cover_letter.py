"""A letter to several programs at once: no paragraph lands in another program's, however quickly one goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

LAKEVIEW, RIVERSIDE = "Lakeview cares for its town.", "Riverside has a river clinic."
ALONE = """program => {
  const fields = [...document.querySelectorAll('input[aria-label="Program"]')];
  return fields.length === 1 && fields[0].value === program;
}"""
PATIENCE = 20_000  # milliseconds
SITUATION = "I am a physician who looked after patients in Enugu. " * 20


def _fill(visit: Visit, label: str, text: str) -> None:
    visit.page.get_by_label(label, exact=True).fill(text)
    visit.page.keyboard.press("Tab")
    visit.settle()


def _choose(visit: Visit, program: str) -> None:
    box = visit.page.locator(".st-key-cover_letter-to input").first
    box.click()
    box.fill(program)
    box.press("Enter")


def _shows(visit: Visit, program: str, paragraph: str) -> None:
    """The fields of that program alone: while a run goes on, those of the one before stand beside them."""
    visit.page.wait_for_function(ALONE, arg=program, timeout=PATIENCE)
    visit.settle()
    expect(visit.page.get_by_label("Why this program", exact=True)).to_have_value(paragraph, timeout=PATIENCE)


def test_a_paragraph_typed_while_the_page_is_busy_stays_with_its_program(fresh_server, new_visit):
    visit = new_visit(fresh_server())
    visit.open("cover_letter")
    _fill(visit, "Program", "Lakeview Hospital")
    _fill(visit, "Why this program", LAKEVIEW)
    _choose(visit, "Another program")
    visit.settle()
    _fill(visit, "Program", "Riverside Hospital")
    visit.page.get_by_label("My situation", exact=True).fill(SITUATION)
    visit.page.get_by_label("Why this program", exact=True).fill(RIVERSIDE)  # leaves the answer: a run begins
    _choose(visit, "Lakeview")  # leaves the paragraph while that run goes on
    _shows(visit, "Lakeview Hospital", LAKEVIEW)
    _choose(visit, "Riverside")
    _shows(visit, "Riverside Hospital", RIVERSIDE)
    visit.refresh()
    _shows(visit, "Riverside Hospital", RIVERSIDE)
