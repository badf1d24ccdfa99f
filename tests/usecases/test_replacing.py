"""Another file in the place of a document: what stays of it, and what was painted over never shows again."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.workspace import Workspace
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.replacing import replace_document

NOTHING = {}.__getitem__
PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0, 0, 1, 0.2)),))
TURNED = PageEdits(turns=(PageTurn(page_number=1, degrees=90),))


@pytest.fixture
def tools(tools):
    return replace(tools, reads_scans=False)


@pytest.fixture
def replaced(tools):
    """``replaced(old, new, edits)``: what came of it when the old file, with these edits, is replaced by the new."""

    def run(old: bytes, new: bytes, edits: PageEdits, name: str = "paper.pdf") -> Intake:
        taken = take_in(Workspace(), [Upload(name, old)], tools, told=Told(kind="diploma"))
        document_id = taken.documents[0].id
        done = edit_pages(taken.workspace, document_id, edits, tools, blob=taken.blobs.__getitem__)
        blob = (taken.blobs | done.blobs).__getitem__
        return replace_document(done.workspace, document_id, Upload(name, new), tools, told=Told(), blob=blob)

    return run


def saved_anew(pdf: bytes) -> bytes:
    """The same pages in other bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo["/Title"] = "Saved by another program"
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert out.getvalue() != pdf
    return out.getvalue()


def test_replacing_keeps_kind_and_title_and_the_old_file_can_come_back(tools, pdf):
    told = Told(kind="diploma", title="My diploma")
    before = take_in(Workspace(), [Upload("old.pdf", pdf("old"))], tools, told=told).workspace
    upload = Upload("new.pdf", pdf("new"))
    after = replace_document(before, before.documents[0].id, upload, tools, told=Told(), blob=NOTHING).workspace
    assert [(d.file_name, d.kind, d.title) for d in after.documents] == [("new.pdf", "diploma", "My diploma")]
    assert [d.file_name for d in after.with_restored(after.removed[0].id).documents] == ["new.pdf", "old.pdf"]


def test_a_refused_replacement_leaves_the_good_file_in_its_place(tools, pdf):
    before = take_in(Workspace(), [Upload("good.pdf", pdf("good"))], tools, told=Told(kind="diploma")).workspace
    good = before.documents[0]
    upload = Upload("broken.pdf", b"%PDF-1.7 broken")
    result = replace_document(before, good.id, upload, tools, told=Told(), blob=NOTHING)
    assert result.workspace.document(good.id) == good
    assert result.documents[0].refusal.code is ReasonCode.DAMAGED
    assert result.documents[0] in result.workspace.documents
    assert result.workspace.removed == ()


def test_a_file_may_be_replaced_by_itself(tools, pdf):
    before = take_in(Workspace(), [Upload("a.pdf", pdf("same"))], tools, told=Told(kind="diploma")).workspace
    off = before.with_document(before.documents[0].model_copy(update={"included": False}))
    upload = Upload("b.pdf", pdf("same"))
    after = replace_document(off, off.documents[0].id, upload, tools, told=Told(), blob=NOTHING).workspace
    assert [(d.file_name, d.is_usable, d.included) for d in after.documents] == [("b.pdf", True, False)]


@pytest.mark.parametrize("edits", [PAINTED, PageEdits(kept=(2,)), TURNED])
def test_the_same_pages_saved_anew_are_changed_as_before(replaced, pdf, edits):
    result = replaced(pdf("Passport", 2), saved_anew(pdf("Passport", 2)), edits)
    (document,) = result.workspace.documents
    assert (document.edits, document.included) == (edits, True)
    assert {document.edited.sha256, document.pdf_sha256, document.upload_sha256} <= set(result.blobs)


@pytest.mark.parametrize("edits", [PAINTED, PageEdits(kept=(2,))])
def test_other_pages_stay_out_when_something_of_the_old_ones_was_not_to_be_seen(replaced, pdf, edits):
    (document,) = replaced(pdf("Passport", 2), pdf("Passport renewed", 2), edits).workspace.documents
    assert (document.edits, document.included, document.is_usable) == (PageEdits(), False, True)


def test_other_pages_take_the_place_of_pages_that_were_only_turned(replaced, pdf):
    (document,) = replaced(pdf("Passport", 2), pdf("Passport renewed", 2), TURNED).workspace.documents
    assert (document.edits, document.included) == (PageEdits(), True)


def test_a_number_in_the_foot_makes_another_page(replaced):
    def scan(top: int) -> bytes:
        picture, out = Image.new("L", (612, 792), 255), io.BytesIO()
        picture.paste(0, (100, top, 300, top + 6))
        picture.save(out, "PNG")
        return out.getvalue()

    (document,) = replaced(scan(775), scan(781), PAINTED, "scan.png").workspace.documents
    assert not document.included
