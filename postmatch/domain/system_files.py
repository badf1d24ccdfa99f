"""Files that a computer keeps for itself beside the documents: nobody means to send them."""

from __future__ import annotations

from pathlib import PurePosixPath

from postmatch.domain.documents import ReasonCode, Refusal

SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
SYSTEM_FOLDERS = frozenset({"__macosx"})
LOCK_PREFIXES = ("~$", "._", ".~lock.")  # Word's and LibreOffice's owner files, macOS resource forks
SYSTEM_FILE = Refusal(
    code=ReasonCode.IGNORED,
    message="This is a file that the computer keeps for itself, not a document.",
    hint="Nothing needs to be done.",
)


def is_system_file(path: str) -> bool:
    """True for a file of the system by its name or by a folder it lies in; ``path`` has forward slashes."""
    folders, name = PurePosixPath(path.lower()).parts[:-1], PurePosixPath(path.lower()).name
    return name in SYSTEM_NAMES or name.startswith(LOCK_PREFIXES) or not SYSTEM_FOLDERS.isdisjoint(folders)
