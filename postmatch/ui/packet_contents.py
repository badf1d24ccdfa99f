"""What goes into the packet and in which order, to be dragged; and what stays out, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import PacketForm, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.packet import explanation_title
from postmatch.ui import session
from postmatch.ui.components import OrderItem, order_list
from postmatch.ui.messages import pages_label, plain, short_name
from postmatch.usecases.enclosures import enclosed, left_out
from postmatch.usecases.fill import has_own_words
from postmatch.usecases.packet_order import Entry, packet_order

CONTENTS = "contents"
TITLES = {COVER_LETTER_KIND: "Cover letter", CV_KIND: "CV"}
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
    """The packet's sections in their order, and how each is shown.

    A document can be moved unless the packet has an order of kinds.
    """
    is_fixed = len(profile.kinds) > 1
    found = [
        (entry.kind, _shown(entry, workspace, facts, is_fixed=is_fixed))
        for entry in packet_order(workspace, profile, facts)
    ]
    return _bound(found) if profile.form is PacketForm.ONE_PDF else found


def _shown(entry: Entry, workspace: Workspace, facts: Facts, *, is_fixed: bool) -> OrderItem:
    if entry.explanation:
        title = explanation_title(facts.label(entry.kind))
        return OrderItem(entry.explanation.id, title, "In your words", is_fixed=True)
    if entry.document and entry.kind not in TITLES:
        return _of(entry.document, facts, is_fixed=is_fixed)
    detail = "Your own file" if entry.document else _written(entry.kind, workspace)
    return OrderItem(entry.kind, TITLES[entry.kind], detail, is_fixed=True)


def _bound(found: list[Row]) -> list[Row]:
    """As one PDF: the letter goes first wherever its kind stands, and the contents page follows it."""
    contents = (CONTENTS, OrderItem(CONTENTS, "Contents", "Links and page numbers", is_fixed=True))
    letter = [row for row in found if row[0] == COVER_LETTER_KIND]
    return [*letter, contents, *(row for row in found if row[0] != COVER_LETTER_KIND)] if found else []


def _written(kind: str, workspace: Workspace) -> str:
    if not has_own_words(kind, workspace):
        return "Empty but for your name" if kind == CV_KIND else "None of your own words in it yet"
    return "Written from your profile" if kind == CV_KIND else "Written from your answers"


def _of(document: Document, facts: Facts, *, is_fixed: bool) -> OrderItem:
    title, kind = document.title or short_name(document), facts.label(document.kind)
    pages = pages_label(document.final.page_count if document.final else 0)
    return OrderItem(document.id, title, pages if kind == title else f"{kind} · {pages}", is_fixed=is_fixed)
