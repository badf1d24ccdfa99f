"""The page of one document in the browser: painted over, straightened, and what is gone is gone."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.pile import NUMBER, SAMPLE, with_number
from tests.browser.screenshots import bring, open_card

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(fresh_server, new_visit):
    return new_visit(fresh_server())


def _words(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))


def _give_a_name(visit) -> None:
    visit.open("profile")
    visit.page.get_by_label("Given names", exact=True).fill("Adaeze")
    visit.page.keyboard.press("Tab")
    visit.settle()


def _menu(visit, page_number: int):
    """The button below the small picture of that page."""
    return visit.page.get_by_test_id("stMenuButton").nth(page_number - 1).get_by_role("button")


def _built(visit) -> bytes:
    visit.open("packet")
    visit.press("Build the packet")
    button = visit.page.get_by_role("button", name="Download the packet")
    expect(button).to_be_visible(timeout=60_000)
    visit.settle()
    with visit.page.expect_download() as download:
        button.click()
    return download.value.path().read_bytes()


def test_a_number_that_is_drawn_over_is_in_no_packet_any_more(desk, tmp_path):
    (tmp_path / "ead.pdf").write_bytes(with_number())
    _give_a_name(desk)
    bring(desk, [tmp_path / "ead.pdf"])
    open_card(desk)
    _menu(desk, 1).click()
    desk.page.get_by_role("menuitem", name="Paint over a part").click()
    picture = desk.page.get_by_role("dialog").get_by_role("img")
    picture.wait_for()
    desk.settle()
    assert desk.violations() == []
    box = picture.bounding_box()
    # the number stands 614 of 792 points from the foot of the page, from 205 to 280 of 612 points across
    desk.page.mouse.move(box["x"] + box["width"] * 0.30, box["y"] + box["height"] * 0.20)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.60, box["y"] + box["height"] * 0.245, steps=5)
    desk.page.mouse.up()
    desk.page.get_by_role("button", name="Paint over 1 area").click()
    expect(desk.page.get_by_text(re.compile("Page 1 of .+ is painted over"))).to_be_visible(timeout=30_000)
    expect(desk.page.get_by_text("Social Security number")).to_have_count(0)
    packet = _built(desk)
    assert NUMBER not in _words(packet)
    assert NUMBER.encode() not in packet
    assert "Nothing follows." in _words(packet)
    assert desk.foreign_requests == []
    assert desk.console_errors == []


def test_an_area_is_set_moved_and_removed_by_keyboard_alone(desk, tmp_path):
    (tmp_path / "ead.pdf").write_bytes(with_number())
    bring(desk, [tmp_path / "ead.pdf"])
    open_card(desk)
    _menu(desk, 2).press("Enter")
    desk.page.get_by_role("menuitem", name="Paint over a part").press("Enter")
    dialog = desk.page.get_by_role("dialog")
    adding = dialog.get_by_role("button", name="Add an area")
    expect(adding).to_be_visible()
    for _ in range(3):  # past the buttons above it: close, leave it as it is (there is nothing to paint over yet)
        desk.page.keyboard.press("Tab")
    expect(adding).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.settle()
    area = dialog.get_by_role("button", name="Area 1, 30 % from the left, 45 % from the top")
    expect(area).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        desk.page.keyboard.press(key)
    moved = dialog.get_by_role("button", name="Area 1, 32 % from the left, 45 % from the top, 40 % wide, 6 % high")
    expect(moved).to_be_focused()
    desk.settle()
    expect(dialog.get_by_role("button", name="Paint over 1 area")).to_be_enabled()
    moved.press("Delete")
    desk.settle()
    expect(dialog.get_by_role("button", name="Paint nothing over")).to_be_disabled()


def test_a_document_opens_at_its_top_and_the_way_back_leads_to_its_card(desk):
    bring(desk, sorted(SAMPLE.glob("*.pdf")))
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    card = desk.page.locator("[class*='st-key-document-']").last
    card.scroll_into_view_if_needed()
    assert desk.page.evaluate(scrolled) > 0
    card.get_by_role("button", name="Open", exact=True).first.click()
    desk.page.wait_for_url("**/document?*")
    desk.settle()
    desk.page.wait_for_function(f"() => {scrolled} === 0")
    desk.page.get_by_role("link", name="All documents").click()
    desk.settle()
    expect(card).to_be_in_viewport()


def test_a_photo_of_a_paper_is_straightened_when_the_applicant_says_so(desk, tmp_path):
    from tests.conversion.paper_photos import Scene, jpeg, photo, text_page

    picture, _ = photo(text_page(), Scene(turn=6.0))
    (tmp_path / "IMG_3001.jpg").write_bytes(jpeg(picture))
    bring(desk, [tmp_path / "IMG_3001.jpg"])
    desk.press("See it straightened")
    desk.page.wait_for_url("**/document?*")
    for word in ("before", "after"):
        expect(desk.page.get_by_role("img", name=f"{word} straightening")).to_be_visible(timeout=30_000)
    desk.settle()
    assert desk.violations() == []
    desk.press("Use the straightened page")
    expect(desk.page.get_by_text("The paper of your photo is cut out and straightened")).to_be_visible(timeout=30_000)
    desk.press("Use the photo again")
    expect(desk.page.get_by_role("button", name="Use the straightened page")).to_be_visible(timeout=30_000)
