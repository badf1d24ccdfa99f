"""Opening a .zip that came from outside: names, counts and sizes are checked, and nothing touches the disk.

One module for every zip Postmatch reads: Word files, and the archive of a workspace. Callers turn
``ArchiveRefused`` into an error of their own, in their own words.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

ArchiveFault = Literal["not_a_zip", "damaged", "locked", "unsafe_name", "too_many_entries", "too_large"]

MAX_RATIO = 400
"""Expanded to stored bytes of the whole archive; deflate cannot exceed 1,032, and honest XML stays below 100."""
RATIO_FREE_BYTES = 16 * 1024 * 1024
"""Below this expanded size no ratio is a danger, and short runs of equal bytes do compress extremely."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SYMLINK_MODE = 0o120000
_ENCRYPTED_FLAG = 0x1


class ArchiveRefused(ValueError):
    """The zip is not opened. ``fault`` is one word for the caller to translate:

    ``not_a_zip``         the bytes are no zip at all
    ``damaged``           the directory, a checksum, or a compressed stream is broken
    ``locked``            an entry is encrypted
    ``unsafe_name``       an entry is absolute, climbs out with "..", repeats another, or is a link
    ``too_many_entries``  more entries than ``max_entries``
    ``too_large``         more expanded bytes than ``max_bytes``, or packed like a bomb
    """

    def __init__(self, fault: ArchiveFault, detail: str) -> None:
        super().__init__(detail)
        self.fault: ArchiveFault = fault


def open_archive(data: bytes, *, max_entries: int, max_bytes: int) -> Mapping[str, bytes]:
    """Every file entry of the zip, name to contents, in the order of its directory; folders are left out.

    Names are relative, with forward slashes, unique without regard to case, and never climb; still, treat
    them as labels and not as paths. Sizes are counted while expanding, so a directory that lies is caught.
    Raises ``ArchiveRefused``; no other error, whatever the bytes are.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _checked_entries(archive, max_entries=max_entries, max_bytes=max_bytes)
            budget = max_bytes
            contents: dict[str, bytes] = {}
            for entry in entries:
                contents[entry.filename] = _expanded(archive, entry, budget)
                budget -= len(contents[entry.filename])
    except ArchiveRefused:
        raise
    except zipfile.BadZipFile as error:
        fault: ArchiveFault = "damaged" if data[:2] == b"PK" else "not_a_zip"
        raise ArchiveRefused(fault, "the zip cannot be read") from error
    except (zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError) as error:
        raise ArchiveRefused("damaged", "an entry of the zip cannot be read") from error
    _check_ratio(sum(map(len, contents.values())), len(data))
    return MappingProxyType(contents)


def _checked_entries(archive: zipfile.ZipFile, *, max_entries: int, max_bytes: int) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > max_entries:
        raise ArchiveRefused("too_many_entries", f"{len(entries)} entries, at most {max_entries} are opened")
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise ArchiveRefused("too_large", "the directory announces more than is opened")
    seen: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename.casefold() in seen:
            raise ArchiveRefused("unsafe_name", "two entries have the same name")
        seen.add(entry.filename.casefold())
    return [entry for entry in entries if not entry.is_dir()]


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    # zipfile cuts names at NUL and turns backslashes round on Windows only: the original is what was meant
    if not name or "\\" in entry.orig_filename or _CONTROL.search(entry.orig_filename):
        raise ArchiveRefused("unsafe_name", "an entry has an unusable name")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise ArchiveRefused("unsafe_name", "an entry points outside the archive")
    if (entry.external_attr >> 16) & 0o170000 == _SYMLINK_MODE:
        raise ArchiveRefused("unsafe_name", "an entry is a link")
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise ArchiveRefused("locked", "an entry is locked with a password")
    if entry.compress_type not in _METHODS:
        raise ArchiveRefused("damaged", "an entry is packed in a way that is not in use")


def _expanded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> bytes:
    pieces = bytearray()
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            pieces += piece
            if len(pieces) > budget:
                raise ArchiveRefused("too_large", "the entries expand to more than is opened")
    return bytes(pieces)


def _check_ratio(expanded: int, stored: int) -> None:
    if expanded > RATIO_FREE_BYTES and expanded > stored * MAX_RATIO:
        raise ArchiveRefused("too_large", "the archive is packed like a bomb")
