"""Files of other people's programs: read by what they are, refused with a way out, taken over only when told."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from postmatch.domain.documents import Upload
from postmatch.domain.imports import Imported
from postmatch.domain.profile import ExamKind, Identity, Language, Profile
from postmatch.domain.proposals import ProposalStatus, proposals
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError, UploadRefused
from postmatch.storage import write_archive
from postmatch.usecases.bring_in import read_file, take_over
from postmatch.usecases.tools import Tools
from samples.applicant import PROFILE

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "samples" / "adaeze_okafor" / "documents"


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


CV = ("Chidi Example", "chidi@example.com", "Languages", "Igbo (native)", "Hobbies", "Chess")
RESUME = json.dumps({"basics": {"name": "Chidi Example", "label": "Physician"}}).encode()


def test_each_kind_of_file_is_told_by_its_bytes_whatever_it_is_called(tools: Tools) -> None:
    linkedin = packed(Profile="First Name,Last Name\nChidi,Example\n", Skills="Name\nUltrasound\n")
    for data, is_guess in ((RESUME, False), (b"\xef\xbb\xbf\n" + RESUME, False), (linkedin, False), (word(*CV), True)):
        imported = read_file(Upload("me.txt", data), tools)
        assert (imported.profile.identity.full_name, imported.is_guess) == ("Chidi Example", is_guess)
        assert imported.source == "me.txt"


def test_a_cv_as_pdf_and_the_application_are_told_apart(tools: Tools) -> None:
    cv = tools.workers.word_to_pdf(word(*CV)).pdf
    found = read_file(Upload("cv.pdf", cv), tools)
    assert [one.name for one in found.profile.languages] == ["Igbo"]
    assert [(one.heading, one.text) for one in found.unplaced] == [("Hobbies", "Chess")]
    application = DOCUMENTS / "MyERAS Application 2026.pdf"
    assert read_file(Upload(application.name, application.read_bytes()), tools).profile.exam(ExamKind.STEP_1)


@pytest.mark.parametrize(
    ("data", "reason", "named"),
    [
        (b"  ", "empty", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "unsupported_type", "not a kind of file"),
        (b"Dear program director", "unsupported_type", "not a kind of file"),
        (b"PK\x03\x04broken", "damaged", "damaged"),
        (packed(a="b"), "unsupported_type", "LinkedIn"),
        (b"%PDF-1.7\nbroken", "damaged", "damaged"),
        (word(), "unreadable", "no words"),
        (word("\n".join(["line"] * 6_000)), "too_large", "longer than any CV"),
    ],
    ids=["empty", "picture", "text", "broken zip", "other zip", "broken PDF", "blank Word file", "very long Word file"],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(tools: Tools, data: bytes, reason: str, named: str) -> None:
    with pytest.raises(UploadRefused) as caught:
        read_file(Upload("me", data), tools)
    assert caught.value.reason == reason
    assert named in caught.value.message
    assert caught.value.hint.endswith(".")


def test_a_scan_says_that_it_has_no_words_and_a_locked_pdf_that_it_is_locked(tools: Tools, corpus: Path) -> None:
    scan = DOCUMENTS / "MSPE_scan.pdf"
    with pytest.raises(UploadRefused, match="no words"):
        read_file(Upload(scan.name, scan.read_bytes()), tools)
    with pytest.raises(UploadRefused, match="locked") as caught:
        read_file(Upload("a.pdf", (corpus / "pdf_bad" / "pypdf-r3-user-password.pdf").read_bytes()), tools)
    assert "Documents page" not in caught.value.hint


def test_files_of_the_corpus_are_read_or_refused_in_plain_words(tools: Tools, corpus: Path) -> None:
    folders = {folder: sorted((corpus / folder).iterdir()) for folder in ("docx", "sheets", "json_resume", "pdf_good")}
    files = [*folders["docx"], *folders["sheets"], *folders["json_resume"], *folders["pdf_good"][:6]]
    outcomes = {path.name: _outcome(path, tools) for path in files}
    refused = {name: error for name, error in outcomes.items() if isinstance(error, PostmatchError)}
    assert len(outcomes) - len(refused) > 15
    assert all(outcome.source == name for name, outcome in outcomes.items() if name not in refused)
    assert not [name for name, error in refused.items() if "packet" in error.message or not error.hint.endswith(".")]


def _outcome(path: Path, tools: Tools) -> Imported | PostmatchError:
    try:
        return read_file(Upload(path.name, path.read_bytes()), tools)
    except PostmatchError as error:
        return error


def test_only_what_was_accepted_is_taken_over_and_what_found_no_place_is_kept(tools: Tools) -> None:
    imported = read_file(Upload("cv.docx", word(*CV)), tools)
    now = Workspace(profile=Profile(identity=Identity(family_name="Other"), languages=(Language(name="English"),)))
    assert take_over(now, imported, ()).profile == now.profile
    language = next(one for one in proposals(now.profile, imported.profile) if one.path == ("languages",))
    assert language.status is ProposalStatus.NEW
    after = take_over(now, imported, {language.id})
    assert [one.name for one in after.profile.languages] == ["English", "Igbo"]
    assert after.profile.identity == now.profile.identity
    assert [(one.source, one.text) for one in after.unplaced] == [("cv.docx", "Chess")]


def test_the_same_file_again_leaves_its_words_once(tools: Tools) -> None:
    upload = Upload("me.json", RESUME)
    once = take_over(Workspace(), read_file(upload, tools), ())
    twice = take_over(once, read_file(upload, tools), ())
    assert [one.text for one in twice.unplaced] == ["Physician"]


def test_another_file_of_the_same_name_leaves_its_words_beside_those_of_the_first(tools: Tools) -> None:
    other = json.dumps({"basics": {"name": "Chidi Example", "label": "Surgeon"}}).encode()
    kept = Workspace()
    for data in (RESUME, other, RESUME):
        kept = take_over(kept, read_file(Upload("me.json", data), tools), ())
    assert sorted(one.text for one in kept.unplaced) == ["Physician", "Surgeon"]


def test_numbers_that_nobody_needs_yet_are_named_as_left_out_and_kept_nowhere(tools: Tools) -> None:
    cv = word(*CV, "SSN: 123-45-6789", "Passport No. A01234567", "AAMC ID 12345678")
    resume = json.dumps({"basics": {"name": "Chidi Example", "ssn": "123-45-6789"}}).encode()
    linkedin = packed(Skills="Name\nUltrasound\n", Profile="First Name,Last Name,Passport No\nC,E,A01234567\n")
    for data in (cv, resume, linkedin, tools.workers.word_to_pdf(cv).pdf):
        imported = read_file(Upload("me", data), tools)
        everything = imported.model_dump_json()
        assert "123-45-6789" not in everything
        assert "A01234567" not in everything
        assert "number left out]" in everything
    assert "12345678" in read_file(Upload("me", cv), tools).model_dump_json()


def test_a_saved_workspace_is_refused_with_the_way_to_its_page(tools: Tools) -> None:
    saved = write_archive(Workspace(profile=PROFILE), lambda _: b"")
    with pytest.raises(UploadRefused, match="workspace that Postmatch saved") as caught:
        read_file(Upload("postmatch.zip", saved), tools)
    assert "Workspace page" in caught.value.hint


def test_once_everything_is_taken_over_the_file_has_nothing_new_to_offer(tools: Tools) -> None:
    application = DOCUMENTS / "MyERAS Application 2026.pdf"
    imported = read_file(Upload(application.name, application.read_bytes()), tools)
    offered = proposals(Profile(), imported.profile)
    assert len(offered) > 25
    after = take_over(Workspace(), imported, {one.id for one in offered})
    assert after.profile == imported.profile
    assert {one.status for one in proposals(after.profile, imported.profile)} == {ProposalStatus.THERE}


def test_the_sample_s_application_offers_nothing_that_contradicts_her_profile(tools: Tools) -> None:
    application = DOCUMENTS / "MyERAS Application 2026.pdf"
    imported = read_file(Upload(application.name, application.read_bytes()), tools)
    entries = [one for one in proposals(PROFILE, imported.profile) if one.path == ("experience",)]
    assert len(entries) == 7
    assert {one.status for one in entries} == {ProposalStatus.THERE}
