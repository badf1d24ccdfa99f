"""One packet from one workspace: fill, plan, draw the contents, assemble, verify, report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmatch.domain.checklist import Finding
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import CONTENTS_KIND, COVER_LETTER_KIND, CV_KIND, Document, ReasonCode
from postmatch.domain.packet import AccountedDocument, Check, LeftOut, Plan, Source
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.errors import PacketImpossible
from postmatch.packet import (
    GeneratedFile,
    PacketMetadata,
    assemble,
    draw_contents,
    packet_file_name,
    packet_report,
    plan_packet,
    verify,
)
from postmatch.usecases.enclosures import enclosed, left_out
from postmatch.usecases.fill import Filled, fill
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.tools import Blob, Progress, Tools, no_progress

_NO_PACKET = LeftOut(
    code=ReasonCode.NO_PACKET,
    message="No packet was built, so this document is in none.",
    hint="Settle what kept the packet from being built, then build again.",
)
FILES = {CV_KIND: "cv", COVER_LETTER_KIND: "cover_letter"}  # names of what we write beside the packet, no ending


@dataclass(frozen=True)
class BuiltPacket:
    """A verified packet and everything known of it. ``documents`` accounts for every upload exactly once."""

    packet: bytes
    file_name: str
    plan: Plan
    checks: tuple[Check, ...]
    filled: tuple[Filled, ...]
    documents: tuple[AccountedDocument, ...]
    findings: tuple[Finding, ...]
    report: dict
    record: PacketRecord

    @property
    def blobs(self) -> dict[str, bytes]:
        """What to keep for the record, by SHA-256."""
        return {self.record.sha256: self.packet, self.record.report_sha256: report_bytes(self.report)}


@dataclass(frozen=True)
class PacketOptions:
    """What else the report says. ``ignored``: files that never became documents (system files); ``findings``: what
    reading the profile file could not place, after those of the checklist."""

    today: date
    ignored: tuple[AccountedDocument, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # document id -> name to report, where it is not the file name
    findings: tuple[Finding, ...] = ()


def build_packet(
    workspace: Workspace, tools: Tools, *, blob: Blob, options: PacketOptions, progress: Progress = no_progress
) -> BuiltPacket:
    """The packet, built and read back.

    Raises ``PacketImpossible`` when there is nothing to put in, ``PacketUntrue`` when the result is not what was
    planned, and what filling and storage raise.
    """
    own = enclosed(workspace)
    refuse_nothing(workspace, own)
    progress(0.05, "Filling the CV and the cover letter")
    filled = fill_all(workspace, tools, today=options.today)
    sources, pdfs = _gather(workspace, own, filled, blob)
    plan = plan_packet(sources)
    progress(0.25, "Writing the contents page")
    pdfs[CONTENTS_KIND] = draw_contents(
        plan, paper=workspace.choices.paper, applicant=workspace.profile.identity.full_name
    )
    progress(0.35, "Putting the pages together")
    packet = assemble(plan, pdfs, metadata=_metadata(workspace.profile, options.today))
    progress(0.6, "Checking every page of the packet")
    checks = verify(packet, plan, pdfs, workers=tools.workers)
    progress(0.95, "Writing the report")
    findings = (*review_workspace(workspace, tools.facts, today=options.today), *options.findings)
    return _built(workspace, packet, plan, checks, filled, findings, options)


def fill_all(workspace: Workspace, tools: Tools, *, today: date) -> tuple[Filled, ...]:
    """Our cover letter and CV, whether or not they are in the packet."""
    return tuple(fill(kind, workspace, tools, today=today) for kind in (COVER_LETTER_KIND, CV_KIND))


def refuse_nothing(workspace: Workspace, own: Sequence[Document]) -> None:
    """Raises ``PacketImpossible`` for a workspace with neither facts nor usable documents."""
    if not own and workspace.profile == Profile():
        raise PacketImpossible(
            "There is nothing to put into a packet yet: the profile is empty and no document is usable.",
            "Fill in your profile or add a document first.",
        )


def _gather(
    workspace: Workspace, own: Sequence[Document], filled: Sequence[Filled], blob: Blob
) -> tuple[list[Source], dict[str, bytes]]:
    """Cover letter, CV, then the documents: the sources in the packet's order, and their PDFs by source id."""
    ours = {one.kind: one for one in filled}
    brought = {COVER_LETTER_KIND: workspace.own_cover_letter, CV_KIND: workspace.own_cv}
    sources: list[Source] = []
    pdfs: dict[str, bytes] = {}
    for kind, title in ((COVER_LETTER_KIND, "Cover letter"), (CV_KIND, "Curriculum vitae")):
        document = brought[kind]
        if document is not None:
            sources.append(_source(document, title))
            pdfs[document.id] = blob(document.pdf_sha256 or "")
        else:
            sources.append(Source(id=kind, kind=kind, title=title, page_count=ours[kind].page_count))
            pdfs[kind] = ours[kind].pdf
    for document in own:
        if document.kind not in brought:
            sources.append(_source(document, document.title or document.file_name))
            pdfs[document.id] = blob(document.pdf_sha256 or "")
    return sources, pdfs


def _source(document: Document, title: str) -> Source:
    return Source(id=document.id, kind=document.kind, title=title, page_count=document.page_count or 0)


def _metadata(profile: Profile, today: date) -> PacketMetadata:
    name = profile.identity.full_name
    title = f"Residency application of {name}" if name else "Residency application"
    return PacketMetadata(title=title, author=name, made_on=today)


def account(workspace: Workspace, plan: Plan | None, names: dict[str, str]) -> tuple[AccountedDocument, ...]:
    """Every document of the workspace exactly once: its section of the packet, or why it has none.

    ``plan`` is None when no packet was built.
    """
    otherwise = None if plan else _NO_PACKET
    return tuple(
        AccountedDocument(
            document_id=document.id,
            name=names.get(document.id, document.file_name),
            kind=document.kind,
            repairs=document.repairs,
            section=plan.section(document.id) if plan else None,
            left_out=left_out(document, workspace) or otherwise,
        )
        for document in workspace.documents
    )


def generated_files(filled: Sequence[Filled], plan: Plan | None, file_name: str) -> tuple[GeneratedFile, ...]:
    """Everything of ours that the report names. The contents page is in no file of its own, so it names the packet."""
    ours = [
        GeneratedFile(kind=one.kind, file=f"{FILES[one.kind]}.pdf", source_id=one.kind, page_count=one.page_count)
        for one in filled
    ]
    contents = plan.section(CONTENTS_KIND) if plan else None
    if contents:
        ours.insert(1, GeneratedFile(CONTENTS_KIND, file_name, CONTENTS_KIND, contents.page_count))
    return tuple(ours)


def report_bytes(report: dict) -> bytes:
    """The report as it is written to a file and kept: UTF-8 JSON, stable for the same report."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode()


def _built(
    workspace: Workspace,
    packet: bytes,
    plan: Plan,
    checks: tuple[Check, ...],
    filled: tuple[Filled, ...],
    findings: tuple[Finding, ...],
    options: PacketOptions,
) -> BuiltPacket:
    documents = (*account(workspace, plan, dict(options.names)), *options.ignored)
    file_name = packet_file_name(workspace.profile.identity)
    report = packet_report(
        packet=packet,
        file_name=file_name,
        plan=plan,
        generated=generated_files(filled, plan, file_name),
        documents=documents,
        findings=findings,
    )
    record = PacketRecord(
        sha256=hashlib.sha256(packet).hexdigest(),
        file_name=file_name,
        bytes=len(packet),
        plan=plan,
        made_from=workspace.fingerprint,
        made_on=PartialDate.model_validate(options.today),
        report_sha256=hashlib.sha256(report_bytes(report)).hexdigest(),
    )
    return BuiltPacket(packet, file_name, plan, checks, filled, documents, findings, report, record)
