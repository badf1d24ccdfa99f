"""The archive: one .zip with a whole workspace, for the applicant to keep and to carry to another machine.

    workspace.json     {"format_version": 2, "workspace": {...}, "blobs": [{"sha256": "...", "bytes": 123}, ...]}
    blobs/<sha256>     the bytes of uploads, their PDFs, what is known of the pages, and the last packet, as they are

The same workspace always gives the same bytes. The zip comment ends with a digest of everything in it: Streamlit
tells large downloads apart by their length and three samples, one of them at the end of the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.domain.documents import Document
from postmatch.domain.workspace import Workspace
from postmatch.errors import ArchiveUnreadable, StorageFailed
from postmatch.storage.migrations import MIGRATIONS, Migration, NewerForm, form_of, upgrade_workspace

MAX_ENTRIES = 2000
MAX_BYTES = 250 * 1024 * 1024  # what the app can take back: server.maxUploadSize in .streamlit/config.toml

_INDEX = "workspace.json"
_BLOBS = "blobs/"
_COMMENT, _COMMENT_REACH = b"Postmatch workspace ", 200
_NAME_AT = 30  # where the name of the first file of a .zip stands
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say: the same bytes on any day
_OWN_HINT = "Choose a .zip that Postmatch saved, exactly as it was saved."
_OTHER_COPY_HINT = "Use another copy of this .zip. Nothing of your present work was changed."


class _BlobEntry(BaseModel):
    model_config = ConfigDict(frozen=True)

    sha256: str
    bytes: int


class _Index(BaseModel):
    model_config = ConfigDict(frozen=True)

    format_version: int
    workspace: dict[str, Any]
    blobs: tuple[_BlobEntry, ...]


def write_archive(workspace: Workspace, blob: Callable[[str], bytes]) -> bytes:
    """The .zip of a workspace. ``blob`` gives the bytes for each hash the workspace refers to, or raises
    ``StorageFailed``, which passes through: an archive with a hole is not written, and neither is one that would be
    too large to be read again."""
    blobs = {sha256: blob(sha256) for sha256 in sorted(workspace.blob_hashes)}
    index = {
        "format_version": form_of(),
        "workspace": workspace.model_dump(mode="json"),
        "blobs": [{"sha256": sha256, "bytes": len(data)} for sha256, data in blobs.items()],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1).encode()
    if len(blobs) >= MAX_ENTRIES or len(text) + sum(map(len, blobs.values())) > MAX_BYTES:
        raise StorageFailed(
            f"This workspace is larger than one .zip can bring back (at most {MAX_ENTRIES} files and"
            f" {MAX_BYTES // 1024**2} MB), so the .zip was not written.",
            "Remove the largest documents, then save again.",
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(_INDEX), text)
        for sha256, data in blobs.items():
            archive.writestr(_entry(_BLOBS + sha256), data)
        # the index holds the digest of every blob, so its own digest speaks for the whole archive
        archive.comment = _COMMENT + hashlib.sha256(text).hexdigest().encode()
    return out.getvalue()


def is_archive(data: bytes) -> bool:
    """Whether the bytes look like a .zip of ours; nothing is unpacked to tell."""
    return data.startswith(b"PK\x03\x04") and (
        data[_NAME_AT:].startswith(_INDEX.encode()) or _COMMENT in data[-_COMMENT_REACH:]
    )


def read_archive(data: bytes, *, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Workspace, dict[str, bytes]]:
    """The workspace of a .zip, in the present form, and its bytes by SHA-256; nothing is written to a disk.

    The bytes are exactly those the workspace refers to, each checked against its hash. Raises
    ``ArchiveUnreadable`` when anything is missing, altered, too much, or from a newer version.
    """
    try:
        entries = open_archive(data, max_entries=MAX_ENTRIES, max_bytes=MAX_BYTES)
    except ArchiveRefused as error:
        raise _refused(error) from error
    index = _read_index(entries)
    workspace = _read_workspace(index, migrations)
    blobs = {name.removeprefix(_BLOBS): data for name, data in entries.items() if name != _INDEX}
    _check_documents(workspace)
    _check_names(entries, index)
    _check_blobs(workspace, blobs, index)
    return workspace, blobs


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = 3  # "made on Unix", wherever it was made: zipfile would write the present system
    entry.external_attr = 0o600 << 16
    return entry


def _refused(error: ArchiveRefused) -> ArchiveUnreadable:
    messages = {
        "not_a_zip": ("This file is not a .zip, so it holds no workspace.", _OWN_HINT),
        "damaged": ("This .zip is damaged, so the workspace in it cannot be read.", _OTHER_COPY_HINT),
        "locked": ("This .zip is locked with a password, so it was not opened.", _OWN_HINT),
        "unsafe_name": ("This .zip holds file names that Postmatch never writes, so it was not opened.", _OWN_HINT),
        "too_many_entries": (f"This .zip holds more than {MAX_ENTRIES} files, so it was not opened.", _OWN_HINT),
        "too_large": (
            f"This .zip expands to more than {MAX_BYTES // 1024**2} MB, so it was not opened.",
            _OWN_HINT,
        ),
    }
    return ArchiveUnreadable(*messages[error.fault])


def _read_index(entries: Mapping[str, bytes]) -> _Index:
    if _INDEX not in entries:
        raise ArchiveUnreadable("This .zip has no workspace.json in it, so it is not a saved workspace.", _OWN_HINT)
    try:
        return _Index.model_validate_json(entries[_INDEX])
    except ValidationError as error:
        raise _not_understood(error, _INDEX) from error


def _read_workspace(index: _Index, migrations: Sequence[Migration]) -> Workspace:
    try:
        body = json.dumps(upgrade_workspace(index.workspace, index.format_version, migrations))
    except NewerForm as error:
        raise ArchiveUnreadable(
            "This workspace was saved by a newer version of Postmatch, which this version cannot read.",
            "Update Postmatch, then restore it again.",
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ArchiveUnreadable(
            "The workspace in this .zip is in an old form that it does not really have, so it cannot be read.",
            _OTHER_COPY_HINT,
        ) from error
    try:
        return Workspace.model_validate_json(body)
    except ValidationError as error:
        raise _not_understood(error, "workspace") from error
    except OverflowError as error:
        raise ArchiveUnreadable(
            "The workspace in this .zip holds a number that is beyond all measure, so it was not opened.",
            _OTHER_COPY_HINT,
        ) from error


def _not_understood(error: ValidationError, where: str) -> ArchiveUnreadable:
    place = ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])
    return ArchiveUnreadable(
        f"The workspace in this .zip is not in a form that Postmatch understands ({where}{place and ': ' + place}),"
        " so it was not opened.",
        _OTHER_COPY_HINT,
    )


def _check_documents(workspace: Workspace) -> None:
    documents = (*workspace.documents, *workspace.removed)
    halves = [d for d in documents if (d.pdf_sha256 is None) == (d.refusal is None) or _lacks_its_paint(d)]
    if halves or len({d.id for d in documents}) < len(documents):
        title = f"“{halves[0].file_name[:80]}”" if halves else "a document that stands there twice"
        raise ArchiveUnreadable(
            f"The workspace in this .zip does not add up at {title}, so it was not opened.", _OTHER_COPY_HINT
        )


def _lacks_its_paint(document: Document) -> bool:
    """Says that something is painted over and holds no page on which it is: it would go out to be read."""
    return bool(document.edits.redactions) and document.edited is None


def _check_names(entries: Mapping[str, bytes], index: _Index) -> None:
    expected = {_INDEX, *(_BLOBS + entry.sha256 for entry in index.blobs)}
    if strange := sorted(entries.keys() - expected):
        raise ArchiveUnreadable(
            f"This .zip holds a file that does not belong to the workspace ({strange[0][:80]}), so it was not opened.",
            _OWN_HINT,
        )


def _check_blobs(workspace: Workspace, blobs: Mapping[str, bytes], index: _Index) -> None:
    titles = _titles(workspace)
    for sha256 in sorted(workspace.blob_hashes | {entry.sha256 for entry in index.blobs}):
        title = titles.get(sha256, "one of its files")
        if sha256 not in blobs:
            raise ArchiveUnreadable(
                f"This .zip is not complete: {title} is missing in it, so it was not opened.", _OTHER_COPY_HINT
            )
        if hashlib.sha256(blobs[sha256]).hexdigest() != sha256:
            raise ArchiveUnreadable(
                f"This .zip was altered after it was saved: {title} is not what it was, so it was not opened.",
                _OTHER_COPY_HINT,
            )
    if blobs.keys() - workspace.blob_hashes:
        raise ArchiveUnreadable(
            "This .zip holds files that its workspace does not know, so it was not opened.", _OWN_HINT
        )


def _titles(workspace: Workspace) -> dict[str, str]:
    """Stored hash -> what to call it in a message."""
    titles: dict[str, str] = {}
    for document in (*workspace.documents, *workspace.removed):
        edited = document.edited.sha256 if document.edited else None
        for sha256 in (document.upload_sha256, document.pdf_sha256, edited):
            if sha256:
                titles[sha256] = f"“{document.file_name[:80]}”"
    if workspace.packet:
        titles |= {file.sha256: "the packet" for file in workspace.packet.files}
    return titles
