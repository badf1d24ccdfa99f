"""The CV page: the page as it will be sent, in the form one chose, or one's own file in its place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from postmatch.domain.documents import CV_KIND
from postmatch.domain.packet_choice import profile_in_force
from postmatch.domain.workspace import Paper
from postmatch.knowledge import load_facts
from postmatch.ui.packet_contents import rows
from tests.pages.tab import Tab


@pytest.fixture
def cv(sample: Tab) -> Tab:
    sample.visit("cv")
    return sample


def _size(pdf: bytes) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(box.width), round(box.height)


def test_the_sample_fits_one_page_and_both_forms_say_the_same(cv: Tab) -> None:
    assert ":green-badge[:material/check_circle: 1 page]" in cv.texts()
    assert "too long" not in cv.texts()
    pdf = pypdf.PdfReader(io.BytesIO(cv.download("cv.pdf")))
    word = docx.Document(io.BytesIO(cv.download("cv.docx")))
    assert len(pdf.pages) == 1
    assert "Okafor" in pdf.pages[0].extract_text()
    assert "Okafor" in "".join(text.text or "" for text in word.element.body.iter() if text.tag.endswith("}t"))


def test_another_paper_is_seen_in_the_preview_and_in_the_file(cv: Tab) -> None:
    before = cv.pictures()
    assert _size(cv.download("cv.pdf")) == (612, 792)
    cv.visit("workspace")
    cv.fill("workspace.paper", Paper.A4)
    cv.visit("cv")
    assert _size(cv.download("cv.pdf")) == (595, 842)
    assert cv.pictures() != before


def test_a_change_of_the_profile_is_in_the_preview_and_in_the_file_at_once(cv: Tab) -> None:
    before = cv.pictures()
    cv.visit("profile")
    cv.fill("profile.city", "Zanesville")
    cv.visit("cv")
    assert "Zanesville" in pypdf.PdfReader(io.BytesIO(cv.download("cv.pdf"))).pages[0].extract_text()
    assert cv.pictures() != before


def test_a_cv_that_is_too_long_says_so_with_the_way_out(cv: Tab) -> None:
    cv.visit("profile")
    cv.fill("profile.summary", " ".join(["I looked after patients with care."] * 120))
    cv.visit("cv")
    assert "too long]" in cv.texts()
    assert "“Show on CV”" in cv.notices("warning")


def test_an_own_file_takes_over_and_the_generated_one_comes_back(cv: Tab, corpus: Path) -> None:
    generated = cv.pictures()
    cv.upload("cv.own", ("mine.docx", (corpus / "docx/docxjs-document.docx").read_bytes()))
    assert cv.workspace.own_cv.file_name == "mine.docx"
    assert "Your own file is used in the packet" in cv.notices("info")
    assert "cv.docx" not in [button.key for button in cv.test.download_button]
    cv.visit("packet")
    order = rows(cv.workspace, profile_in_force(cv.workspace, load_facts()), load_facts())
    assert [item.detail for kind, item in order if kind == CV_KIND] == ["Your own file"]
    cv.visit("cv")
    cv.press("cv.drop_own")
    assert cv.workspace.own_cv is None
    assert cv.pictures() == generated
    assert [document.kind for document in cv.workspace.removed] == [CV_KIND]


def test_a_file_that_cannot_be_used_leaves_the_generated_cv_in_place(cv: Tab, corpus: Path) -> None:
    cv.upload("cv.own", ("mine.pdf", (corpus / "MANIFEST.tsv").read_bytes()))
    assert "mine.pdf: " in cv.notices("error")
    assert cv.workspace.own_cv is None
    assert cv.download("cv.pdf").startswith(b"%PDF-")


def test_a_cv_of_an_empty_profile_invents_nothing(tab: Tab) -> None:
    tab.visit("cv")
    words = pypdf.PdfReader(io.BytesIO(tab.download("cv.pdf"))).pages[0].extract_text()
    assert "Okafor" not in words
    assert "None" not in words
    assert "{{" not in words
