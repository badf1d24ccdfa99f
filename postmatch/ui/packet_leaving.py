"""The questions that are asked before a packet leaves; ``domain.leaving`` decides whether it may."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.leaving import inside, to_look_at, why_closed, with_numbers
from postmatch.domain.rules.findings import listed, page_words, title_of, unread_pages
from postmatch.domain.sensitive import numbers_key, visible_spots
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.ui import paint_over, session
from postmatch.ui.messages import plain, say, short_name, show_repairs
from postmatch.usecases.fill import has_own_words

_EMPTY = (
    (
        COVER_LETTER_KIND,
        "The cover letter in this packet holds none of your own words: a greeting, and your name.",
        "Answer the questions on the Cover letter page and build again, or bring a letter of your own.",
    ),
    (
        CV_KIND,
        "The CV in this packet holds little more than your name.",
        "Fill in exams, education and experience on the Profile page and build again, or bring a CV of your own.",
    ),
)


def settle(workspace: Workspace, record: PacketRecord) -> bool:
    """Asks what is left to settle; True when the packet may leave."""
    if closed := why_closed(workspace):
        say("error", closed, "Build the packet again.")
        return False
    for document in inside(workspace):
        if document.needs_look:
            _ask_to_look(document, workspace, record)
        if visible_spots(document):
            _ask_about_numbers(document, workspace)
    _name_unread(workspace)
    return not to_look_at(workspace) and not with_numbers(workspace)


def _name_unread(workspace: Workspace) -> None:
    """That no number was found must not mean that nobody looked."""
    unread = [(title_of(document), list(unread_pages(document))) for document in inside(workspace)]
    places = [f"{page_words(numbers)} of “{title}”" for title, numbers in unread if numbers]
    if places:
        say(
            "info",
            f"Postmatch has not read the words on {listed(places)}.",
            "Look there for a passport or Social Security number yourself before you send the packet.",
        )


def warn_of_empty(workspace: Workspace, record: PacketRecord) -> None:
    """What we filled and the applicant has not: it may be sent, but hardly anybody means to."""
    for kind, message, hint in _EMPTY:
        if record.place_of(kind) and not has_own_words(kind, workspace):
            say("warning", message, hint)


def _ask_to_look(document: Document, workspace: Workspace, record: PacketRecord) -> None:
    """A repaired file opened again, but may have lost something: the applicant looks before it is sent."""
    key = f"packet.{document.id}.seen"
    with st.container(border=True):
        show_repairs(repair for repair in document.repairs if repair.needs_look)
        st.checkbox(
            f"I have looked at {_name(document)} {_where(document, record)} and it is complete",
            key=session.seed(key, document.look_sha256 in workspace.looked_at),
            on_change=_switch,
            args=("looked_at", key, document.look_sha256),
        )


def _ask_about_numbers(document: Document, workspace: Workspace) -> None:
    """No program needs such a number before it hires: paint it over, or say that it is meant to be sent."""
    key, spots = f"packet.{document.id}.numbers", visible_spots(document)
    with st.container(border=True):
        numbers = dict.fromkeys(f"{spot.kind.label} {spot.masked} on page {spot.page_number}" for spot in spots)
        st.markdown(
            f":orange[:material/warning:] **{_name(document)}** shows: {plain(', '.join(numbers))}. "
            ":gray[No program needs it before it hires you, and an e-mail can be read by others.]"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                "Paint it over", key=f"{key}.paint", icon=":material/ink_eraser:",
                on_click=paint_over.begin, args=(document.id, spots[0].page_number), kwargs={"with_found": True},
            ):  # fmt: skip
                paint_over.ask(document.id, spots[0].page_number)
            st.checkbox(
                "I mean to send it",
                key=session.seed(key, numbers_key(document) in workspace.numbers_meant),
                on_change=_switch,
                args=("numbers_meant", key, numbers_key(document)),
            )


def _switch(field: str, key: str, digest: str) -> None:
    """Adds what was shown to what was looked at (or is meant to be sent as it is), or takes it out."""
    workspace = session.workspace()
    others = set(getattr(workspace, field)) - {digest}
    now = others | {digest} if session.widget_value(key) else others
    session.commit(workspace.model_copy(update={field: tuple(sorted(now))}))


def _name(document: Document) -> str:
    return plain(document.title or short_name(document))


def _where(document: Document, record: PacketRecord) -> str:
    """``(pages 7-9)`` in the packet; of several files also in which."""
    place = record.place_of(document.id)
    if place is None:
        return ""
    file, section = place
    which = f" of {plain(file.file_name)}" if len(record.files) > 1 else ""
    return f"({section.pages_label}{which})"
