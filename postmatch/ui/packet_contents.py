"""What goes into the packet and in which order, to be dragged; and what stays out, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, OTHER_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import PacketForm, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.packet import explanation_title
from postmatch.ui import session
from postmatch.ui.components import OrderItem, order_list
from postmatch.ui.filled_view import has_no_words
from postmatch.ui.messages import pages_label, plain, short_name
from postmatch.usecases.enclosures import enclosed, left_out

CONTENTS = "contents"
Row = tuple[str, OrderItem]  # the kind that decides its place, and how it is shown


def show_order(workspace: Workspace, profile: PacketProfile) -> None:
    """The rows of the packet; documents can be dragged, what we write has its usual place."""
    items = [item for _, item in rows(workspace, profile, session.facts())]
    if not items:
        st.markdown(":gray[Nothing yet: none of your documents is of a kind that this packet takes.]")
        return
    if any(not item.is_fixed for item in items):
        st.markdown(":gray[Drag a document to its place, or use the arrows.]")
    order_list(items, key="packet.order", label="Order of the packet", on_order=partial(reorder, profile))


def show_left_out(workspace: Workspace, profile: PacketProfile) -> None:
    """Each document that stays out, and why; a packet that takes some kinds only does so in silence here."""
    outside = [(d, out) for d in workspace.documents if (out := left_out(d, workspace, profile=profile))]
    if not outside:
        return
    with st.expander(f"Stays out ({len(outside)})", key="packet.left_out", expanded=len(outside) <= 3):
        for document, out in outside:
            st.markdown(
                f"- {plain(document.title or short_name(document))}: :gray[{plain(out.message)} {plain(out.hint)}]"
            )


def reorder(profile: PacketProfile, ids: list[str]) -> None:
    session.commit(reordered(session.workspace(), profile, ids))


def reordered(workspace: Workspace, profile: PacketProfile, ids: Sequence[str]) -> Workspace:
    """The documents of the packet in that order; those that stay out keep their places among them."""
    inside = {document.id for document in enclosed(workspace, profile=profile)}
    moved = iter([one for one in ids if one in inside])
    return workspace.with_order(next(moved, one.id) if one.id in inside else one.id for one in workspace.documents)


def rows(workspace: Workspace, profile: PacketProfile, facts: Facts) -> list[Row]:
    """The packet's sections in the order in which ``usecases.packet_sources`` gathers and ``packet.plan`` binds them.

    A document can be moved unless the packet has an order of kinds.
    """
    found = [*_ours(workspace, profile)]
    is_fixed = len(profile.kinds) > 1
    for document in enclosed(workspace, profile=profile):
        if document.kind not in (CV_KIND, COVER_LETTER_KIND):
            found.append((document.kind, _of(document, facts, is_fixed=is_fixed)))
    for explanation in workspace.explanations:
        if explanation.text and profile.takes(explanation.kind):
            title = explanation_title(facts.label(explanation.kind))
            _place(found, (explanation.kind, OrderItem(explanation.id, title, "In your words", is_fixed=True)), facts)
    if profile.kinds:
        found.sort(key=lambda row: profile.kinds.index(row[0]))
    return _bound(found) if profile.form is PacketForm.ONE_PDF else found


def _bound(found: list[Row]) -> list[Row]:
    """As one PDF: the letter goes first wherever its kind stands, and the contents page follows it."""
    contents = (CONTENTS, OrderItem(CONTENTS, "Contents", "Links and page numbers", is_fixed=True))
    letter = [row for row in found if row[0] == COVER_LETTER_KIND]
    return [*letter, contents, *(row for row in found if row[0] != COVER_LETTER_KIND)] if found else []


def _ours(workspace: Workspace, profile: PacketProfile) -> list[Row]:
    empty = "None of your own words in it yet" if has_no_words(workspace) else "Written from your answers"
    ours = [
        (COVER_LETTER_KIND, "Cover letter", "Your own file" if workspace.own_cover_letter else empty),
        (CV_KIND, "CV", "Your own file" if workspace.own_cv else "Written from your profile"),
    ]
    return [
        (kind, OrderItem(kind, title, detail, is_fixed=True)) for kind, title, detail in ours if profile.takes(kind)
    ]


def _of(document: Document, facts: Facts, *, is_fixed: bool) -> OrderItem:
    title, kind = document.title or short_name(document), facts.label(document.kind)
    pages = pages_label(document.final.page_count if document.final else 0)
    return OrderItem(document.id, title, pages if kind == title else f"{kind} · {pages}", is_fixed=is_fixed)


def _place(found: list[Row], row: Row, facts: Facts) -> None:
    """Where the missing document would stand: after the last one whose kind comes no later in the usual order."""

    def rank(kind_id: str) -> int:
        kind = facts.kind(kind_id) or facts.kind(OTHER_KIND)
        return kind.place if kind else 0

    before = [index for index, (kind, _) in enumerate(found) if rank(kind) <= rank(row[0])]
    found.insert(before[-1] + 1 if before else 0, row)
