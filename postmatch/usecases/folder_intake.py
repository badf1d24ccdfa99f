"""A folder of files as documents of a workspace: each through the gate, none lost, waived letters kept apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document, Upload
from postmatch.domain.packet import AccountedDocument, LeftOut
from postmatch.domain.workspace import Workspace
from postmatch.errors import FileNotNamed
from postmatch.usecases.bundles import Member, members_of
from postmatch.usecases.examine import Told, examine, refused
from postmatch.usecases.folder_files import read_files
from postmatch.usecases.intake import Intake, ignored_file, place
from postmatch.usecases.known_files import composed, in_place_of, is_same_file, known_files, names_of
from postmatch.usecases.tools import Tools


@dataclass(frozen=True)
class FolderAsked:
    """``path`` is None when the documents come with a saved workspace. ``passwords`` maps file names to passwords;
    ``waived`` names letters."""

    path: Path | None
    passwords: Mapping[str, str] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TakenFolder:
    """The files of a folder after the gate: the workspace, its bytes, and what the report needs beside them."""

    workspace: Workspace
    blobs: dict[str, bytes]
    names: tuple[tuple[str, str], ...] = ()
    ignored: tuple[AccountedDocument, ...] = ()

    def blob(self, sha256: str) -> bytes:
        return self.blobs[sha256]


def take_in_folder(workspace: Workspace, blobs: Mapping[str, bytes], asked: FolderAsked, tools: Tools) -> TakenFolder:
    """Every file of the folder, and every member of a .zip in it. Raises ``FileNotNamed`` when a letter that is said
    to be waived is not there."""
    result = TakenFolder(_with_waived(workspace, asked.waived), dict(blobs))
    members = []
    for name, found in read_files(asked.path, tools.facts.limits) if asked.path else ():
        if isinstance(found, LeftOut):
            unread = AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=found)
            result = replace(result, ignored=(*result.ignored, unread))
        else:
            members += members_of(Upload(name, found), tools)
    known = known_files(result.workspace.documents, [member.upload for member in members])
    for member, before in zip(members, known, strict=True):
        result = _with_member(result, member, before, asked, tools)
    _refuse_unknown_waived(result, asked.waived)
    return result


def _with_member(
    taken: TakenFolder, member: Member, before: Document | None, asked: FolderAsked, tools: Tools
) -> TakenFolder:
    """One file more. ``before``: what the workspace knows of it, which stays as it is while the file does."""
    upload = member.upload
    if member.refusal and member.is_ignored:
        return replace(taken, ignored=(*taken.ignored, ignored_file(upload.name, member.refusal)))
    told = _told(upload.name, before, asked)
    if before and is_same_file(before, upload):
        workspace = taken.workspace.with_document(before.model_copy(update={"waived": told.waived}))
        return replace(taken, workspace=workspace, names=(*taken.names, (before.id, upload.name)))
    if member.refusal:
        document, blobs = refused(upload, member.refusal, told=told)
    else:
        document, blobs = examine(taken.workspace, upload, tools, told=told)
    if before:
        intake = in_place_of(before, document, taken.workspace, taken.blobs | blobs, tools)
    else:
        intake = Intake(place(taken.workspace, document, tools.facts), blobs, (document,))
    return TakenFolder(
        workspace=intake.workspace,
        blobs=taken.blobs | blobs | intake.blobs,
        names=(*taken.names, (intake.documents[0].id, upload.name)),
        ignored=taken.ignored,
    )


def _told(name: str, before: Document | None, asked: FolderAsked) -> Told:
    path_name, bare_name = names_of(name)
    passwords = {composed(named): password for named, password in asked.passwords.items()}
    is_waived = _is_among(name, asked.waived)
    return Told(
        kind=before.kind if before else LETTER_KIND if is_waived else None,
        title=before.title if before else "",
        waived=is_waived or (before.waived if before else False),
        password=passwords.get(path_name, passwords.get(bare_name)),
    )


def _with_waived(workspace: Workspace, waived: frozenset[str]) -> Workspace:
    for document in workspace.documents:
        if _is_among(document.file_name, waived):
            workspace = workspace.with_document(document.model_copy(update={"waived": True}))
    return workspace


def _refuse_unknown_waived(taken: TakenFolder, waived: frozenset[str]) -> None:
    """A misspelt name would let a waived letter into the packet, so it stops the build."""
    names = [document.file_name for document in taken.workspace.documents]
    names += [document.name for document in taken.ignored]
    names += [name for _, name in taken.names]
    known = {name for file_name in names for name in names_of(file_name)}
    unknown = [name for name in waived if composed(name) not in known]
    if unknown:
        raise FileNotNamed(
            f"No document is called {', '.join(sorted(unknown))}, so the letter you mean might not be kept out.",
            "Write each name after --waived as the file is called in the folder.",
        )


def _is_among(name: str, names: Collection[str]) -> bool:
    return not {composed(one) for one in names}.isdisjoint(names_of(name))
