"""Where a workspace rests: in a database of this user, in memory for a visitor, or in a .zip to carry away."""

from __future__ import annotations

from postmatch.storage.archive import MAX_BYTES as ARCHIVE_BYTES
from postmatch.storage.archive import is_archive, read_archive, write_archive
from postmatch.storage.database import DatabaseRepository
from postmatch.storage.folder import data_directory
from postmatch.storage.memory import MemoryRepository
from postmatch.storage.repository import Repository, Stored

__all__ = [
    "ARCHIVE_BYTES",
    "DatabaseRepository",
    "MemoryRepository",
    "Repository",
    "Stored",
    "data_directory",
    "is_archive",
    "read_archive",
    "write_archive",
]
