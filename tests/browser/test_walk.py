"""The whole walk in a real browser: from an empty workspace to a packet in the downloads folder."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PACKET = "Okafor_Adaeze_Residency_Application.pdf"


@pytest.fixture(scope="module")
def loaded(server, browser):
    """A module's server whose workspace holds the sample applicant, and a visitor who loaded it."""
    from tests.browser.visit import start_visit

    visit = start_visit(browser, server.url)
    visit.open()
    visit.press("Try it with a sample applicant")
    expect(visit.page.get_by_text("The sample applicant is loaded")).to_be_visible(timeout=60_000)
    visit.settle()
    yield visit
    visit.close()


@pytest.fixture(scope="module")
def built(loaded):
    loaded.open("packet")
    loaded.press("Build the packet")
    expect(loaded.page.get_by_role("button", name="Download the packet")).to_be_visible(timeout=60_000)
    loaded.settle()
    return loaded


def _download(visit, button: str) -> tuple[str, bytes]:
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_sample_becomes_a_packet_in_the_downloads_folder(built):
    name, packet = _download(built, "Download the packet")
    assert name == PACKET
    with pikepdf.open(io.BytesIO(packet)) as opened:
        assert not opened.is_encrypted
        titles = [str(item.title) for item in opened.open_outline().root]
        pages = len(opened.pages)
    assert titles[:3] == ["Cover letter", "Contents", "Curriculum vitae"]
    _, report = _download(built, "Report (JSON)")
    assert json.loads(report)["packet"]["pages"] == pages


def test_the_packet_can_be_leafed_through_to_its_last_page(built):
    built.open("packet")
    picture = built.page.get_by_role("img", name="Packet, page 1 of")
    expect(picture).to_be_visible()
    built.page.get_by_role("button", name="Next page").click()
    built.settle()
    expect(built.page.get_by_role("img", name="Packet, page 2 of")).to_be_visible()


def test_a_change_makes_the_packet_older_and_a_new_build_current(built):
    built.open("profile")
    built.page.get_by_label("Phone", exact=True).fill("+1 614 555 0199")
    built.page.keyboard.press("Tab")
    built.settle()
    built.open("packet")
    expect(built.page.get_by_text("This packet is older than your latest change")).to_be_visible()
    built.press("Build the packet")
    expect(built.page.get_by_text("The packet is built and every page was checked")).to_be_visible(timeout=60_000)
    built.settle()
    expect(built.page.get_by_text("This packet is older than your latest change")).to_have_count(0)


@pytest.mark.parametrize(("page", "stem"), [("cv", "Okafor_Adaeze_CV"), ("cover_letter", "Okafor_Adaeze_Cover_Letter")])
def test_cv_and_letter_come_as_word_and_as_pdf(loaded, page, stem):
    loaded.open(page)
    name, docx = _download(loaded, "Word (.docx)")
    assert name == f"{stem}.docx"
    assert docx.startswith(b"PK")
    name, pdf = _download(loaded, "PDF")
    assert name == f"{stem}.pdf"
    assert pdf.startswith(b"%PDF-")


def test_the_waived_letter_stays_out_and_says_why(built):
    built.open("packet")
    assert "You waived your right to see this letter" in built.words()
