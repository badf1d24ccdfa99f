"""Which documents go into the packet, and which stay out and why.

The decision is taken here once: the packet, its report, the letter's enclosures and the pages all read it.
"""

from __future__ import annotations

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document, ReasonCode
from postmatch.domain.packet import LeftOut
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.waivers import kept_marks
from postmatch.domain.workspace import Workspace


def left_out(document: Document, workspace: Workspace, *, profile: PacketProfile | None = None) -> LeftOut | None:
    """Why this document is not in the packet, or None when it is. Without ``profile`` every kind goes in."""
    if workspace.is_waived(document):
        return _WAIVED if document.waived else _as_a_copy(document, workspace)
    if document.refusal is not None:
        refusal = document.refusal
        return LeftOut(code=refusal.code, message=refusal.message, hint=refusal.hint)
    if document.is_waiver_unknown:
        return _WAIVER_UNKNOWN
    if not document.included:
        return _NOT_SELECTED
    if document.kind in (CV_KIND, COVER_LETTER_KIND):
        used = workspace.own_cv if document.kind == CV_KIND else workspace.own_cover_letter
        if used != document:
            return _REPLACED
    return None if profile is None or profile.takes(document.kind) else _not_in(profile)


def enclosed(workspace: Workspace, *, profile: PacketProfile | None = None) -> tuple[Document, ...]:
    """The documents that go into the packet, in its order; own CV and cover letter included."""
    inside = [document for document in workspace.documents if left_out(document, workspace, profile=profile) is None]
    if profile is not None and profile.kinds:
        inside.sort(key=lambda document: profile.kinds.index(document.kind))
    return tuple(inside)


def _as_a_copy(document: Document, workspace: Workspace) -> LeftOut:
    """Of a bundle, what else is in it may go in without the letter's pages."""
    pages = workspace.waived_pages(document)
    if workspace.is_waived_file(document) or len(pages) == sum(map(bool, kept_marks(document))):
        return _COPY_OF_WAIVED
    numbers = f"page {pages[0]}" if len(pages) == 1 else f"pages {', '.join(str(number) for number in pages)}"
    return LeftOut(
        code=ReasonCode.WAIVED,
        message=f"You waived your right to see a letter that stands on {numbers} of this file, so it stays out.",
        hint=f"Open it and leave {numbers} out of it; what remains then goes in.",
    )


def _not_in(profile: PacketProfile) -> LeftOut:
    return LeftOut(
        code=ReasonCode.NOT_IN_PROFILE,
        message=f"The packet “{profile.name}” does not take this kind of document.",
        hint="Choose another kind of packet, or add this kind of document to it.",
    )


_WAIVED = LeftOut(
    code=ReasonCode.WAIVED,
    message="You waived your right to see this letter, so it may not pass through your hands and stays out.",
    hint="Ask the writer to send it straight to the program, or ask for a new letter that you may attach.",
)
_COPY_OF_WAIVED = LeftOut(
    code=ReasonCode.WAIVED,
    message="It is a copy of a letter that you waived your right to see, so it stays out.",
    hint="If that answer was a slip, change it beside the other copy. If you removed that one, put it back or add it "
    "again, and answer there.",
)
_WAIVER_UNKNOWN = LeftOut(
    code=ReasonCode.WAIVER_UNKNOWN,
    message="You have not said yet whether you waived your right to see this letter, so it stays out of the packet.",
    hint="Answer the question beside it on the Documents page. If it is no letter, say so there.",
)
_NOT_SELECTED = LeftOut(
    code=ReasonCode.NOT_SELECTED,
    message="This document is set to stay out of the packet.",
    hint="Switch “In the packet” on for it on the Documents page to put it back.",
)
_REPLACED = LeftOut(
    code=ReasonCode.REPLACED,
    message="Another file of this kind, further down the list, takes its place.",
    hint="Remove the other file, or move this one below it, if you want this one in the packet.",
)
