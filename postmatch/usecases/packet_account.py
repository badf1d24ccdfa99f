"""What is said of a packet afterwards: each upload and each page of ours once, the report, and the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import (
    CONTENTS_KIND,
    COVER_LETTER_KIND,
    CV_KIND,
    DIVIDER_KIND,
    EXPLANATION_KIND,
    ReasonCode,
)
from postmatch.domain.facts import Facts
from postmatch.domain.packet import AccountedDocument, LeftOut, Section
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.portal_checks import PortalCheck
from postmatch.domain.size import ReducedDocument, SizeReport, reduction_sentence
from postmatch.domain.workspace import Workspace
from postmatch.errors import PacketUntrue
from postmatch.packet import GeneratedFile
from postmatch.packet.page_comparison import UNTRUE_HINT
from postmatch.usecases.enclosure_list import enclosure_check, enclosure_list, unlisted, unlisted_findings
from postmatch.usecases.enclosures import left_out
from postmatch.usecases.fill import Filled
from postmatch.usecases.packet_build import BuiltFile
from postmatch.usecases.review_letter import names_another_program

FILES = {CV_KIND: "cv", COVER_LETTER_KIND: "cover_letter"}  # names of what we write beside the packet, no ending
_SUBJECTS = {CV_KIND: "CV", COVER_LETTER_KIND: "Cover letter"}
_NO_PACKET = LeftOut(
    code=ReasonCode.NO_PACKET,
    message="No packet was built, so this document is in none.",
    hint="Settle what kept the packet from being built, then build again.",
)
_DRAWN = (DIVIDER_KIND, EXPLANATION_KIND)


def account(
    workspace: Workspace,
    profile: PacketProfile,
    files: Sequence[BuiltFile],
    *,
    names: Mapping[str, str],
    reduced: Mapping[str, ReducedDocument],
) -> tuple[AccountedDocument, ...]:
    """Every document of the workspace exactly once: its section of the packet, or why it has none.

    ``files`` is empty when no packet was built; ``names`` maps ids to names where they are not the file names.
    """
    otherwise = None if files else _NO_PACKET
    return tuple(
        AccountedDocument(
            document_id=document.id,
            name=names.get(document.id, document.file_name),
            kind=document.kind,
            repairs=document.repairs,
            section=_section(document.id, files),
            left_out=left_out(document, workspace, profile=profile) or otherwise,
            reduced=reduced.get(document.id),
            edits=document.edits,
        )
        for document in workspace.documents
    )


def with_enclosures_checked(
    files: Sequence[BuiltFile], workspace: Workspace, facts: Facts, letter: Iterable[str]
) -> tuple[tuple[BuiltFile, ...], tuple[Finding, ...]]:
    """The files, the one with our letter also checked for its list of enclosures, and what to tell of a letter that
    does not print the list. ``letter`` is the text of its pages. A letter of the applicant's own lists what it lists.

    Raises ``PacketUntrue`` when the packet holds something else than the letter says."""
    holder = next((file for file in files if file.plan.section(COVER_LETTER_KIND)), None)
    if holder is None:
        return tuple(files), ()
    enclosures = enclosure_list(workspace, facts)
    if missing := unlisted(enclosures, letter):
        return tuple(files), unlisted_findings(missing, enclosures)
    check = enclosure_check(enclosures, [file.plan for file in files])
    if not check.passed:
        raise PacketUntrue(check.message, UNTRUE_HINT)
    checked = replace(holder, checks=(*holder.checks, check))
    return tuple(checked if file is holder else file for file in files), ()


def _section(source_id: str, files: Sequence[BuiltFile]) -> Section | None:
    return next((section for file in files if (section := file.plan.section(source_id))), None)


def generated_files(filled: Sequence[Filled], files: Sequence[BuiltFile]) -> tuple[GeneratedFile, ...]:
    """Everything of ours that the report names: what we fill is in a file of its own beside the packet, what we draw
    (contents, dividers, explanations) is in the packet only."""
    ours = [
        GeneratedFile(kind=one.kind, file=f"{FILES[one.kind]}.pdf", source_id=one.kind, page_count=one.page_count)
        for one in filled
    ]
    sections = [(file.file_name, section) for file in files for section in file.plan.sections]
    contents = [_drawn(name, section) for name, section in sections if section.kind == CONTENTS_KIND]
    others = [_drawn(name, section) for name, section in sections if section.kind in _DRAWN]
    return (*ours[:1], *contents, *ours[1:], *others)


def _drawn(file_name: str, section: Section) -> GeneratedFile:
    return GeneratedFile(section.kind, file_name, section.source_id, section.page_count)


def set_right(kind: str) -> str:
    """The hint of what is wrong with the very CV or letter in a packet; in its report it tells these findings from
    those of the checklist."""
    return f"Open the {_SUBJECTS[kind]} page, set it right there, and build again."


def filled_findings(filled: Sequence[Filled], files: Sequence[BuiltFile]) -> tuple[Finding, ...]:
    """What reading back found wrong with the CV or letter of ours that went in: it goes out with the packet."""
    return tuple(
        Finding(
            rule_id="filled_document",
            kind=one.kind,
            status=FindingStatus.WARNING,
            subject=_SUBJECTS[one.kind],
            message=check.message,
            why="It was read back after it was made, and this is what a program would receive.",
            hint=set_right(one.kind),
        )
        for one in filled
        if _section(one.kind, files)
        for check in one.checks
        if not check.passed
    )


def letter_findings(workspace: Workspace, facts: Facts, today: date, files: Sequence[BuiltFile]) -> tuple[Finding, ...]:
    """The one mistake in a letter that no reader forgives, when a letter of ours went in: another program's name."""
    if not _section(COVER_LETTER_KIND, files):
        return ()
    found = names_another_program(workspace, facts, today)
    return tuple(one.model_copy(update={"hint": set_right(COVER_LETTER_KIND)}) for one in found)


def size_findings(size: SizeReport | None, notes: Sequence[str]) -> tuple[Finding, ...]:
    """A packet that is larger than aimed at is built all the same, and says so; what each document gave up for it the
    report says at the document."""
    if size is None or size.fits:
        return ()
    said_elsewhere = {reduction_sentence(document) for document in size.reduced}
    return (
        Finding(
            rule_id="packet_size",
            kind="packet",
            status=FindingStatus.WARNING,
            subject="Size of the packet",
            message=" ".join(note for note in notes if note not in said_elsewhere),
            why="Many mailboxes and portals refuse what is larger.",
            hint="Build it in parts, leave out a large document, or scan it again in grey at 200 dpi.",
        ),
    )


def portal_findings(files: Sequence[tuple[str, Sequence[PortalCheck]]]) -> tuple[Finding, ...]:
    """What a portal would refuse of the files made for it; advice that nobody enforces is not among it."""
    return tuple(
        Finding(
            rule_id="portal_rules",
            kind="packet",
            status=FindingStatus.WARNING,
            subject=file_name,
            message=f"{file_name}: {check.message}",
            why=f"A portal may refuse the file ({check.source}).",
            hint=check.hint,
        )
        for file_name, checks in files
        for check in checks
        if check.is_required and not check.passed
    )


def report_bytes(report: Mapping[str, object]) -> bytes:
    """The report as it is written to a file and kept: UTF-8 JSON, stable for the same report."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode()
