"""What the buttons beside a page do: turn it, leave it out, take it back, paint over, straighten, undo.

Each makes a new recipe (``domain.page_changes``) of the old one and has the document made anew by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from postmatch.domain.documents import Document
from postmatch.domain.edits import PageEdits
from postmatch.domain.page_changes import painted, turned, with_page, without
from postmatch.domain.pages import Box
from postmatch.errors import PostmatchError
from postmatch.ui import session
from postmatch.usecases.edit_pages import edit_pages, preview_straightened

Change = Callable[[PageEdits], PageEdits]
PAINTED = "What is painted over was marked on this picture and would show again on the other one."
UNDO_PAINTING = "To change between the photo and the straightened page, undo the painting first, then paint again."


def change(document_id: str, made: Change) -> bool:
    """Edits the document by its changed recipe and keeps the result; True when it is kept. Says what went wrong."""
    workspace = session.workspace()
    document = workspace.document(document_id)
    if document is None:
        return False
    try:
        result = edit_pages(workspace, document_id, made(document.edits), session.tools(), blob=session.blob)
    except PostmatchError as error:
        session.tell_error(error)
        return False
    return session.commit(result.workspace, result.blobs)


def turn(document_id: str, page_number: int, degrees: int) -> None:
    """Turns one page clockwise by so many degrees."""
    change(document_id, lambda edits: turned(edits, (page_number,), degrees))


def turn_all(document_id: str, degrees: int) -> None:
    document = session.workspace().document(document_id)
    pages = range(1, (document.page_count or 0) + 1) if document else ()
    change(document_id, lambda edits: turned(edits, pages, degrees))


def leave_out(document_id: str, page_number: int) -> None:
    document = session.workspace().document(document_id)
    count = (document.page_count or 0) if document else 0
    change(document_id, lambda edits: without(edits, page_number, count))


def take_back(document_id: str, page_number: int) -> None:
    document = session.workspace().document(document_id)
    count = (document.page_count or 0) if document else 0
    change(document_id, lambda edits: with_page(edits, page_number, count))


def undo_all(document_id: str) -> None:
    change(document_id, lambda _: PageEdits())


def paint(document_id: str, page_number: int, boxes: Iterable[Box]) -> bool:
    """These areas and no others on that page; the other pages keep theirs. True when it is kept."""
    areas = tuple(boxes)
    return change(document_id, lambda edits: painted(edits, page_number, areas))


def straighten(document_id: str, *, is_on: bool) -> None:
    """The paper of the photo alone, or the photo again. Turns belonged to the other picture and go; painted areas must
    not go with them, so while there are any it stays as it is, and that is said."""
    document = session.workspace().document(document_id)
    if document and document.edits.redactions:
        session.tell("warning", PAINTED, UNDO_PAINTING)
    else:
        change(document_id, lambda _: PageEdits(straightened=is_on))


def before_cuts(document: Document) -> bytes:
    """The PDF that areas, turns and page numbers speak of: as it came, or the straightened paper of a photo.

    Raises ``ConversionFailed``, and ``UploadRefused`` when no paper is found.
    """
    return straightened(document) if document.edits.straightened else session.blob(document.pdf_sha256 or "")


def straightened(document: Document) -> bytes:
    """The paper of a photo as a page of its own, made once in this tab. Raises as ``before_cuts``."""

    def make() -> bytes:
        return preview_straightened(document, session.tools(), blob=session.blob).pdf

    return session.remembered(f"straightened.{document.id}", document.upload_sha256, make)
