"""What the buttons and questions of a document card do. Callbacks: they run before the page is drawn again."""

from __future__ import annotations

from postmatch.domain.documents import Document, Upload
from postmatch.errors import PostmatchError
from postmatch.ui import session, uploads
from postmatch.usecases.intake import Told, change_kind, put_back, replace_document, try_password


def remove(document_id: str) -> None:
    workspace = session.workspace()
    document = workspace.document(document_id)
    if document and session.commit(workspace.without_document(document_id)):
        session.tell(
            "info", f"Removed {document.file_name}.", "Put it back under “Recently removed” on the Documents page."
        )


def restore(document_id: str) -> None:
    session.commit(put_back(session.workspace(), document_id, session.facts()))


def set_kind(document_id: str) -> None:
    kind = session.widget_value(f"documents.{document_id}.kind")
    session.commit(change_kind(session.workspace(), document_id, kind, session.facts()))


def file_as(document_id: str, kind: str) -> None:
    """Another kind for a document that was filed in the wrong place."""
    session.commit(change_kind(session.workspace(), document_id, kind, session.facts()))


def answer_waiver(document_id: str) -> None:
    _update(document_id, waived=session.widget_value(f"documents.{document_id}.waived"))


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
    result = replace_document(session.workspace(), document_id, upload, session.tools(), told=Told())
    if not session.commit(result.workspace, result.blobs):
        return None
    uploads.tell_intake(result)
    return document_id if result.workspace.document(document_id) else result.documents[0].id


def _update(document_id: str, **changes: object) -> None:
    document = session.workspace().document(document_id)
    if document:
        changed: Document = document.model_copy(update=changes)
        session.commit(session.workspace().with_document(changed))
