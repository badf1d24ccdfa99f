"""One packet from one workspace: in order, accounted for, and verified."""

from __future__ import annotations

import io

import pikepdf
import pytest

from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.workspace import Workspace
from postmatch.errors import PacketImpossible
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.intake import Told, take_in


@pytest.fixture
def build(tools, today):
    def run(workspace, blobs):
        return build_packet(workspace, tools, blob=blobs.__getitem__, options=PacketOptions(today=today))

    return run


def _with(workspace, tools, *files):
    blobs = {}
    for name, data, told in files:
        taken = take_in(workspace, [Upload(name, data)], tools, told=told)
        workspace, blobs = taken.workspace, blobs | taken.blobs
    return workspace, blobs


def test_the_packet_holds_letter_contents_cv_then_the_documents(named, tools, pdf, build):
    workspace, blobs = _with(
        named,
        tools,
        ("d.pdf", pdf("diploma", 2), Told(kind="diploma")),
        ("e.pdf", pdf("ecfmg"), Told(kind="ecfmg_certificate")),
    )
    built = build(workspace, blobs)
    assert [s.kind for s in built.files[0].plan.sections] == [
        "cover_letter",
        "contents",
        "cv",
        "ecfmg_certificate",
        "diploma",
    ]
    with pikepdf.open(io.BytesIO(built.files[0].data)) as packet:
        assert len(packet.pages) == built.record.page_count == built.report["packet"]["pages"]
    assert all(check.passed for check in built.checks)
    assert built.file_name == "Example_Chidi_Residency_Application.pdf"


def test_every_upload_is_accounted_for_exactly_once(named, tools, pdf, build):
    workspace, blobs = _with(
        named,
        tools,
        ("letter.pdf", pdf("letter"), Told(kind="letter_of_recommendation", waived=False)),
        ("waived.pdf", pdf("waived"), Told(kind="letter_of_recommendation", waived=True)),
        ("unsaid.pdf", pdf("unsaid"), Told(kind="letter_of_recommendation")),
        ("junk.bin", b"\x00\x01junk", Told()),
        ("twin.pdf", pdf("letter"), Told(kind="diploma")),
        ("off.pdf", pdf("off"), Told(kind="mspe")),
    )
    off = next(d for d in workspace.documents if d.file_name == "off.pdf")
    workspace = workspace.with_document(off.model_copy(update={"included": False}))
    report = build(workspace, blobs).report
    reasons = {d["name"]: d["reason"] and d["reason"]["code"] for d in report["documents"]}
    assert reasons == {
        "letter.pdf": None,
        "waived.pdf": ReasonCode.WAIVED,
        "unsaid.pdf": ReasonCode.WAIVER_UNKNOWN,
        "junk.bin": ReasonCode.UNSUPPORTED_TYPE,
        "twin.pdf": ReasonCode.DUPLICATE,
        "off.pdf": ReasonCode.NOT_SELECTED,
    }


def test_a_waived_letter_leaves_no_page_and_no_word_in_the_packet(named, tools, pdf, build):
    workspace, blobs = _with(
        named,
        tools,
        ("w.pdf", pdf("candid view"), Told(kind="letter_of_recommendation", title="Dr Candid", waived=True)),
    )
    built = build(workspace, blobs)
    text = " ".join(tools.workers.page_texts(built.files[0].data))
    assert "candid view" not in text
    assert "Dr Candid" not in text


def test_a_waived_letter_that_was_filed_as_a_cv_stays_out(named, tools, pdf, build):
    told = Told(kind="cv", waived=True)
    workspace, blobs = _with(named, tools, ("w.pdf", pdf("candid view"), told))
    built = build(workspace, blobs)
    assert "candid view" not in " ".join(tools.workers.page_texts(built.files[0].data))
    assert [d["reason"]["code"] for d in built.report["documents"]] == [ReasonCode.WAIVED]
    assert next(entry for entry in built.report["generated"] if entry["kind"] == "cv")["first_page"] is not None


def test_an_own_cv_takes_the_place_of_the_generated_one(named, tools, pdf, build):
    workspace, blobs = _with(
        named, tools, ("old.pdf", pdf("first own"), Told(kind="cv")), ("mine.pdf", pdf("my own"), Told(kind="cv"))
    )
    built = build(workspace, blobs)
    cv = next(section for section in built.files[0].plan.sections if section.kind == "cv")
    assert "my own" in tools.workers.page_texts(built.files[0].data)[cv.first_page - 1]
    generated = {entry["kind"]: entry for entry in built.report["generated"]}
    assert generated["cv"]["first_page"] is None
    reasons = {d["name"]: d["reason"] and d["reason"]["code"] for d in built.report["documents"]}
    assert reasons == {"old.pdf": ReasonCode.REPLACED, "mine.pdf": None}


def test_the_record_tells_when_the_workspace_has_moved_on(named, tools, pdf, build):
    workspace, blobs = _with(named, tools, ("d.pdf", pdf("diploma"), Told(kind="diploma")))
    record = build(workspace, blobs).record
    kept = workspace.model_copy(update={"packet": record})
    assert kept.fingerprint == record.made_from
    moved = kept.with_document(kept.documents[0].model_copy(update={"title": "Other title"}))
    assert moved.fingerprint != record.made_from


def test_the_same_workspace_and_day_give_the_same_bytes(named, tools, pdf, build):
    workspace, blobs = _with(named, tools, ("d.pdf", pdf("diploma", 3), Told(kind="diploma")))
    first, second = build(workspace, blobs), build(workspace, blobs)
    assert first.blobs == second.blobs
    assert first.record == second.record


def test_nothing_at_all_is_refused_in_plain_words(build):
    with pytest.raises(PacketImpossible, match="nothing to put into a packet"):
        build(Workspace(), {})
