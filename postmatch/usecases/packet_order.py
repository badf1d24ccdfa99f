"""What goes into a packet and in which order, before any of it is a PDF: the page shows it, and the builder follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, OTHER_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import Explanation, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.usecases.enclosures import enclosed

OUR_KINDS = (COVER_LETTER_KIND, CV_KIND)


@dataclass(frozen=True)
class Entry:
    """One section. ``kind`` decides its place, also of an explanation, which stands for a document of that kind. It is
    an uploaded ``document``, an ``explanation``, or, with neither, the letter or CV that we write."""

    kind: str
    document: Document | None = None
    explanation: Explanation | None = None


def packet_order(workspace: Workspace, profile: PacketProfile, facts: Facts) -> tuple[Entry, ...]:
    """Letter and CV, the documents in the applicant's order, explanations where the missing document would stand; or
    by kind when the profile has an order of kinds. A letter portal takes files of letters and no words about them."""
    found = list(_letter_and_cv(workspace, profile))
    for document in enclosed(workspace, profile=profile):
        if document.kind not in OUR_KINDS:
            found.append(Entry(document.kind, document=document))
    for explanation in () if profile.is_as_written else workspace.explanations:
        if explanation.text and profile.takes(explanation.kind):
            _place(found, Entry(explanation.kind, explanation=explanation), facts)
    if profile.kinds:
        found.sort(key=lambda entry: profile.kinds.index(entry.kind))
    return tuple(found)


def _letter_and_cv(workspace: Workspace, profile: PacketProfile) -> Iterator[Entry]:
    """The applicant's own, or ours where there is none."""
    for kind, own in ((COVER_LETTER_KIND, workspace.own_cover_letter), (CV_KIND, workspace.own_cv)):
        if profile.takes(kind):
            yield Entry(kind, document=own)


def _place(found: list[Entry], entry: Entry, facts: Facts) -> None:
    """After the last one whose kind comes no later in the usual order."""

    def rank(kind_id: str) -> int:
        kind = facts.kind(kind_id) or facts.kind(OTHER_KIND)
        return kind.place if kind else 0

    before = [index for index, one in enumerate(found) if rank(one.kind) <= rank(entry.kind)]
    found.insert(before[-1] + 1 if before else 0, entry)
