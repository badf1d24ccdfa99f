"""Whether a built packet may leave: nothing in it that was waived, hidden or changed since, nothing left to settle."""

from __future__ import annotations

from postmatch.domain.documents import Document
from postmatch.domain.rules.findings import listed, title_of
from postmatch.domain.sensitive import numbers_key, visible_spots
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.errors import PacketImpossible


def inside(workspace: Workspace) -> list[Document]:
    """The documents that the built packet holds, whatever became of them since."""
    record = workspace.packet
    everything = (*workspace.documents, *workspace.removed)
    return [document for document in everything if record and record.place_of(document.id)]


def why_closed(workspace: Workspace) -> str:
    """What nothing but another build settles, in a sentence; empty when there is nothing of the kind."""
    found = inside(workspace)
    if any(workspace.is_waived(document) for document in found):
        return "This packet holds a letter that you have marked as waived since, so it cannot be downloaded."
    if any(document.is_waiver_unknown for document in found):
        return "This packet holds a letter of which you have not said whether it is waived, so it cannot be downloaded."
    if _forgotten(workspace, {document.id for document in found}):
        return "This packet holds a file that is not among your documents any more, so it cannot be checked."
    if changed := [document for document in found if _was_changed(document, workspace)]:
        names = listed([f"“{title_of(document)}”" for document in changed])
        return f"Pages of {names} may have changed since this packet was built, so it may hold old ones."
    return ""


def _was_changed(document: Document, workspace: Workspace) -> bool:
    """What was painted over or left out since may be seen in the packet; nobody has to know why it was hidden."""
    return workspace.packet is not None and not workspace.packet.holds_as_it_is(document)


def _forgotten(workspace: Workspace, known: set[str]) -> bool:
    """Whether the packet holds an upload of which nothing is known: removed so long ago, or another workspace's."""
    files = workspace.packet.files if workspace.packet else ()
    return any(not one.is_ours and one.source_id not in known for file in files for one in file.plan.sections)


def to_look_at(workspace: Workspace) -> list[Document]:
    """Repaired documents of the packet whose pages the applicant has not looked at."""
    return [d for d in inside(workspace) if d.needs_look and d.look_sha256 not in workspace.looked_at]


def with_numbers(workspace: Workspace) -> list[Document]:
    """Documents of the packet that show sensitive numbers which the applicant does not mean to send."""
    return [
        document
        for document in inside(workspace)
        if visible_spots(document) and numbers_key(document) not in workspace.numbers_meant
    ]


def check_leaving(workspace: Workspace, record: PacketRecord) -> None:
    """Raises ``PacketImpossible`` when this packet may not leave: the page with its button may be older than the
    answer that closed it, which was given in another tab."""
    if workspace.packet != record:
        raise PacketImpossible("This packet was replaced by a newer one.", "Reload the page to download that.")
    if closed := why_closed(workspace):
        raise PacketImpossible(closed, "Reload the page and build the packet again.")
    if to_look_at(workspace) or with_numbers(workspace):
        raise PacketImpossible(f"There is something to settle: {waiting_words(workspace)}", "Reload the page.")


def waiting_words(workspace: Workspace) -> str:
    """What keeps the download closed, in one line."""
    looks, numbers = len(to_look_at(workspace)), len(with_numbers(workspace))
    parts = [
        f"{looks} repaired document{'s' if looks > 1 else ''} to look at" if looks else "",
        f"{numbers} document{'s' if numbers > 1 else ''} with sensitive numbers to decide about" if numbers else "",
    ]
    return f"{' and '.join(part for part in parts if part)} before you download."
