"""What a person entered is still there after a refresh, in a second tab, and after the server died."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from postmatch.ui.places import PAGES

pytestmark = pytest.mark.browser


def _fill(visit, label: str, text: str) -> None:
    visit.page.get_by_label(label, exact=True).fill(text)
    visit.page.keyboard.press("Tab")
    visit.settle()


def test_a_killed_server_loses_nothing_that_was_left_as_a_field(fresh_server, new_visit):
    server = fresh_server()
    visit = new_visit(server)
    visit.open("profile")
    _fill(visit, "Given names", "Ngozi")
    _fill(visit, "City", "Enugu")
    visit.page.get_by_label("Country", exact=True).fill("half typed")
    server.kill()
    server.start_again()
    visit.open("profile")
    expect(visit.page.get_by_label("Given names", exact=True)).to_have_value("Ngozi")
    expect(visit.page.get_by_label("City", exact=True)).to_have_value("Enugu")


def test_a_link_that_is_followed_at_once_takes_the_last_words_along(fresh_server, new_visit):
    """A click without a moment between press and release: the page did not change, and the field came back empty."""
    visit = new_visit(fresh_server())
    visit.open("cover_letter")
    visit.page.get_by_label("My situation", exact=True).click()
    visit.page.keyboard.type("I am a physician from Kenya.")
    visit.go("CV")
    expect(visit.page.get_by_role("heading", name="CV", exact=True)).to_be_visible()
    visit.go("Cover letter")
    expect(visit.page.get_by_label("My situation", exact=True)).to_have_value("I am a physician from Kenya.")
    _fill(visit, "Why I did not match", "I applied late.")
    visit.refresh()
    expect(visit.page.get_by_label("My situation", exact=True)).to_have_value("I am a physician from Kenya.")


def test_a_refresh_on_every_page_shows_the_same_applicant(server, visit):
    visit.open("profile")
    _fill(visit, "Given names", "Refreshed")
    _fill(visit, "Family name", "Applicant")
    visit.open("cover_letter")
    _fill(visit, "My situation", "I am a doctor in Enugu.")
    for name, *_ in PAGES:
        visit.open("" if name == "overview" else name)
        before = visit.words()
        visit.refresh()
        assert visit.words() == before
    visit.open("profile")
    expect(visit.page.get_by_label("Given names", exact=True)).to_have_value("Refreshed")
    visit.open("cover_letter")
    expect(visit.page.get_by_label("My situation", exact=True)).to_have_value("I am a doctor in Enugu.")


def test_a_late_save_from_a_stale_tab_is_a_visible_conflict_that_loses_no_words(fresh_server, new_visit):
    server = fresh_server()
    first, second = new_visit(server), new_visit(server)
    first.open("profile")
    second.open("profile")
    _fill(first, "Given names", "Newer")
    _fill(second, "Given names", "Stale")
    expect(second.page.get_by_text("changed in another tab")).to_be_visible()
    expect(second.page.get_by_text("“Stale”")).to_be_visible()
    expect(second.page.get_by_label("Given names", exact=True)).to_have_value("Newer")
    _fill(second, "Given names", "Agreed")
    first.refresh()
    expect(first.page.get_by_label("Given names", exact=True)).to_have_value("Agreed")


def test_a_removed_document_can_be_put_back_after_a_refresh(server, visit, corpus):
    visit.open("documents")
    visit.page.locator("input[type=file]").first.set_input_files(str(corpus / "pdf_good/pikepdf-fourpages.pdf"))
    expect(visit.page.get_by_text("Added pikepdf-fourpages.pdf")).to_be_visible(timeout=30_000)
    visit.settle()
    visit.press("Remove")
    expect(visit.page.get_by_text("No files yet")).to_be_visible()
    visit.refresh()
    visit.page.get_by_text("Recently removed").click()
    visit.press("Put back")
    expect(visit.page.get_by_text("No files yet")).to_have_count(0)


def test_erasing_asks_once_and_then_nothing_is_left(fresh_server, new_visit):
    server = fresh_server()
    visit = new_visit(server)
    visit.open("profile")
    _fill(visit, "Given names", "Zebulon-Unforgettable")
    visit.open("workspace")
    visit.press("Erase everything")
    visit.page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(visit.page.get_by_text("Everything has been erased")).to_be_visible()
    visit.open("profile")
    expect(visit.page.get_by_label("Given names", exact=True)).to_have_value("")
    left = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())
    assert b"Zebulon-Unforgettable" not in left


def test_a_saved_workspace_is_restored_on_another_machine(fresh_server, new_visit, tmp_path):
    here, there = fresh_server(), fresh_server()
    visit = new_visit(here)
    visit.open("profile")
    _fill(visit, "Given names", "Traveller")
    visit.open("workspace")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Save workspace (.zip)").click()
    saved = tmp_path / "saved.zip"
    download.value.save_as(saved)
    other = new_visit(there)
    other.open("workspace")
    other.page.locator("input[type=file]").set_input_files(str(saved))
    other.page.get_by_role("dialog").get_by_role("button", name="Replace").click()
    expect(other.page.get_by_text("It is here now")).to_be_visible()
    other.open("profile")
    expect(other.page.get_by_label("Given names", exact=True)).to_have_value("Traveller")


def test_a_wrong_file_dismissed_does_not_swallow_the_right_one(fresh_server, new_visit, corpus):
    visit = new_visit(fresh_server())
    visit.open("workspace")
    chooser = visit.page.locator("input[type=file]")
    chooser.set_input_files(str(corpus / "json_resume/jsonresumeorg-sample.job.json"))
    expect(visit.page.get_by_role("dialog").get_by_text("not a JSON Resume")).to_be_visible()
    visit.settle()
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    visit.settle()
    chooser.set_input_files(str(corpus / "json_resume/jsonresumeorg-new-grad.resume.json"))
    expect(visit.page.get_by_role("dialog").get_by_text("Maya Okonkwo")).to_be_visible()
