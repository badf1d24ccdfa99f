"""One document opened: the way to its neighbours, what is known of it, and another file in its place."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import OTHER_KIND, Document
from postmatch.domain.workspace import Workspace
from postmatch.ui import document_actions, session, uploads
from postmatch.ui.document_cards import kind_question, settle_buttons, show_head, show_notes, show_questions
from postmatch.ui.document_notes import Settle, notes_of
from postmatch.ui.forms.fields import Date, Switch, Text, edit
from postmatch.ui.forms.handlers import Place
from postmatch.ui.messages import plain, say, short_name, show_repairs
from postmatch.ui.places import page_path
from postmatch.usecases.review_workspace import review_workspace

FACTS = (
    Text(name="title", label="Title on the contents page"),
    Date(name="issued", label="Date on the document"),
    Date(name="expires", label="Valid until", help="Only when a date is printed on it."),
    Switch(name="included", label="In the packet"),
)


def chosen(workspace: Workspace) -> Document | None:
    """The document that the page's address names; None when there is none of that id (any more)."""
    return workspace.document(st.query_params.get("id", ""))


def way_around(workspace: Workspace, document: Document | None) -> None:
    """Back to all documents, and on to the next one, so that a pile can be gone through."""
    ids = [one.id for one in workspace.documents]
    at = ids.index(document.id) if document else -1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.page_link(page_path("documents"), label="All documents", icon=":material/arrow_back:")
        if document and len(ids) > 1:
            with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
                st.markdown(f":gray[{at + 1} of {len(ids)}]", width="content")
                for label, to in (("Previous", at - 1), ("Next", at + 1)):
                    is_there = 0 <= to < len(ids)
                    if st.button(label, key=f"document.{label.lower()}", type="tertiary", disabled=not is_there):
                        st.switch_page(page_path("document"), query_params={"id": ids[to]})


def gone() -> None:
    st.title("Document", anchor=False)
    say("info", "This document is not here any more.", "Go back to all documents.")


def head(workspace: Workspace, document: Document) -> None:
    """Title, state, all repairs, what there is to settle, and what only the applicant can answer."""
    st.title(plain(document.title or short_name(document)), anchor=False)
    show_head(document, workspace, in_full=True)
    show_repairs(document.repairs)
    findings = review_workspace(workspace, session.facts(), today=session.today())
    notes = [n for n in notes_of(document, findings, session.facts()) if n.settle is not Settle.STRAIGHTEN]
    show_notes(notes)
    settle_buttons(document, notes)
    show_questions(document)


def facts_form(document: Document) -> Document:
    """The editor of what is known about a document: ``value -> value``. The kind has a callback of its own."""
    key = f"documents.{document.id}"
    if document.kind != OTHER_KIND:  # of those it is asked at the top
        kind_question(document, "Kind")
    return edit(document, FACTS, key, Place(document_id=document.id))


def replace_file(document: Document) -> None:
    """Another file in the place of this one, which can be put back."""
    brought = uploads.receive("Bring another file in its place", key=f"documents.{document.id}.replace")
    if brought and (now := document_actions.replace(document.id, brought[0])):
        st.query_params["id"] = now
        st.rerun()
