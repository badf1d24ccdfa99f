from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import ReasonCode, Repair, RepairCode
from postmatch.domain.packet import AccountedDocument, LeftOut, Plan, Section, Source
from postmatch.errors import PacketUntrue
from postmatch.packet import CONTENTS_ID, GeneratedFile, packet_report, plan_packet
from tests.packet.packets import untimed

PACKET = b"%PDF-1.7 the packet"
REFUSED = LeftOut(code=ReasonCode.EMPTY, message="There is nothing in it.", hint="Upload it again.")


def _plan() -> Plan:
    return plan_packet(
        [
            Source(id="cover_letter", kind="cover_letter", title="Cover letter", page_count=1),
            Source(id="d0", kind="cv", title="My own CV", page_count=2),
            Source(id="d1", kind="diploma", title="Diploma", page_count=3),
        ]
    )


def _generated() -> list[GeneratedFile]:
    return [
        GeneratedFile("cv", "cv.docx", "cv", None),
        GeneratedFile("cv", "cv.pdf", "cv", 1),
        GeneratedFile("cover_letter", "cover_letter.docx", "cover_letter", None),
        GeneratedFile("cover_letter", "cover_letter.pdf", "cover_letter", 1),
        GeneratedFile("contents", None, CONTENTS_ID, 1),
    ]


def _used(plan: Plan, source_id: str, **more: object) -> AccountedDocument:
    section = plan.section(source_id)
    return AccountedDocument(document_id=source_id, name=f"{source_id}.pdf", kind=section.kind, section=section, **more)


def _documents(plan: Plan) -> list[AccountedDocument]:
    repair = Repair(code=RepairCode.REBUILT, message="It was damaged.", needs_look=True)
    return [
        _used(plan, "d0"),
        _used(plan, "d1", repairs=(repair,)),
        AccountedDocument(document_id=None, name="empty.pdf", kind="other", left_out=REFUSED),
    ]


def _report(**changed: object) -> dict[str, object]:
    plan = _plan()
    given_values = {
        "packet": PACKET,
        "file_name": "Okafor_Adaeze_Residency_Application.pdf",
        "plan": plan,
        "generated": _generated(),
        "documents": _documents(plan),
        "findings": (),
    }
    return packet_report(**{**given_values, **changed})


def test_the_packet_is_named_with_its_digest_and_size() -> None:
    assert _report()["packet"] == {
        "file": "Okafor_Adaeze_Residency_Application.pdf",
        "sha256": hashlib.sha256(PACKET).hexdigest(),
        "bytes": len(PACKET),
        "pages": 7,
    }


def test_ours_stands_where_it_is_in_the_packet_and_nowhere_when_it_is_not() -> None:
    assert _report()["generated"] == [
        {"kind": "cv", "file": "cv.docx", "pages": None, "first_page": None},
        {"kind": "cv", "file": "cv.pdf", "pages": None, "first_page": None},
        {"kind": "cover_letter", "file": "cover_letter.docx", "pages": None, "first_page": None},
        {"kind": "cover_letter", "file": "cover_letter.pdf", "pages": 1, "first_page": 1},
        {"kind": "contents", "file": None, "pages": 1, "first_page": 2},
    ]


def test_each_document_is_used_on_its_pages_or_left_out_with_a_reason() -> None:
    own_cv, diploma, empty = _report()["documents"]
    assert own_cv == {
        "name": "d0.pdf",
        "kind": "cv",
        "status": "used",
        "pages": 2,
        "first_page": 3,
        "repairs": [],
        "reason": None,
    }
    assert (diploma["first_page"], diploma["repairs"]) == (5, [{"code": "rebuilt", "message": "It was damaged."}])
    assert empty == {
        "name": "empty.pdf",
        "kind": "other",
        "status": "left_out",
        "pages": None,
        "first_page": None,
        "repairs": [],
        "reason": {"code": "empty", "message": "There is nothing in it.", "hint": "Upload it again."},
    }


def test_findings_are_listed_with_their_status() -> None:
    finding = Finding(
        rule_id="r", kind="diploma", status=FindingStatus.TODO, subject="Diploma", message="Missing.", hint="Ask."
    )
    assert _report(findings=[finding])["checklist"] == [
        {"kind": "diploma", "status": "todo", "message": "Missing.", "hint": "Ask."}
    ]


def test_the_report_is_plain_json() -> None:
    report = _report()
    assert json.loads(json.dumps(report)) == report
    assert report["format"] == 1


def test_without_a_packet_nothing_has_pages() -> None:
    left = AccountedDocument(document_id="d", name="empty.pdf", kind="other", left_out=REFUSED)
    report = _report(packet=None, plan=None, documents=[left])
    assert report["packet"] is None
    assert {entry["first_page"] for entry in [*report["generated"], *report["documents"]]} == {None}


def test_a_page_that_belongs_to_nobody_is_caught() -> None:
    with pytest.raises(PacketUntrue, match="Page 5 of the packet does not belong"):
        _report(documents=_documents(_plan())[:1])


def test_a_page_that_belongs_to_two_is_caught() -> None:
    plan = _plan()
    with pytest.raises(PacketUntrue, match="Page 3 of the packet does not belong"):
        _report(documents=[*_documents(plan), _used(plan, "d0")])


def test_a_document_without_an_account_is_caught() -> None:
    lost = AccountedDocument(document_id="x", name="lost.pdf", kind="other")
    with pytest.raises(PacketUntrue, match=r"“lost\.pdf” is neither"):
        _report(documents=[*_documents(_plan()), lost])


def test_a_document_on_pages_the_plan_does_not_know_is_caught() -> None:
    stray = Section(source_id="d1", kind="diploma", title="Diploma", first_page=6, page_count=3)
    moved = AccountedDocument(document_id="d1", name="d1.pdf", kind="diploma", section=stray)
    with pytest.raises(PacketUntrue, match=r"“d1\.pdf” is reported on pages 6-8"):
        _report(documents=[_used(_plan(), "d0"), moved])


def test_a_file_of_ours_that_has_grown_since_the_plan_is_caught() -> None:
    grown = [*_generated()[:3], GeneratedFile("cover_letter", "cover_letter.pdf", "cover_letter", 2)]
    with pytest.raises(PacketUntrue, match=r"“cover_letter\.pdf” has 2 pages but takes 1"):
        _report(generated=grown)


@untimed
@given(st.lists(st.integers(1, 30), min_size=1, max_size=60))
def test_the_pages_of_all_entries_add_up_to_the_packet(page_counts: list[int]) -> None:
    sources = [Source(id=f"d{n}", kind="other", title="", page_count=count) for n, count in enumerate(page_counts)]
    plan = plan_packet(sources)
    report = packet_report(
        packet=PACKET,
        file_name="Residency_Application.pdf",
        plan=plan,
        generated=[GeneratedFile("contents", None, CONTENTS_ID, plan.section(CONTENTS_ID).page_count)],
        documents=[_used(plan, source.id) for source in sources],
        findings=(),
    )
    entries = [*report["generated"], *report["documents"]]
    assert sum(entry["pages"] for entry in entries) == report["packet"]["pages"] == plan.page_count
