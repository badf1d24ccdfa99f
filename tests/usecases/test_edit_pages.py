"""The applicant's changes to pages: made from the normalised PDF, kept beside it, and taken back without a trace."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image, ImageDraw

from postmatch.domain.documents import RepairCode, Upload
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed, UploadRefused
from postmatch.usecases.edit_pages import edit_pages, preview_straightened
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.page_facts import page_facts_of


@pytest.fixture
def taken(tools, pdf):
    return take_in(Workspace(), [Upload("d.pdf", pdf("diploma", 3))], tools, told=Told(kind="diploma"))


@pytest.fixture
def edit(tools, taken):
    """``edit(edits)``: the document afterwards, and where bytes lie."""

    def run(edits, workspace=taken.workspace):
        done = edit_pages(workspace, taken.documents[0].id, edits, tools, blob=taken.blobs.__getitem__)
        return done.documents[0], (taken.blobs | done.blobs).__getitem__, done.workspace

    return run


def _texts(tools, document, blob):
    return tools.workers.page_texts(blob(document.final.sha256))


def test_kept_pages_are_those_in_the_packet_in_their_new_order(tools, edit):
    document, blob, workspace = edit(PageEdits(kept=(3, 1)))
    assert [text.split()[-1] for text in _texts(tools, document, blob)] == ["3", "1"]
    assert document.final.page_count == 2
    assert document.page_count == 3
    assert workspace.document(document.id) == document
    assert {document.edited.sha256, document.edited.pages_sha256} <= workspace.blob_hashes


def test_kept_facts_are_those_of_the_edited_pages(tools, edit):
    document, blob, _ = edit(PageEdits(turns=(PageTurn(page_number=2, degrees=90),)))
    facts = page_facts_of(document.final, tools, blob=blob)
    assert facts == tools.workers.page_facts(blob(document.final.sha256))
    assert [page.width > page.height for page in facts] == [False, True, False]


def test_what_is_painted_over_is_in_no_byte_of_the_pdf(tools, edit):
    document, blob, _ = edit(PageEdits(redactions=(Redaction(page_number=1, box=(0, 0, 1, 0.5)),)))
    assert "diploma" not in _texts(tools, document, blob)[0]
    assert "diploma 2" in _texts(tools, document, blob)[1]


@pytest.mark.parametrize(
    "nothing", [PageEdits(), PageEdits(kept=(1, 2, 3)), PageEdits(turns=(PageTurn(page_number=1, degrees=0),))]
)
def test_edits_that_change_nothing_give_the_normalised_pdf_back(edit, taken, nothing):
    _, _, changed = edit(PageEdits(kept=(2,)))
    document, _, _ = edit(nothing, changed)
    assert document == taken.documents[0]


def test_edits_are_made_of_the_document_as_it_came_and_not_on_top_of_each_other(tools, edit):
    _, _, changed = edit(PageEdits(kept=(2,)))
    document, blob, _ = edit(PageEdits(kept=(3,)), changed)
    assert [text.split()[-1] for text in _texts(tools, document, blob)] == ["3"]


def test_the_same_edits_give_the_same_bytes(edit):
    edits = PageEdits(kept=(2, 1), redactions=(Redaction(page_number=1, box=(0.1, 0.1, 0.4, 0.2)),))
    assert edit(edits)[0].edited == edit(edits)[0].edited


def test_a_page_that_is_not_there_is_refused_and_nothing_changes(edit):
    with pytest.raises(ConversionFailed):
        edit(PageEdits(kept=(7,)))


def test_a_document_that_is_not_there_or_not_usable_is_left_alone(tools):
    refused = take_in(Workspace(), [Upload("x.pdf", b"")], tools)
    for document_id in ("nobody", refused.documents[0].id):
        done = edit_pages(refused.workspace, document_id, PageEdits(kept=(1,)), tools, blob=refused.blobs.__getitem__)
        assert done.workspace == refused.workspace
        assert done.documents == ()


def test_a_waived_letter_stays_waived_when_it_is_edited(tools, pdf):
    told = Told(kind="letter_of_recommendation", waived=True)
    taken = take_in(Workspace(), [Upload("l.pdf", pdf("letter", 2))], tools, told=told)
    done = edit_pages(taken.workspace, taken.documents[0].id, PageEdits(kept=(1,)), tools, blob=taken.blobs.__getitem__)
    assert done.workspace.is_waived(done.documents[0])


def test_an_ordinary_edit_asks_for_no_new_look_and_keeps_the_old_tick(edit, taken):
    document, _, _ = edit(PageEdits(kept=(1,)))
    assert not document.needs_look
    assert document.look_sha256 == taken.documents[0].pdf_sha256


def test_bytes_are_kept_under_their_digest(edit):
    document, blob, _ = edit(PageEdits(kept=(1,)))
    for sha256 in (document.edited.sha256, document.edited.pages_sha256):
        assert hashlib.sha256(blob(sha256)).hexdigest() == sha256


# --- a photo of a paper -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def paper_photo() -> bytes:
    """A grey table with a white sheet on it, seen from the side, with lines of writing."""
    picture = Image.new("RGB", (1400, 1800), (70, 60, 50))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(250, 200), (1180, 260), (1230, 1560), (180, 1500)], fill=(235, 232, 225))
    for line in range(20):
        draw.line([(330, 330 + 50 * line), (1050, 370 + 50 * line)], fill=(40, 40, 40), width=6)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture
def photographed(tools, paper_photo):
    return take_in(Workspace(), [Upload("p.jpg", paper_photo)], tools, told=Told(kind="diploma"))


def test_a_straightened_photo_must_be_looked_at_and_can_be_taken_back(tools, photographed):
    before = photographed.documents[0]
    assert before.shows_paper
    blob = photographed.blobs.__getitem__
    shown = preview_straightened(before, tools, blob=blob)
    done = edit_pages(photographed.workspace, before.id, PageEdits(straightened=True), tools, blob=blob)
    document = done.documents[0]
    assert done.blobs[document.edited.sha256] == shown.pdf
    assert document.needs_look
    assert document.look_sha256 == document.edited.sha256 != before.pdf_sha256
    assert document.shows_paper
    assert [repair.code for repair in document.repairs if repair.needs_look] == [RepairCode.STRAIGHTENED]
    back = edit_pages(done.workspace, before.id, PageEdits(), tools, blob=blob).documents[0]
    assert back == before


def test_turning_comes_on_top_of_straightening(tools, photographed):
    edits = PageEdits(straightened=True, turns=(PageTurn(page_number=1, degrees=90),))
    done = edit_pages(
        photographed.workspace, photographed.documents[0].id, edits, tools, blob=photographed.blobs.__getitem__
    )
    facts = page_facts_of(done.documents[0].final, tools, blob=done.blobs.__getitem__)
    assert [page.width > page.height for page in facts] == [True]


def test_where_no_paper_is_found_nothing_is_straightened(tools, photo):
    taken = take_in(Workspace(), [Upload("me.jpg", photo)], tools, told=Told(kind="photo"))
    with pytest.raises(UploadRefused):
        preview_straightened(taken.documents[0], tools, blob=taken.blobs.__getitem__)
