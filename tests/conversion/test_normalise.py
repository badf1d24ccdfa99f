"""The whole corpus through the gate, in worker processes, against what its manifest expects."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from postmatch.conversion import Workers
from postmatch.domain.documents import Normalised, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused

LIMITS = Limits()
LATER = (".tif", ".tiff", ".webp", ".gif", ".bmp", ".heif", ".heic", ".docm")
"""Types of a later step, and macro files, which the manifest leaves to us: refused by their name."""
RECOVERABLE = {"pdf_bad/sample-files-unreadablemetadata.pdf": 3}
"""The manifest counts the four pages that the file promises; it holds three page objects."""


@dataclass(frozen=True)
class Row:
    path: str
    expect: str
    pages: str
    password: str


def rows(corpus: Path, *folders: str) -> list[Row]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as file:
        found = [
            Row(line["path"], line["expect"], line["pages"], line["password"])
            for line in csv.DictReader(file, delimiter="\t")
        ]
    return [row for row in found if row.path.split("/")[0] in folders]


def through(workers: Workers, corpus: Path, row: Row, *, password: str | None = None) -> Normalised | UploadRefused:
    upload = Upload(name=Path(row.path).name, data=(corpus / row.path).read_bytes())
    try:
        return workers.normalise(upload, limits=LIMITS, password=password)
    except UploadRefused as refused:
        return refused


@pytest.fixture(scope="module")
def outcomes(workers: Workers, corpus: Path) -> dict[str, Normalised | UploadRefused]:
    """Every file of the corpus, once through the gate without a password: path to outcome."""
    listed = rows(corpus, "pdf_good", "pdf_bad", "images", "docx")
    return {row.path: through(workers, corpus, row) for row in listed}


def complaints(result: Normalised) -> list[str]:
    """What is wrong with a result that every result promises; qpdf's own program is asked as well where it is."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        found += pdf.check_pdf_syntax()
        found += ["encrypted"] if pdf.is_encrypted else []
        found += [key for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties") if key in pdf.Root]
        found += [] if len(pdf.pages) == result.page_count else ["page count"]
        kinds = {str(item.Subtype) for page in pdf.pages for item in page.obj.get("/Annots", [])}
        found += sorted(kinds - {"/Link"})
    if shutil.which("qpdf"):
        check = subprocess.run(["qpdf", "--check", "-"], input=result.pdf, capture_output=True, check=False)
        if b"can't open" not in check.stderr and b"No such file" not in check.stderr:
            found += [check.stderr.decode()] if check.returncode else []
    return found


def wrong(row: Row, outcome: Normalised | UploadRefused) -> str | None:
    """What contradicts the manifest, or None."""
    refused = isinstance(outcome, UploadRefused)
    if row.path.endswith(LATER):
        named = refused and (outcome.reason == "unsupported_type" and "This is" in outcome.message)
        return None if named else f"{row.path}: not refused by its type"
    if refused:
        allowed = row.expect in ("refuse", "either") and outcome.message and outcome.hint
        return None if allowed else f"{row.path}: refused ({outcome.reason})"
    if row.expect == "refuse":
        return f"{row.path}: taken"
    expected = RECOVERABLE.get(row.path, int(row.pages) if row.pages.isdigit() else outcome.page_count)
    if outcome.page_count != expected or outcome.page_count < 1:
        return f"{row.path}: {outcome.page_count} pages"
    if row.expect == "accept_repaired" and not any(repair.needs_look for repair in outcome.repairs):
        return f"{row.path}: nobody is asked to look"
    told = {"active_content_removed", "attachments_removed"} & {repair.code.value for repair in outcome.repairs}
    if row.expect == "accept_strip" and not told:
        return f"{row.path}: nobody is told what was taken out"
    found = complaints(outcome)
    return f"{row.path}: {found}" if found else None


@pytest.mark.parametrize(("folder", "count"), [("pdf_good", 27), ("pdf_bad", 27), ("images", 31), ("docx", 21)])
def test_the_corpus_comes_out_as_its_manifest_says(
    outcomes: dict[str, Normalised | UploadRefused], corpus: Path, folder: str, count: int
) -> None:
    listed = rows(corpus, folder)
    assert len(listed) >= count
    assert [said for row in listed if (said := wrong(row, outcomes[row.path]))] == []


def test_sound_pdfs_are_not_reported_as_repaired(outcomes: dict[str, Normalised | UploadRefused], corpus: Path) -> None:
    for row in rows(corpus, "pdf_good"):
        outcome = outcomes[row.path]
        assert isinstance(outcome, Normalised)
        assert not {"rebuilt", "content_errors", "page_box_mended", "outline_removed"} & {
            r.code for r in outcome.repairs
        }, row.path


def test_a_result_goes_through_the_gate_unchanged(
    workers: Workers, outcomes: dict[str, Normalised | UploadRefused]
) -> None:
    taken = [result for result in outcomes.values() if isinstance(result, Normalised)]
    assert len(taken) > 60
    for result in taken:
        again = workers.normalise(Upload("again.pdf", result.pdf), limits=LIMITS)
        assert again.repairs == ()
        assert workers.picture_digests(again.pdf) == workers.picture_digests(result.pdf)


def test_locked_pdfs_open_with_their_password_and_with_no_other(workers: Workers, corpus: Path) -> None:
    locked = [row for row in rows(corpus, "pdf_bad") if row.password]
    assert len(locked) >= 7
    for row in locked:
        passwords = [word.split(" ")[0] for word in row.password.split(", ")]
        for password in passwords:
            opened = through(workers, corpus, row, password=password)
            assert isinstance(opened, Normalised), row.path
            assert "decrypted" in {repair.code for repair in opened.repairs}
            assert complaints(opened) == []
        for password, reason in ((None, "password_needed"), ("not it", "wrong_password")):
            refused = through(workers, corpus, row, password=password)
            assert isinstance(refused, UploadRefused)
            assert refused.reason == reason
            assert "not it" not in str(refused)


def test_a_file_is_taken_for_what_it_is_whatever_its_name_says(workers: Workers, corpus: Path) -> None:
    for path, code in (
        ("pdf_bad/pikepdf-jpeg-named.pdf", "converted_from_image"),
        ("pdf_bad/python-docx-template-word-named.pdf", "converted_from_word"),
    ):
        data = (corpus / path).read_bytes()
        lying = workers.normalise(Upload("scan.pdf", data), limits=LIMITS)
        assert [repair.code.value for repair in lying.repairs[:2]] == ["type_differs_from_name", code]
        plain = workers.normalise(Upload("no ending, emoji 🩺 / and slash", data), limits=LIMITS)
        assert plain.repairs == lying.repairs[1:]


def test_empty_and_too_large_uploads_are_refused(workers: Workers) -> None:
    for data, reason in ((b"", "empty"), (b"%PDF-1.4" + b"x" * 200, "too_large")):
        with pytest.raises(UploadRefused) as refused:
            workers.normalise(Upload("x.pdf", data), limits=Limits(upload_bytes=100))
        assert refused.value.reason == reason
