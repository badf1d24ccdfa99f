"""Taking a workspace along and bringing one in: a .zip of everything, or the profile alone as JSON Resume."""

from __future__ import annotations

from dataclasses import dataclass, field

from postmatch.domain.checklist import Finding
from postmatch.domain.documents import Upload
from postmatch.domain.imports import kept_beside
from postmatch.domain.workspace import Workspace
from postmatch.interchange import write_json_resume
from postmatch.storage import write_archive
from postmatch.usecases.profile_file import read_profile_file
from postmatch.usecases.tools import Blob


@dataclass(frozen=True)
class Brought:
    """What a file would make of the workspace; ``summary`` says it before anything is replaced."""

    workspace: Workspace
    summary: str
    blobs: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def save_workspace(workspace: Workspace, blob: Blob) -> bytes:
    """The .zip of everything that is there; what was removed and could still be put back does not travel, except that
    a letter was waived.

    Raises ``StorageFailed`` when a stored file is not intact or the whole is larger than the app takes back.
    """
    return write_archive(workspace.without_removed(), blob)


def save_profile(workspace: Workspace) -> bytes:
    """The profile as JSON Resume with our own fields beside the standard ones."""
    return write_json_resume(workspace.profile)


def bring_in(workspace: Workspace, upload: Upload) -> Brought:
    """A .zip replaces everything, a JSON Resume the profile only. Raises ``ProfileUnreadable`` or
    ``ArchiveUnreadable``; changes nothing by itself."""
    read = read_profile_file(upload.data, name=upload.name)
    name = read.workspace.profile.identity.full_name or "somebody without a name"
    if read.is_archive:
        count = len(read.workspace.documents)
        summary = (
            f"This file holds the workspace of {name} with {count} document{'' if count == 1 else 's'}. "
            "It takes the place of everything that is here now."
        )
        return Brought(read.workspace, summary, read.blobs)
    others = kept_beside(workspace.unplaced, read.digest)
    kept = {"is_sample": False, "unplaced": (*others, *read.workspace.unplaced)}
    changed = workspace.with_profile(read.workspace.profile).model_copy(update=kept)
    summary = f"This file holds the profile of {name}. It takes the place of your profile; your documents stay."
    return Brought(changed, summary, findings=read.findings)
