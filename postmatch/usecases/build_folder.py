"""The same packet without a browser: a profile file and a folder of documents in, a folder of results out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from postmatch.domain.checklist import Finding
from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document, ReasonCode, Upload
from postmatch.domain.packet import AccountedDocument, LeftOut
from postmatch.domain.workspace import Workspace
from postmatch.errors import FileNotNamed, PacketImpossible, PacketUntrue, StorageFailed
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
from postmatch.usecases.intake import Told, examine, place
from postmatch.usecases.profile_file import read_profile_file
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.tools import Tools

SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
LOCK_PREFIXES = ("~$", "._", ".~lock.")  # Word's and LibreOffice's owner files, macOS resource forks


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
    """``packet_path`` is None when no packet could be built; ``problem`` then says why."""

    packet_path: Path | None
    documents: tuple[AccountedDocument, ...]
    findings: tuple[Finding, ...]
    problem: PacketImpossible | PacketUntrue | None = None


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
    read = read_profile_file(job.profile.read_bytes())
    workspace = read.workspace
    if job.engine:
        choices = workspace.choices.model_copy(update={"engine": job.engine})
        workspace = workspace.model_copy(update={"choices": choices})
    folder = _take_in_folder(_with_waived(workspace, job.waived), read.blobs, job, tools)
    _refuse_unknown_waived(folder, job.waived)
    options = PacketOptions(today=job.today, ignored=folder.ignored, names=folder.names)
    try:
        built = build_packet(folder.workspace, tools, blob=folder.blob, options=options)
    except (PacketImpossible, PacketUntrue) as problem:
        return _write_without_packet(folder, job, tools, problem)
    findings = (*review_workspace(folder.workspace, tools.facts, today=job.today), *read.findings)
    packet_path = job.out / built.file_name
    _write_all(job.out, {**_files(built, findings), built.file_name: built.packet})
    return FolderResult(packet_path, built.documents, findings)


def _files(built: BuiltPacket, findings: tuple[Finding, ...]) -> dict[str, bytes]:
    return {
        **_filled_files(built.filled),
        "checklist.csv": write_checklist(findings),
        "report.json": report_bytes(built.report),
    }


def _filled_files(filled: tuple[Filled, ...]) -> dict[str, bytes]:
    words = {f"{FILES[one.kind]}.docx": one.docx for one in filled}
    return words | {f"{FILES[one.kind]}.pdf": one.pdf for one in filled}


def _write_without_packet(
    folder: _Folder, job: FolderJob, tools: Tools, problem: PacketImpossible | PacketUntrue
) -> FolderResult:
    """The applicant still gets the two filled documents, the checklist, and a report that names every file."""
    filled = fill_all(folder.workspace, tools, today=job.today)
    findings = review_workspace(folder.workspace, tools.facts, today=job.today)
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
    return FolderResult(None, documents, findings, problem)


# --- waived letters --------------------------------------------------------------------------------------------


def _with_waived(workspace: Workspace, waived: frozenset[str]) -> Workspace:
    for document in workspace.documents:
        if document.file_name in waived:
            workspace = workspace.with_document(document.model_copy(update={"waived": True}))
    return workspace


def _refuse_unknown_waived(folder: _Folder, waived: frozenset[str]) -> None:
    """A misspelt name would let a waived letter into the packet, so it stops the build."""
    names = [document.file_name for document in folder.workspace.documents]
    names += [document.name for document in folder.ignored]
    unknown = waived - {*names, *(_base(name) for name in names)}
    if unknown:
        raise FileNotNamed(
            f"No document is called {', '.join(sorted(unknown))}, so the letter you mean might not be kept out.",
            "Write each name after --waived as the file is called in the folder.",
        )


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


# --- reading the folder ----------------------------------------------------------------------------------------


def _take_in_folder(workspace: Workspace, blobs: dict[str, bytes], job: FolderJob, tools: Tools) -> _Folder:
    result = _Folder(workspace, dict(blobs), (), ())
    named = {document.file_name: document for document in workspace.documents}
    for name, path in _walk(job.documents) if job.documents else ():
        if reason := _ignored_because(path):
            result = _with_ignored(result, name, reason)
            continue
        try:
            data = path.read_bytes()
        except OSError:
            result = _with_unreadable(result, name)
            continue
        result = _with_file(result, Upload(name, data), job, tools, named)
    return result


def _walk(root: Path) -> list[tuple[str, Path]]:
    """Every file below ``root`` with its relative path in POSIX form, sorted by that; no link is followed."""
    found = []
    for folder, _folders, files in os.walk(root, followlinks=False):
        linked = [name for name in _folders if (Path(folder) / name).is_symlink()]
        found += [Path(folder) / name for name in (*files, *linked)]
    return sorted((path.relative_to(root).as_posix(), path) for path in found)


def _ignored_because(path: Path) -> str:
    if path.is_symlink():
        return "This is a link to something outside the folder; links are not followed."
    if path.name.lower() in SYSTEM_NAMES or path.name.startswith(LOCK_PREFIXES):
        return "This is a file that the computer keeps for itself, not a document."
    return "" if path.is_file() else "This is not a regular file."


def _with_ignored(folder: _Folder, name: str, reason: str) -> _Folder:
    left_out = LeftOut(code=ReasonCode.IGNORED, message=reason, hint="Nothing needs to be done.")
    ignored = AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=left_out)
    return _Folder(folder.workspace, folder.blobs, folder.names, (*folder.ignored, ignored))


def _with_unreadable(folder: _Folder, name: str) -> _Folder:
    left_out = LeftOut(
        code=ReasonCode.UNREADABLE,
        message="The computer did not let Postmatch read this file.",
        hint="Check that the file is not open elsewhere and that you may read it, then build again.",
    )
    unreadable = AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=left_out)
    return _Folder(folder.workspace, folder.blobs, folder.names, (*folder.ignored, unreadable))


def _with_file(
    folder: _Folder,
    upload: Upload,
    job: FolderJob,
    tools: Tools,
    named: Mapping[str, Document],
) -> _Folder:
    """One file of the folder as a document; one that the workspace knows (by name) hands on kind and waiver."""
    base = _base(upload.name)
    before = named.get(upload.name) or named.get(base)
    is_waived = bool({upload.name, base} & job.waived)
    waived = is_waived or (before.waived if before else False)
    told = Told(
        kind=before.kind if before else LETTER_KIND if is_waived else None,
        title=before.title if before else "",
        waived=waived,
        password=job.passwords.get(upload.name, job.passwords.get(base)),
    )
    workspace = folder.workspace
    if before and workspace.document(before.id):
        left = tuple(document for document in workspace.documents if document.id != before.id)
        workspace = workspace.model_copy(update={"documents": left})
    document, blobs = examine(workspace, upload, tools, told=told)
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
