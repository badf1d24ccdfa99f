"""What goes into a packet and in which order: cover letter, CV, documents and explanation pages, with their PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, EXPLANATION_KIND, OTHER_KIND, Document
from postmatch.domain.edits import StoredPdf
from postmatch.domain.facts import Facts
from postmatch.domain.packet import Source
from postmatch.domain.packet_profiles import Explanation, PacketForm, PacketProfile
from postmatch.domain.pages import PageFacts
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import PacketImpossible
from postmatch.packet import draw_explanation, explanation_title
from postmatch.usecases.enclosures import enclosed
from postmatch.usecases.fill import Filled
from postmatch.usecases.page_facts import page_facts_of
from postmatch.usecases.tools import Blob, Tools

TITLES = {COVER_LETTER_KIND: "Cover letter", CV_KIND: "Curriculum vitae"}


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
    found = [*_letter_and_cv(workspace, profile, filled, tools, blob)]
    for document in enclosed(workspace, profile=profile):
        if document.kind not in TITLES:
            found.append(_of_document(document, document.title or document.file_name, tools, blob))
    for explanation in workspace.explanations if profile.form is not PacketForm.LETTER_PORTAL else ():
        if explanation.text and profile.takes(explanation.kind):
            _place(found, _explained(explanation, workspace, tools.facts, today), tools.facts)
    if profile.kinds:
        found.sort(key=lambda material: profile.kinds.index(material.kind))
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


def _letter_and_cv(
    workspace: Workspace, profile: PacketProfile, filled: Sequence[Filled], tools: Tools, blob: Blob
) -> list[Material]:
    """The applicant's own, or ours where there is none."""
    ours = {one.kind: one for one in filled}
    brought = {COVER_LETTER_KIND: workspace.own_cover_letter, CV_KIND: workspace.own_cv}
    found = []
    for kind, title in TITLES.items():
        own = brought[kind]
        if not profile.takes(kind):
            continue
        if own is not None:
            found.append(_of_document(own, title, tools, blob))
        else:
            source = Source(id=kind, kind=kind, title=title, page_count=ours[kind].page_count)
            found.append(Material(source, kind, ours[kind].pdf))
    return found


def _of_document(document: Document, title: str, tools: Tools, blob: Blob) -> Material:
    final = document.final or StoredPdf(sha256="", bytes=0, page_count=0)
    source = Source(id=document.id, kind=document.kind, title=title, page_count=final.page_count)
    pages = page_facts_of(final, tools, blob=blob)
    return Material(source, document.kind, blob(final.sha256), pages, document)


def _explained(explanation: Explanation, workspace: Workspace, facts: Facts, today: date) -> Material:
    title = explanation_title(facts.label(explanation.kind))
    pdf = draw_explanation(
        title=title,
        words=explanation.text,
        applicant=workspace.profile.identity.full_name,
        paper=workspace.choices.paper,
        made_on=today,
    )
    return Material(Source(id=explanation.id, kind=EXPLANATION_KIND, title=title, page_count=1), explanation.kind, pdf)


def _place(found: list[Material], explained: Material, facts: Facts) -> None:
    """Where the missing document would stand: after the last one whose kind comes no later in the usual order."""

    def rank(kind_id: str) -> int:
        kind = facts.kind(kind_id) or facts.kind(OTHER_KIND)
        return kind.place if kind else 0

    before = [index for index, one in enumerate(found) if rank(one.kind) <= rank(explained.kind)]
    found.insert(before[-1] + 1 if before else 0, explained)
