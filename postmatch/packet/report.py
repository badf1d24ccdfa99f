"""The report on a packet: what became of every upload and of every file of ours. Its words: ``docs/report.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from postmatch.domain.checklist import Finding
from postmatch.domain.checks import Check
from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.edits import PageEdits
from postmatch.domain.packet import AccountedDocument, Plan, Section
from postmatch.domain.size import ReducedDocument
from postmatch.errors import PacketUntrue
from postmatch.packet.titles import one_line

FORMAT = 1
USED, LEFT_OUT = "used", "left_out"


@dataclass(frozen=True)
class ReportedFile:
    """One PDF of the packet, with what was checked in it."""

    file_name: str
    sha256: str
    bytes: int
    plan: Plan
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class GeneratedFile:
    """One thing we made. ``source_id`` is its id in a plan; when no plan has such a section, because the applicant's
    own document took its place, it is not in the packet. ``file`` is the file it is in, ``page_count`` its pages, both
    None where there are none (``page_count`` of a Word file)."""

    kind: str
    file: str | None
    source_id: str
    page_count: int | None


Delivered = tuple[str, str, int]
"""Name, SHA-256 and bytes of the one file that is sent."""
_Place = tuple[str, Section]
"""The PDF of the packet that something is in, and its pages there."""


def packet_report(
    *,
    files: Sequence[ReportedFile],
    delivered: Delivered | None,
    generated: Sequence[GeneratedFile],
    documents: Sequence[AccountedDocument],
    findings: Sequence[Finding],
) -> dict[str, Any]:
    """The report as plain JSON values, format 1. Without ``files`` there is no packet, and nothing has pages;
    ``delivered`` is the .zip around several.

    Raises ``PacketUntrue`` when a page of the packet belongs to no entry or to two, when an entry claims pages the
    plan gives to something else, or when a document is neither used nor left out with a reason.
    """
    ours = [(entry, _place(entry, files)) for entry in generated]
    for document in documents:
        _require_account(document, files)
    theirs = [(document, _place_of(document, files)) for document in documents]
    _require_every_page_once(files, [place for _, place in (*ours, *theirs) if place])
    return {
        "format": FORMAT,
        "packet": _packet_entry(files, delivered),
        "files": [_file_entry(file) for file in files],
        "generated": [{"kind": entry.kind, "file": entry.file, **_pages(place)} for entry, place in ours],
        "documents": [_document_entry(document, place) for document, place in theirs],
        "checklist": [_finding_entry(finding) for finding in findings],
    }


def _packet_entry(files: Sequence[ReportedFile], delivered: Delivered | None) -> dict[str, Any] | None:
    if not files:
        return None
    name, sha256, size = delivered or (files[0].file_name, files[0].sha256, files[0].bytes)
    return {"file": name, "sha256": sha256, "bytes": size, "pages": sum(file.plan.page_count for file in files)}


def _file_entry(file: ReportedFile) -> dict[str, Any]:
    return {
        "file": file.file_name,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "pages": file.plan.page_count,
        "checks": [{"id": check.id, "message": check.message} for check in file.checks],
    }


def _document_entry(document: AccountedDocument, place: _Place | None) -> dict[str, Any]:
    reason = document.left_out
    return {
        "name": document.name,
        "kind": document.kind,
        "status": USED if place else LEFT_OUT,
        **_pages(place),
        "repairs": [{"code": repair.code.value, "message": repair.message} for repair in document.repairs],
        "edits": _edits_entry(document.edits),
        "reduced": document.reduced and _reduced_entry(document.reduced),
        "reason": reason and {"code": reason.code.value, "message": reason.message, "hint": reason.hint},
    }


def _edits_entry(edits: PageEdits) -> dict[str, Any] | None:
    if edits == PageEdits():
        return None
    return {
        "kept": None if edits.kept is None else list(edits.kept),
        "turned": [{"page": turn.page_number, "degrees": turn.degrees} for turn in edits.turns],
        "painted_over": sorted({area.page_number for area in edits.redactions}),
        "straightened": edits.straightened,
    }


def _reduced_entry(reduced: ReducedDocument) -> dict[str, int]:
    return {
        "from_bytes": reduced.from_bytes,
        "to_bytes": reduced.to_bytes,
        "from_dpi": reduced.from_dpi,
        "to_dpi": reduced.to_dpi,
        "pictures": reduced.picture_count,
    }


def _finding_entry(finding: Finding) -> dict[str, Any]:
    status = finding.status.value
    return {"kind": finding.kind, "status": status, "message": finding.message, "hint": finding.hint}


def _pages(place: _Place | None) -> dict[str, Any]:
    if place is None:
        return {"pages": None, "first_page": None, "packet_file": None}
    file_name, section = place
    return {"pages": section.page_count, "first_page": section.first_page, "packet_file": file_name}


def _place(entry: GeneratedFile, files: Sequence[ReportedFile]) -> _Place | None:
    """Where our file stands. A Word file never does, even when its PDF has the same id; each part of a packet has
    contents of its own."""
    if entry.page_count is None:
        return None
    searched = [file for file in files if entry.kind != CONTENTS_KIND or file.file_name == entry.file]
    place = _found(entry.source_id, searched)
    if place and place[1].page_count != entry.page_count:
        name = entry.file or entry.kind
        raise _untrue(f"“{name}” has {entry.page_count} pages but takes {place[1].page_count} in the packet.")
    return place


def _place_of(document: AccountedDocument, files: Sequence[ReportedFile]) -> _Place | None:
    return _found(document.section.source_id, files) if document.section else None


def _found(source_id: str, files: Sequence[ReportedFile]) -> _Place | None:
    places = [(file.file_name, section) for file in files if (section := file.plan.section(source_id))]
    return places[0] if places else None


def _require_account(document: AccountedDocument, files: Sequence[ReportedFile]) -> None:
    name = one_line(document.name)
    if (document.section is None) == (document.left_out is None):
        raise _untrue(f"“{name}” is neither clearly in the packet nor clearly left out.")
    if document.section and not any(document.section in file.plan.sections for file in files):
        raise _untrue(f"“{name}” is reported on {document.section.pages_label}, but the packet has other pages there.")


def _require_every_page_once(files: Sequence[ReportedFile], places: Sequence[_Place]) -> None:
    claimed = Counter((name, number) for name, section in places for number in _numbers(section))
    wanted = Counter((file.file_name, number) for file in files for number in range(1, file.plan.page_count + 1))
    if claimed != wanted:
        name, number = min((claimed - wanted) + (wanted - claimed))
        raise _untrue(f"Page {number} of {name} does not belong to exactly one document.")


def _numbers(section: Section) -> Iterator[int]:
    yield from range(section.first_page, section.last_page + 1)


def _untrue(what: str) -> PacketUntrue:
    return PacketUntrue(
        f"The report on the packet does not add up. {what}",
        "Build the packet again; if it fails again, report the fault to the maintainers.",
    )
