"""The report on a packet: what became of every upload and of every file of ours. Its words: ``docs/report.md``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from postmatch.domain.checklist import Finding
from postmatch.domain.packet import AccountedDocument, Plan, Section
from postmatch.errors import PacketUntrue
from postmatch.packet.titles import one_line

FORMAT = 1
USED, LEFT_OUT = "used", "left_out"


@dataclass(frozen=True)
class GeneratedFile:
    """One thing we made. ``source_id`` is its id in the plan; when the plan has no such section, because the
    applicant's own document took its place, it is not in the packet. ``file`` is the file it is in, ``page_count``
    its pages, both None where there are none (``page_count`` of a Word file)."""

    kind: str
    file: str | None
    source_id: str
    page_count: int | None


def packet_report(
    *,
    packet: bytes | None,
    file_name: str,
    plan: Plan | None,
    generated: Sequence[GeneratedFile],
    documents: Sequence[AccountedDocument],
    findings: Sequence[Finding],
) -> dict[str, Any]:
    """The report as plain JSON values, format 1. Without a packet ``packet`` is null and nothing has pages.

    Raises ``PacketUntrue`` when a page of the packet belongs to no entry or to two, when an entry claims pages the
    plan gives to something else, or when a document is neither used nor left out with a reason.
    """
    planned = plan if packet is not None else None
    placed = [(entry, _place(entry, planned)) for entry in generated]
    for document in documents:
        _require_account(document, planned)
    used = [section for _, section in placed if section]
    used += [document.section for document in documents if document.section]
    _require_every_page_once(planned, used)
    return {
        "format": FORMAT,
        "packet": None if packet is None or planned is None else _packet_entry(packet, file_name, planned),
        "generated": [{"kind": entry.kind, "file": entry.file, **_pages(section)} for entry, section in placed],
        "documents": [_document_entry(document) for document in documents],
        "checklist": [_finding_entry(finding) for finding in findings],
    }


def _packet_entry(packet: bytes, file_name: str, plan: Plan) -> dict[str, Any]:
    digest = hashlib.sha256(packet).hexdigest()
    return {"file": file_name, "sha256": digest, "bytes": len(packet), "pages": plan.page_count}


def _document_entry(document: AccountedDocument) -> dict[str, Any]:
    reason = document.left_out
    return {
        "name": document.name,
        "kind": document.kind,
        "status": USED if document.section else LEFT_OUT,
        **_pages(document.section),
        "repairs": [{"code": repair.code.value, "message": repair.message} for repair in document.repairs],
        "reason": reason and {"code": reason.code.value, "message": reason.message, "hint": reason.hint},
    }


def _finding_entry(finding: Finding) -> dict[str, Any]:
    status = finding.status.value
    return {"kind": finding.kind, "status": status, "message": finding.message, "hint": finding.hint}


def _pages(section: Section | None) -> dict[str, int | None]:
    if section is None:
        return {"pages": None, "first_page": None}
    return {"pages": section.page_count, "first_page": section.first_page}


def _place(entry: GeneratedFile, plan: Plan | None) -> Section | None:
    """Where our file stands in the packet. A Word file never does, even when its PDF has the same id."""
    section = plan.section(entry.source_id) if plan and entry.page_count is not None else None
    if section and section.page_count != entry.page_count:
        name = entry.file or entry.kind
        raise _untrue(f"“{name}” has {entry.page_count} pages but takes {section.page_count} in the packet.")
    return section


def _require_account(document: AccountedDocument, plan: Plan | None) -> None:
    name = one_line(document.name)
    if (document.section is None) == (document.left_out is None):
        raise _untrue(f"“{name}” is neither clearly in the packet nor clearly left out.")
    if document.section and (plan is None or document.section not in plan.sections):
        raise _untrue(f"“{name}” is reported on {document.section.pages_label}, but the packet has other pages there.")


def _require_every_page_once(plan: Plan | None, sections: Sequence[Section]) -> None:
    claimed = sorted(number for section in sections for number in _numbers(section))
    wanted = list(range(1, plan.page_count + 1)) if plan else []
    if claimed != wanted:
        wrong = sorted(set(wanted).symmetric_difference(claimed)) or [n for n in wanted if claimed.count(n) > 1]
        raise _untrue(f"Page {wrong[0]} of the packet does not belong to exactly one document.")


def _numbers(section: Section) -> Iterator[int]:
    yield from range(section.first_page, section.last_page + 1)


def _untrue(what: str) -> PacketUntrue:
    return PacketUntrue(
        f"The report on the packet does not add up. {what}",
        "Build the packet again; if it fails again, report the fault to the maintainers.",
    )
