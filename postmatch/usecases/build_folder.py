"""The same packet without a browser: a profile file and a folder of documents in, a folder of results out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from postmatch.domain.checklist import Finding
from postmatch.domain.facts import Facts
from postmatch.domain.packet import AccountedDocument
from postmatch.domain.packet_choice import all_profiles, find_profile, profile_in_force
from postmatch.domain.workspace import Workspace
from postmatch.errors import PacketImpossible, PacketNotNamed, PacketUntrue, ProfileUnreadable, StorageFailed
from postmatch.interchange import write_checklist
from postmatch.packet import draw_report_sheet, packet_file_name, packet_report
from postmatch.usecases.build_packet import BuiltPacket, PacketOptions, build_packet, fill_all
from postmatch.usecases.fill import Filled
from postmatch.usecases.folder_intake import FolderAsked, TakenFolder, take_in_folder
from postmatch.usecases.packet_account import FILES, account, generated_files, report_bytes
from postmatch.usecases.packet_download import packet_bytes
from postmatch.usecases.profile_file import read_profile_file
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.tools import Tools

_ASKED = "asked"  # id of the profile that a command asks for; it lives for this one build


@dataclass(frozen=True)
class PacketAsked:
    """What is asked of the packet beyond the workspace's own choice; None and False ask for nothing.

    ``profile`` is an id or a name; ``target_bytes`` takes the place of the profile's size target.
    """

    profile: str | None = None
    stamp: bool = False
    dividers: bool = False
    target_bytes: int | None = None
    split: bool = False


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
    packet: PacketAsked = PacketAsked()


@dataclass(frozen=True)
class FolderResult:
    """``packet_path`` is None when no packet could be built; ``problem`` then says why, and ``older`` is a packet of
    an earlier build that still lies there."""

    packet_path: Path | None
    documents: tuple[AccountedDocument, ...]
    findings: tuple[Finding, ...]
    problem: PacketImpossible | PacketUntrue | None = None
    older: Path | None = None


def build_folder(job: FolderJob, tools: Tools) -> FolderResult:
    """Writes cv and cover letter (.docx, .pdf), the packet, ``checklist.csv``, ``report.json`` and ``report.pdf``,
    the same to print, to ``job.out``.

    Raises ``ProfileUnreadable``, ``ArchiveUnreadable``, ``EngineUnavailable``, ``TemplateBroken``,
    ``ConversionFailed``, ``StorageFailed``, ``FileNotNamed`` or ``PacketNotNamed``; nothing is written then, unless a
    file of an earlier build cannot be replaced (``_write_all``), and no file is ever half-written.
    """
    read = read_profile_file(_profile_bytes(job.profile))
    workspace = _with_packet_asked(_with_engine(read.workspace, job.engine), job.packet, tools.facts)
    asked = FolderAsked(job.documents, job.passwords, job.waived)
    folder = take_in_folder(workspace, read.blobs, asked, tools)
    options = PacketOptions(
        today=job.today,
        split=job.packet.split,
        ignored=folder.ignored,
        names=folder.names,
        findings=read.findings,
    )
    try:
        built = build_packet(folder.workspace, tools, blob=folder.blob, options=options)
    except (PacketImpossible, PacketUntrue) as problem:
        return _write_without_packet(folder, read.findings, job, tools, problem)
    packet_path = job.out / built.file_name
    packet = {built.file_name: packet_bytes(built.record, built.blobs.__getitem__)}
    _write_all(job.out, packet | _files(built))  # the packet first: no account may speak of one that is not there
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
        "report.pdf": built.sheet,
    }


def _filled_files(filled: tuple[Filled, ...]) -> dict[str, bytes]:
    words = {f"{FILES[one.kind]}.docx": one.docx for one in filled}
    return words | {f"{FILES[one.kind]}.pdf": one.pdf for one in filled}


def _write_without_packet(
    folder: TakenFolder,
    imported: tuple[Finding, ...],
    job: FolderJob,
    tools: Tools,
    problem: PacketImpossible | PacketUntrue,
) -> FolderResult:
    """The applicant still gets the two filled documents, the checklist, and a report that names every file."""
    filled = fill_all(folder.workspace, tools, blob=folder.blob, today=job.today)
    findings = (*review_workspace(folder.workspace, tools.facts, today=job.today), *imported)
    profile = profile_in_force(folder.workspace, tools.facts)
    told = account(folder.workspace, profile, (), names=dict(folder.names), reduced={})
    documents = (*told, *folder.ignored)
    file_name = packet_file_name(folder.workspace.profile.identity)
    report = packet_report(
        files=(),
        delivered=None,
        generated=generated_files(filled, ()),
        documents=documents,
        findings=findings,
    )
    sheet = draw_report_sheet(
        report,
        paper=folder.workspace.choices.paper,
        applicant=folder.workspace.profile.identity.full_name,
        made_on=job.today,
    )
    files = {"checklist.csv": write_checklist(findings), "report.json": report_bytes(report), "report.pdf": sheet}
    _write_all(job.out, _filled_files(filled) | files)
    older = job.out / file_name
    return FolderResult(None, documents, findings, problem, older if older.is_file() else None)


# --- what is asked of the packet -------------------------------------------------------------------------------


def _with_engine(workspace: Workspace, engine: str | None) -> Workspace:
    if engine is None:
        return workspace
    return workspace.model_copy(update={"choices": workspace.choices.model_copy(update={"engine": engine})})


def _with_packet_asked(workspace: Workspace, asked: PacketAsked, facts: Facts) -> Workspace:
    """The workspace with the profile that was asked for in force."""
    profile = profile_in_force(workspace, facts)
    if asked.profile is not None:
        found = find_profile(asked.profile, workspace, facts)
        if found is None:
            known = ", ".join(one.id for one in all_profiles(workspace, facts))
            raise PacketNotNamed(
                f"There is no kind of packet called {asked.profile}.", f"Write one of these instead: {known}."
            )
        profile = found
    target = profile.most_bytes if asked.target_bytes is None else asked.target_bytes
    added = profile.adding(stamp=asked.stamp, dividers=asked.dividers)
    changed = added.model_copy(update={"id": _ASKED, "most_bytes": target})
    choices = workspace.choices.model_copy(update={"packet_profile": _ASKED})
    return workspace.with_packet_profile(changed).model_copy(update={"choices": choices})


# --- writing ---------------------------------------------------------------------------------------------------


def _write_all(out: Path, files: Mapping[str, bytes]) -> None:
    """All files under temporary names first, then renamed in their order: a full disk changes nothing. Where one
    cannot be replaced (on Windows, when a viewer has it open), those behind it stay as they were."""
    written: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            handle, temporary = tempfile.mkstemp(dir=out, prefix=".postmatch-")
            written.append((Path(temporary), out / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        for temporary_path, path in written:
            _rename(temporary_path, path)
    except OSError as error:
        raise StorageFailed(
            f"The results could not be written to {out}: {error.strerror or error}.",
            "Check that the disk has room and that you may write there, then build again.",
        ) from error
    finally:
        for temporary_path, _path in written:
            temporary_path.unlink(missing_ok=True)


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise StorageFailed(
            f"{path.name} could not be replaced ({error.strerror or error}), so the results in {path.parent} may be of "
            "two builds.",
            "Close it in other programs, check that no folder is called so, and build again before you send anything.",
        ) from error
