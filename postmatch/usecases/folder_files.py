"""The files of a folder, each by its relative path with its bytes, or with the reason why it is not even opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from postmatch.conversion.refusals import too_large
from postmatch.domain.documents import ReasonCode
from postmatch.domain.facts import Limits
from postmatch.domain.packet import LeftOut
from postmatch.domain.system_files import SYSTEM_FILE, is_system_file


def read_files(root: Path, limits: Limits) -> Iterator[tuple[str, bytes | LeftOut]]:
    """Every file below ``root``, sorted by its name, which is its relative path in POSIX form. Each is read only when
    its turn comes; no link is followed."""
    for name, path in _walk(root):
        yield name, _read(name, path, limits)


def _read(name: str, path: Path, limits: Limits) -> bytes | LeftOut:
    try:
        return _left_out_unread(name, path, limits) or path.read_bytes()
    except OSError:
        return _UNREADABLE


def _walk(root: Path) -> list[tuple[str, Path]]:
    """A folder that cannot be opened stands in the list itself."""
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, followlinks=False, onerror=closed.append):
        linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        found += [Path(folder, name) for name in (*files, *linked)]
    found += [Path(error.filename) for error in closed]
    return sorted((_readable_name(path.relative_to(root)), path) for path in found)


def _readable_name(path: Path) -> str:
    """The path as text: old disks hold names that are not Unicode, which no report could carry."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _left_out_unread(name: str, path: Path, limits: Limits) -> LeftOut | None:
    """Why a file is not even read; None for those that go through the gate. Raises ``OSError``."""
    if path.is_symlink():
        return _ignored(
            "This is a link and not a file; links are not followed.",
            "If what it leads to belongs into the packet, copy the file itself into the folder.",
        )
    if is_system_file(name):
        return _ignored(SYSTEM_FILE.message)
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        return _UNREADABLE
    if not stat.S_ISREG(found.st_mode):
        return _ignored("This is not a regular file.")
    if found.st_size > limits.upload_bytes:  # the gate would refuse it, but only once all of it is in memory
        refused = too_large(found.st_size, limits.upload_bytes)
        return LeftOut(code=ReasonCode.TOO_LARGE, message=refused.message, hint=refused.hint)
    return None


def _ignored(message: str, hint: str = SYSTEM_FILE.hint) -> LeftOut:
    return LeftOut(code=ReasonCode.IGNORED, message=message, hint=hint)


_UNREADABLE = LeftOut(
    code=ReasonCode.UNREADABLE,
    message="The computer did not let Postmatch read this file or folder.",
    hint="Check that it is not open elsewhere and that you may read it, then build again.",
)
