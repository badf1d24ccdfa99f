from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.checks import Check
from postmatch.domain.documents import ReasonCode, Repair, RepairCode
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.packet import AccountedDocument, LeftOut, Plan, Section, Source
from postmatch.domain.size import ReducedDocument
from postmatch.errors import PacketUntrue
from postmatch.packet import CONTENTS_ID, GeneratedFile, ReportedFile, packet_report, plan_packet
from tests.packet.packets import untimed

NAME = "Okafor_Adaeze_Residency_Application.pdf"
SHA256 = "ab" * 32
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
        GeneratedFile("contents", NAME, CONTENTS_ID, 1),
    ]


def _file(plan: Plan, *, name: str = NAME, checks: tuple[Check, ...] = ()) -> ReportedFile:
    return ReportedFile(name, SHA256, 19, plan, checks)


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
        "files": [_file(plan)],
        "delivered": None,
        "generated": _generated(),
        "documents": _documents(plan),
        "findings": (),
    }
    return packet_report(**{**given_values, **changed})


def test_the_packet_is_named_with_its_digest_and_size() -> None:
    assert _report()["packet"] == {"file": NAME, "sha256": SHA256, "bytes": 19, "pages": 7}


def test_each_file_is_named_with_what_was_checked_in_it() -> None:
    check = Check(id="pages", message="Every page of every document is there: 7 pages.", passed=True)
    assert _report(files=[_file(_plan(), checks=(check,))])["files"] == [
        {
            "file": NAME,
            "sha256": SHA256,
            "bytes": 19,
            "pages": 7,
            "checks": [{"id": "pages", "message": "Every page of every document is there: 7 pages."}],
        }
    ]


def test_ours_stands_where_it_is_in_the_packet_and_nowhere_when_it_is_not() -> None:
    nowhere = {"pages": None, "first_page": None, "packet_file": None}
    assert _report()["generated"] == [
        {"kind": "cv", "file": "cv.docx", **nowhere},
        {"kind": "cv", "file": "cv.pdf", **nowhere},
        {"kind": "cover_letter", "file": "cover_letter.docx", **nowhere},
        {"kind": "cover_letter", "file": "cover_letter.pdf", "pages": 1, "first_page": 1, "packet_file": NAME},
        {"kind": "contents", "file": NAME, "pages": 1, "first_page": 2, "packet_file": NAME},
    ]


def test_each_document_is_used_on_its_pages_or_left_out_with_a_reason() -> None:
    own_cv, diploma, empty = _report()["documents"]
    assert own_cv == {
        "name": "d0.pdf",
        "kind": "cv",
        "status": "used",
        "pages": 2,
        "first_page": 3,
        "packet_file": NAME,
        "repairs": [],
        "edits": None,
        "reduced": None,
        "reason": None,
    }
    assert (diploma["first_page"], diploma["repairs"]) == (5, [{"code": "rebuilt", "message": "It was damaged."}])
    assert empty == {
        "name": "empty.pdf",
        "kind": "other",
        "status": "left_out",
        "pages": None,
        "first_page": None,
        "packet_file": None,
        "repairs": [],
        "edits": None,
        "reduced": None,
        "reason": {"code": "empty", "message": "There is nothing in it.", "hint": "Upload it again."},
    }


def test_edits_and_what_was_made_smaller_are_told() -> None:
    plan = _plan()
    edits = PageEdits(
        kept=(2, 1, 4),
        turns=(PageTurn(page_number=2, degrees=90),),
        redactions=(Redaction(page_number=4, box=(0, 0, 1, 0.1)), Redaction(page_number=4, box=(0, 0.5, 1, 0.6))),
    )
    reduced = ReducedDocument(
        document_id="d1",
        title="Diploma",
        step=2,
        from_bytes=900,
        to_bytes=300,
        from_dpi=600,
        to_dpi=200,
        picture_count=3,
    )
    entry = _report(documents=[_used(plan, "d0"), _used(plan, "d1", edits=edits, reduced=reduced)])["documents"][1]
    assert entry["edits"] == {
        "kept": [2, 1, 4],
        "turned": [{"page": 2, "degrees": 90}],
        "painted_over": [4],
        "straightened": False,
    }
    assert entry["reduced"] == {"from_bytes": 900, "to_bytes": 300, "from_dpi": 600, "to_dpi": 200, "pictures": 3}


def _parts() -> tuple[ReportedFile, ReportedFile]:
    """The usual documents in two files, each with contents of its own."""
    letter, own_cv, diploma = _plan().sections[0], *_plan().sections[2:]
    sources = [
        Source(id=one.source_id, kind=one.kind, title=one.title, page_count=one.page_count)
        for one in (letter, own_cv, diploma)
    ]
    return _file(plan_packet(sources[:2]), name="part_1.pdf"), _file(plan_packet(sources[2:]), name="part_2.pdf")


def test_a_packet_of_several_files_says_in_which_each_document_is() -> None:
    first, second = _parts()
    report = _report(
        files=[first, second],
        delivered=("all.zip", "cd" * 32, 40),
        generated=[
            *_generated()[:4],
            GeneratedFile("contents", "part_1.pdf", CONTENTS_ID, 1),
            GeneratedFile("contents", "part_2.pdf", CONTENTS_ID, 1),
        ],
        documents=[_used(first.plan, "d0"), _used(second.plan, "d1")],
    )
    assert report["packet"] == {"file": "all.zip", "sha256": "cd" * 32, "bytes": 40, "pages": 8}
    assert [file["file"] for file in report["files"]] == ["part_1.pdf", "part_2.pdf"]
    places = [(entry["packet_file"], entry["first_page"]) for entry in report["documents"]]
    assert places == [("part_1.pdf", 3), ("part_2.pdf", 2)]
    contents = [entry["packet_file"] for entry in report["generated"] if entry["kind"] == "contents"]
    assert contents == ["part_1.pdf", "part_2.pdf"]


def test_a_page_of_a_part_that_belongs_to_nobody_is_caught() -> None:
    first, second = _parts()
    with pytest.raises(PacketUntrue, match=r"Page 1 of part_2\.pdf does not belong"):
        _report(
            files=[first, second],
            generated=[*_generated()[:4], GeneratedFile("contents", "part_1.pdf", CONTENTS_ID, 1)],
            documents=[_used(first.plan, "d0"), _used(second.plan, "d1")],
        )


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
    report = _report(files=(), documents=[left])
    assert report["packet"] is None
    assert {entry["first_page"] for entry in [*report["generated"], *report["documents"]]} == {None}


def test_a_page_that_belongs_to_nobody_is_caught() -> None:
    with pytest.raises(PacketUntrue, match=r"Page 5 of .*\.pdf does not belong"):
        _report(documents=_documents(_plan())[:1])


def test_a_page_that_belongs_to_two_is_caught() -> None:
    plan = _plan()
    with pytest.raises(PacketUntrue, match=r"Page 3 of .*\.pdf does not belong"):
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
        files=[_file(plan)],
        delivered=None,
        generated=[GeneratedFile("contents", NAME, CONTENTS_ID, plan.section(CONTENTS_ID).page_count)],
        documents=[_used(plan, source.id) for source in sources],
        findings=(),
    )
    entries = [*report["generated"], *report["documents"]]
    assert sum(entry["pages"] for entry in entries) == report["packet"]["pages"] == plan.page_count
