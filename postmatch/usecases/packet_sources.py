"""What goes into a packet and in which order: cover letter, CV, documents and explanation pages, with their PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmatch.domain.documents import EXPLANATION_KIND, Document
from postmatch.domain.edits import StoredPdf
from postmatch.domain.packet import Source
from postmatch.domain.packet_profiles import Explanation, PacketProfile
from postmatch.domain.pages import PageFacts
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import PacketImpossible
from postmatch.packet import draw_explanation
from postmatch.usecases.enclosures import enclosed
from postmatch.usecases.fill import Filled
from postmatch.usecases.packet_order import Entry, packet_order
from postmatch.usecases.packet_titles import title_of
from postmatch.usecases.page_facts import page_facts_of
from postmatch.usecases.tools import Blob, Tools


@dataclass(frozen=True)
class Material:
    """One source with its PDF. ``kind`` is that of its place in the order, also of an explanation; ``pages`` are the
    facts of its pages, empty where they were not taken yet (what we filled or drew for this packet)."""

    source: Source
    kind: str
    pdf: bytes
    pages: tuple[PageFacts, ...] = ()
    document: Document | None = None


def gather(
    workspace: Workspace,
    profile: PacketProfile,
    filled: Sequence[Filled],
    tools: Tools,
    *,
    blob: Blob,
    today: date,
) -> tuple[Material, ...]:
    """Everything that goes in, in the packet's order.

    Raises ``PacketImpossible`` when nothing does or an explanation is too long for its page, ``ConversionFailed`` and
    ``StorageFailed``.
    """
    _refuse_nothing(workspace)
    ours = {one.kind: one for one in filled}
    found = [
        _material(entry, ours.get(entry.kind), workspace, tools, blob, today)
        for entry in packet_order(workspace, profile, tools.facts)
    ]
    if not found:
        raise PacketImpossible(
            f"The packet “{profile.name}” takes none of your documents, so there is nothing to put into it.",
            "Add a document of a kind that it takes, or choose another kind of packet.",
        )
    return tuple(found)


def _refuse_nothing(workspace: Workspace) -> None:
    """A workspace with neither facts nor usable documents would give a packet of empty forms."""
    if not enclosed(workspace) and workspace.profile == Profile():
        raise PacketImpossible(
            "There is nothing to put into a packet yet: the profile is empty and no document is usable.",
            "Fill in your profile or add a document first.",
        )


def _material(
    entry: Entry, ours: Filled | None, workspace: Workspace, tools: Tools, blob: Blob, today: date
) -> Material:
    title = title_of(entry, tools.facts)
    if entry.explanation:
        return _explained(entry.explanation, title, workspace, today)
    if entry.document:
        return _of_document(entry.document, title, tools, blob)
    if ours is None:
        raise LookupError(f"nothing was filled for {entry.kind!r}")
    return Material(Source(id=ours.kind, kind=ours.kind, title=title, page_count=ours.page_count), ours.kind, ours.pdf)


def _of_document(document: Document, title: str, tools: Tools, blob: Blob) -> Material:
    final = document.final or StoredPdf(sha256="", bytes=0, page_count=0)
    source = Source(id=document.id, kind=document.kind, title=title, page_count=final.page_count)
    pages = page_facts_of(final, tools, blob=blob)
    return Material(source, document.kind, blob(final.sha256), pages, document)


def _explained(explanation: Explanation, title: str, workspace: Workspace, today: date) -> Material:
    pdf = draw_explanation(
        title=title,
        words=explanation.text,
        applicant=workspace.profile.identity.full_name,
        paper=workspace.choices.paper,
        made_on=today,
    )
    return Material(Source(id=explanation.id, kind=EXPLANATION_KIND, title=title, page_count=1), explanation.kind, pdf)
