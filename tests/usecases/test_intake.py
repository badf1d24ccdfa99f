"""Taking files in: nothing vanishes, everything keeps its place."""

from __future__ import annotations

import io

import pikepdf
import pytest

from postmatch.domain.dates import read_partial_date
from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.workspace import Workspace
from postmatch.usecases.intake import (
    Told,
    change_kind,
    place,
    put_back,
    take_in,
    try_password,
    twin_of,
)


@pytest.fixture(scope="session")
def locked(pdf) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(user="opensesame", owner="owner"))
    return out.getvalue()


def test_every_upload_becomes_a_document_used_or_refused(tools, pdf, photo):
    uploads = [
        Upload("diploma.pdf", pdf("diploma", 2)),
        Upload("me.jpg", photo),
        Upload("notes.txt", b"just text"),
        Upload("nothing.pdf", b""),
    ]
    result = take_in(Workspace(), uploads, tools)
    by_name = {document.file_name: document for document in result.workspace.documents}
    assert set(by_name) == {upload.name for upload in uploads}
    assert by_name["diploma.pdf"].page_count == 2
    assert by_name["notes.txt"].refusal.code is ReasonCode.UNSUPPORTED_TYPE
    assert by_name["nothing.pdf"].refusal.code is ReasonCode.EMPTY
    assert all(sha256 in result.blobs for sha256 in result.workspace.blob_hashes)


def test_the_same_bytes_twice_are_noticed_by_name(tools, pdf):
    data = pdf("diploma")
    result = take_in(Workspace(), [Upload("a.pdf", data), Upload("b.pdf", data)], tools)
    first, second = (next(d for d in result.workspace.documents if d.file_name == name) for name in ("a.pdf", "b.pdf"))
    assert first.is_usable
    assert second.refusal.code is ReasonCode.DUPLICATE
    assert "a.pdf" in second.refusal.message


def test_two_files_of_one_name_are_two_documents(tools, pdf):
    result = take_in(Workspace(), [Upload("scan.pdf", pdf("one")), Upload("scan.pdf", pdf("two"))], tools)
    assert len({document.id for document in result.workspace.documents}) == 2
    assert all(document.is_usable for document in result.workspace.documents)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a/b\\c:d.pdf", "👩🏽‍⚕️.pdf", "x" * 300 + ".pdf", "no ending", ""]
)
def test_any_name_is_only_a_title(tools, pdf, name):
    document = take_in(Workspace(), [Upload(name, pdf("words"))], tools).workspace.documents[0]
    assert document.is_usable
    assert document.file_name == name


def test_documents_fall_into_the_usual_order_of_a_packet(tools, pdf):
    workspace = Workspace()
    for kind in ("diploma", "ecfmg_certificate", "letter_of_recommendation", "usmle_transcript"):
        told = Told(kind=kind, waived=False)
        workspace = take_in(workspace, [Upload(f"{kind}.pdf", pdf(kind))], tools, told=told).workspace
    places = [tools.facts.kind(document.kind).place for document in workspace.documents]
    assert places == sorted(places)


def test_a_new_document_does_not_undo_the_applicants_own_order(tools, pdf):
    workspace = Workspace()
    for kind in ("ecfmg_certificate", "diploma"):
        workspace = take_in(workspace, [Upload(kind, pdf(kind))], tools, told=Told(kind=kind)).workspace
    swapped = workspace.with_order([document.id for document in reversed(workspace.documents)])
    grown = take_in(swapped, [Upload("photo", pdf("p"))], tools, told=Told(kind="photo")).workspace
    kinds = [document.kind for document in grown.documents]
    assert kinds.index("diploma") < kinds.index("ecfmg_certificate")


def test_a_locked_file_opens_with_its_password_and_keeps_its_place(tools, locked):
    refused = take_in(Workspace(), [Upload("locked.pdf", locked)], tools)
    document = refused.workspace.documents[0]
    assert document.refusal.code is ReasonCode.PASSWORD_NEEDED

    def blob(sha256: str) -> bytes:
        return refused.blobs[sha256]

    wrong = try_password(refused.workspace, document.id, "guess", tools, blob=blob)
    assert wrong.workspace.documents[0].refusal.code is ReasonCode.WRONG_PASSWORD
    opened = try_password(wrong.workspace, document.id, "opensesame", tools, blob=blob)
    assert opened.workspace.documents[0].id == document.id
    assert opened.workspace.documents[0].is_usable
    assert "opensesame" not in opened.workspace.model_dump_json()


def test_what_was_said_of_a_locked_file_holds_when_it_opens(tools, locked):
    refused = take_in(Workspace(), [Upload("locked.pdf", locked)], tools)
    told = {"issued": read_partial_date("2026-03"), "included": False}
    dated = refused.documents[0].model_copy(update=told)
    workspace = refused.workspace.with_document(dated)
    opened = try_password(workspace, dated.id, "opensesame", tools, blob=refused.blobs.__getitem__).documents[0]
    assert opened.is_usable
    assert (opened.issued, opened.included) == (dated.issued, False)


@pytest.mark.parametrize("name", ["docs/.DS_Store", "docs/Thumbs.db", "docs/~$cv.docx"])
def test_files_of_the_computer_in_an_uploaded_folder_are_told_and_become_no_document(tools, name):
    result = take_in(Workspace(), [Upload(name, b"the computer's own")], tools)
    assert (result.workspace.documents, result.blobs) == ((), {})
    assert [(one.name, one.left_out.code) for one in result.ignored] == [(name, ReasonCode.IGNORED)]


def test_a_title_that_only_named_the_kind_follows_a_change_of_kind(tools, pdf):
    workspace = take_in(Workspace(), [Upload("x.pdf", pdf("x"))], tools, told=Told(kind="diploma")).workspace
    changed = change_kind(workspace, workspace.documents[0].id, "mspe", tools.facts).documents[0]
    assert (changed.kind, changed.title) == ("mspe", tools.facts.label("mspe"))
    own = workspace.with_document(workspace.documents[0].model_copy(update={"title": "Scroll"}))
    assert change_kind(own, own.documents[0].id, "mspe", tools.facts).documents[0].title == "Scroll"


def test_placing_never_loses_a_document(tools, pdf):
    workspace = Workspace()
    for number in range(6):
        kind = ("other", "diploma", "cv")[number % 3]
        document = take_in(Workspace(), [Upload(str(number), pdf(str(number)))], tools, told=Told(kind=kind))
        workspace = place(workspace, document.documents[0], tools.facts)
    assert sorted(document.file_name for document in workspace.documents) == list("012345")


def test_a_title_made_of_a_file_name_has_only_what_fonts_can_print(tools, pdf):
    taken = take_in(Workspace(), [Upload("letter 👩🏽‍⚕️ Dr_Smith\u200b.pdf", pdf("x"))], tools, told=Told(kind="other"))
    assert taken.documents[0].title == "letter Dr Smith"


def test_a_document_put_back_returns_to_the_usual_place_of_its_kind(tools, pdf):
    workspace = Workspace()
    for kind in ("ecfmg_certificate", "diploma", "photo"):
        workspace = take_in(workspace, [Upload(kind, pdf(kind))], tools, told=Told(kind=kind)).workspace
    gone = workspace.without_document(workspace.documents[0].id)
    back = put_back(gone, gone.removed[0].id, tools.facts)
    assert [document.kind for document in back.documents] == ["ecfmg_certificate", "diploma", "photo"]
    assert back.removed == ()
    assert put_back(back, "nobody", tools.facts) == back


def test_a_file_that_was_added_again_is_not_in_the_packet_twice_when_it_is_put_back(tools, pdf):
    taken = take_in(Workspace(), [Upload("d.pdf", pdf("d"))], tools)
    old = taken.documents[0].id
    again = take_in(taken.workspace.without_document(old), [Upload("d again.pdf", pdf("d"))], tools)
    back = put_back(again.workspace, old, tools.facts)
    assert {d.file_name: d.included for d in back.documents} == {"d.pdf": False, "d again.pdf": True}
    assert twin_of(back.document(old), back) == again.documents[0]
    assert put_back(again.workspace.without_document(again.documents[0].id), old, tools.facts).documents[0].included
