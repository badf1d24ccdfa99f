"""Another file in the place of a document: what was done to the old pages is done again only to the very same pages.

An area is a place on a page. On a paper that was scanned anew it may lie beside the number that it covered, and a page
number may mean another page; a copy of the same pages that was only saved anew keeps everything.
"""

from __future__ import annotations

from dataclasses import replace

from postmatch.domain.documents import Document, Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed, UploadRefused
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.examine import Told, examine
from postmatch.usecases.intake import Intake, place
from postmatch.usecases.page_facts import page_facts_of
from postmatch.usecases.tools import Blob, Tools


def with_edits_of(
    before: Document, document: Document, workspace: Workspace, tools: Tools, *, blob: Blob
) -> Intake | None:
    """The document, which is in the workspace, with the edits of the one before; None when they are not for it."""
    if not document.is_usable or before.edits == PageEdits():
        return Intake(workspace, {}, (document,))
    try:
        if _pages_of(before, tools, blob) != _pages_of(document, tools, blob):
            return None
        return edit_pages(workspace, document.id, before.edits, tools, blob=blob)
    except (ConversionFailed, UploadRefused):
        return None


def replace_document(
    workspace: Workspace, document_id: str, upload: Upload, tools: Tools, *, told: Told, blob: Blob
) -> Intake:
    """Another file in the place of a document: kind, title and waiver stay, the dates go with the old paper, which can
    be restored. A file that is refused replaces nothing and stands beside the old one with its reason. One that would
    show what was painted over or left out before stays out of packets until the applicant says otherwise."""
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
    edited = with_edits_of(old, examined, changed, tools, blob=lambda sha256: blobs.get(sha256) or blob(sha256))
    if edited:
        return replace(edited, blobs=blobs | edited.blobs)
    shown = examined.model_copy(update={"included": old.included and not old.edits.hides})
    return Intake(changed.with_document(shown), blobs, (shown,))


def _pages_of(document: Document, tools: Tools, blob: Blob) -> tuple[object, ...]:
    """Size, words and look of every page as it came, the foot too: a number may stand there."""
    came = document.normalised
    return page_facts_of(came, tools, blob=blob) if came else ()
