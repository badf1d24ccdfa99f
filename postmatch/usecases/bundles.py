"""A .zip of documents as its members, each an upload of its own that passes the gate like any other."""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.domain.documents import ReasonCode, Refusal, Upload
from postmatch.domain.system_files import SYSTEM_FILE, is_system_file
from postmatch.errors import ConversionFailed, UploadRefused
from postmatch.usecases.tools import Tools

_ZIP = b"PK"


@dataclass(frozen=True)
class Member:
    """An upload, or what it is refused for before the gate. Of a refused member of a .zip the bytes are not known."""

    upload: Upload
    refusal: Refusal | None = None

    @property
    def is_ignored(self) -> bool:
        """Whether it never becomes a document: a file that a computer keeps for itself, a link, an empty folder."""
        return self.refusal is not None and self.refusal.code is ReasonCode.IGNORED


def members_of(upload: Upload, tools: Tools) -> tuple[Member, ...]:
    """The members of a .zip, named ``bundle.zip/folder/name.pdf``, after the .zip itself when none of them is a
    document; the upload itself when it is anything else."""
    if is_system_file(upload.name):
        return (Member(upload, SYSTEM_FILE),)
    if not upload.data.startswith(_ZIP):
        return (Member(upload),)
    try:
        found = tools.workers.unpack(upload.data, limits=tools.facts.limits)
    except UploadRefused as error:
        return (Member(upload, Refusal(code=ReasonCode(error.reason), message=error.message, hint=error.hint)),)
    except ConversionFailed as error:
        return (Member(upload, Refusal(code=ReasonCode.UNREADABLE, message=error.message, hint=error.hint)),)
    if found is None:
        return (Member(upload),)
    members = tuple(_member(upload.name, name, one) for name, one in found)
    return (Member(upload, _EMPTY), *members) if all(member.is_ignored for member in members) else members


def _member(bundle: str, name: str, found: bytes | Refusal) -> Member:
    path = f"{bundle}/{name}"
    return Member(Upload(path, b""), found) if isinstance(found, Refusal) else Member(Upload(path, found))


_EMPTY = Refusal(
    code=ReasonCode.EMPTY,
    message="This .zip holds no document, so there is nothing to take from it.",
    hint="Put your documents into it again, or upload the documents themselves.",
)
