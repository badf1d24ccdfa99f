"""The sample applicant: complete, plainly made up, small, and made anew by its script."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx import Document as WordDocument
from PIL import Image

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.documents import LETTER_KIND, Upload
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import guess_kind
from postmatch.domain.one_page import Fit
from postmatch.domain.positions import Position
from postmatch.domain.printed_facts import Expected
from postmatch.domain.profile import ExamKind, ExperienceKind, Profile
from postmatch.domain.recommendations import Recommendation
from postmatch.domain.workspace import Paper
from postmatch.interchange import read_json_resume, write_json_resume
from postmatch.rendering import fill_cover_letter, fill_cv, find_template
from postmatch.rendering.one_page import lay_out
from samples.applicant import PROFILE
from samples.make_documents import DOCUMENTS, HOME, make

MARK = "SAMPLE"
FILES = HOME / "documents"
SETTLED: dict[str, Any] = tomllib.loads((HOME / "workspace.toml").read_text("utf-8"))
ENTRIES: list[dict[str, Any]] = SETTLED["document"]
NAMES = sorted(DOCUMENTS)
SCANS = {"Scan_ECFMG_cert.pdf": 1, "MSPE_scan.pdf": 3}
NOT_IN_NAME_OR_TEXT = {"IMG_2041.jpg"}  # a phone names its photos so; the applicant tells the kind
ENTRY_KEYS = {"file", "kind", "title", "issued", "expires", "waived"}


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


def text_of(data: bytes, name: str) -> str:
    """What a search would find in the file; empty for pictures and scans."""
    if name.endswith(".docx"):
        word = WordDocument(io.BytesIO(data))
        blocks = [*word.sections[0].header.paragraphs, *word.paragraphs]
        return "\n".join(block.text for block in blocks)
    if not name.endswith(".pdf"):
        return ""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def page_count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def test_folder_script_and_workspace_file_name_the_same_files() -> None:
    listed = [entry["file"] for entry in ENTRIES]
    assert len(listed) == len(set(listed)) >= 12
    assert sorted(listed) == NAMES
    assert sorted(path.name for path in FILES.iterdir()) == NAMES


def test_every_entry_has_a_kind_of_the_catalogue_a_title_and_nothing_unknown(facts: Facts) -> None:
    for entry in ENTRIES:
        assert facts.kind(entry["kind"]) is not None, entry["file"]
        assert entry["title"], entry["file"]
        assert set(entry) <= ENTRY_KEYS, entry["file"]


def test_each_letter_says_whether_it_was_waived_and_exactly_one_was() -> None:
    letters = [entry for entry in ENTRIES if entry["kind"] == LETTER_KIND]
    assert sorted(entry["waived"] for entry in letters) == [False, False, True]
    assert not any("waived" in entry for entry in ENTRIES if entry not in letters)


def test_the_waived_letter_says_so_itself() -> None:
    for entry in ENTRIES:
        if entry["kind"] == LETTER_KIND:
            text = " ".join(text_of((FILES / entry["file"]).read_bytes(), entry["file"]).split())
            assert ("waived the right to see this letter" in text) is entry["waived"]


def test_letter_writers_and_position_are_valid_values() -> None:
    writers = [Recommendation.model_validate(entry) for entry in SETTLED["recommendation"]]
    titles = " ".join(entry["title"] for entry in ENTRIES)
    assert all(writer.writer in titles for writer in writers)
    assert [Position.model_validate(entry).pgy_level for entry in SETTLED["position"]] == [1]


def test_the_files_stay_small() -> None:
    sizes = {name: (FILES / name).stat().st_size for name in NAMES}
    assert max(sizes.values()) <= 600_000, sizes
    assert sum(sizes.values()) <= 2_500_000, sizes


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".pdf", ".docx")) and name not in SCANS])
def test_every_page_with_text_is_marked_as_a_sample(name: str) -> None:
    data = (FILES / name).read_bytes()
    if name.endswith(".docx"):
        assert MARK in text_of(data, name)
        return
    document = pypdfium2.PdfDocument(data)
    unmarked = [number for number, page in enumerate(document, 1) if MARK not in page.get_textpage().get_text_bounded()]
    document.close()
    assert unmarked == []


@pytest.mark.parametrize("name", sorted(SCANS))
def test_a_scan_is_a_picture_without_text(name: str) -> None:
    data = (FILES / name).read_bytes()
    assert page_count(data) == SCANS[name]
    assert text_of(data, name).strip() == ""
    with pikepdf.open(io.BytesIO(data)) as document:
        filters = [image["/Filter"] for page in document.pages for image in page.get_images().values()]
    assert filters == ["/DCTDecode"] * SCANS[name]


def test_the_diploma_photo_is_stored_lying_and_turned_by_exif() -> None:
    with Image.open(FILES / "IMG_2041.jpg") as photo:
        assert photo.getexif()[0x0112] == 6
        assert photo.width > photo.height


def test_the_school_transcript_is_stored_upright_and_shown_as_landscape() -> None:
    with pikepdf.open(FILES / "Medical school transcript.pdf") as document:
        page = document.pages[0]
        _, _, width, height = (float(side) for side in page.mediabox)
        assert (page.Rotate, width < height) == (90, True)


def test_the_application_has_several_pages_and_an_outline() -> None:
    data = (FILES / "MyERAS Application 2026.pdf").read_bytes()
    assert page_count(data) >= 3
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        assert len(outline.root) >= 6


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_name_and_text_give_the_kind_away(entry: dict[str, Any], facts: Facts) -> None:
    text = text_of((FILES / entry["file"]).read_bytes(), entry["file"])
    expected = "other" if entry["file"] in NOT_IN_NAME_OR_TEXT else entry["kind"]
    assert guess_kind(entry["file"], text, facts.kinds).kind == expected


@pytest.mark.parametrize("name", [*NAMES, "../profile.json", "../workspace.toml"])
def test_no_number_or_address_could_be_a_real_persons(name: str) -> None:
    data = (FILES / name).read_bytes()
    text = text_of(data, name) if name in DOCUMENTS else data.decode("utf-8")
    digits = re.findall(r"\b[N]?\d(?:-?\d){6,}\b", re.sub(r"\b(?:19|20)\d\d-\d\d-\d\d\b", "", text))
    assert [found for found in digits if set(re.sub(r"\D", "", found)) != {"0"}] == []
    assert [phone for phone in re.findall(r"\b\d{3} \d{3} \d{4}\b", text) if " 555 01" not in phone] == []
    hosts = re.findall(r"[\w.]+@([\w.-]+\w)", text)
    assert [host for host in hosts if host != "example.com" and not host.endswith(".example")] == []


def test_the_profile_file_reads_back_as_the_applicant() -> None:
    data = (HOME / "profile.json").read_bytes()
    profile, findings = read_json_resume(data)
    assert Profile.model_validate(profile.model_dump(mode="json")) == PROFILE
    assert findings == ()
    assert data == write_json_resume(PROFILE)


def test_the_profile_holds_something_of_everything() -> None:
    empty = [name for name in Profile.model_fields if name != "skills" and not getattr(PROFILE, name)]
    assert empty == []
    kinds = {item.kind for item in PROFILE.experience}
    assert kinds == set(ExperienceKind) - {ExperienceKind.OTHER}
    step_2 = PROFILE.exam(ExamKind.STEP_2_CK)
    assert step_2 is not None
    assert step_2.score == 238
    assert PROFILE.exam(ExamKind.STEP_3) is None
    assert len({match.year for match in PROFILE.match_history}) == 2


def test_the_applicant_calls_herself_a_sample() -> None:
    assert "fictional" in PROFILE.summary
    assert any("fictional" in link.label for link in PROFILE.identity.links)


def test_the_four_answers_are_short() -> None:
    answers = PROFILE.answers
    own = [answers.situation, answers.why_unmatched, answers.improving, *(item.draw for item in answers.specialties)]
    assert all(own)
    assert 250 <= sum(len(answer.split()) for answer in own) <= 320


def test_the_script_makes_the_same_files_and_pages_anew(made_anew: Path) -> None:
    fresh = made_anew / "documents"
    assert sorted(path.name for path in fresh.iterdir()) == NAMES
    pdfs = [name for name in NAMES if name.endswith(".pdf")]
    assert {name: page_count((fresh / name).read_bytes()) for name in pdfs} == {
        name: page_count((FILES / name).read_bytes()) for name in pdfs
    }
    for name in NAMES:
        assert text_of((fresh / name).read_bytes(), name) == text_of((FILES / name).read_bytes(), name)


def test_the_script_gives_the_same_bytes_twice(made_anew: Path) -> None:
    for name, draw in DOCUMENTS.items():
        assert draw() == (made_anew / "documents" / name).read_bytes(), name


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_the_gate_takes_every_file_and_nothing_needs_a_second_look(
    entry: dict[str, Any], workers: Workers, facts: Facts
) -> None:
    upload = Upload(name=entry["file"], data=(FILES / entry["file"]).read_bytes())
    normalised = workers.normalise(upload, limits=facts.limits)
    assert normalised.page_count == {"MSPE_scan.pdf": 3, "MyERAS Application 2026.pdf": 3}.get(entry["file"], 1)
    assert not any(repair.needs_look for repair in normalised.repairs)


@pytest.mark.parametrize("paper", list(Paper))
def test_her_cv_and_her_letter_take_one_page_each(paper: Paper, workers: Workers) -> None:
    today = date(2026, 11, 23)
    position = Position.model_validate(SETTLED["position"][0])
    enclosures = tuple(entry["title"] for entry in ENTRIES if not entry.get("waived"))
    cv = fill_cv(PROFILE, form=CvForm(), template=find_template("cv", "modern"), paper=paper, today=today)
    letter = fill_cover_letter(
        PROFILE,
        position=position,
        enclosures=enclosures,
        template=find_template("cover_letter", "classic"),
        paper=paper,
        today=today,
    )
    for docx in (cv, letter):
        found = lay_out(docx, engine="embedded", is_long=False, may_grow=True, expected=Expected(), workers=workers)
        assert (found.page_count, found.fit) == (1, Fit.ONE_PAGE)
