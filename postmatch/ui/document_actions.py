"""What the buttons and questions of a document card do. Callbacks: they run before the page is drawn again."""

from __future__ import annotations

from postmatch.domain.documents import Upload
from postmatch.domain.edits import PageEdits
from postmatch.errors import PostmatchError
from postmatch.ui import session, uploads
from postmatch.usecases.intake import Told, change_kind, put_back, try_password, twin_of
from postmatch.usecases.replacing import replace_document


def remove(document_id: str) -> None:
    workspace = session.workspace()
    document = workspace.document(document_id)
    if document and session.commit(workspace.without_document(document_id)):
        session.tell(
            "info", f"Removed {document.file_name}.", "Put it back under “Recently removed” on the Documents page."
        )


def restore(document_id: str) -> None:
    workspace = put_back(session.workspace(), document_id, session.facts())
    document = workspace.document(document_id)
    if not session.commit(workspace) or document is None:
        return
    twin = twin_of(document, workspace)
    if twin and not document.included:
        session.tell(
            "warning",
            f"{document.file_name} is back, but it is left out of the packet: it is the same file as "
            f"{twin.file_name}, which is in use.",
            "Remove one of the two. To use this one instead, switch “In the packet” off for the other and on for it.",
        )


def set_kind(document_id: str) -> None:
    kind = session.widget_value(f"documents.{document_id}.kind")
    session.commit(change_kind(session.workspace(), document_id, kind, session.facts()))


def file_as(document_id: str, kind: str) -> None:
    """Another kind for a document that was filed in the wrong place."""
    session.commit(change_kind(session.workspace(), document_id, kind, session.facts()))


def answer_waiver(document_id: str) -> None:
    waived = session.widget_value(f"documents.{document_id}.waived")
    session.commit(session.workspace().with_waiver(document_id, waived))


def try_typed_password(document_id: str) -> None:
    """Opens a locked file with the password in the field, which is emptied at once."""
    key = f"documents.{document_id}.password"
    password = session.widget_value(key, "")
    session.clear_widget(key)
    if not password:
        return
    try:
        result = try_password(session.workspace(), document_id, password, session.tools(), blob=session.blob)
    except PostmatchError as error:
        session.tell_error(error)
        return
    if session.commit(result.workspace, result.blobs):
        uploads.tell_intake(result)


def replace(document_id: str, upload: Upload) -> str | None:
    """Another file in a document's place; the old one can be put back. The id of what stands there now, None when
    nothing was kept."""
    workspace = session.workspace()
    result = replace_document(workspace, document_id, upload, session.tools(), told=Told(), blob=session.blob)
    if not session.commit(result.workspace, result.blobs):
        return None
    uploads.tell_intake(result)
    if result.workspace.document(document_id):
        return document_id
    (now,) = result.documents
    old = workspace.document(document_id)
    if old and now.is_usable:
        _tell_edits(old.edits, now.edits)
    return now.id


def _tell_edits(old: PageEdits, now: PageEdits) -> None:
    """What became of the changes to the pages when another file took the place of a document."""
    if old == PageEdits():
        return
    if now != PageEdits():
        session.tell("info", "The new file has the same pages, so what you did to them is done to it as well.")
    elif old.hides:
        gone = "painted over must be painted" if old.redactions else "left out must be left out"
        session.tell(
            "warning",
            f"What you {gone} again, so the new file stays out until you have looked.",
            "Change its pages below, then switch “In the packet” on.",
        )
    else:
        session.tell("info", "The new file has other pages, so they are neither turned nor straightened.")
