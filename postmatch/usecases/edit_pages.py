"""The applicant's changes to the pages of one document: which pages, how they are turned, what is painted over.

The normalised PDF stays; the edited one is made of it by ``Document.edits`` and takes its place in every packet.
"""

from __future__ import annotations

import hashlib

from postmatch.domain.documents import Document, Normalised, Repair, RepairCode, Upload
from postmatch.domain.edits import PageEdits, StoredPdf
from postmatch.domain.pages import PageFacts
from postmatch.domain.waivers import joined_marks, marks_of
from postmatch.domain.workspace import Workspace
from postmatch.usecases.examine import known_again_by, recognised, what_it_says
from postmatch.usecases.intake import Intake
from postmatch.usecases.page_facts import write_page_facts
from postmatch.usecases.tools import Blob, Tools


def edit_pages(workspace: Workspace, document_id: str, edits: PageEdits, tools: Tools, *, blob: Blob) -> Intake:
    """The document with these edits in the place of its former ones; edits that change nothing give back the
    normalised PDF.

    What was read of the pages (names, numbers, looks) speaks of them as they are before cutting and painting; it is
    taken anew when straightening begins or ends, because then they are other pictures. Raises ``ConversionFailed``,
    and ``UploadRefused`` when no paper is found to straighten.
    """
    document = workspace.document(document_id)
    if document is None or not document.is_usable:
        return Intake(workspace)
    edits = _in_short(edits, document)
    base = preview_straightened(document, tools, blob=blob) if edits.straightened else None
    changed = document.model_copy(update={"edits": edits})
    if edits.straightened != document.edits.straightened:
        read = base or tools.workers.normalise(_upload(document, blob), limits=tools.facts.limits)
        says = what_it_says(recognised(read, tools), tools.facts) | _known_again_by(document, read, edits)
        changed = changed.model_copy(update=says)
        # the photo shows a paper whether or not it is straightened now
        repairs = _repairs(document, base)
        changed = changed.model_copy(update={"shows_paper": document.shows_paper, "repairs": repairs})
    made = _made(document, edits, base, tools, blob)
    edited, blobs = _stored(*made) if made else (None, {})
    changed = changed.model_copy(update={"edited": edited})
    return Intake(workspace.with_document(changed), blobs, (changed,))


def preview_straightened(document: Document, tools: Tools, *, blob: Blob) -> Normalised:
    """The paper of a photo, upright and evenly lit, to be shown beside the photo before it is taken.

    Raises ``UploadRefused`` when no paper is found.
    """
    return tools.workers.straighten(_upload(document, blob), limits=tools.facts.limits)


def _known_again_by(document: Document, read: Normalised, edits: PageEdits) -> dict[str, tuple]:
    """A straightened page is known by its photo as well: a copy of a waived letter may be either."""
    known = known_again_by(read)
    if not edits.straightened:
        return known
    return {"page_marks": joined_marks(marks_of(document), known["page_marks"])}


def _repairs(document: Document, base: Normalised | None) -> tuple[Repair, ...]:
    """Those of the gate, and the straightening while it lasts, which says why the page must be looked at."""
    done = [repair for repair in base.repairs if repair.code is RepairCode.STRAIGHTENED] if base else []
    return (*(repair for repair in document.repairs if repair.code is not RepairCode.STRAIGHTENED), *done)


def _upload(document: Document, blob: Blob) -> Upload:
    return Upload(document.file_name, blob(document.upload_sha256))


def _in_short(edits: PageEdits, document: Document) -> PageEdits:
    """Without what changes nothing: all pages in their order, and turns by nothing."""
    everything = tuple(range(1, (document.page_count or 0) + 1))
    kept = None if edits.kept == everything else edits.kept
    return edits.model_copy(update={"kept": kept, "turns": tuple(turn for turn in edits.turns if turn.degrees)})


def _made(
    document: Document, edits: PageEdits, base: Normalised | None, tools: Tools, blob: Blob
) -> tuple[bytes, tuple[PageFacts, ...]] | None:
    """The edited PDF with the facts of its pages; None when nothing is edited."""
    cuts = edits.model_copy(update={"straightened": False})
    if cuts == PageEdits():
        return (base.pdf, base.pages) if base else None
    edited = tools.workers.edit(base.pdf if base else blob(document.pdf_sha256 or ""), cuts)
    return edited.pdf, edited.pages


def _stored(pdf: bytes, pages: tuple[PageFacts, ...]) -> tuple[StoredPdf, dict[str, bytes]]:
    facts = write_page_facts(pages)
    pdf_sha256, pages_sha256 = (hashlib.sha256(data).hexdigest() for data in (pdf, facts))
    stored = StoredPdf(sha256=pdf_sha256, bytes=len(pdf), page_count=len(pages), pages_sha256=pages_sha256)
    return stored, {pdf_sha256: pdf, pages_sha256: facts}
