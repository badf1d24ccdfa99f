"""The order of the packet: by mouse, by finger, by keyboard and by button, and kept each time."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FILES = ("pikepdf-fourpages.pdf", "pikepdf-outlines.pdf", "pikepdf-formxobject.pdf")


@pytest.fixture(scope="module")
def served(server, browser, corpus):
    """A server whose workspace holds three documents."""
    from tests.browser.screenshots import bring
    from tests.browser.visit import start_visit

    visit = start_visit(browser, server.url)
    bring(visit, [corpus / "pdf_good" / name for name in FILES])
    visit.close()
    return server


@pytest.fixture
def packet(served, new_visit):
    """``packet(width=1280, touch=False)``: a visitor on the packet page."""

    def start(*, width: int = 1280, touch: bool = False):
        visit = new_visit(served, width=width, touch=touch)
        visit.open("packet")
        visit.page.get_by_role("button", name="Move").first.wait_for()
        return visit

    return start


def _order(visit) -> list[str]:
    """Titles of the rows that can be moved, from top to bottom."""
    return visit.page.locator("li:not(.fixed) .title").all_inner_texts()


def _handle(visit, title: str):
    return visit.page.get_by_role("button", name=f"Move {title}")


def _middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _is_kept(visit, wanted: list[str]) -> None:
    visit.settle()
    assert _order(visit) == wanted
    visit.refresh()
    visit.page.get_by_role("button", name="Move").first.wait_for()
    assert _order(visit) == wanted


@pytest.mark.parametrize("width", [1280, 390])
def test_a_row_is_dragged_by_its_handle_and_stays_there(packet, width):
    visit = packet(width=width)
    first, second, third = _order(visit)
    _handle(visit, third).scroll_into_view_if_needed()
    x, y = _middle(_handle(visit, third))
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x, _middle(_handle(visit, first))[1] - 10, steps=12)
    visit.page.mouse.up()
    _is_kept(visit, [third, first, second])


def test_a_mouse_may_take_the_row_by_its_words(packet):
    visit = packet()
    first, second, third = _order(visit)
    visit.page.mouse.move(*_middle(visit.page.locator("li:not(.fixed) .title").first))
    visit.page.mouse.down()
    x, y = _middle(_handle(visit, third))
    visit.page.mouse.move(x + 200, y + 12, steps=12)
    visit.page.mouse.up()
    _is_kept(visit, [second, third, first])


def test_the_keyboard_does_the_same_and_every_step_is_said(packet):
    visit = packet()
    first, second, third = _order(visit)
    _handle(visit, first).focus()
    visit.page.keyboard.press("Space")
    said = visit.page.locator("[role=status][aria-live=assertive]")
    assert f"{first} lifted, place 4 of 6" in said.inner_text()
    visit.page.keyboard.press("ArrowDown")
    assert f"{first}: place 5 of 6" in said.inner_text()
    visit.page.keyboard.press("Enter")
    assert "put down at place 5" in said.inner_text()
    _is_kept(visit, [second, first, third])


def test_escape_puts_a_lifted_row_back(packet):
    visit = packet()
    before = _order(visit)
    _handle(visit, before[0]).focus()
    for key in ("Space", "End", "Escape"):
        visit.page.keyboard.press(key)
    _is_kept(visit, before)


def test_up_and_down_are_buttons_as_large_as_a_finger(packet):
    visit = packet(width=390)
    first, second, third = _order(visit)
    down = visit.page.locator("li:has(.handle):not(.fixed)").first.get_by_role("button", name="Down")
    box = down.bounding_box()
    assert min(box["width"], box["height"]) >= 40
    down.click()
    _is_kept(visit, [second, first, third])


def test_a_finger_on_the_handle_drags_and_beside_it_scrolls(packet):
    visit = packet(width=390, touch=True)
    first, second, third = _order(visit)
    touch = visit.page.context.new_cdp_session(visit.page)

    def swipe(start: tuple[float, float], by: float) -> None:
        x, y = start
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 13):
            point = {"x": x, "y": y + by * step / 12}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
            visit.page.wait_for_timeout(20)  # a finger takes its time; a jump is no scroll
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        visit.settle()

    words = visit.page.locator("li:not(.fixed) .title").nth(1)
    words.scroll_into_view_if_needed()
    scrolled = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
    before = visit.page.evaluate(scrolled)
    swipe(_middle(words), 150)
    assert visit.page.evaluate(scrolled) < before
    assert _order(visit) == [first, second, third]
    handle = _handle(visit, third)
    handle.scroll_into_view_if_needed()
    swipe(_middle(handle), _middle(_handle(visit, second))[1] - _middle(handle)[1] - 10)
    _is_kept(visit, [first, third, second])
