"""What must be settled before a packet leaves: waived letters, repaired pages, sensitive numbers."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.rules.findings import listed, page_words, title_of, unread_pages
from postmatch.domain.sensitive import numbers_key, visible_spots
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.errors import PacketImpossible
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


def waiting_words(workspace: Workspace) -> str:
    """What keeps the download closed, in one line."""
    looks, numbers = len(to_look_at(workspace)), len(with_numbers(workspace))
    parts = [
        f"{looks} repaired document{'s' if looks > 1 else ''} to look at" if looks else "",
        f"{numbers} document{'s' if numbers > 1 else ''} with sensitive numbers to decide about" if numbers else "",
    ]
    return f"{' and '.join(part for part in parts if part)} before you download."


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
