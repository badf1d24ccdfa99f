"""Opening a .zip that came from outside: names, counts and sizes are checked, and nothing touches the disk.

One module for every zip Postmatch reads: Word files, the archive of a workspace, and documents packed together.
Callers turn ``ArchiveRefused`` into an error of their own, in their own words. Section numbers are those of
APPNOTE.TXT, PKWARE's description of the format.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ArchiveFault = Literal["not_a_zip", "damaged", "locked", "unsafe_name", "too_many_entries", "too_large"]
MemberFault = Literal["damaged", "locked", "unsafe_name", "too_large", "link", "packing"]

MAX_RATIO = 400
"""Expanded to stored bytes of the whole archive; deflate cannot exceed 1,032, and honest XML stays below 100."""
RATIO_FREE_BYTES = 16 * 1024 * 1024
"""Below this expanded size no ratio is a danger, and short runs of equal bytes do compress extremely."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SYMLINK_MODE = 0o120000
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_BROKEN = (zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError)


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


@dataclass(frozen=True)
class ArchiveMember:
    """One entry: ``name`` as people read it, with forward slashes, and its contents; or ``fault``, why these were
    not taken. ``size`` is what its directory entry announces, in bytes."""

    name: str
    size: int
    contents: bytes = b""
    fault: MemberFault | None = None
    is_folder: bool = False


def open_archive(data: bytes, *, max_entries: int, max_bytes: int) -> Mapping[str, bytes]:
    """Every file entry of the zip, name to contents, in the order of its directory; folders are left out.

    Names are relative, with forward slashes, unique without regard to case, and never climb; still, treat
    them as labels and not as paths. Sizes are counted while expanding, so a directory that lies is caught.
    Raises ``ArchiveRefused``; no other error, whatever the bytes are.
    """
    contents: dict[str, bytes] = {}
    with _opened(data) as archive:
        budget = max_bytes
        for entry in _checked_entries(archive, max_entries=max_entries, max_bytes=max_bytes):
            contents[entry.filename] = _expanded(archive, entry, budget)
            budget -= len(contents[entry.filename])
    _check_ratio(sum(map(len, contents.values())), len(data))
    return MappingProxyType(contents)


def open_members(data: bytes, *, max_entries: int, max_bytes: int, max_member_bytes: int) -> tuple[ArchiveMember, ...]:
    """Every entry in the order of the directory, folders too; one that is unusable says so and leaves the others.

    Names may repeat. Raises ``ArchiveRefused`` when the archive as a whole is none, too much, or a bomb.
    """
    members: list[ArchiveMember] = []
    with _opened(_with_true_flags(data)) as archive:
        budget = max_bytes
        for entry in _counted_entries(archive, len(data), max_entries=max_entries, max_bytes=max_bytes):
            members.append(_member(archive, entry, budget, max_member_bytes))
            budget -= len(members[-1].contents)
    _check_ratio(sum(len(member.contents) for member in members), len(data))
    return tuple(members)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Turns every error that bytes can cause, in the block too, into ``ArchiveRefused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except ArchiveRefused:
        raise
    except zipfile.BadZipFile as error:
        fault: ArchiveFault = "damaged" if data[:2] == b"PK" else "not_a_zip"
        raise ArchiveRefused(fault, "the zip cannot be read") from error
    except _BROKEN as error:
        raise ArchiveRefused("damaged", "an entry of the zip cannot be read") from error


def _checked_entries(archive: zipfile.ZipFile, *, max_entries: int, max_bytes: int) -> list[zipfile.ZipInfo]:
    entries = _counted_entries(archive, None, max_entries=max_entries, max_bytes=max_bytes)
    seen: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename.casefold() in seen:
            raise ArchiveRefused("unsafe_name", "two entries have the same name")
        seen.add(entry.filename.casefold())
    return [entry for entry in entries if not entry.is_dir()]


def _counted_entries(
    archive: zipfile.ZipFile, stored_bytes: int | None, *, max_entries: int, max_bytes: int
) -> list[zipfile.ZipInfo]:
    """With ``stored_bytes``, the size of the whole, an archive whose entries share their bytes is refused too."""
    entries = archive.infolist()
    if len(entries) > max_entries:
        raise ArchiveRefused("too_many_entries", f"{len(entries)} entries, at most {max_entries} are opened")
    announced = sum(entry.file_size for entry in entries)
    if announced > max_bytes:
        raise ArchiveRefused("too_large", "the directory announces more than is opened")
    if stored_bytes is not None:
        _check_ratio(announced, stored_bytes)
        if sum(entry.compress_size for entry in entries) > stored_bytes:
            raise ArchiveRefused("too_large", "the entries overlap, as those of a bomb do")
    return entries


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int, max_bytes: int) -> ArchiveMember:
    name = _readable_name(entry)
    if name.endswith("/"):
        return ArchiveMember(name, 0, is_folder=True)
    fault = _member_fault(entry, name, max_bytes)
    if fault is None:
        try:
            return ArchiveMember(name, entry.file_size, _expanded(archive, entry, budget))
        except ArchiveRefused:
            raise
        except (zipfile.BadZipFile, *_BROKEN):
            fault = "damaged"
    return ArchiveMember(name, entry.file_size, fault=fault)


def _member_fault(entry: zipfile.ZipInfo, name: str, max_bytes: int) -> MemberFault | None:
    if _climbs(name) or not name:
        return "unsafe_name"
    if _is_link(entry):
        return "link"
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return "locked"
    if entry.compress_type not in _METHODS:
        return "packing"
    return "too_large" if entry.file_size > max_bytes else None


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """Many programs write UTF-8 without saying so (4.4.4, bit 11), or write it into an extra field (4.6.9) beside a
    name in the letters of old Windows; macOS takes letters and accents apart."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_FLAG:
        stored = name.encode("cp437")
        with suppress(UnicodeDecodeError):
            name = (_unicode_path(entry.extra, stored) or stored).decode("utf-8")
    readable = unicodedata.normalize("NFC", name).replace("\\", "/")
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", readable)


def _unicode_path(extra: bytes, stored_name: bytes) -> bytes | None:
    """The name in UTF-8 of the Info-ZIP extra field 0x7075, when it belongs to the very name that is stored."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(stored_name).to_bytes(4, "little"):
            return field[5:]
    return None


def _with_true_flags(data: bytes) -> bytes:
    """The same zip, its names no longer said to be UTF-8 where one of them is not: zipfile would open none of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)):
            return data
    except UnicodeDecodeError:
        changed = bytearray(data)
    except (zipfile.BadZipFile, *_BROKEN):
        return data
    end = data.rfind(b"PK\x05\x06")  # 4.3.16: the end of the directory says where it starts
    directory = int.from_bytes(data[end + 16 : end + 20], "little")
    with suppress(IndexError):  # cut short, which zipfile then says
        for found in re.compile(rb"PK\x01\x02").finditer(data, directory):
            _clear_utf8_flags(changed, found.start())
    return bytes(changed)


def _clear_utf8_flags(data: bytearray, entry: int) -> None:
    """In the directory entry (4.3.12: flags at 8, place of the local header at 42) and in that header (4.3.7: at 6)."""
    local = int.from_bytes(data[entry + 42 : entry + 46], "little")
    data[entry + 9] &= ~(_UTF8_FLAG >> 8)
    if data[local : local + 4] == b"PK\x03\x04":
        data[local + 7] &= ~(_UTF8_FLAG >> 8)


def _climbs(name: str) -> bool:
    return name.startswith("/") or bool(re.match(r"[A-Za-z]:", name)) or ".." in name.split("/")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return (entry.external_attr >> 16) & 0o170000 == _SYMLINK_MODE


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    # zipfile cuts names at NUL and turns backslashes round on Windows only: the original is what was meant
    if not name or "\\" in entry.orig_filename or _CONTROL.search(entry.orig_filename):
        raise ArchiveRefused("unsafe_name", "an entry has an unusable name")
    if _climbs(name):
        raise ArchiveRefused("unsafe_name", "an entry points outside the archive")
    if _is_link(entry):
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
