"""Documents on screen: adding files, and one card per document with what the gate did and what can be changed."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import Document, ReasonCode
from postmatch.domain.workspace import Workspace
from postmatch.ui import document_actions, session, uploads
from postmatch.ui.forms.fields import Date, Switch, Text, edit
from postmatch.ui.forms.handlers import Place
from postmatch.ui.messages import document_line, plain, show_repairs
from postmatch.ui.previews import THUMBNAIL, leaf_through, page_image
from postmatch.usecases.enclosures import left_out
from postmatch.usecases.intake import Told, take_in

RECOGNIZE = "recognize"
FACTS = (
    Text(name="title", label="Title on the contents page"),
    Date(name="issued", label="Date on the document"),
    Date(name="expires", label="Valid until", help="Only when a date is printed on it."),
    Switch(name="included", label="In the packet"),
)


def kind_options() -> list[str]:
    return [kind.id for kind in session.facts().kinds]


def add_files() -> None:
    """The uploader. Every file goes through the gate, which looks at the bytes, whatever the name says."""
    label = session.facts().label
    kind = st.selectbox(
        "Kind of document",
        [RECOGNIZE, *kind_options()],
        key="documents.new_kind",
        format_func=lambda one: "Recognize each file by its name and text" if one == RECOGNIZE else label(one),
    )
    chosen = uploads.receive("PDF, JPG, PNG or Word (.docx), up to 25 MB each", key="documents.upload", many=True)
    if not chosen:
        return
    told = Told(kind=None if kind == RECOGNIZE else kind)
    result = uploads.work(
        "Checking your files",
        lambda progress: take_in(session.workspace(), chosen, session.tools(), told=told, progress=progress),
    )
    if result:
        uploads.tell_intake(result)
    st.rerun()


def show_all(workspace: Workspace) -> None:
    """A card per document in the packet's order; a quiet line when there is none."""
    if not workspace.documents:
        st.markdown(":gray[No files yet. Add the first one above: a photo of a paper will do to begin.]")
    for index, document in enumerate(workspace.documents):
        _card(document, workspace, is_first=index == 0, is_last=index == len(workspace.documents) - 1)
    _removed(workspace)


def _card(document: Document, workspace: Workspace, *, is_first: bool, is_last: bool) -> None:
    key = f"documents.{document.id}"
    with st.container(border=True, key=f"document-{document.id}"):
        with st.container(horizontal=True, gap="medium"):
            if document.pdf_sha256:
                page_image(
                    key,
                    session.blob(document.pdf_sha256),
                    1,
                    alt=f"First page of {document.title}",
                    width=THUMBNAIL,
                    show=THUMBNAIL // 2,
                )
            with st.container(width="stretch", gap="small"):
                _head(document, workspace)
                _questions(document)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_open = st.toggle("Details", key=f"{key}.details")
            _order_buttons(document, is_first=is_first, is_last=is_last)
        if is_open:
            _details(document)


def _head(document: Document, workspace: Workspace) -> None:
    out = left_out(document, workspace)
    title = document.title or document.file_name
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{plain(title)}**", width="content")
        if document.refusal:
            st.badge("Not usable", icon=":material/error:", color="red")
        elif out:
            st.badge("Stays out", icon=":material/block:", color="orange")
        else:
            st.badge("In the packet", icon=":material/check_circle:", color="green")
    kind = session.facts().label(document.kind)
    st.markdown(f":gray[{plain(kind)} · {document_line(document)}]")
    if document.kind_words:
        st.markdown(f":gray[Recognized by: {plain(', '.join(document.kind_words))}]")
    if out:
        st.markdown(f"{plain(out.message)} {plain(out.hint)}")
    show_repairs(document.repairs)


def _questions(document: Document) -> None:
    """What only the applicant can answer, asked where it stands: a password, or the waiver of a letter."""
    key = f"documents.{document.id}"
    if document.refusal and document.refusal.code in (ReasonCode.PASSWORD_NEEDED, ReasonCode.WRONG_PASSWORD):
        st.text_input(
            "Password of this file (used once, kept nowhere)",
            key=f"{key}.password",
            type="password",
            autocomplete="off",
            on_change=document_actions.try_typed_password,
            args=(document.id,),
        )
    if document.is_letter and not document.refusal:
        st.segmented_control(
            "Did you waive your right to see this letter?",
            [True, False],
            key=session.seed(f"{key}.waived", document.waived),
            format_func=lambda waived: "Yes, waived" if waived else "No, I may see it",
            on_change=document_actions.answer_waiver,
            args=(document.id,),
        )


def _order_buttons(document: Document, *, is_first: bool, is_last: bool) -> None:
    key, name = f"documents.{document.id}", document.title or document.file_name
    st.button(
        "Up", key=f"{key}.up", icon=":material/arrow_upward:", type="tertiary", disabled=is_first,
        help=f"Move {plain(name)} up", on_click=document_actions.move, args=(document.id, -1),
    )  # fmt: skip
    st.button(
        "Down", key=f"{key}.down", icon=":material/arrow_downward:", type="tertiary", disabled=is_last,
        help=f"Move {plain(name)} down", on_click=document_actions.move, args=(document.id, 1),
    )  # fmt: skip
    st.button(
        "Remove", key=f"{key}.remove", icon=":material/delete:", type="tertiary",
        help=f"Remove {plain(name)}; this can be undone", on_click=document_actions.remove, args=(document.id,),
    )  # fmt: skip


def _details(document: Document) -> None:
    key = f"documents.{document.id}"
    if document.is_usable:
        changed = _facts_of(document)
        if changed != document:
            session.commit(session.workspace().with_document(changed))
            st.rerun()
        leaf_through(key, session.blob(document.pdf_sha256 or ""), document.page_count or 0, name=document.title)
    chosen = uploads.receive("Replace by another file", key=f"{key}.replace")
    if chosen:
        document_actions.replace(document.id, chosen[0])
        st.rerun()


def _facts_of(document: Document) -> Document:
    """The editor of what is known about a document: ``value -> value``. The kind has a callback of its own."""
    key = f"documents.{document.id}"
    st.selectbox(
        "Kind",
        kind_options(),
        key=session.seed(f"{key}.kind", document.kind),
        format_func=session.facts().label,
        on_change=document_actions.set_kind,
        args=(document.id,),
    )
    return edit(document, FACTS, key, Place(document_id=document.id))


def _removed(workspace: Workspace) -> None:
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
