"""The place where a workspace rests, as everybody else sees it: load, save, fetch bytes, erase.

A repository holds one workspace at a time. Every save raises the revision, and a save that started from an older
revision is refused, so a stale tab can neither overwrite newer work nor bring erased work back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from postmatch.domain.workspace import Workspace
from postmatch.errors import SaveConflict, StorageFailed


@dataclass(frozen=True)
class Stored:
    """A workspace as it was read, and the revision to name when saving what was made from it."""

    workspace: Workspace
    revision: int


class Repository(Protocol):
    """Safe to use from several threads. Whatever goes wrong outside our hands is a ``StorageFailed``."""

    def load(self) -> Stored | None:
        """The stored workspace, or None when nothing is stored."""

    def revision(self) -> int:
        """The revision of the stored workspace, 0 when nothing is stored; cheap enough to ask on every rerun."""

    def save(self, workspace: Workspace, *, expected_revision: int, blobs: Mapping[str, bytes] | None = None) -> int:
        """Keeps the workspace and the new bytes together or not at all, and returns the new revision.

        ``expected_revision`` is the revision this workspace was made from, 0 for the first save; ``blobs`` maps
        SHA-256 to bytes that are not stored yet. Stored bytes that the workspace no longer refers to are deleted.
        Raises ``SaveConflict`` when another revision is stored, and ``ValueError`` (a fault of the caller) when
        ``workspace.blob_hashes`` names bytes that are neither stored nor handed over, or bytes stand under a
        hash that is not theirs.
        """

    def blob(self, sha256: str) -> bytes:
        """The stored bytes with that SHA-256. Raises ``StorageFailed`` when they are absent or were altered."""

    def erase(self) -> None:
        """Removes everything. Revisions go on from where they were: one that was used is never used again."""


def check_blobs(workspace: Workspace, *, stored: Collection[str], new: Mapping[str, bytes]) -> None:
    """Raises ``ValueError`` when saving would leave the workspace with a reference to nothing."""
    for sha256, data in new.items():
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"the bytes handed over as {sha256} have another SHA-256")
    missing = workspace.blob_hashes.difference(stored, new)
    if missing:
        raise ValueError(f"neither stored nor handed over: {', '.join(sorted(missing))}")


def check_revision(stored: int, expected: int) -> None:
    """Raises ``SaveConflict`` unless both are the same; 0 means that nothing is stored."""
    if stored == expected:
        return
    if stored == 0:
        raise SaveConflict(
            "Your work was erased in another tab or window, so this change was not saved.",
            "Reload this page to start afresh. To bring earlier work back, restore a saved workspace file.",
        )
    raise SaveConflict(
        "Your work was changed in another tab or window after this page was opened, so this change was not saved.",
        "Look at the newer version, then make your change again.",
    )


def checked_blob(sha256: str, data: bytes | None) -> bytes:
    """The bytes as they are, or ``StorageFailed`` when they are absent or are not the ones that were stored."""
    if data is None:
        raise StorageFailed(
            "A file that belongs to your work is no longer stored, so it cannot be shown or used.",
            "Reload the page. If this comes again, remove the document and upload it once more.",
        )
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StorageFailed(
            "A stored file was altered or damaged on the disk, so it is not used.",
            "Remove the document and upload it once more.",
        )
    return data
