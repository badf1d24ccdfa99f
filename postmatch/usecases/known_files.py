"""Files of a folder that a saved workspace knows already: which document each one is, and what of it holds on.

A file of the same bytes is the document as it was kept, with everything that was done to its pages. One that changed
under the same name takes its place, with the same changes when its pages are the same ones, or stays out: a number that
was painted over must not come back because a paper was scanned anew.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence

from postmatch.domain.documents import Document, ReasonCode, Refusal, Upload
from postmatch.domain.workspace import Workspace
from postmatch.usecases.intake import Intake
from postmatch.usecases.replacing import with_edits_of
from postmatch.usecases.tools import Tools

_EDITS_DO_NOT_FIT = Refusal(
    code=ReasonCode.EDITS_DO_NOT_FIT,
    message="Its pages are not the ones that you changed in Postmatch (left some out, turned them, or painted "
    "something over), so those changes may not fit them, and the file stays out.",
    hint="Open the workspace in Postmatch, bring the new file in the place of the old one, change its pages there, "
    "save the workspace and build again.",
)


def known_files(documents: Sequence[Document], uploads: Sequence[Upload]) -> tuple[Document | None, ...]:
    """For each upload the document that it is, or whose place it takes; each document once.

    The same bytes say it before any name does, so that of two files with one name each finds its own.
    """
    found: dict[int, Document] = {}
    names = [names_of(upload.name) for upload in uploads]
    for upload_keys, document_key in (
        ([_sha256(upload) for upload in uploads], lambda document: document.upload_sha256),
        ([path for path, _ in names], lambda document: composed(document.file_name)),
        ([bare for _, bare in names], lambda document: composed(document.file_name)),
    ):
        for index, key in enumerate(upload_keys):
            left = (one for one in documents if one not in found.values() and document_key(one) == key)
            if index not in found and (document := next(left, None)):
                found[index] = document
    return tuple(found.get(index) for index in range(len(uploads)))


def is_same_file(document: Document, upload: Upload) -> bool:
    """Whether the document stays as it is; one that was refused is tried again, now perhaps with its password."""
    return document.is_usable and document.upload_sha256 == _sha256(upload)


def in_place_of(
    before: Document, document: Document, workspace: Workspace, blobs: Mapping[str, bytes], tools: Tools
) -> Intake:
    """The file that changed in the place of the document it was, with what was told of that one and, when its pages
    are the same ones, done to it."""
    same = {"id": before.id, "included": before.included, "issued": before.issued, "expires": before.expires}
    document = document.model_copy(update=same)
    workspace = workspace.with_document(document)
    edited = with_edits_of(before, document, workspace, tools, blob=blobs.__getitem__)
    if edited:
        return edited
    out = Document(
        kind=document.kind,
        title=document.title,
        file_name=document.file_name,
        upload_sha256=document.upload_sha256,
        upload_bytes=document.upload_bytes,
        refusal=_EDITS_DO_NOT_FIT,
        waived=document.waived,
        **same,
    )
    return Intake(workspace.with_document(out), {}, (out,))


def names_of(name: str) -> tuple[str, str]:
    """What people may call a file: its path within the folder, or its bare name."""
    path_name = composed(name)
    return path_name, path_name.rpartition("/")[2]


def composed(name: str) -> str:
    """macOS lists an accented letter as two characters where a keyboard types one; a workspace keeps no white space at
    the ends of a name."""
    return unicodedata.normalize("NFC", name).strip()


def _sha256(upload: Upload) -> str:
    return hashlib.sha256(upload.data).hexdigest()
