"""A .zip of documents: its members by name, each as bytes for the gate or with the reason why it goes no further.

Nothing in here opens a member: each passes the gate by itself, which also names a .zip inside a .zip.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from postmatch.conversion.archives import ArchiveFault, ArchiveMember, ArchiveRefused, MemberFault, open_members
from postmatch.conversion.media_types import ZIP, sniff
from postmatch.conversion.refusals import refusal, too_large
from postmatch.domain.documents import ReasonCode, Refusal
from postmatch.domain.facts import Limits
from postmatch.domain.system_files import SYSTEM_FILE, is_system_file
from postmatch.errors import UploadRefused

Bundle = tuple[tuple[str, bytes | Refusal], ...]

_ENTRIES_PER_FILE = 4
"""What is no document: folders, and a file of macOS beside each."""

_BY_ITSELF = "Unpack the .zip on your computer, and upload this document by itself."
_FAULTS: dict[MemberFault, tuple[ReasonCode, str, str]] = {
    "damaged": (
        ReasonCode.DAMAGED,
        "This file in the .zip is damaged, so it cannot be read.",
        "Put the document into a new .zip, or upload it by itself.",
    ),
    "locked": (
        ReasonCode.UNSUPPORTED_TYPE,
        "This file in the .zip is locked with a password, so it cannot be read.",
        "Unpack the .zip with its password on your computer, and upload the documents in it.",
    ),
    "packing": (
        ReasonCode.UNSUPPORTED_TYPE,
        "This file is packed in a way that is rarely used, so it is not opened.",
        _BY_ITSELF,
    ),
    "unsafe_name": (
        ReasonCode.UNREADABLE,
        "The name of this file leads out of the .zip, as those of harmful files do, so it is not opened.",
        f"If you know who made the .zip: {_BY_ITSELF[0].lower()}{_BY_ITSELF[1:]}",
    ),
    "link": (
        ReasonCode.IGNORED,
        "This is a link and not a file; links are not followed.",
        "If what it leads to belongs into the packet, put the file itself into the .zip.",
    ),
}
_EMPTY_FOLDER = Refusal(code=ReasonCode.IGNORED, message="This folder in the .zip is empty.", hint=SYSTEM_FILE.hint)
_AGAIN = "Put your documents into a new .zip, or upload the documents themselves."
_WHOLE: dict[ArchiveFault, tuple[ReasonCode, str]] = {
    "damaged": (ReasonCode.DAMAGED, "This .zip is damaged or incomplete, so its files cannot be read."),
    "not_a_zip": (ReasonCode.DAMAGED, "This .zip is damaged or incomplete, so its files cannot be read."),
    "too_large": (ReasonCode.TOO_LARGE, "This .zip unpacks to more than is opened at once, so none of it was opened."),
}


def unpack_bundle(data: bytes, *, limits: Limits) -> Bundle | None:
    """The members with their names (folders kept, as text) in the order of the .zip; None when it is a file of another
    kind, for instance a Word file, which is a zip too.

    Files of the system, links and empty folders are refused as ``ignored``. Two members of one name are told apart by
    a number. Raises ``UploadRefused`` (damaged, too_large) when nothing of it is opened.
    """
    if not _is_bundle(data):
        return None
    try:
        members = open_members(
            data,
            max_entries=limits.bundle_files * _ENTRIES_PER_FILE,
            max_bytes=limits.bundle_bytes,
            max_member_bytes=limits.upload_bytes,
        )
    except ArchiveRefused as error:
        raise _refused(error.fault, limits) from error
    files = [member for member in members if not member.is_folder]
    if sum(not is_system_file(member.name) for member in files) > limits.bundle_files:
        raise _refused("too_many_entries", limits)
    empty = [member for member in members if member.is_folder and not _has_files(member, files)]
    return _told_apart(tuple((member.name, _taken(member, limits)) for member in (*files, *empty)))


def _is_bundle(data: bytes) -> bool:
    try:
        return sniff(data) is ZIP
    except UploadRefused:  # the gate says what it is
        return False


def _has_files(folder: ArchiveMember, files: list[ArchiveMember]) -> bool:
    return any(member.name.startswith(folder.name) for member in files)


def _taken(member: ArchiveMember, limits: Limits) -> bytes | Refusal:
    if member.is_folder:
        return _EMPTY_FOLDER
    if is_system_file(member.name):
        return SYSTEM_FILE
    if member.fault is None:
        return member.contents
    if member.fault == "too_large":
        large = too_large(member.size, limits.upload_bytes)
        return Refusal(code=ReasonCode.TOO_LARGE, message=large.message, hint=large.hint)
    code, message, hint = _FAULTS[member.fault]
    return Refusal(code=code, message=message, hint=hint)


def _told_apart(found: Bundle) -> Bundle:
    seen: Counter[str] = Counter()
    named = []
    for name, one in found:
        seen[name] += 1
        named.append((name if seen[name] == 1 else _numbered(name, seen[name]), one))
    return tuple(named)


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem} ({number}){path.suffix}"))


def _refused(fault: ArchiveFault, limits: Limits) -> UploadRefused:
    if fault == "too_many_entries":
        return refusal(
            ReasonCode.TOO_LARGE,
            f"This .zip holds more than the {limits.bundle_files} files that one may hold, so none of it was opened.",
            "Put only the documents for the packet into a .zip, or upload the documents themselves.",
        )
    code, message = _WHOLE[fault]
    return refusal(code, message, _AGAIN)
