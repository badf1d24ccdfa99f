"""From a folder to a folder: the command line's use case with real files of every sort."""

from __future__ import annotations

import csv
import json
import os
import shutil
import unicodedata
from dataclasses import replace

import pikepdf
import pytest

from postmatch.domain.documents import Upload
from postmatch.errors import FileNotNamed, ProfileUnreadable, StorageFailed
from postmatch.storage import write_archive
from postmatch.usecases.build_folder import FolderJob, build_folder
from postmatch.usecases.intake import Told, take_in

MIXED = (
    "pdf_good/pikepdf-fourpages.pdf",
    "pdf_good/sample-files-pdflatex-outline.pdf",
    "pdf_good/sample-files-libreoffice-form.pdf",
    "pdf_bad/pypdf-r6-both-passwords.pdf",
    "pdf_bad/pikepdf-content-stream-errors.pdf",
    "pdf_bad/pikepdf-newline-buffer-test.pdf",
    "pdf_bad/python-docx-template-word-named.pdf",
    "images/exif-orientation-examples-Portrait_6.jpg",
    "images/pikepdf-pike-cartoon.png",
    "docx/python-docx-par-hyperlinks.docx",
    "docx/poi-bug53475-password-is-pass.docx",
    "MANIFEST.tsv",
)


@pytest.fixture
def tools(tools):
    """Without reading scans, which takes seconds a page and is tested in ``test_examine``."""
    return replace(tools, reads_scans=False)


@pytest.fixture
def profile(tmp_path, corpus):
    return shutil.copy(corpus / "json_resume/resume-schema-sample.resume.json", tmp_path / "profile.json")


@pytest.fixture
def folder(tmp_path, corpus):
    documents = tmp_path / "documents"
    (documents / "nested").mkdir(parents=True)
    for path in MIXED:
        shutil.copy(corpus / path, documents / path.rsplit("/", 1)[-1])
    return documents


@pytest.fixture
def job(tmp_path, profile, folder, today):
    return FolderJob(profile=profile, documents=folder, out=tmp_path / "out", today=today)


def _report(job):
    return json.loads((job.out / "report.json").read_text("utf-8"))


def test_a_folder_of_real_files_gives_a_packet_that_adds_up(job, tools):
    result = build_folder(job, tools)
    report = _report(job)
    entries = [*report["generated"], *report["documents"]]
    pages = [n for e in entries if e["first_page"] for n in range(e["first_page"], e["first_page"] + e["pages"])]
    assert sorted(pages) == list(range(1, report["packet"]["pages"] + 1))
    with pikepdf.open(result.packet_path) as packet:
        assert len(packet.pages) == report["packet"]["pages"]
        assert not packet.is_encrypted
    assert sorted(d["name"] for d in report["documents"]) == sorted(path.rsplit("/", 1)[-1] for path in MIXED)
    refused = {d["name"]: d["reason"]["code"] for d in report["documents"] if d["status"] == "left_out"}
    assert refused == {
        "pypdf-r6-both-passwords.pdf": "password_needed",
        "pikepdf-newline-buffer-test.pdf": "no_pages",
        "poi-bug53475-password-is-pass.docx": refused["poi-bug53475-password-is-pass.docx"],
        "MANIFEST.tsv": "unsupported_type",
    }


def test_all_files_of_the_promise_are_written_and_no_others(job, tools):
    result = build_folder(job, tools)
    ours = {"cv.docx", "cv.pdf", "cover_letter.docx", "cover_letter.pdf"}
    accounts = {"checklist.csv", "report.json", "report.pdf"}
    assert {path.name for path in job.out.iterdir()} == ours | accounts | {result.packet_path.name}


def test_a_password_opens_a_file_and_appears_nowhere(tmp_path, profile, folder, today, tools):
    passwords = {"pypdf-r6-both-passwords.pdf": "foo"}
    job = FolderJob(profile=profile, documents=folder, out=tmp_path / "out", today=today, passwords=passwords)
    build_folder(job, tools)
    opened = next(d for d in _report(job)["documents"] if d["name"] == "pypdf-r6-both-passwords.pdf")
    assert opened["status"] == "used"
    wrong = FolderJob(
        profile=profile,
        documents=folder,
        out=tmp_path / "o2",
        today=today,
        passwords={"pypdf-r6-both-passwords.pdf": "hunter2-wrong"},
    )
    build_folder(wrong, tools)
    refused = next(d for d in _report(wrong)["documents"] if d["name"] == "pypdf-r6-both-passwords.pdf")
    assert refused["reason"]["code"] == "wrong_password"
    assert "hunter2-wrong" not in (wrong.out / "report.json").read_text("utf-8")


def test_system_files_and_links_are_listed_as_ignored(job, tools, pdf, tmp_path):
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(pdf("outside"))
    for name in (".DS_Store", "Thumbs.db", "~$letter.docx"):
        (job.documents / name).write_bytes(b"system")
    (job.documents / "linked.pdf").symlink_to(outside)
    (job.documents / "linked_folder").symlink_to(tmp_path)
    build_folder(job, tools)
    ignored = {d["name"] for d in _report(job)["documents"] if d["reason"] and d["reason"]["code"] == "ignored"}
    assert ignored == {".DS_Store", "Thumbs.db", "~$letter.docx", "linked.pdf", "linked_folder"}


def test_nested_files_are_named_by_their_relative_path_and_waived_ones_stay_out(tmp_path, profile, today, tools, pdf):
    documents = tmp_path / "d"
    (documents / "letters").mkdir(parents=True)
    (documents / "letters" / "LOR smith.pdf").write_bytes(pdf("letter of recommendation"))
    (documents / "letters" / "LOR jones.pdf").write_bytes(pdf("another letter of recommendation"))
    waived = frozenset({"letters/LOR jones.pdf"})
    job = FolderJob(profile=profile, documents=documents, out=tmp_path / "out", today=today, waived=waived)
    build_folder(job, tools)
    found = {d["name"]: (d["kind"], d["reason"] and d["reason"]["code"]) for d in _report(job)["documents"]}
    assert found == {
        "letters/LOR jones.pdf": ("letter_of_recommendation", "waived"),
        "letters/LOR smith.pdf": ("letter_of_recommendation", None),
    }


def test_a_waived_name_that_no_file_has_stops_the_build(tmp_path, profile, folder, today, tools):
    job = FolderJob(
        profile=profile, documents=folder, out=tmp_path / "out", today=today, waived=frozenset({"typo.pdf"})
    )
    with pytest.raises(FileNotNamed, match=r"typo\.pdf"):
        build_folder(job, tools)
    assert not job.out.exists()


def _outcome(job):
    return {d["name"]: d["reason"] and d["reason"]["code"] for d in _report(job)["documents"]}


def _folder_of(tmp_path, **files):
    documents = tmp_path / "d"
    documents.mkdir()
    for name, data in files.items():
        (documents / name).write_bytes(data)
    return documents


def test_a_copy_of_a_waived_letter_under_another_name_stays_out_too(tmp_path, profile, today, tools, pdf):
    letter = pdf("candid words")
    documents = _folder_of(tmp_path, **{"a copy.pdf": letter, "letter.pdf": letter})
    job = FolderJob(
        profile=profile, documents=documents, out=tmp_path / "out", today=today, waived=frozenset({"letter.pdf"})
    )
    result = build_folder(job, tools)
    assert _outcome(job) == {"a copy.pdf": "waived", "letter.pdf": "waived"}
    assert "candid words" not in " ".join(tools.workers.page_texts(result.packet_path.read_bytes()))


def test_a_waived_letter_of_a_saved_workspace_is_found_by_its_bare_name(tmp_path, named, tools, today, pdf):
    told = Told(kind="letter_of_recommendation", waived=False)
    taken = take_in(named, [Upload("letters/jones.pdf", pdf("jones"))], tools, told=told)
    archive = tmp_path / "workspace.zip"
    archive.write_bytes(write_archive(taken.workspace, taken.blobs.__getitem__))
    job = FolderJob(profile=archive, out=tmp_path / "out", today=today, waived=frozenset({"jones.pdf"}))
    build_folder(job, tools)
    assert _outcome(job) == {"letters/jones.pdf": "waived"}


def test_a_name_matches_however_its_accents_are_composed(tmp_path, profile, today, tools, pdf):
    decomposed = unicodedata.normalize("NFD", "Lettre é.pdf")
    documents = _folder_of(tmp_path, **{decomposed: pdf("lettre")})
    typed = frozenset({unicodedata.normalize("NFC", decomposed)})
    job = FolderJob(profile=profile, documents=documents, out=tmp_path / "out", today=today, waived=typed)
    build_folder(job, tools)
    assert _outcome(job) == {decomposed: "waived"}


def test_a_name_that_is_not_unicode_is_reported_in_readable_form(tmp_path, profile, today, tools, pdf):
    documents = _folder_of(tmp_path)
    with open(os.fsencode(documents) + b"/caf\xe9.pdf", "wb") as file:
        file.write(pdf("coffee"))
    job = FolderJob(profile=profile, documents=documents, out=tmp_path / "out", today=today)
    build_folder(job, tools)
    assert _outcome(job) == {"caf\ufffd.pdf": None}


def test_the_report_has_the_same_checklist_as_the_table_with_what_the_profile_file_could_not_place(job, tools):
    content = json.loads(job.profile.read_text("utf-8"))
    content["interests"] = [{"name": "Falconry"}]
    job.profile.write_text(json.dumps(content), "utf-8")
    build_folder(job, tools)
    with open(job.out / "checklist.csv", encoding="utf-8-sig", newline="") as file:
        table = [row["what"] for row in csv.DictReader(file)]
    checklist = [finding["message"] for finding in _report(job)["checklist"]]
    assert checklist == table
    assert any("Falconry" in message for message in checklist)


def test_when_the_packet_fails_every_document_and_the_reason_are_still_reported(tmp_path, named, tools, today, pdf):
    taken = take_in(named, [Upload("d.pdf", pdf("diploma"))], tools, told=Told(kind="diploma"))
    wrong = taken.documents[0].model_copy(update={"page_count": 7})
    archive = tmp_path / "workspace.zip"
    archive.write_bytes(write_archive(taken.workspace.with_document(wrong), taken.blobs.__getitem__))
    job = FolderJob(profile=archive, out=tmp_path / "out", today=today)
    result = build_folder(job, tools)
    assert result.packet_path is None
    assert "7 were planned" in result.problem.message
    assert _report(job)["packet"] is None
    assert _outcome(job) == {"d.pdf": "no_packet"}


def test_a_saved_workspace_brings_its_documents_and_their_kinds(tmp_path, named, tools, today, pdf):
    taken = take_in(named, [Upload("scan0001.pdf", pdf("x"))], tools, told=Told(kind="diploma"))
    archive = tmp_path / "workspace.zip"
    archive.write_bytes(write_archive(taken.workspace, taken.blobs.__getitem__))
    job = FolderJob(profile=archive, out=tmp_path / "out", today=today)
    build_folder(job, tools)
    assert [(d["name"], d["kind"], d["status"]) for d in _report(job)["documents"]] == [
        ("scan0001.pdf", "diploma", "used")
    ]
    again = tmp_path / "documents"
    again.mkdir()
    (again / "scan0001.pdf").write_bytes(pdf("newer scan"))
    job = FolderJob(profile=archive, documents=again, out=tmp_path / "out2", today=today)
    build_folder(job, tools)
    assert [(d["name"], d["kind"], d["status"]) for d in _report(job)["documents"]] == [
        ("scan0001.pdf", "diploma", "used")
    ]


@pytest.mark.parametrize(
    "name",
    ["resume-schema-sample.resume.json", "jsonresumeorg-resume-sample.json", "jsonresumeorg-new-grad.resume.json"],
)
def test_the_complete_json_resumes_each_make_a_packet(tmp_path, corpus, folder, today, tools, name):
    job = FolderJob(profile=corpus / "json_resume" / name, documents=folder, out=tmp_path / "out", today=today)
    assert build_folder(job, tools).packet_path.is_file()


@pytest.mark.parametrize("name", ["jsonresumeorg-sample.job.json", "resume-schema-5-resume.json"])
def test_what_is_no_resume_is_refused_and_nothing_is_written(tmp_path, corpus, folder, today, tools, name):
    job = FolderJob(profile=corpus / "json_resume" / name, documents=folder, out=tmp_path / "out", today=today)
    with pytest.raises(ProfileUnreadable):
        build_folder(job, tools)
    assert not job.out.exists()


def test_a_packet_that_cannot_be_replaced_leaves_all_results_as_they_were_and_is_named(job, tools):
    first = build_folder(job, tools)
    first.packet_path.unlink()
    first.packet_path.mkdir()  # as a viewer that has the file open, on Windows
    before = {path.name: path.read_bytes() for path in job.out.iterdir() if path.is_file()}
    (job.documents / "MANIFEST.tsv").unlink()
    with pytest.raises(StorageFailed) as failed:
        build_folder(job, tools)
    assert f"{first.packet_path.name} could not be replaced" in failed.value.message
    assert "Close it in other programs" in failed.value.hint
    assert {path.name: path.read_bytes() for path in job.out.iterdir() if path.is_file()} == before


def test_no_account_is_newer_than_its_packet(job, tools):
    first = build_folder(job, tools)
    packet = first.packet_path.read_bytes()
    (job.out / "report.json").unlink()
    (job.out / "report.json").mkdir()
    (job.documents / "pikepdf-fourpages.pdf").unlink()
    with pytest.raises(StorageFailed, match=r"report\.json could not be replaced"):
        build_folder(job, tools)
    assert first.packet_path.read_bytes() != packet
    assert not [path for path in job.out.iterdir() if path.name.startswith(".postmatch-")]
