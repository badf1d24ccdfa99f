"""The workspace page: take the work along, bring it back, choose its form, erase it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names, engine_status
from postmatch.domain.workspace import Paper, Workspace
from postmatch.errors import ConversionFailed
from postmatch.interchange import read_json_resume
from postmatch.storage import read_archive
from postmatch.ui.workspace_view import confinement_words
from tests.pages.tab import Tab

RESUME = "json_resume/jsonresumeorg-resume-sample.json"


@pytest.fixture
def page(tab: Tab) -> Tab:
    """The workspace page of somebody with a name."""
    tab.visit("profile")
    tab.fill("profile.given_names", "Chidi")
    tab.visit("workspace")
    return tab


@pytest.fixture
def saved(sample: Tab) -> bytes:
    """The .zip that the sample applicant takes along."""
    sample.visit("workspace")
    return sample.download("workspace.save")


def _bring(tab: Tab, name: str, data: bytes) -> None:
    tab.upload("workspace.restore", (name, data))


def test_the_zip_holds_the_whole_workspace_and_every_file(sample: Tab) -> None:
    sample.visit("packet")
    sample.press("packet.build")
    sample.visit("workspace")
    archive = sample.download("workspace.save")
    assert zipfile.is_zipfile(io.BytesIO(archive))
    workspace, blobs = read_archive(archive)
    assert workspace == sample.workspace
    assert set(blobs) == workspace.blob_hashes
    assert workspace.packet is not None


def test_the_profile_file_holds_the_whole_profile_and_brings_it_back_without_a_word(sample: Tab) -> None:
    sample.visit("workspace")
    profile, findings = read_json_resume(sample.download("workspace.profile"))
    assert profile == sample.workspace.profile
    assert findings == ()


def test_a_saved_workspace_is_asked_about_and_replaces_everything(saved: bytes, sample: Tab) -> None:
    before = sample.workspace
    sample.receive(Workspace(), {})
    _bring(sample, "anything.bin", saved)
    assert f"the workspace of Adaeze Okafor with {len(before.documents)} documents" in sample.texts()
    assert sample.workspace.documents == ()
    sample.answer("workspace.replace")
    assert sample.workspace == before
    assert "It is here now." in sample.notices("success")


def test_keeping_what_one_has_keeps_it(page: Tab, corpus: Path) -> None:
    before = page.workspace
    _bring(page, "resume.json", (corpus / RESUME).read_bytes())
    page.answer("workspace.keep")
    assert page.workspace == before
    assert not page.is_offered("workspace.replace")


def test_a_json_resume_replaces_the_profile_and_leaves_the_documents(sample: Tab, corpus: Path) -> None:
    before = sample.workspace
    resume = (corpus / RESUME).read_bytes()
    sample.visit("workspace")
    _bring(sample, "resume.json", resume)
    sample.answer("workspace.replace")
    after = sample.workspace
    assert after.profile.identity.full_name == json.loads(resume)["basics"]["name"]
    assert after.documents == before.documents
    assert not after.is_sample


def test_what_a_json_resume_says_and_we_cannot_place_is_shown_before_it_is_taken(page: Tab, corpus: Path) -> None:
    resume = (corpus / RESUME).read_bytes()
    _, findings = read_json_resume(resume)
    assert findings
    _bring(page, "resume.json", resume)
    for finding in findings:
        assert " ".join(finding.message.split()) in page.texts()
    assert page.workspace.profile.identity.given_names == "Chidi"


@pytest.mark.parametrize(
    "path", ["json_resume/jsonresumeorg-sample.job.json", "docx/docxjs-document.docx", "pdf_good/pikepdf-outlines.pdf"]
)
def test_a_file_that_is_neither_says_what_it_is_not_and_offers_nothing_to_replace(
    page: Tab, corpus: Path, path: str
) -> None:
    before = page.workspace
    _bring(page, path, (corpus / path).read_bytes())
    assert page.notices("error")
    assert not page.is_offered("workspace.replace")
    assert page.workspace == before


def test_a_zip_cut_short_changes_nothing(saved: bytes, sample: Tab) -> None:
    before = sample.workspace
    _bring(sample, "half.zip", saved[: len(saved) // 2])
    assert sample.notices("error")
    assert sample.workspace == before


def test_the_paper_is_kept(page: Tab) -> None:
    page.fill("workspace.paper", Paper.A4)
    assert page.workspace.choices.paper is Paper.A4
    page.visit("overview")
    page.visit("workspace")
    assert page.value("workspace.paper") is Paper.A4


def test_what_each_engine_cannot_do_is_said_in_its_own_words(page: Tab) -> None:
    limits = [limit for name in engine_names() for limit in engine_status(name).limits]
    assert limits
    assert all(limit in page.texts() for limit in limits)


def test_a_host_says_that_work_is_not_kept(page: Tab) -> None:
    assert "in the memory of this site for this browser tab only" in page.texts()
    assert "Not kept" in page.texts()
    assert "This site keeps nothing" in page.notices("warning")


def test_the_page_says_what_a_file_that_is_opened_cannot_reach_here(page: Tab, workers: Workers) -> None:
    assert confinement_words(workers.confinement()) in page.texts()


def test_without_a_process_that_opens_files_the_page_is_drawn_all_the_same(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Workers) -> frozenset[str]:
        raise ConversionFailed("No process starts.", "Start the computer anew.")

    monkeypatch.setattr(Workers, "confinement", broken)
    tab.visit("workspace")
    assert "Files are opened" not in tab.texts()
    assert tab.is_offered("workspace.erase")


def test_erasing_asks_once_and_leaves_nothing(sample: Tab) -> None:
    sample.visit("workspace")
    sample.press("workspace.erase")
    sample.answer("workspace.erase_not")
    assert sample.workspace.documents
    sample.press("workspace.erase")
    sample.answer("workspace.erase_now")
    assert "Everything has been erased" in sample.notices("success")
    assert sample.workspace.documents == ()
    assert "Okafor" not in repr(sample.test.session_state.to_dict())
    sample.visit("overview")
    assert sample.title == "One application, ready to send"
