"""A waived letter enters no packet: as a copy, within another file, under another kind or after removal."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, ReasonCode, Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.enclosures import enclosed, left_out
from postmatch.usecases.intake import Intake, Told, change_kind, put_back, take_in

LETTER_LINES = "Letter of Recommendation"
WAIVED = Told(kind=LETTER_KIND, waived=True)


@pytest.fixture
def tools(tools):
    return replace(tools, reads_scans=False)


@pytest.fixture
def letter(pdf):
    return pdf("candid words", 2)


def saved_anew(*pdfs: bytes) -> bytes:
    """The pages of these PDFs in one new file."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for data in pdfs:
            with pikepdf.open(io.BytesIO(data)) as part:
                whole.pages.extend(part.pages)
        whole.docinfo["/Title"] = "saved anew"
        whole.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def bring(tools):
    """``bring(workspace or intake, name, data, told)``: the intake with one file more, and all bytes."""

    def run(before, name, data, told=Told()):  # noqa: B008 - it is frozen
        before = before if isinstance(before, Intake) else Intake(before)
        taken = take_in(before.workspace, [Upload(name, data)], tools, told=told)
        return replace(taken, blobs=before.blobs | taken.blobs)

    return run


def out_of(taken: Intake) -> dict[str, ReasonCode | None]:
    found = {document.file_name: left_out(document, taken.workspace) for document in taken.workspace.documents}
    return {name: reason.code if reason else None for name, reason in found.items()}


def test_a_copy_saved_anew_stays_out_whatever_was_said_of_it(named, bring, letter):
    taken = bring(bring(named, "letter.pdf", letter, WAIVED), "copy.pdf", saved_anew(letter), Told(kind=OTHER_KIND))
    taken = bring(taken, "mine.pdf", saved_anew(letter, letter), Told(kind=LETTER_KIND, waived=False))
    assert set(out_of(taken).values()) == {ReasonCode.WAIVED}
    assert "copy of a letter" in left_out(taken.documents[0], taken.workspace).message


def test_a_member_of_a_zip_stays_out_too(named, bring, letter, pdf):
    taken = bring(named, "letter.pdf", letter, WAIVED)
    taken = bring(taken, "all.zip", zipped(**{"l.pdf": saved_anew(letter), "d.pdf": pdf("diploma")}))
    assert out_of(taken) == {
        "letter.pdf": ReasonCode.WAIVED,
        "all.zip/l.pdf": ReasonCode.WAIVED,
        "all.zip/d.pdf": None,
    }


@pytest.mark.parametrize("again", ["the same bytes", "saved anew"])
def test_a_letter_that_was_removed_and_added_again_is_still_waived(named, bring, letter, tools, again):
    taken = bring(named, "letter.pdf", letter, WAIVED)
    old = taken.documents[0].id
    gone = replace(taken, workspace=taken.workspace.without_document(old))
    back = bring(gone, "again.pdf", letter if again == "the same bytes" else saved_anew(letter), Told(kind=OTHER_KIND))
    assert out_of(back) == {"again.pdf": ReasonCode.WAIVED}
    assert "must be put back" in left_out(back.documents[0], back.workspace).hint
    asked = put_back(back.workspace, old, tools.facts).document(old)
    assert asked.may_be_letter


def test_a_bundle_stays_out_until_the_letter_is_left_out_of_it(named, bring, letter, pdf, tools):
    taken = bring(bring(named, "letter.pdf", letter, WAIVED), "all.pdf", saved_anew(pdf("diploma"), letter))
    bundle = taken.documents[0]
    reason = left_out(bundle, taken.workspace)
    assert reason.code is ReasonCode.WAIVED
    assert "pages 2, 3 of this file" in reason.message
    assert "leave pages 2, 3 out" in reason.hint
    done = edit_pages(taken.workspace, bundle.id, PageEdits(kept=(1,)), tools, blob=taken.blobs.__getitem__)
    assert enclosed(done.workspace) == done.documents


def test_pages_that_are_left_out_of_the_letter_itself_stay_waived(named, bring, letter, tools):
    taken = bring(named, "letter.pdf", letter, WAIVED)
    edits = PageEdits(kept=(1,))
    done = edit_pages(taken.workspace, taken.documents[0].id, edits, tools, blob=taken.blobs.__getitem__)
    assert set(out_of(bring(done.workspace, "copy.pdf", saved_anew(letter))).values()) == {ReasonCode.WAIVED}


@pytest.mark.parametrize("profile", ["email", "separate", "letter_portal", "in parts"])
def test_no_form_of_packet_takes_a_copy(named, bring, letter, pdf, tools, today, profile):
    taken = bring(bring(named, "letter.pdf", letter, WAIVED), "copy.pdf", saved_anew(letter), Told(kind=LETTER_KIND))
    taken = bring(taken, "mine.pdf", pdf("open words"), Told(kind=LETTER_KIND, waived=False))
    small = PacketProfile(id="in parts", name="In parts", most_bytes=1000)
    choices = taken.workspace.choices.model_copy(update={"packet_profile": profile})
    workspace = taken.workspace.with_packet_profile(small).model_copy(update={"choices": choices})
    built = build_packet(workspace, tools, blob=taken.blobs.__getitem__, options=PacketOptions(today=today, split=True))
    assert len(built.files) == {"email": 1, "separate": 3, "letter_portal": 1, "in parts": 3}[profile]
    texts = " ".join(text for file in built.files for text in tools.workers.page_texts(file.data))
    assert ("candid words" in texts, "open words" in texts) == (False, True)


@pytest.fixture
def titled(pdf):
    return pdf(LETTER_LINES)


def test_what_reads_like_a_letter_is_asked_about_wherever_it_is_filed(named, bring, titled, tools):
    taken = bring(named, "scan.pdf", titled, Told(kind=OTHER_KIND))
    document = taken.documents[0]
    assert document.may_be_letter
    assert out_of(taken) == {"scan.pdf": ReasonCode.WAIVER_UNKNOWN}
    told = document.model_copy(update={"waived": False})
    assert left_out(told, taken.workspace.with_document(told)) is None


def test_a_letter_that_is_filed_as_something_else_later_is_still_one(named, bring, titled, tools):
    taken = bring(named, "scan.pdf", titled, Told(kind=LETTER_KIND))
    assert not taken.documents[0].is_misfiled
    moved = change_kind(taken.workspace, taken.documents[0].id, "diploma", tools.facts)
    assert moved.documents[0].is_misfiled
    assert left_out(moved.documents[0], moved).code is ReasonCode.WAIVER_UNKNOWN


@pytest.mark.parametrize("kind", ["cv", "cover_letter"])
def test_it_is_no_cv_or_cover_letter_of_ones_own_either(named, bring, titled, kind):
    workspace = bring(named, "scan.pdf", titled, Told(kind=kind)).workspace
    assert workspace.own_cv is None
    assert workspace.own_cover_letter is None
