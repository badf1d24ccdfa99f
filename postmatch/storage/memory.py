"""A repository that lives as long as its session and writes nothing to any disk: for visitors of a host."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from postmatch.domain.workspace import Workspace
from postmatch.storage.repository import Stored, check_blobs, check_revision, checked_blob


class MemoryRepository:
    """See ``Repository``. Bytes and workspace are gone with the last reference to this object."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stored: Stored | None = None
        self._last_revision = 0
        self._blobs: dict[str, bytes] = {}

    def load(self) -> Stored | None:
        with self._lock:
            return self._stored

    def revision(self) -> int:
        with self._lock:
            return self._stored.revision if self._stored else 0

    def save(self, workspace: Workspace, *, expected_revision: int, blobs: Mapping[str, bytes] | None = None) -> int:
        new = blobs or {}
        with self._lock:
            check_revision(self._stored.revision if self._stored else 0, expected_revision)
            check_blobs(workspace, stored=self._blobs, new=new)
            known = {**self._blobs, **new}
            self._blobs = {sha256: known[sha256] for sha256 in workspace.blob_hashes}
            self._last_revision += 1
            self._stored = Stored(workspace, self._last_revision)
            return self._last_revision

    def blob(self, sha256: str) -> bytes:
        with self._lock:
            data = self._blobs.get(sha256)
        return checked_blob(sha256, data)

    def erase(self) -> None:
        with self._lock:
            self._stored = None
            self._blobs = {}
