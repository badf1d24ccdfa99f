"""Reading what ``--profile`` and the Workspace page take: a JSON Resume, or a saved workspace .zip."""

from __future__ import annotations

from dataclasses import dataclass, field

from postmatch.domain.checklist import Finding
from postmatch.domain.workspace import Workspace
from postmatch.interchange import import_with_findings
from postmatch.storage import read_archive

ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True)
class ReadProfile:
    """A workspace with the profile in it; an archive is all of one, with the bytes of its documents, and a JSON
    Resume brings the profile alone, with findings about what it could not place and the words themselves."""

    workspace: Workspace
    is_archive: bool
    blobs: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    digest: str = ""


def read_profile_file(data: bytes, *, name: str = "Profile file") -> ReadProfile:
    """What the bytes are decides, not the name, which only says where unplaced words come from.

    Raises ``ProfileUnreadable`` or ``ArchiveUnreadable``.
    """
    if data.startswith(ZIP_MAGIC):
        workspace, blobs = read_archive(data)
        return ReadProfile(workspace, is_archive=True, blobs=blobs)
    imported, findings = import_with_findings(data, source=name)
    read = imported.of_file(data)
    workspace = Workspace(profile=read.profile, unplaced=read.unplaced)
    return ReadProfile(workspace, is_archive=False, findings=findings, digest=read.digest)
