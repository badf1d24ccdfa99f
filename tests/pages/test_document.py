"""The page of one document: its pages put right, what it is, another file in its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from postmatch.conversion import Workers
from postmatch.domain.documents import Upload
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.intake import take_in
from postmatch.usecases.tools import Tools
from tests.browser.pile import NUMBER, SAMPLE, with_number
from tests.pages.tab import Tab

FOUR_PAGES = "pdf_good/pikepdf-fourpages.pdf"
PHOTO = "IMG_2041.jpg"  # of a paper
PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0.2, 0.2, 0.8, 0.3)),))


@pytest.fixture
def opened(tab: Tab, corpus: Path) -> Tab:
    """The page of a document of four pages."""
    tab.visit("documents")
    tab.upload("documents.upload", ("four.pdf", (corpus / FOUR_PAGES).read_bytes()))
    tab.open_document("four.pdf")
    return tab


@pytest.fixture
def painted(tab: Tab, workers: Workers, facts: Facts) -> Tab:
    """A tab whose only document is a photo with a painted area."""
    tools = Tools(workers=workers, facts=facts, reads_scans=False)
    taken = take_in(Workspace(), [Upload(PHOTO, (SAMPLE / PHOTO).read_bytes())], tools)
    done = edit_pages(taken.workspace, taken.documents[0].id, PAINTED, tools, blob=taken.blobs.__getitem__)
    tab.receive(done.workspace, taken.blobs | done.blobs)
    return tab


def _key(tab: Tab, file_name: str, rest: str) -> str:
    return f"document.{tab.document(file_name).id}.{rest}"


def test_title_dates_and_leaving_out_are_kept_as_typed(opened: Tab) -> None:
    key = f"documents.{opened.document('four.pdf').id}"
    opened.fill(f"{key}.title", "My paper")
    opened.fill(f"{key}.expires", "Mar 2027")
    opened.fill(f"{key}.included", False)
    document = opened.document("four.pdf")
    assert (document.title, document.expires.label, document.included) == ("My paper", "Mar 2027", False)
    assert opened.title == "My paper"
    assert "This document is set to stay out of the packet." in opened.texts()
    opened.open_document("four.pdf")
    assert [opened.value(f"{key}.{name}") for name in ("title", "expires", "included")] == [
        "My paper",
        "Mar 2027",
        False,
    ]


def test_another_kind_moves_a_document_to_its_usual_place_and_its_title_follows(sample: Tab) -> None:
    before = sample.document("Medical school transcript.pdf")
    key = sample.open_document(before.file_name)
    sample.fill(f"{key}.kind", "ecfmg_certificate")
    after = sample.document(before.file_name)
    assert (after.kind, after.pdf_sha256) == ("ecfmg_certificate", before.pdf_sha256)
    order = [document.file_name for document in sample.workspace.documents]
    assert order.index(before.file_name) == order.index("Scan_ECFMG_cert.pdf") + 1
    sample.fill(f"{key}.kind", before.kind)
    assert sample.document(before.file_name).title == before.title


def test_a_page_is_turned_left_out_and_taken_back_and_everything_can_be_undone(opened: Tab) -> None:
    whole = opened.document("four.pdf")
    opened.fill(_key(opened, "four.pdf", "page.2"), "Turn right")
    opened.fill(_key(opened, "four.pdf", "page.3"), "Leave out")
    edited = opened.document("four.pdf")
    assert edited.edits == PageEdits(kept=(1, 2, 4), turns=(PageTurn(page_number=2, degrees=90),))
    assert (edited.final.page_count, edited.pdf_sha256) == (3, whole.pdf_sha256)
    assert "Page 3, left out" in opened.texts()
    assert "3 of 4 pages" in opened.texts()
    opened.press(_key(opened, "four.pdf", "page.3.back"))
    assert opened.document("four.pdf").edits.kept is None
    opened.press(_key(opened, "four.pdf", "undo"))
    assert opened.document("four.pdf") == whole
    assert not opened.is_offered(_key(opened, "four.pdf", "undo"))


def test_all_pages_turn_together_and_left_undoes_right(opened: Tab) -> None:
    opened.press(_key(opened, "four.pdf", "all_left"))
    assert [turn.degrees for turn in opened.document("four.pdf").edits.turns] == [270] * 4
    opened.press(_key(opened, "four.pdf", "all_right"))
    assert opened.document("four.pdf").edits == PageEdits()


def test_the_last_page_cannot_be_left_out(tab: Tab) -> None:
    tab.visit("documents")
    tab.upload("documents.upload", ("two.pdf", with_number()))
    tab.open_document("two.pdf")
    tab.fill(_key(tab, "two.pdf", "page.1"), "Leave out")
    assert tab.test.menu_button(key=_key(tab, "two.pdf", "page.2")).options == [
        "Turn left",
        "Turn right",
        "Paint over a part",
    ]


def test_a_number_that_was_found_is_painted_over_in_two_clicks(tab: Tab) -> None:
    tab.visit("documents")
    tab.upload("documents.upload", ("ead.pdf", with_number()))
    document = tab.document("ead.pdf")
    assert "Social Security number ••••99" in tab.texts()
    tab.press(f"documents.{document.id}.paint_over.0")
    assert "can no longer be selected or searched" in tab.texts()
    tab.answer(f"paint.{document.id}.save")
    painted = tab.document("ead.pdf")
    assert [area.page_number for area in painted.edits.redactions] == [1]
    edited = tab.test.session_state["postmatch"].repository.blob(painted.final.sha256)
    assert NUMBER.encode() not in edited
    tab.visit("documents")
    assert "Social Security number" not in tab.texts()


def test_another_file_takes_the_place_of_a_document_and_the_old_one_waits(opened: Tab, corpus: Path) -> None:
    key = f"documents.{opened.document('four.pdf').id}"
    opened.upload(f"{key}.replace", ("new.pdf", (corpus / "pdf_good/pikepdf-outlines.pdf").read_bytes()))
    assert opened.document("new.pdf").page_count == 2
    assert "new.pdf" in opened.texts()
    assert [document.file_name for document in opened.workspace.removed] == ["four.pdf"]


def test_a_file_in_the_place_of_a_painted_one_stays_out_and_says_why(painted: Tab) -> None:
    key = painted.open_document(PHOTO)
    out = io.BytesIO()
    with Image.open(SAMPLE / PHOTO) as picture:
        picture.save(out, "JPEG", quality=60)
    painted.upload(f"{key}.replace", ("again.jpg", out.getvalue()))
    now = painted.document("again.jpg")
    assert (now.edits, now.included) == (PageEdits(), False)
    assert "What you painted over must be painted again" in painted.notices("warning")


def test_the_same_pages_in_another_file_are_painted_over_as_before(painted: Tab) -> None:
    key = painted.open_document(PHOTO)
    painted.upload(f"{key}.replace", ("same.jpg", (SAMPLE / PHOTO).read_bytes()))
    now = painted.document("same.jpg")
    assert (now.edits, now.included) == (PAINTED, True)
    assert "what you did to them is done to it as well" in painted.notices("info")


def test_a_painted_photo_is_not_straightened_before_the_painting_is_undone(painted: Tab) -> None:
    painted.open_document(PHOTO)
    assert not painted.is_offered(_key(painted, PHOTO, "straighten"))
    assert "undo the painting first" in painted.texts()
    painted.press(_key(painted, PHOTO, "undo"))
    painted.press(_key(painted, PHOTO, "straighten"))
    assert painted.document(PHOTO).edits == PageEdits(straightened=True)


def test_pages_are_read_one_at_a_time(opened: Tab) -> None:
    first = opened.pictures()
    opened.test.pagination(key=_key(opened, "four.pdf", "page_number")).set_value(4)
    opened.run()
    assert len(first) == len(opened.pictures()) == 5
    assert first[:4] == opened.pictures()[:4]
    assert first[4] != opened.pictures()[4]


def test_a_card_opens_the_page_of_its_document(sample: Tab) -> None:
    document = sample.workspace.documents[1]
    sample.visit("documents")
    sample.press(f"documents.{document.id}.open")
    assert sample.title == document.title


def test_the_way_leads_to_the_next_document_and_ends_at_the_last(sample: Tab) -> None:
    first, second = sample.workspace.documents[:2]
    sample.open_document(first.file_name)
    assert sample.test.button(key="document.previous").disabled
    sample.press("document.next")
    assert sample.title == second.title
    assert f"2 of {len(sample.workspace.documents)}" in sample.texts()


def test_a_letter_is_checked_against_the_rules_of_the_portal_on_request(sample: Tab) -> None:
    letter = next(one for one in sample.workspace.documents if one.is_letter and one.waived is False)
    sample.open_document(letter.file_name)
    assert "check_circle:] " not in sample.texts()
    sample.press(f"document.{letter.id}.portal")
    assert "LoR" in sample.texts()
    assert "check_circle:] " in sample.texts()


def test_an_address_of_no_document_says_so(tab: Tab) -> None:
    tab.test.query_params["id"] = "0000dead"
    tab.visit("document")
    assert "not here any more" in tab.notices("info")
