"""What a portal would say to a letter or a photo: its rules as a list of passes and failures, asked for by hand."""

from __future__ import annotations

from collections.abc import Sequence

from postmatch.domain.documents import PHOTO_KIND, Document
from postmatch.domain.pages import PageFacts
from postmatch.domain.portal_checks import LetterFile, PortalCheck, letter_file_checks, photo_checks
from postmatch.domain.workspace import Workspace
from postmatch.usecases.page_facts import page_facts_of
from postmatch.usecases.tools import Blob, Tools


def has_portal_rules(document: Document) -> bool:
    return document.is_usable and (document.is_letter or document.kind == PHOTO_KIND)


def portal_checks(workspace: Workspace, document_id: str, tools: Tools, *, blob: Blob) -> tuple[PortalCheck, ...]:
    """The checks of one document; none for a kind that no portal has rules for.

    A letter is judged as the PDF that a packet holds, a photo as the file that was uploaded, because portals take the
    picture itself. Raises ``ConversionFailed``, ``StorageFailed``, and ``UploadRefused`` for a photo that is none.
    """
    document = workspace.document(document_id)
    if document is None or not has_portal_rules(document):
        return ()
    if document.is_letter and document.final:
        pages = page_facts_of(document.final, tools, blob=blob)
        return letter_checks(document.file_name, blob(document.final.sha256), pages, workspace, tools)
    photo = tools.workers.picture_facts(blob(document.upload_sha256), limits=tools.facts.limits)
    return photo_checks(photo, tools.facts)


def letter_checks(
    file_name: str, pdf: bytes, pages: Sequence[PageFacts], workspace: Workspace, tools: Tools
) -> tuple[PortalCheck, ...]:
    """What the letter portal says to a PDF that the gate has taken. Raises ``ConversionFailed``."""
    letter = LetterFile(
        file_name=file_name,
        media_type="application/pdf",
        bytes=len(pdf),
        is_encrypted=False,  # the gate takes every password and protection off
        page_sizes=tuple((page.width, page.height) for page in pages),
        texts=tools.workers.page_texts(pdf),
    )
    programs = [position.program for position in workspace.positions if position.program]
    return letter_file_checks(letter, tools.facts, programs=programs)
