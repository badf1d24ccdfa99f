from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from postmatch.conversion import Workers
from postmatch.domain.checks import Check
from postmatch.domain.documents import ReasonCode, Repair, RepairCode
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.packet import AccountedDocument, LeftOut, Plan, Source
from postmatch.domain.size import ReducedDocument
from postmatch.domain.workspace import Paper
from postmatch.packet import CONTENTS_ID, GeneratedFile, ReportedFile, draw_report_sheet, packet_report, plan_packet

CHECKS = (Check(id="pages", message="Every page of every document is there: 6 pages.", passed=True),)
REFUSED = LeftOut(code=ReasonCode.EMPTY, message="There is nothing in this file.", hint="Upload it again.")
EDITS = PageEdits(
    kept=(1, 3),
    turns=(PageTurn(page_number=3, degrees=90),),
    redactions=(Redaction(page_number=1, box=(0, 0, 1, 0.1)),),
)
REDUCED = ReducedDocument(
    document_id="scan",
    title="Scan",
    step=2,
    from_bytes=3_000_000,
    to_bytes=900_000,
    from_dpi=600,
    to_dpi=200,
    picture_count=1,
)


def _plan() -> Plan:
    return plan_packet(
        [
            Source(id="diploma", kind="diploma", title="Diploma", page_count=2),
            Source(id="scan", kind="other", title="Scan", page_count=3),
        ]
    )


def _report(*, more: int = 0, file_names: tuple[str, ...] = ("packet.pdf",)) -> dict[str, object]:
    plan = _plan()
    repair = Repair(code=RepairCode.REBUILT, message="The file was damaged; look at its pages.")
    files = [ReportedFile(file_names[0], "ab" * 32, 6_540_000, plan, CHECKS)]
    for name in file_names[1:]:
        extra = plan_packet([Source(id=name, kind="other", title=name, page_count=1)], contents=False)
        files.append(ReportedFile(name, "cd" * 32, 12_000, extra, CHECKS))
    documents = [
        AccountedDocument(
            document_id="scan",
            name="scan.jpg",
            kind="other",
            section=plan.section("scan"),
            edits=EDITS,
            reduced=REDUCED,
        ),
        AccountedDocument(
            document_id="diploma",
            name="diploma.pdf",
            kind="diploma",
            section=plan.section("diploma"),
            repairs=(repair,),
        ),
        *(
            AccountedDocument(document_id=name, name=name, kind="other", section=file.plan.sections[0])
            for name, file in zip(file_names[1:], files[1:], strict=True)
        ),
        *(
            AccountedDocument(document_id=None, name=f"empty {number}.pdf", kind="other", left_out=REFUSED)
            for number in range(1 + more)
        ),
    ]
    return packet_report(
        files=files,
        delivered=("packet.zip", "ef" * 32, 6_552_000) if len(files) > 1 else None,
        generated=[GeneratedFile("contents", file_names[0], CONTENTS_ID, 1)],
        documents=documents,
        findings=(),
    )


def _drawn(report: dict[str, object], *, paper: Paper = Paper.LETTER) -> bytes:
    return draw_report_sheet(report, paper=paper, applicant="Adaeze Okafor", made_on=date(2026, 11, 25))


def _text(workers: Workers, report: dict[str, object]) -> str:
    return " ".join(" ".join(workers.page_texts(_drawn(report))).split())


def test_every_upload_is_told_with_its_pages_or_the_reason(workers: Workers) -> None:
    text = _text(workers, _report())
    assert "packet.pdf, 6 pages, 6.5 MB, November 25, 2026" in text
    assert "Contents page Made by Postmatch." in text.replace("page 1 ", "")
    assert "There is nothing in this file. Upload it again." in text
    for said in ("diploma.pdf", "pages 2-3", "scan.jpg", "pages 4-6", "empty 0.pdf", "left out"):
        assert said in text
    assert text.index("diploma.pdf") < text.index("scan.jpg") < text.index("empty 0.pdf")  # as the pages follow


def test_repairs_edits_reductions_and_checks_are_told(workers: Workers) -> None:
    text = _text(workers, _report())
    for said in (
        "The file was damaged; look at its pages.",
        "You chose these of its pages: 1, 3.",
        "You turned page 3.",
        "You painted over part of page 1; its text cannot be selected any more.",
        "from 3.0 MB to 0.9 MB, at most 200 dots per inch",
        "Every page of every document is there: 6 pages.",
    ):
        assert said in text


def test_of_several_files_each_is_named_and_each_document_says_in_which_it_is(workers: Workers) -> None:
    text = _text(workers, _report(file_names=("part_1.pdf", "part_2.pdf")))
    assert "The files of the packet" in text
    assert "part_2.pdf 1 page, 12 kB" in text or "1 page, 12 kB part_2.pdf" in text
    assert "In part_1.pdf." in text
    assert "In part_2.pdf." in text
    assert text.count("Every page of every document is there") == 1


def test_without_a_packet_it_says_so(workers: Workers) -> None:
    left = AccountedDocument(document_id="d", name="empty.pdf", kind="other", left_out=REFUSED)
    report = packet_report(files=(), delivered=None, generated=(), documents=[left], findings=())
    text = _text(workers, report)
    assert "No packet was built. November 25, 2026" in text
    assert "What was checked" not in text


@pytest.mark.parametrize("paper", list(Paper))
def test_a_long_report_goes_on_on_further_pages_and_loses_nothing(paper: Paper, workers: Workers) -> None:
    drawn = _drawn(_report(more=120), paper=paper)
    texts = workers.page_texts(drawn)
    assert len(texts) > 3
    together = " ".join(texts)
    assert all(f"empty {number}.pdf" in together for number in range(121))
    assert all("do not send it with the packet" in text for text in texts)


def test_it_is_tagged_and_the_same_bytes_each_time() -> None:
    assert _drawn(_report()) == _drawn(_report())
    with pikepdf.open(BytesIO(_drawn(_report()))) as pdf:
        kinds = [str(element.S) for element in pdf.Root.StructTreeRoot.K[0].K]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 3
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("en-US", "Report on your packet")


def test_any_file_name_can_be_printed() -> None:
    odd = "عنوان 医学部 🎓 " + "x" * 300 + "\n.pdf"
    left = AccountedDocument(document_id="d", name=odd, kind="other", left_out=REFUSED)
    report = packet_report(files=(), delivered=None, generated=(), documents=[left], findings=())
    assert _drawn(report).startswith(b"%PDF-")
