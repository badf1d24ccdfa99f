"""Bringing in what one has: shown next to the profile, taken over item by item, and no word dropped unseen."""

from __future__ import annotations

import io
import json

import docx
import pytest

from tests.pages.tab import Tab

RESUME = {
    "basics": {"name": "Adaeze Okafor", "email": "new.address@example.org", "phone": "+1 614 555 0142"},
    "work": [
        {"name": "Cedar Fork Community Hospital", "position": "Observer", "startDate": "2024-01", "endDate": "2024-03"},
        {"name": "Quarry Lane Clinic", "position": "Scribe", "startDate": "2023-02", "endDate": "2023-05"},
    ],
    "languages": [{"language": "Hausa", "fluency": "Good"}],
}
FILE = ("resume.json", json.dumps(RESUME).encode())


@pytest.fixture
def page(sample: Tab) -> Tab:
    sample.visit("bring_in")
    return sample


def _boxes(tab: Tab) -> dict[str, bool]:
    """The items in sight, by the words on them."""
    marks = str.maketrans("", "", "\\*")
    return {box.label.translate(marks): box.value for box in tab.test.checkbox}


def _open_all(tab: Tab) -> list[str]:
    return [button.key for button in tab.test.button if button.key.endswith(".fold")]


def _select_all_and_accept(tab: Tab) -> None:
    for fold in _open_all(tab):
        tab.press(fold)
        for box in tab.test.checkbox:
            tab.fill(box.key, True)
    tab.press("bring_in.accept")


def test_nothing_changes_until_it_is_taken_over(page: Tab) -> None:
    before = page.workspace.profile
    page.upload("bring_in.file", FILE)
    for fold in _open_all(page):
        page.press(fold)
    assert page.workspace.profile == before


def test_what_is_found_stands_next_to_what_is_there_and_only_the_selected_is_taken(page: Tab) -> None:
    before = page.workspace.profile
    page.upload("bring_in.file", FILE)
    page.press("bring_in.group.identity.fold")
    assert "you have: adaeze.okafor@example.com" in page.texts()
    assert "new.address@example.org" in page.texts()
    page.press("bring_in.group.languages.fold")
    assert any("Hausa" in words and "New" in words for words in _boxes(page))
    page.press("bring_in.accept")  # what is new was selected beforehand, what differs was not
    after = page.workspace.profile
    assert "Hausa" in {one.name for one in after.languages}
    assert "Quarry Lane Clinic" in {one.place for one in after.experience}
    assert after.identity.email == before.identity.email
    assert after.experience[: len(before.experience)] == before.experience
    page.press("bring_in.undo")
    assert page.workspace.profile == before


def test_an_item_that_differs_is_taken_when_it_is_selected(page: Tab) -> None:
    page.upload("bring_in.file", FILE)
    _select_all_and_accept(page)
    assert page.workspace.profile.identity.email == "new.address@example.org"
    assert "Your profile has all of it already" in page.texts()
    page.press("bring_in.done")
    assert "resume.json" not in [header.value for header in page.test.header]


def test_an_item_that_is_not_selected_stays_out(page: Tab) -> None:
    page.upload("bring_in.file", FILE)
    page.press("bring_in.group.experience.fold")
    (box,) = page.test.checkbox
    page.fill(box.key, False)
    page.press("bring_in.accept")
    assert "Quarry Lane Clinic" not in {one.place for one in page.workspace.profile.experience}
    assert "Hausa" in {one.name for one in page.workspace.profile.languages}


def test_a_cv_is_a_guess_and_says_so_and_nothing_of_it_is_selected_beforehand(page: Tab) -> None:
    document = docx.Document()
    document.add_paragraph("Adaeze Okafor")
    for heading, line in (("Languages", "Hausa: fluent"), ("Pets", "A parrot that speaks Latin")):
        document.add_heading(heading)
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    page.upload("bring_in.file", ("old cv.docx", written.getvalue()))
    assert "each item is a guess" in page.notices("info")
    assert page.test.button(key="bring_in.accept").disabled
    kept = page.workspace.unplaced
    assert any("parrot" in f"{one.heading} {one.text}" for one in kept)
    page.visit("overview")
    page.visit("bring_in")
    assert [one.value for one in page.test.text if "parrot" in one.value]
    for one in kept:
        page.press(f"bring_in.unplaced.{one.id}.drop")
    assert page.workspace.unplaced == ()


def _cv_with_a_parrot() -> tuple[str, bytes]:
    document = docx.Document()
    document.add_paragraph("Adaeze Okafor")
    document.add_heading("Pets")
    document.add_paragraph("A parrot that speaks Latin")
    written = io.BytesIO()
    document.save(written)
    return "old cv.docx", written.getvalue()


def test_words_without_a_place_are_kept_although_another_tab_saved_meanwhile(page: Tab) -> None:
    page.change_elsewhere("Ngozi")
    page.upload("bring_in.file", _cv_with_a_parrot())
    assert any("parrot" in one.text for one in page.workspace.unplaced)
    assert page.workspace.profile.identity.given_names == "Ngozi"
    assert "old cv" in page.test.header[0].value
    assert "not saved" not in page.notices("warning")


def test_the_page_says_that_words_without_a_place_are_saved_at_once(page: Tab) -> None:
    assert "saved at once" in page.texts()
    assert "Nothing changes" not in page.texts()


def test_a_file_that_is_none_of_these_is_answered_and_changes_nothing(page: Tab) -> None:
    before = page.workspace
    page.upload("bring_in.file", ("notes.json", b"{"))
    assert page.notices("error")
    assert page.workspace == before
