"""A .zip of documents: each member a document, and what is no document said once."""

from __future__ import annotations

import io
import zipfile

import pytest

from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.workspace import Workspace
from postmatch.usecases.bundles import members_of
from postmatch.usecases.intake import Told, take_in


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_each_member_is_a_document_named_by_its_place_in_the_zip(tools, pdf):
    data = packed({"a.pdf": pdf("one"), "letters/b.pdf": pdf("two", 2), "notes.txt": b"words only"})
    taken = take_in(Workspace(), [Upload("scans.zip", data)], tools)
    found = {d.file_name: d.refusal.code if d.refusal else d.page_count for d in taken.workspace.documents}
    assert found == {
        "scans.zip/a.pdf": 1,
        "scans.zip/letters/b.pdf": 2,
        "scans.zip/notes.txt": ReasonCode.UNSUPPORTED_TYPE,
    }
    assert len(taken.documents) == 3
    assert taken.workspace.blob_hashes == set(taken.blobs)


def test_files_of_the_computer_are_passed_over_and_told(tools, pdf):
    data = packed({"__MACOSX/._a.pdf": b"fork", ".DS_Store": b"x", "a.pdf": pdf("one")})
    taken = take_in(Workspace(), [Upload("scans.zip", data)], tools)
    assert [document.file_name for document in taken.workspace.documents] == ["scans.zip/a.pdf"]
    assert {one.name: one.left_out.code for one in taken.ignored} == {
        "scans.zip/__MACOSX/._a.pdf": ReasonCode.IGNORED,
        "scans.zip/.DS_Store": ReasonCode.IGNORED,
    }


def test_a_zip_without_a_document_stays_in_the_list_and_what_is_in_it_is_told(tools):
    link = zipfile.ZipInfo("letter.pdf")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/home/me/letter.pdf")
        archive.writestr(".DS_Store", b"x")
        archive.writestr("empty/", b"")
    taken = take_in(Workspace(), [Upload("scans.zip", out.getvalue())], tools)
    (document,) = taken.workspace.documents
    assert (document.file_name, document.refusal.code) == ("scans.zip", ReasonCode.EMPTY)
    assert {one.name for one in taken.ignored} == {"scans.zip/letter.pdf", "scans.zip/.DS_Store", "scans.zip/empty/"}


def test_the_same_file_inside_and_beside_a_zip_is_noticed(tools, pdf):
    uploads = [Upload("a.pdf", pdf("one")), Upload("scans.zip", packed({"again.pdf": pdf("one")}))]
    taken = take_in(Workspace(), uploads, tools)
    assert [d.refusal.code if d.refusal else None for d in taken.documents] == [None, ReasonCode.DUPLICATE]


def test_a_zip_inside_a_zip_stays_closed(tools, pdf):
    inner = packed({"hidden.pdf": pdf("hidden")})
    taken = take_in(Workspace(), [Upload("outer.zip", packed({"inner.zip": inner}))], tools)
    assert [document.file_name for document in taken.workspace.documents] == ["outer.zip/inner.zip"]
    assert taken.documents[0].refusal.code is ReasonCode.UNSUPPORTED_TYPE


@pytest.mark.parametrize("data", [packed({}), b"PK\x03\x04 not a zip at all"])
def test_a_zip_that_gives_nothing_stays_in_the_list_with_its_reason(tools, data):
    taken = take_in(Workspace(), [Upload("scans.zip", data)], tools)
    assert [document.file_name for document in taken.documents] == ["scans.zip"]
    assert taken.documents[0].refusal.hint


def test_a_word_file_is_a_document_and_no_bundle(tools, corpus):
    data = (corpus / "docx/python-docx-par-hyperlinks.docx").read_bytes()
    assert members_of(Upload("cv.docx", data), tools)[0].upload.data == data


def test_what_was_told_of_a_zip_holds_for_each_member(tools, pdf):
    data = packed({"one.pdf": pdf("one"), "two.pdf": pdf("two")})
    told = Told(kind="letter_of_recommendation", waived=True)
    taken = take_in(Workspace(), [Upload("letters.zip", data)], tools, told=told)
    assert [(d.kind, d.waived) for d in taken.documents] == [("letter_of_recommendation", True)] * 2
