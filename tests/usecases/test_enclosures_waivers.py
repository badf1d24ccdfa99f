"""A waived letter enters no packet: as a copy, within another file, under another kind or after removal."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, ReasonCode, Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.enclosures import enclosed, left_out
from postmatch.usecases.intake import Intake, Told, change_kind, put_back, take_in
from postmatch.usecases.keep import bring_in, save_workspace
from postmatch.usecases.replacing import replace_document
from postmatch.usecases.review_workspace import review_workspace

SAMPLE = Path(__file__).parents[2] / "samples" / "adaeze_okafor" / "documents"
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
    assert "put it back or add it again" in left_out(back.documents[0], back.workspace).hint
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


# --- in other clothes ---------------------------------------------------------------------------------------------

PROSE = (
    "I have known her for three years as attending physician on our medical ward.",
    "She took histories with patience and presented them with rare clarity.",
    "I rank her among the best five percent of the students whom I have taught.",
)


@pytest.fixture
def candid():
    """One page of words that do not say what they are."""
    return written(*PROSE)


def written(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    return out.getvalue()


def with_pages(data: bytes, key: str, value: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as whole:
        for page in whole.pages:
            page[key] = value
        whole.save(out)
    return out.getvalue()


OTHER_CLOTHES = {
    "cropped": ("/CropBox", pikepdf.Array([20, 20, 592, 772])),
    "on larger paper": ("/MediaBox", pikepdf.Array([-10, 0, 640, 842])),
    "turned": ("/Rotate", 90),
    "upside down": ("/Rotate", 180),
}


@pytest.mark.parametrize("how", OTHER_CLOTHES)
def test_a_copy_in_other_clothes_stays_out(named, bring, candid, how):
    copy = with_pages(candid, *OTHER_CLOTHES[how])
    taken = bring(bring(named, "letter.pdf", candid, WAIVED), "copy.pdf", copy, Told(kind="certificate"))
    assert out_of(taken)["copy.pdf"] is ReasonCode.WAIVED


def test_pages_out_of_an_older_stamped_packet_stay_out(named, bring, candid, tools, today):
    before = bring(named, "letter.pdf", candid, Told(kind=LETTER_KIND, waived=False))
    choices = before.workspace.choices.model_copy(update={"stamp": True})
    stamped = before.workspace.model_copy(update={"choices": choices})
    built = build_packet(stamped, tools, blob=before.blobs.__getitem__, options=PacketOptions(today=today))
    taken = bring(bring(named, "letter.pdf", candid, WAIVED), "old.pdf", built.files[0].data, Told(kind=OTHER_KIND))
    assert out_of(taken)["old.pdf"] is ReasonCode.WAIVED
    last = built.record.files[0].plan.page_count
    assert taken.workspace.waived_pages(taken.documents[0]) == (last,)


def test_pages_of_hardly_any_text_are_nobodys_copy(named, bring, candid, pdf):
    letter = saved_anew(candid, written("Page 2 of 2"), written())
    other = saved_anew(pdf("diploma"), with_pages(written("Page 2 of 2"), *OTHER_CLOTHES["cropped"]), written())
    taken = bring(bring(named, "letter.pdf", letter, WAIVED), "diploma.pdf", other, Told(kind="diploma"))
    assert out_of(taken)["diploma.pdf"] is None


@pytest.mark.parametrize("straightened", ["letter.jpg", "copy.jpg"])
def test_straightening_one_copy_of_a_photo_hides_neither(named, bring, tools, straightened):
    photo = (SAMPLE / "IMG_2041.jpg").read_bytes()
    taken = bring(bring(named, "letter.jpg", photo, WAIVED), "copy.jpg", photo + bytes(2), Told(kind=OTHER_KIND))
    chosen = next(one for one in taken.workspace.documents if one.file_name == straightened)
    edits, blob = PageEdits(straightened=True), taken.blobs.__getitem__
    done = edit_pages(taken.workspace, chosen.id, edits, tools, blob=blob)
    assert done.documents[0].edited is not None
    assert set(out_of(done).values()) == {ReasonCode.WAIVED}
    back = edit_pages(done.workspace, chosen.id, PageEdits(), tools, blob=blob)
    assert back.documents[0] == chosen


def test_the_straightened_page_of_a_waived_photo_is_the_letter_too(named, bring, tools):
    taken = bring(named, "letter.jpg", (SAMPLE / "IMG_2041.jpg").read_bytes(), WAIVED)
    edits, blob = PageEdits(straightened=True), taken.blobs.__getitem__
    done = edit_pages(taken.workspace, taken.documents[0].id, edits, tools, blob=blob)
    page = done.blobs[done.documents[0].edited.sha256]
    assert out_of(bring(done.workspace, "page.pdf", page, Told(kind=OTHER_KIND)))["page.pdf"] is ReasonCode.WAIVED


def test_a_waiver_is_carried_with_a_saved_workspace_whose_letter_was_removed(named, bring, candid, tools, today):
    taken = bring(bring(named, "letter.pdf", candid, WAIVED), "copy.pdf", saved_anew(candid), Told(kind=OTHER_KIND))
    letter = next(one for one in taken.workspace.documents if one.waived)
    saved = save_workspace(taken.workspace.without_document(letter.id), taken.blobs.__getitem__)
    restored = bring_in(Workspace(), Upload("workspace.zip", saved))
    assert letter.upload_sha256 not in restored.blobs
    assert out_of(Intake(restored.workspace)) == {"copy.pdf": ReasonCode.WAIVED}
    blob = restored.blobs.__getitem__
    built = build_packet(restored.workspace, tools, blob=blob, options=PacketOptions(today=today))
    texts = " ".join(text for file in built.files for text in tools.workers.page_texts(file.data))
    assert "best five percent" not in texts


def test_of_a_file_that_was_replaced_the_waiver_stays(named, bring, candid, pdf, tools):
    taken = bring(named, "letter.pdf", candid, WAIVED)
    old = taken.documents[0]
    told, upload = Told(), Upload("letter.pdf", pdf("another"))
    now = replace_document(taken.workspace, old.id, upload, tools, told=told, blob=taken.blobs.__getitem__)
    later = now.workspace.with_waiver(now.documents[0].id, False).without_removed()
    copy = bring(later, "copy.pdf", saved_anew(candid), Told(kind=OTHER_KIND))
    assert out_of(copy) == {"letter.pdf": None, "copy.pdf": ReasonCode.WAIVED}


def test_of_a_scan_that_may_be_the_letter_is_told(named, bring, candid, tools, today):
    scan = io.BytesIO()
    with pypdfium2.PdfDocument(candid) as document:
        document[0].render(scale=150 / 72).to_pil().save(scan, "JPEG")
    taken = bring(named, "scan.jpg", scan.getvalue(), Told(kind=OTHER_KIND))

    def told(workspace):
        findings = review_workspace(workspace, tools.facts, today=today)
        return " ".join(one.message for one in findings if one.rule_id == "waived_scans")

    assert "“scan”" not in told(taken.workspace)
    assert "“scan”" in told(bring(taken, "letter.pdf", candid, WAIVED).workspace)


# --- filed as something else --------------------------------------------------------------------------------------


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
