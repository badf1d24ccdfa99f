"""The documents as compact cards: what each is, how it stands, and what there is to settle about it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.checklist import Finding
from postmatch.domain.documents import OTHER_KIND, Document, ReasonCode
from postmatch.domain.workspace import Workspace
from postmatch.ui import document_actions, paint_over, session
from postmatch.ui.adding_files import kind_options
from postmatch.ui.document_notes import Note, Settle, notes_of
from postmatch.ui.messages import document_line, plain, short_name, show_repairs
from postmatch.ui.places import page_path
from postmatch.ui.previews import THUMBNAIL, page_image
from postmatch.usecases.enclosures import left_out

ALL, OPEN = "All", "To settle"
REPAIRS_SHOWN = 2
THUMBNAIL_SHOWN = 76  # pixels
FEW = 4  # documents that need no filter


def show_all(workspace: Workspace, findings: Sequence[Finding]) -> None:
    """A card per document in the packet's order, or only those with something to settle; a quiet line without any."""
    if not workspace.documents:
        st.markdown(":gray[No files yet. Add the first one above: a photo of a paper will do to begin.]")
    notes = {one.id: notes_of(one, findings, session.facts()) for one in workspace.documents}
    to_settle = [one for one in workspace.documents if _is_open(one, workspace, notes[one.id])]
    for document in _filtered(workspace.documents, to_settle):
        _card(document, workspace, notes[document.id])


def _is_open(document: Document, workspace: Workspace, notes: Sequence[Note]) -> bool:
    out = left_out(document, workspace)
    is_choice = out is not None and (out.code is ReasonCode.NOT_SELECTED or bool(document.waived))
    return (out is not None and not is_choice) or any(not note.is_offer for note in notes)


def _filtered(documents: Sequence[Document], to_settle: Sequence[Document]) -> Sequence[Document]:
    if len(documents) <= FEW or not to_settle:
        return documents
    counts = {ALL: len(documents), OPEN: len(to_settle)}
    chosen = st.segmented_control(
        "Which documents",
        (ALL, OPEN),
        key="documents.shown",
        default=ALL,
        required=True,
        format_func=lambda one: f"{one} ({counts[one]})",
        label_visibility="collapsed",
    )
    return to_settle if chosen == OPEN else documents


def _card(document: Document, workspace: Workspace, notes: Sequence[Note]) -> None:
    key = f"documents.{document.id}"
    with st.container(border=True, key=card_key(document), gap="small"):
        with st.container(horizontal=True, wrap=False, gap="small"):
            if document.final:
                pdf, title = session.blob(document.final.sha256), f"First page of {document.title}"
                page_image(key, pdf, 1, alt=title, width=THUMBNAIL, show=THUMBNAIL_SHOWN)
            with st.container(width="stretch", gap="xsmall"):
                show_head(document, workspace)
                show_repairs(document.repairs[:REPAIRS_SHOWN])
                if len(document.repairs) > REPAIRS_SHOWN:
                    st.markdown(f":gray[and {len(document.repairs) - REPAIRS_SHOWN} more repairs]")
                _buttons(document)
        show_notes(notes)
        settle_buttons(document, notes)
        show_questions(document)


def show_head(document: Document, workspace: Workspace, *, in_full: bool = False) -> None:
    """Title and state, then kind, file, pages and size; the reason when the document stays out.

    ``in_full`` is for the page of the document, which has its title already and room for how it was recognized.
    """
    out = left_out(document, workspace)
    title, kind = document.title or short_name(document), session.facts().label(document.kind)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="xsmall"):
        if not in_full:
            st.markdown(f"**{plain(title)}**", width="content")
        if document.refusal:
            st.badge("Not usable", icon=":material/error:", color="red")
        elif out:
            st.badge("Stays out", icon=":material/block:", color="orange")
        else:
            st.badge("In the packet", icon=":material/check_circle:", color="green")
    is_said = title.casefold() == kind.casefold() and not in_full
    st.markdown(f":gray[{'' if is_said else plain(kind) + ' · '}{document_line(document)}]")
    if in_full and document.kind_words:
        st.markdown(f":gray[Recognized by: {plain(', '.join(document.kind_words))}]")
    if out:
        is_asked = out.code is ReasonCode.WAIVER_UNKNOWN  # the question stands right below
        st.markdown(plain(out.message if is_asked else f"{out.message} {out.hint}"))


def show_notes(notes: Sequence[Note]) -> None:
    """Each note in a line; what must be settled has a mark."""
    for note in notes:
        words = plain(note.message)
        icon = ":material/auto_fix_high:" if note.is_offer else ":orange[:material/warning:]"
        st.markdown(f"{icon} {words} :gray[{plain(note.hint)}]" if note.hint else f"{icon} {words}")


def settle_buttons(document: Document, notes: Sequence[Note]) -> None:
    """The buttons that settle what the notes say, in one row."""
    if not any(note.settle for note in notes):
        return
    with st.container(horizontal=True, gap="small"):
        for number, note in enumerate(notes):
            if note.settle:
                _settle_button(document, note, key=f"documents.{document.id}.{note.settle}.{number}")


def _settle_button(document: Document, note: Note, *, key: str) -> None:
    if note.settle is Settle.FILE_AS:
        st.button(
            note.label, key=key, icon=":material/drive_file_move:",
            on_click=document_actions.file_as, args=(document.id, note.target),
        )  # fmt: skip
    elif note.settle is Settle.PAINT_OVER:
        page_number = int(note.target)
        if st.button(
            note.label, key=key, icon=":material/ink_eraser:",
            on_click=paint_over.begin, args=(document.id, page_number), kwargs={"with_found": True},
        ):  # fmt: skip
            paint_over.ask(document.id, page_number)
    elif st.button(note.label, key=key, icon=":material/crop_rotate:"):
        open_document(document.id)


def show_questions(document: Document) -> None:
    """What only the applicant can answer, asked where it stands: what a file is, its password, a letter's waiver."""
    key = f"documents.{document.id}"
    if document.is_usable and document.kind == OTHER_KIND:
        kind_question(document, "What is it?")
    if document.refusal and document.refusal.code in (ReasonCode.PASSWORD_NEEDED, ReasonCode.WRONG_PASSWORD):
        st.text_input(
            "Password of this file (used once, kept nowhere)",
            key=f"{key}.password",
            type="password",
            autocomplete="off",
            on_change=document_actions.try_typed_password,
            args=(document.id,),
        )
    if document.may_be_letter and not document.refusal:
        may_go = "No, I may see it" if document.is_letter else "No, or it is no such letter"
        asked = "Did you waive your right to see this letter?"
        st.segmented_control(
            asked if document.is_letter else f"This reads like a letter of recommendation. {asked}",
            [True, False],
            key=session.seed(f"{key}.waived", document.waived),
            format_func=lambda waived: "Yes, waived" if waived else may_go,
            on_change=document_actions.answer_waiver,
            args=(document.id,),
        )


def kind_question(document: Document, label: str) -> None:
    """The kind of a document, to choose; the answer is taken before the next run."""
    st.selectbox(
        label,
        kind_options(),
        key=session.seed(f"documents.{document.id}.kind", document.kind),
        format_func=session.facts().label,
        on_change=document_actions.set_kind,
        args=(document.id,),
    )


def _buttons(document: Document) -> None:
    key, name = f"documents.{document.id}", document.title or short_name(document)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(
            "Open", key=f"{key}.open", icon=":material/description:", help=f"Pages and details of {plain(name)}"
        ):
            open_document(document.id)
        st.button(
            "Remove", key=f"{key}.remove", icon=":material/delete:", type="tertiary",
            help=f"Remove {plain(name)}; this can be undone", on_click=document_actions.remove, args=(document.id,),
        )  # fmt: skip


def card_key(document: Document) -> str:
    """The key of the container that is the document's card in the list."""
    return f"document-{document.id}"


def open_document(document_id: str) -> None:
    """Goes to the page of one document."""
    st.switch_page(page_path("document"), query_params={"id": document_id})


def show_removed(workspace: Workspace) -> None:
    """What was removed last, each with its way back."""
    if not workspace.removed:
        return
    with st.expander(f"Recently removed ({len(workspace.removed)})", key="documents.removed"):
        for document in reversed(workspace.removed):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(document_line(document), width="content")
                st.button(
                    "Put back", key=f"documents.{document.id}.restore", icon=":material/undo:", type="tertiary",
                    on_click=document_actions.restore, args=(document.id,),
                )  # fmt: skip
