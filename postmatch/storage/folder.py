"""The data folder of this user: where it lies, and the files of a database in it.

Only this user may read them where the system knows such a thing: a folder that we make gets mode 0700, every file
0600. A folder that was there before keeps its mode; it may be somebody's home.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import platformdirs

FOLDER_VARIABLE = "POSTMATCH_DATA_DIR"
COPIES_KEPT = 3
DAMAGED_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CHUNK = 1 << 20


def data_directory() -> Path:
    """Where this user's work lies: ``POSTMATCH_DATA_DIR`` when set, else the system's place for application data.

    Read anew at each call; the folder need not exist.
    """
    named = os.environ.get(FOLDER_VARIABLE, "").strip()
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("Postmatch", appauthor=False))


class DatabaseFiles:
    """``postmatch.db`` in one folder, its copies ``postmatch.before-2.db`` and what was set aside as damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "postmatch.db"

    @property
    def exists(self) -> bool:
        return self.database.exists()

    def create(self) -> None:
        """Makes the folder and an empty database file, both closed to others; does nothing when they are there."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.exists:
            _make_private(self.database)

    def keep_copy(self, version: int) -> None:
        """Copies the database as it was before migration ``version``; of all such copies the newest few stay.

        The copy appears under its name only when it is complete.
        """
        target = self.folder / f"postmatch.before-{version}.db"
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        _make_private(part)
        with closing(sqlite3.connect(self.database)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        os.replace(part, target)
        for old in self._numbered("before")[:-COPIES_KEPT]:
            _overwrite_and_remove(old)

    def set_aside(self) -> Path | None:
        """Renames a damaged database, its content untouched, so that a new one can begin; returns its new path.

        Returns None, and leaves it, when a second look finds the database sound: another thread may have set the
        damaged one aside already.
        """
        if not self.exists or _is_sound(self.database):
            return None
        taken = [_number(path) for path in self._numbered("damaged")]
        target = self.folder / f"postmatch.damaged-{max(taken, default=0) + 1}.db"
        os.replace(self.database, target)
        journal = self.database.with_name("postmatch.db-journal")
        with contextlib.suppress(FileNotFoundError):  # its half-finished change, which belongs to it
            os.replace(journal, target.with_name(target.name + "-journal"))
        return target

    @property
    def has_set_aside(self) -> bool:
        return bool(self._numbered("damaged"))

    def remove_copies(self) -> None:
        """Overwrites and removes everything of ours in the folder but the database itself."""
        for pattern in ("postmatch.before-*", "postmatch.damaged-*"):
            for path in self.folder.glob(pattern):
                _overwrite_and_remove(path)

    def _numbered(self, word: str) -> list[Path]:
        return sorted(self.folder.glob(f"postmatch.{word}-*.db"), key=_number)


def _number(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _is_sound(database: Path) -> bool:
    """False only when SQLite says the file is damaged; a file that is merely locked is not called damaged."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF not in DAMAGED_CODES


def _overwrite_and_remove(path: Path) -> None:
    """Zeros first, so that the text is gone from the file's own place on the disk too, then the file itself."""
    with open(path, "r+b") as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
