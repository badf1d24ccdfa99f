"""Taking files in: each upload through the gate, and into the workspace at its place, refused ones included.

A refused file stays in the list with its reason, so that nothing the applicant brought disappears in silence.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from postmatch.domain.documents import (
    LETTER_KIND,
    OTHER_KIND,
    Document,
    Normalised,
    ReasonCode,
    Refusal,
    Upload,
)
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import guess_kind
from postmatch.domain.workspace import Workspace
from postmatch.errors import UploadRefused
from postmatch.usecases.tools import Blob, Progress, Tools, no_progress

LONGEST_TITLE = 80
UNPRINTED = ("Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk")  # categories of Unicode


@dataclass(frozen=True)
class Told:
    """What the applicant said of an upload; None and empty mean "not said"."""

    kind: str | None = None
    title: str = ""
    waived: bool | None = None
    password: str | None = None


@dataclass(frozen=True)
class Intake:
    """The changed workspace, the bytes to keep for it, and the documents that came in (refused ones too)."""

    workspace: Workspace
    blobs: dict[str, bytes] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()


def take_in(
    workspace: Workspace,
    uploads: Iterable[Upload],
    tools: Tools,
    *,
    told: Told = Told(),
    progress: Progress = no_progress,
) -> Intake:
    """Every upload as a document of its own, in the packet's usual order among those already there."""
    result = Intake(workspace)
    pending = list(uploads)
    for index, upload in enumerate(pending):
        progress(index / len(pending), f"Checking {upload.name}")
        document, blobs = examine(result.workspace, upload, tools, told=told)
        result = Intake(
            workspace=place(result.workspace, document, tools.facts),
            blobs={**result.blobs, **blobs},
            documents=(*result.documents, document),
        )
    return result


def examine(
    workspace: Workspace, upload: Upload, tools: Tools, *, told: Told = Told()
) -> tuple[Document, dict[str, bytes]]:
    """One upload through the gate: the document it becomes, and the bytes to keep for it."""
    sha256 = hashlib.sha256(upload.data).hexdigest()
    twin = next((d for d in workspace.documents if d.upload_sha256 == sha256 and d.is_usable), None)
    if twin is not None:
        return _refused(upload, sha256, told, _duplicate_of(twin)), {sha256: upload.data}
    try:
        normalised = tools.workers.normalise(
            upload, limits=tools.facts.limits, password=told.password, engine=workspace.choices.engine
        )
    except UploadRefused as error:
        refusal = Refusal(code=ReasonCode(error.reason), message=error.message, hint=error.hint)
        return _refused(upload, sha256, told, refusal), {sha256: upload.data}
    pdf_sha256 = hashlib.sha256(normalised.pdf).hexdigest()
    document = _accepted(upload, normalised, told, tools.facts).model_copy(
        update={"upload_sha256": sha256, "pdf_sha256": pdf_sha256}
    )
    return document, {sha256: upload.data, pdf_sha256: normalised.pdf}


def _accepted(upload: Upload, normalised: Normalised, told: Told, facts: Facts) -> Document:
    kind, words = told.kind, ()
    if kind is None:
        guess = guess_kind(upload.name, normalised.text, facts.kinds)
        kind, words = guess.kind, guess.words
    return Document(
        kind=kind,
        title=told.title or title_for(kind, upload.name, facts),
        file_name=upload.name,
        media_type=normalised.media_type,
        upload_sha256="",
        upload_bytes=len(upload.data),
        pdf_bytes=len(normalised.pdf),
        page_count=normalised.page_count,
        repairs=normalised.repairs,
        kind_words=words,
        waived=told.waived,
    )


def _refused(upload: Upload, sha256: str, told: Told, refusal: Refusal) -> Document:
    return Document(
        kind=told.kind or OTHER_KIND,
        title=told.title,
        file_name=upload.name,
        upload_sha256=sha256,
        upload_bytes=len(upload.data),
        refusal=refusal,
        waived=told.waived,
    )


def _duplicate_of(twin: Document) -> Refusal:
    return Refusal(
        code=ReasonCode.DUPLICATE,
        message=f"This is the same file as “{twin.file_name}”, which is already here, so it is not used a second time.",
        hint="Remove one of the two. If you meant another file, upload that one.",
    )


def title_for(kind: str, file_name: str, facts: Facts) -> str:
    """What contents page and outline print: the kind's label, or the file's name for letters and other papers."""
    if kind in (LETTER_KIND, OTHER_KIND):
        stem = _printable(file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " "))
        return " ".join(stem.split())[:LONGEST_TITLE] or facts.label(kind)
    return facts.label(kind)


def _printable(text: str) -> str:
    """Without emoji and control characters: no font of a letter has them, and an empty box looks like a mistake."""
    plain = "".join(one for one in text if not "\ufe00" <= one <= "\ufe0f")  # they only choose a look for an emoji
    return "".join(" " if unicodedata.category(one) in UNPRINTED else one for one in plain)


def place(workspace: Workspace, document: Document, facts: Facts) -> Workspace:
    """Adds a document after the last one whose kind comes no later in the packet's usual order."""

    def rank(one: Document) -> int:
        kind = facts.kind(one.kind)
        return kind.place if kind else len(facts.kinds) * 1000

    before = [index for index, one in enumerate(workspace.documents) if rank(one) <= rank(document)]
    at = before[-1] + 1 if before else 0
    documents = (*workspace.documents[:at], document, *workspace.documents[at:])
    return workspace.model_copy(update={"documents": documents})


def replace_document(workspace: Workspace, document_id: str, upload: Upload, tools: Tools, *, told: Told) -> Intake:
    """Another file in the place of a document: kind, title and waiver stay, the dates go with the old paper, which can
    be restored. A file that is refused replaces nothing and stands beside the old one with its reason."""
    old = workspace.document(document_id)
    if old is None:
        return Intake(workspace)
    keep = Told(kind=old.kind, title=old.title, waived=old.waived, password=told.password)
    examined, blobs = examine(workspace.without_document(document_id), upload, tools, told=keep)
    if examined.refusal and old.is_usable:
        return Intake(place(workspace, examined, tools.facts), blobs, (examined,))
    examined = examined.model_copy(update={"included": old.included})
    documents = tuple(examined if d.id == document_id else d for d in workspace.documents)
    changed = workspace.without_document(document_id).model_copy(update={"documents": documents})
    return Intake(changed, blobs, (examined,))


def try_password(workspace: Workspace, document_id: str, password: str, tools: Tools, *, blob: Blob) -> Intake:
    """The gate once more for a locked file, with a password that is used now and kept nowhere."""
    old = workspace.document(document_id)
    if old is None:
        return Intake(workspace)
    upload = Upload(old.file_name, blob(old.upload_sha256))
    kind = None if old.kind == OTHER_KIND else old.kind
    told = Told(kind=kind, title=old.title, waived=old.waived, password=password)
    examined, blobs = examine(workspace.without_document(document_id), upload, tools, told=told)
    same = {"id": old.id, "issued": old.issued, "expires": old.expires, "included": old.included}
    examined = examined.model_copy(update=same)
    return Intake(workspace.with_document(examined), blobs, (examined,))


def put_back(workspace: Workspace, document_id: str, facts: Facts) -> Workspace:
    """A removed document at the place its kind usually has."""
    restored = workspace.with_restored(document_id)
    document = restored.document(document_id)
    if document is None or workspace.document(document_id):
        return workspace
    left = tuple(one for one in restored.documents if one.id != document_id)
    return place(restored.model_copy(update={"documents": left}), document, facts)


def change_kind(workspace: Workspace, document_id: str, kind: str, facts: Facts) -> Workspace:
    """The document as another kind; a title that only named the old kind follows."""
    old = workspace.document(document_id)
    if old is None or old.kind == kind:
        return workspace
    had_own_title = old.title != title_for(old.kind, old.file_name, facts)
    title = old.title if had_own_title else title_for(kind, old.file_name, facts)
    changed = old.model_copy(update={"kind": kind, "title": title, "kind_words": ()})
    left = tuple(d for d in workspace.documents if d.id != document_id)
    return place(workspace.model_copy(update={"documents": left}), changed, facts)
