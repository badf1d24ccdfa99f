"""A folder of files as documents of a workspace: each through the gate, none lost, waived letters kept apart."""

from __future__ import annotations

import unicodedata
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
from postmatch.usecases.intake import ignored_file, place
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
    named = {_composed(document.file_name): document for document in result.workspace.documents}
    for name, found in read_files(asked.path, tools.facts.limits) if asked.path else ():
        if isinstance(found, LeftOut):
            unread = AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=found)
            result = replace(result, ignored=(*result.ignored, unread))
            continue
        for member in members_of(Upload(name, found), tools):
            result = _with_member(result, member, asked, tools, named)
    _refuse_unknown_waived(result, asked.waived)
    return result


def _with_member(
    taken: TakenFolder,
    member: Member,
    asked: FolderAsked,
    tools: Tools,
    named: Mapping[str, Document],
) -> TakenFolder:
    """One file more; one that the workspace knows (by name) hands on what was told of it."""
    upload = member.upload
    if member.refusal and member.is_ignored:
        return replace(taken, ignored=(*taken.ignored, ignored_file(upload.name, member.refusal)))
    path_name, bare_name = _names_of(upload.name)
    before = named.get(path_name) or named.get(bare_name)
    told = _told(upload.name, before, asked)
    workspace = taken.workspace
    if before and workspace.document(before.id):
        left = tuple(document for document in workspace.documents if document.id != before.id)
        workspace = workspace.model_copy(update={"documents": left})
    if member.refusal:
        document, blobs = refused(upload, member.refusal, told=told)
    else:
        document, blobs = examine(workspace, upload, tools, told=told)
    if before:
        told_before = {"included": before.included, "issued": before.issued, "expires": before.expires}
        document = document.model_copy(update=told_before)
    return TakenFolder(
        workspace=place(workspace, document, tools.facts),
        blobs=taken.blobs | blobs,
        names=(*taken.names, (document.id, upload.name)),
        ignored=taken.ignored,
    )


def _told(name: str, before: Document | None, asked: FolderAsked) -> Told:
    path_name, bare_name = _names_of(name)
    passwords = {_composed(named): password for named, password in asked.passwords.items()}
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
    """macOS lists an accented letter as two characters where a keyboard types one; a workspace keeps no white space at
    the ends of a name."""
    return unicodedata.normalize("NFC", name).strip()
