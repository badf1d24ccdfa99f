"""The same packet without a browser: a profile file and a folder of documents in, a folder of results out."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from postmatch.domain.checklist import Finding
from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document, Upload
from postmatch.domain.packet import AccountedDocument, LeftOut
from postmatch.domain.workspace import Workspace
from postmatch.errors import FileNotNamed, PacketImpossible, PacketUntrue, ProfileUnreadable, StorageFailed
from postmatch.interchange import write_checklist
from postmatch.packet import packet_file_name, packet_report
from postmatch.usecases.build_packet import (
    FILES,
    BuiltPacket,
    PacketOptions,
    account,
    build_packet,
    fill_all,
    generated_files,
    report_bytes,
)
from postmatch.usecases.fill import Filled
from postmatch.usecases.folder_files import read_files
from postmatch.usecases.intake import Told, examine, place
from postmatch.usecases.profile_file import read_profile_file
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.tools import Tools


@dataclass(frozen=True)
class FolderJob:
    """What ``build`` was asked for. ``passwords`` maps file names to passwords; ``waived`` names letters."""

    profile: Path
    out: Path
    today: date
    documents: Path | None = None
    engine: str | None = None
    passwords: Mapping[str, str] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FolderResult:
    """``packet_path`` is None when no packet could be built; ``problem`` then says why, and ``older`` is a packet of
    an earlier build that still lies there."""

    packet_path: Path | None
    documents: tuple[AccountedDocument, ...]
    findings: tuple[Finding, ...]
    problem: PacketImpossible | PacketUntrue | None = None
    older: Path | None = None


@dataclass(frozen=True)
class _Folder:
    """The files of a folder after the gate: the workspace, its bytes, and what the report needs beside them."""

    workspace: Workspace
    blobs: dict[str, bytes]
    names: tuple[tuple[str, str], ...]
    ignored: tuple[AccountedDocument, ...]

    def blob(self, sha256: str) -> bytes:
        return self.blobs[sha256]


def build_folder(job: FolderJob, tools: Tools) -> FolderResult:
    """Writes cv and cover letter (.docx, .pdf), the packet, ``checklist.csv`` and ``report.json`` to ``job.out``.

    Raises ``ProfileUnreadable``, ``ArchiveUnreadable``, ``EngineUnavailable``, ``TemplateBroken``,
    ``ConversionFailed``, ``StorageFailed`` or ``FileNotNamed``; nothing is written then, and no file is ever
    half-written.
    """
    read = read_profile_file(_profile_bytes(job.profile))
    workspace = read.workspace
    if job.engine:
        choices = workspace.choices.model_copy(update={"engine": job.engine})
        workspace = workspace.model_copy(update={"choices": choices})
    folder = _take_in_folder(_with_waived(workspace, job.waived), read.blobs, job, tools)
    _refuse_unknown_waived(folder, job.waived)
    options = PacketOptions(today=job.today, ignored=folder.ignored, names=folder.names, findings=read.findings)
    try:
        built = build_packet(folder.workspace, tools, blob=folder.blob, options=options)
    except (PacketImpossible, PacketUntrue) as problem:
        return _write_without_packet(folder, read.findings, job, tools, problem)
    packet_path = job.out / built.file_name
    _write_all(job.out, {**_files(built), built.file_name: built.packet})
    return FolderResult(packet_path, built.documents, built.findings)


def _profile_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProfileUnreadable(
            "The computer did not let Postmatch read the profile file.",
            "Check that the file is not open elsewhere and that you may read it, then build again.",
        ) from error


def _files(built: BuiltPacket) -> dict[str, bytes]:
    return {
        **_filled_files(built.filled),
        "checklist.csv": write_checklist(built.findings),
        "report.json": report_bytes(built.report),
    }


def _filled_files(filled: tuple[Filled, ...]) -> dict[str, bytes]:
    words = {f"{FILES[one.kind]}.docx": one.docx for one in filled}
    return words | {f"{FILES[one.kind]}.pdf": one.pdf for one in filled}


def _write_without_packet(
    folder: _Folder,
    imported: tuple[Finding, ...],
    job: FolderJob,
    tools: Tools,
    problem: PacketImpossible | PacketUntrue,
) -> FolderResult:
    """The applicant still gets the two filled documents, the checklist, and a report that names every file."""
    filled = fill_all(folder.workspace, tools, today=job.today)
    findings = (*review_workspace(folder.workspace, tools.facts, today=job.today), *imported)
    documents = (*account(folder.workspace, None, dict(folder.names)), *folder.ignored)
    file_name = packet_file_name(folder.workspace.profile.identity)
    report = packet_report(
        packet=None,
        file_name=file_name,
        plan=None,
        generated=generated_files(filled, None, file_name),
        documents=documents,
        findings=findings,
    )
    files = {"checklist.csv": write_checklist(findings), "report.json": report_bytes(report)}
    _write_all(job.out, _filled_files(filled) | files)
    older = job.out / file_name
    return FolderResult(None, documents, findings, problem, older if older.is_file() else None)


# --- waived letters --------------------------------------------------------------------------------------------


def _with_waived(workspace: Workspace, waived: frozenset[str]) -> Workspace:
    for document in workspace.documents:
        if _is_among(document.file_name, waived):
            workspace = workspace.with_document(document.model_copy(update={"waived": True}))
    return workspace


def _refuse_unknown_waived(folder: _Folder, waived: frozenset[str]) -> None:
    """A misspelt name would let a waived letter into the packet, so it stops the build."""
    names = [document.file_name for document in folder.workspace.documents]
    names += [document.name for document in folder.ignored]
    known = {name for file_name in names for name in _names_of(file_name)}
    unknown = [name for name in waived if _composed(name) not in known]
    if unknown:
        raise FileNotNamed(
            f"No document is called {', '.join(sorted(unknown))}, so the letter you mean might not be kept out.",
            "Write each name after --waived as the file is called in the folder.",
        )


def _names_of(name: str) -> tuple[str, str]:
    """What people may call a file: its path within the folder, or its bare name."""
    composed = _composed(name)
    return composed, composed.rpartition("/")[2]


def _is_among(name: str, names: Collection[str]) -> bool:
    return not {_composed(one) for one in names}.isdisjoint(_names_of(name))


def _composed(name: str) -> str:
    """macOS lists an accented letter as two characters where a keyboard types one."""
    return unicodedata.normalize("NFC", name)


# --- reading the folder ----------------------------------------------------------------------------------------


def _take_in_folder(workspace: Workspace, blobs: dict[str, bytes], job: FolderJob, tools: Tools) -> _Folder:
    result = _Folder(workspace, dict(blobs), (), ())
    named = {_composed(document.file_name): document for document in workspace.documents}
    for name, found in read_files(job.documents, tools.facts.limits) if job.documents else ():
        if isinstance(found, LeftOut):
            result = _with_left_out(result, name, found)
        else:
            result = _with_file(result, Upload(name, found), job, tools, named)
    return result


def _with_left_out(folder: _Folder, name: str, left_out: LeftOut) -> _Folder:
    unread = AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=left_out)
    return _Folder(folder.workspace, folder.blobs, folder.names, (*folder.ignored, unread))


def _with_file(
    folder: _Folder,
    upload: Upload,
    job: FolderJob,
    tools: Tools,
    named: Mapping[str, Document],
) -> _Folder:
    """One file of the folder as a document; one that the workspace knows (by name) hands on what was told of it."""
    path_name, bare_name = _names_of(upload.name)
    before = named.get(path_name) or named.get(bare_name)
    passwords = {_composed(name): password for name, password in job.passwords.items()}
    is_waived = _is_among(upload.name, job.waived)
    waived = is_waived or (before.waived if before else False)
    told = Told(
        kind=before.kind if before else LETTER_KIND if is_waived else None,
        title=before.title if before else "",
        waived=waived,
        password=passwords.get(path_name, passwords.get(bare_name)),
    )
    workspace = folder.workspace
    if before and workspace.document(before.id):
        left = tuple(document for document in workspace.documents if document.id != before.id)
        workspace = workspace.model_copy(update={"documents": left})
    document, blobs = examine(workspace, upload, tools, told=told)
    if before:
        told_before = {"included": before.included, "issued": before.issued, "expires": before.expires}
        document = document.model_copy(update=told_before)
    return _Folder(
        workspace=place(workspace, document, tools.facts),
        blobs=folder.blobs | blobs,
        names=(*folder.names, (document.id, upload.name)),
        ignored=folder.ignored,
    )


# --- writing ---------------------------------------------------------------------------------------------------


def _write_all(out: Path, files: Mapping[str, bytes]) -> None:
    """All files under temporary names first, then renamed: a full disk leaves no half-written result."""
    written: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            handle, temporary = tempfile.mkstemp(dir=out, prefix=".postmatch-")
            written.append((Path(temporary), out / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        for temporary_path, path in written:
            temporary_path.replace(path)
    except OSError as error:
        for temporary_path, _path in written:
            temporary_path.unlink(missing_ok=True)
        raise StorageFailed(
            f"The results could not be written to {out}: {error.strerror or error}.",
            "Check that the disk has room and that you may write there, then build again.",
        ) from error
