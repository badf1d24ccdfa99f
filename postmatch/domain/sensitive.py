"""Which numbers that a program does not need before it hires a packet shows; ``sensitive_numbers`` finds them."""

from __future__ import annotations

import hashlib

from postmatch.domain.documents import Document
from postmatch.domain.edits import PageEdits
from postmatch.domain.pages import Box, SensitiveSpot
from postmatch.domain.workspace import Workspace

COVERED_SHARE = 0.98
"""How much of a spot a painted area has to cover to hide it: the rounding of a drawn rectangle is no gap."""


def spots_in_packet(workspace: Workspace) -> tuple[tuple[Document, SensitiveSpot], ...]:
    """What would leave with a packet: spots on pages that are kept, not painted over, of documents that go in."""
    return tuple(
        (document, spot)
        for document in workspace.documents
        if document.is_usable and document.included and not workspace.is_waived(document)
        for spot in visible_spots(document)
    )


def visible_spots(document: Document) -> tuple[SensitiveSpot, ...]:
    """The spots of a document that its edits neither leave out nor paint over."""
    return tuple(spot for spot in document.spots if not _is_hidden(spot, document.edits))


def numbers_key(document: Document) -> str:
    """Names exactly what is shown, the bytes that go out and each number on them: whoever means to send this has not
    said so of what the document shows after another edit. 64 hexadecimal digits."""
    final = document.final.sha256 if document.final else ""
    shown = [final, *(spot.model_dump_json() for spot in visible_spots(document))]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def _is_hidden(spot: SensitiveSpot, edits: PageEdits) -> bool:
    if edits.kept is not None and spot.page_number not in edits.kept:
        return True
    painted = [area.box for area in edits.redactions if area.page_number == spot.page_number]
    return any(_covered_share(spot.box, area) >= COVERED_SHARE for area in painted)


def _covered_share(box: Box, area: Box) -> float:
    width = min(box[2], area[2]) - max(box[0], area[0])
    height = min(box[3], area[3]) - max(box[1], area[1])
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return max(width, 0.0) * max(height, 0.0) / whole if whole > 0 else 0.0
