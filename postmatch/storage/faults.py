"""What can be wrong with a disk, a folder or a database file, in sentences for the applicant.

The only place that knows SQLite's result codes (https://www.sqlite.org/rescode.html).
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc

from postmatch.errors import StorageFailed
from postmatch.storage.folder import DAMAGED_CODES, DatabaseFiles

_PURPOSES = {
    "read": "Your saved work could not be read",
    "save": "Your last change could not be saved",
    "erase": "Your saved work could not be erased",
}
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NOT_ALLOWED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_FULL_ERRNO = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def in_plain_words(files: DatabaseFiles, purpose: str) -> Iterator[None]:
    """Turns what the database or the disk raises into ``StorageFailed``; sets a damaged database aside.

    ``purpose`` is ``read``, ``save`` or ``erase``: what could not be done.
    """
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise _told(files, purpose, error.orig) from error
    except (sqlite3.Error, OSError) as error:
        raise _told(files, purpose, error) from error


def written_by_newer() -> StorageFailed:
    return StorageFailed(
        "Your saved work was written by a newer version of Postmatch, which this version cannot read."
        " It was left as it is.",
        "Start the newer version, or update this one.",
    )


def not_understood() -> StorageFailed:
    return StorageFailed(
        "Your saved work is not in a form that Postmatch understands, so it was not opened. It was left as it is.",
        "Restore your last saved workspace file, or ask the maintainers for help before you erase anything.",
    )


def _told(files: DatabaseFiles, purpose: str, error: BaseException | None) -> StorageFailed:
    if isinstance(error, OSError):
        return _system_fault(files, purpose, error)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest of the number is detail
    if code in DAMAGED_CODES:
        return _damaged(files, purpose)
    if code == sqlite3.SQLITE_FULL:
        return _full(files, purpose)
    if code in _LOCKED:
        return _locked(purpose)
    if code in _NOT_ALLOWED:
        return _not_allowed(files, purpose)
    return _disk_fault(files, purpose)


def _system_fault(files: DatabaseFiles, purpose: str, error: OSError) -> StorageFailed:
    if error.errno in _FULL_ERRNO:
        return _full(files, purpose)
    if isinstance(error, PermissionError | NotADirectoryError | FileExistsError) or error.errno == errno.EROFS:
        return _not_allowed(files, purpose)
    return _disk_fault(files, purpose)


def _full(files: DatabaseFiles, purpose: str) -> StorageFailed:
    return StorageFailed(
        f"{_PURPOSES[purpose]}, because the disk is full. What was saved before is unharmed.",
        f"Free some space on the disk that holds {files.folder}, then try again.",
    )


def _locked(purpose: str) -> StorageFailed:
    return StorageFailed(
        f"{_PURPOSES[purpose]}, because another program is using the file. What was saved before is unharmed.",
        "Wait a moment and try again. If it stays so, close other windows of Postmatch and backup programs.",
    )


def _not_allowed(files: DatabaseFiles, purpose: str) -> StorageFailed:
    return StorageFailed(
        f"{_PURPOSES[purpose]}, because the data folder {files.folder} is locked or cannot be made.",
        "Give yourself permission to write in that folder, or set POSTMATCH_DATA_DIR to another one and start again.",
    )


def _disk_fault(files: DatabaseFiles, purpose: str) -> StorageFailed:
    return StorageFailed(
        f"{_PURPOSES[purpose]}, because the disk is full or does not work properly."
        " What was saved before was not changed.",
        f"Check the disk that holds {files.folder} and the space left on it, then try again.",
    )


def _damaged(files: DatabaseFiles, purpose: str) -> StorageFailed:
    try:
        aside = files.set_aside()
    except OSError:
        aside = None
    if aside is None:
        return StorageFailed(
            f"{_PURPOSES[purpose]}, because the file {files.database.name} is damaged. It was left as it is.",
            "Reload the page. If this comes again, restore your last saved workspace file.",
        )
    return StorageFailed(
        f"{_PURPOSES[purpose]}, because its file is damaged. It was set aside untouched as {aside.name} in"
        f" {aside.parent}, and Postmatch begins with an empty workspace.",
        "Reload the page and restore your last saved workspace file. Keep the file that was set aside if you have"
        " none.",
    )
