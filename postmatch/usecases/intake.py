"""Taking files in: each upload through the gate, and into the workspace at its place, refused ones included.

A refused file stays in the list with its reason, so that nothing the applicant brought disappears in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from postmatch.domain.documents import OTHER_KIND, Document, Refusal, Upload
from postmatch.domain.facts import Facts
from postmatch.domain.packet import AccountedDocument, LeftOut
from postmatch.domain.workspace import Workspace
from postmatch.usecases.bundles import Member, members_of
from postmatch.usecases.examine import NOTHING_TOLD, Told, examine, refused, title_for
from postmatch.usecases.tools import Blob, Progress, Tools, no_progress


@dataclass(frozen=True)
class Intake:
    """The changed workspace, the bytes to keep for it, and the documents that came in (refused ones too).
    ``ignored``: what never becomes a document (files that a computer keeps for itself; links and empty folders in a
    .zip). It is kept nowhere, so whoever took it in has to say it."""

    workspace: Workspace
    blobs: dict[str, bytes] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    ignored: tuple[AccountedDocument, ...] = ()


def take_in(
    workspace: Workspace,
    uploads: Iterable[Upload],
    tools: Tools,
    *,
    told: Told = NOTHING_TOLD,
    progress: Progress = no_progress,
) -> Intake:
    """Every upload, and every member of a .zip, as a document of its own, in the packet's usual order among those
    already there."""
    result = Intake(workspace)
    pending = list(uploads)
    for index, upload in enumerate(pending):
        progress(index / len(pending), f"Checking {upload.name}")
        members = members_of(upload, tools)
        for number, member in enumerate(members):
            share = (index + number / len(members)) / len(pending)
            progress(share, f"Checking {member.upload.name}")
            result = with_member(result, member, tools, told=told)
    return result


def with_member(before: Intake, member: Member, tools: Tools, *, told: Told = NOTHING_TOLD) -> Intake:
    """One upload more, at the place that its kind usually has."""
    if member.refusal and member.is_ignored:
        return replace(before, ignored=(*before.ignored, ignored_file(member.upload.name, member.refusal)))
    if member.refusal:
        document, blobs = refused(member.upload, member.refusal, told=told)
    else:
        document, blobs = examine(before.workspace, member.upload, tools, told=told)
    return replace(
        before,
        workspace=place(before.workspace, document, tools.facts),
        blobs={**before.blobs, **blobs},
        documents=(*before.documents, document),
    )


def ignored_file(name: str, reason: Refusal) -> AccountedDocument:
    """A file that never becomes a document, as the report names it."""
    left_out = LeftOut(code=reason.code, message=reason.message, hint=reason.hint)
    return AccountedDocument(document_id=None, name=name, kind=OTHER_KIND, left_out=left_out)


def place(workspace: Workspace, document: Document, facts: Facts) -> Workspace:
    """Adds a document after the last one whose kind comes no later in the packet's usual order."""

    def rank(one: Document) -> int:
        kind = facts.kind(one.kind)
        return kind.place if kind else len(facts.kinds) * 1000

    before = [index for index, one in enumerate(workspace.documents) if rank(one) <= rank(document)]
    at = before[-1] + 1 if before else 0
    documents = (*workspace.documents[:at], document, *workspace.documents[at:])
    return workspace.model_copy(update={"documents": documents})


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
    """A removed document at the place its kind usually has; left out when the same file is in use already."""
    restored = workspace.with_restored(document_id)
    document = restored.document(document_id)
    if document is None or workspace.document(document_id):
        return workspace
    if twin_of(document, workspace):
        document = document.model_copy(update={"included": False})
    left = tuple(one for one in restored.documents if one.id != document_id)
    return place(restored.model_copy(update={"documents": left}), document, facts)


def twin_of(document: Document, workspace: Workspace) -> Document | None:
    """Another document of the very same bytes that goes into packets."""
    return next(
        (
            one
            for one in workspace.documents
            if one.upload_sha256 == document.upload_sha256 and one.id != document.id and one.is_usable and one.included
        ),
        None,
    )


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
