"""A saved workspace and a folder with its files: what was done to their pages is not undone on the command line."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from postmatch.domain.documents import Upload
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.storage import write_archive
from postmatch.usecases.build_folder import FolderJob, build_folder
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.known_files import known_files
from tests.domain.applicants import paper
from tests.usecases.test_replacing import saved_anew

NUMBER = "219-09-9999"
PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0, 0, 1, 0.5)),))


@pytest.fixture
def tools(tools):
    return replace(tools, reads_scans=False)


@pytest.fixture
def numbered(pdf):
    return pdf(f"Social Security Number: {NUMBER}", 2)


@pytest.fixture
def edited(named, tools, numbered):
    """``edited(edits)``: a workspace whose permit has these edits."""

    def make(edits):
        taken = take_in(named, [Upload("permit.pdf", numbered)], tools, told=Told(kind="work_authorization"))
        done = edit_pages(taken.workspace, taken.documents[0].id, edits, tools, blob=taken.blobs.__getitem__)
        return done.workspace, taken.blobs | done.blobs

    return make


@pytest.fixture
def build(tmp_path, tools, today):
    """``build(workspace and blobs, files by name)``: the words of the packet and the report's documents by name."""

    def run(saved, **files):
        archive, folder = tmp_path / "workspace.zip", tmp_path / "documents"
        archive.write_bytes(write_archive(saved[0], saved[1].__getitem__))
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        result = build_folder(FolderJob(archive, tmp_path / "out", today, documents=folder), tools)
        report = json.loads((tmp_path / "out" / "report.json").read_bytes())
        words = " ".join(tools.workers.page_texts(result.packet_path.read_bytes()))
        return words, {document["name"]: document for document in report["documents"]}

    return run


@pytest.mark.parametrize("name", ["permit.pdf", "under another name.pdf"])
def test_what_is_painted_over_stays_so_when_the_same_file_lies_in_the_folder(edited, build, numbered, name):
    words, told = build(edited(PageEdits(redactions=PAINTED.redactions, kept=(1,))), **{name: numbered})
    assert NUMBER not in words
    assert told[name]["pages"] == 1
    assert told[name]["edits"]["painted_over"] == [1]


def test_it_stays_so_when_the_file_comes_in_a_zip(edited, build, numbered):
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("permit.pdf", numbered)
    words, _ = build(edited(PageEdits(redactions=PAINTED.redactions, kept=(1,))), **{"all.zip": bundle.getvalue()})
    assert NUMBER not in words


def test_the_same_pages_saved_anew_are_painted_over_again(edited, build, numbered):
    words, told = build(edited(PAINTED), **{"permit.pdf": saved_anew(numbered)})
    assert words.count(NUMBER) == 1  # on the second page, where nothing was painted over
    assert told["permit.pdf"]["edits"]["painted_over"] == [1]


def test_a_paper_scanned_anew_a_little_lower_stays_out_and_says_why(named, tools, build):
    def scan(top):
        picture, out = Image.new("L", (1275, 1650), 255), io.BytesIO()
        ImageDraw.Draw(picture).text((150, top), f"Social Security Number: {NUMBER}", font_size=40)
        picture.save(out, "JPEG")
        return out.getvalue()

    taken = take_in(named, [Upload("permit.jpg", scan(100))], tools, told=Told(kind="work_authorization"))
    area = PageEdits(redactions=(Redaction(page_number=1, box=(0, 0.05, 1, 0.1)),))
    done = edit_pages(taken.workspace, taken.documents[0].id, area, tools, blob=taken.blobs.__getitem__)
    _, told = build((done.workspace, taken.blobs | done.blobs), **{"permit.jpg": scan(220)})
    assert told["permit.jpg"]["reason"]["code"] == "edits_do_not_fit"


@pytest.mark.parametrize(
    ("edits", "pages"),
    [
        (PAINTED, 1),
        (PAINTED, 2),
        (PageEdits(kept=(2,)), 2),
        (PageEdits(kept=(2,)), 3),
        (PageEdits(turns=(PageTurn(page_number=2, degrees=90),)), 1),
    ],
)
def test_a_file_whose_pages_changed_stays_out_and_says_why(edited, build, pdf, edits, pages):
    words, told = build(edited(edits), **{"permit.pdf": pdf("Renewed", pages)})
    assert "Renewed" not in words
    assert told["permit.pdf"]["reason"]["code"] == "edits_do_not_fit"


def test_two_documents_of_one_name_each_find_their_file(named, tools, pdf, build):
    taken = take_in(named, [Upload("scan.pdf", pdf("one"))], tools, told=Told(kind="diploma"))
    more = take_in(taken.workspace, [Upload("scan.pdf", pdf("two", 2))], tools, told=Told(kind="certificate"))
    second = more.documents[0].id
    done = edit_pages(more.workspace, second, PageEdits(kept=(2,)), tools, blob=more.blobs.__getitem__)
    saved = done.workspace, taken.blobs | more.blobs | done.blobs
    words, _ = build(saved, **{"scan.pdf": pdf("two", 2)})
    assert ("one 1" in words, "two 1" in words, "two 2" in words) == (True, False, True)


def test_bytes_say_which_document_it_is_before_names_do():
    one, two = paper("diploma", file_name="a.pdf"), paper("certificate", file_name="a.pdf")
    uploads = [Upload("a.pdf", b"new"), Upload("x/a.pdf", b"newer"), Upload("b.pdf", b"third")]
    assert known_files([one, two], uploads) == (one, two, None)
    known = one.model_copy(update={"upload_sha256": hashlib.sha256(b"third").hexdigest()})
    assert known_files([known, two], uploads) == (two, None, known)
