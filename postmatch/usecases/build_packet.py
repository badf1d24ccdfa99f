"""One packet from one workspace: fill, gather, put together, bring to its size, read back, report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from postmatch.domain.checklist import Finding
from postmatch.domain.checks import Check
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, LETTER_KIND
from postmatch.domain.packet import AccountedDocument
from postmatch.domain.packet_choice import profile_in_force
from postmatch.domain.portal_checks import PortalCheck
from postmatch.domain.size import SizeReport
from postmatch.domain.workspace import PacketFile, PacketRecord, Workspace
from postmatch.packet import ReportedFile, draw_report_sheet, packet_report
from postmatch.packet.file_name import zip_file_name
from postmatch.usecases.fill import Filled, fill
from postmatch.usecases.packet_account import (
    FILES,
    account,
    filled_findings,
    generated_files,
    letter_findings,
    portal_findings,
    report_bytes,
    size_findings,
    with_enclosures_checked,
)
from postmatch.usecases.packet_build import Binder, BuiltFile
from postmatch.usecases.packet_download import zip_of
from postmatch.usecases.packet_forms import Drafts, drafted
from postmatch.usecases.packet_sources import gather
from postmatch.usecases.portal_check import letter_checks
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.tools import Blob, Progress, Tools, no_progress

__all__ = ["FILES", "BuiltFile", "BuiltPacket", "PacketOptions", "build_packet", "fill_all", "report_bytes"]


@dataclass(frozen=True)
class BuiltPacket:
    """A verified packet and everything known of it. ``documents`` accounts for every upload exactly once; ``size`` is
    what was done for the size target, ``notes`` says it in sentences; ``sheet`` is the report as a PDF to print."""

    files: tuple[BuiltFile, ...]
    file_name: str
    filled: tuple[Filled, ...]
    documents: tuple[AccountedDocument, ...]
    findings: tuple[Finding, ...]
    report: dict[str, Any]
    sheet: bytes
    record: PacketRecord
    size: SizeReport | None = None
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """What was checked of its files, each said once."""
        return tuple({check.message: check for file in self.files for check in file.checks}.values())

    @property
    def blobs(self) -> dict[str, bytes]:
        """What to keep for the record, by SHA-256."""
        files = {kept.sha256: file.data for kept, file in zip(self.record.files, self.files, strict=True)}
        return {
            **files,
            self.record.report_sha256: report_bytes(self.report),
            self.record.sheet_sha256: self.sheet,
        }


@dataclass(frozen=True)
class PacketOptions:
    """``split``: in parts when the packet cannot be brought to its size. The rest is what else the report says:
    ``ignored`` are files that never became documents (system files); ``findings``: what reading the profile file
    could not place, after those of the checklist."""

    today: date
    split: bool = False
    ignored: tuple[AccountedDocument, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # document id -> name to report, where it is not the file name
    findings: tuple[Finding, ...] = ()


def build_packet(
    workspace: Workspace, tools: Tools, *, blob: Blob, options: PacketOptions, progress: Progress = no_progress
) -> BuiltPacket:
    """The packet of the profile in force, built and read back.

    Raises ``PacketImpossible`` when there is nothing to put in, ``PacketUntrue`` when the result is not what was
    planned, and what filling and storage raise.
    """
    profile = profile_in_force(workspace, tools.facts)
    progress(0.05, "Filling the CV and the cover letter")
    filled = fill_all(workspace, tools, blob=blob, today=options.today)
    progress(0.2, "Gathering your documents")
    materials = gather(workspace, profile, filled, tools, blob=blob, today=options.today)
    progress(0.3, "Putting the pages together")
    binder = Binder(workspace, profile, options.today, tools)
    drafts = drafted(materials, binder, split=options.split)
    progress(0.6, "Checking every page of the packet")
    files = tuple(binder.checked(draft, file_name) for file_name, draft in drafts.files)
    letter = next(one.pdf for one in filled if one.kind == COVER_LETTER_KIND)
    pages = tools.workers.page_texts(letter)
    files, told = with_enclosures_checked(files, workspace, tools.facts, pages)
    progress(0.95, "Writing the report")
    return _built(workspace, files, drafts, filled, tools, replace(options, findings=(*told, *options.findings)))


def fill_all(workspace: Workspace, tools: Tools, *, blob: Blob, today: date) -> tuple[Filled, ...]:
    """Our cover letter and CV, whether or not they are in the packet."""
    return tuple(fill(kind, workspace, tools, blob=blob, today=today) for kind in (COVER_LETTER_KIND, CV_KIND))


def _built(
    workspace: Workspace,
    files: tuple[BuiltFile, ...],
    drafts: Drafts,
    filled: tuple[Filled, ...],
    tools: Tools,
    options: PacketOptions,
) -> BuiltPacket:
    profile = profile_in_force(workspace, tools.facts)
    reduced = {one.document_id: one for _, draft in drafts.files for one in draft.reduced}
    told = account(workspace, profile, files, names=dict(options.names), reduced=reduced)
    documents = (*told, *options.ignored)
    findings = (
        *filled_findings(filled, files),
        *letter_findings(workspace, tools.facts, options.today, files),
        *size_findings(drafts.size, drafts.notes),
        *portal_findings(_portal_checks(workspace, drafts, tools)),
        *review_workspace(workspace, tools.facts, today=options.today),
        *options.findings,
    )
    reported = tuple(_reported(file) for file in files)
    delivered = _delivered(workspace, files)
    report = packet_report(
        files=reported,
        delivered=delivered,
        generated=generated_files(filled, files),
        documents=documents,
        findings=findings,
    )
    sheet = draw_report_sheet(
        report,
        paper=workspace.choices.paper,
        applicant=workspace.profile.identity.full_name,
        made_on=options.today,
    )
    record = PacketRecord(
        files=tuple(
            PacketFile(sha256=one.sha256, file_name=one.file_name, bytes=one.bytes, plan=one.plan) for one in reported
        ),
        file_name=delivered[0] if delivered else files[0].file_name,
        made_from=workspace.fingerprint,
        made_on=PartialDate.model_validate(options.today),
        report_sha256=hashlib.sha256(report_bytes(report)).hexdigest(),
        sheet_sha256=hashlib.sha256(sheet).hexdigest(),
        went_in=_went_in(drafts),
    )
    return BuiltPacket(
        files, record.file_name, filled, documents, findings, report, sheet, record, drafts.size, drafts.notes
    )


def _went_in(drafts: Drafts) -> tuple[tuple[str, str], ...]:
    found = (material.document for _, draft in drafts.files for material in draft.materials)
    return tuple((document.id, document.final.sha256) for document in found if document and document.final)


def _portal_checks(
    workspace: Workspace, drafts: Drafts, tools: Tools
) -> tuple[tuple[str, tuple[PortalCheck, ...]], ...]:
    """Of each letter file made for the letter portal; none for other packets."""
    if not profile_in_force(workspace, tools.facts).is_as_written:
        return ()
    return tuple(
        (name, letter_checks(name, draft.data, draft.materials[0].pages, workspace, tools))
        for name, draft in drafts.files
        if draft.materials[0].source.kind == LETTER_KIND
    )


def _reported(file: BuiltFile) -> ReportedFile:
    sha256 = hashlib.sha256(file.data).hexdigest()
    return ReportedFile(file.file_name, sha256, len(file.data), file.plan, file.checks)


def _delivered(workspace: Workspace, files: Sequence[BuiltFile]) -> tuple[str, str, int] | None:
    """Name, SHA-256 and bytes of the .zip around several files; None for one, which is sent as it is."""
    if len(files) == 1:
        return None
    packed = zip_of((file.file_name, file.data) for file in files)
    return zip_file_name(workspace.profile.identity), hashlib.sha256(packed).hexdigest(), len(packed)
