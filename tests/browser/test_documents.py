"""Documents in the browser: refused by name, unlocked, brought in a .zip or a folder, waived, replaced."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.screenshots import open_card

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(fresh_server, new_visit):
    visit = new_visit(fresh_server())
    visit.open("documents")
    return visit


def _upload(visit, *paths) -> None:
    visit.page.locator("input[type=file]").first.set_input_files([str(path) for path in paths])
    visit.page.get_by_test_id("stAlert").first.wait_for(timeout=60_000)
    visit.settle()


def _badges(visit, words: str):
    return visit.page.locator(".stMarkdownBadge").filter(has_text=words)


def test_a_file_that_is_no_document_is_refused_by_name_and_the_others_stay(desk, corpus):
    _upload(desk, corpus / "MANIFEST.tsv", corpus / "pdf_good/pikepdf-fourpages.pdf")
    words = desk.words()
    assert "Added pikepdf-fourpages.pdf" in words
    assert "MANIFEST.tsv" in words
    expect(_badges(desk, "Not usable")).to_have_count(1)
    expect(_badges(desk, "In the packet")).to_have_count(1)


def test_a_locked_file_opens_with_its_password_which_is_kept_nowhere(fresh_server, new_visit, corpus):
    server = fresh_server()
    visit = new_visit(server)
    visit.open("documents")
    _upload(visit, corpus / "pdf_bad/sample-files-libreoffice-writer-password.pdf")
    field = visit.page.get_by_label("Password of this file")
    field.fill("not-the-one")
    field.press("Enter")
    visit.settle()
    assert "Not usable" in visit.words()
    field.fill("openpassword")
    field.press("Enter")
    expect(_badges(visit, "In the packet")).to_be_visible()
    visit.settle()
    stored = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())
    assert b"openpassword" not in stored
    assert "openpassword" not in server.log


def test_a_zip_and_a_whole_folder_bring_every_file(desk, corpus, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("pikepdf-fourpages.pdf", "pikepdf-outlines.pdf"):
        (folder / name).write_bytes((corpus / "pdf_good" / name).read_bytes())
    with zipfile.ZipFile(tmp_path / "pile.zip", "w") as bundle:
        bundle.writestr("inside/zipped.pdf", (corpus / "pdf_good/pikepdf-formxobject.pdf").read_bytes())
    _upload(desk, tmp_path / "pile.zip")
    expect(_badges(desk, "In the packet")).to_have_count(1)
    desk.page.get_by_role("radio", name="A whole folder").or_(
        desk.page.get_by_role("button", name="A whole folder")
    ).first.click()
    desk.settle()
    _upload(desk, folder)
    expect(_badges(desk, "In the packet")).to_have_count(3)
    assert all(name in desk.words() for name in ("zipped.pdf", "pikepdf-fourpages.pdf", "pikepdf-outlines.pdf"))


def test_a_letter_stays_out_until_the_question_of_the_waiver_is_answered(desk, corpus, tmp_path):
    letter = tmp_path / "Letter of recommendation Dr Smith.pdf"
    letter.write_bytes((corpus / "pdf_good/pikepdf-fourpages.pdf").read_bytes())
    _upload(desk, letter)
    expect(_badges(desk, "Stays out")).to_be_visible()
    desk.page.get_by_role("radio", name="No, I may see it").or_(
        desk.page.get_by_role("button", name="No, I may see it")
    ).first.click()
    desk.settle()
    expect(_badges(desk, "In the packet")).to_be_visible()


def test_replacing_a_file_opens_the_new_one_and_the_old_one_can_come_back(desk, corpus):
    _upload(desk, corpus / "pdf_good/pikepdf-fourpages.pdf")
    open_card(desk)
    desk.page.locator("input[type=file]").set_input_files(str(corpus / "pdf_good/pikepdf-outlines.pdf"))
    expect(desk.page.get_by_text("Added pikepdf-outlines.pdf")).to_be_visible(timeout=30_000)
    desk.settle()
    desk.refresh()
    assert "pikepdf-outlines.pdf" in desk.words()
    desk.page.get_by_role("link", name="All documents").click()
    expect(desk.page.get_by_text("Recently removed (1)")).to_be_visible()
