"""A filled document on screen: preview, page count, downloads, and the way back for an edited Word file."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError
from postmatch.rendering import templates
from postmatch.ui import document_actions, session, uploads
from postmatch.ui.downloads import DOCX, PDF, download
from postmatch.ui.messages import document_line, pages_label, say, show_repairs
from postmatch.ui.previews import leaf_through
from postmatch.usecases.build_packet import FILES
from postmatch.usecases.fill import Filled, fill, has_own_words
from postmatch.usecases.intake import Told, take_in

NAMES = {CV_KIND: "CV"}


def show(kind: str, *, one_page: bool) -> None:
    """The applicant's own file when there is one, else the document filled from the profile."""
    workspace = session.workspace()
    own = workspace.own_cv if kind == CV_KIND else workspace.own_cover_letter
    if own is not None:
        _show_own(own)
        return
    _choose_template(kind, workspace)
    try:
        with st.spinner("Filling it from your profile"):
            filled = filled_now(kind)
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    _show_filled(filled, one_page=one_page)
    _bring_back(kind)


def filled_now(kind: str) -> Filled:
    """The document as of this moment; remembered until the workspace or the day changes."""
    workspace, today = session.workspace(), session.today()
    return session.remembered(
        f"filled.{kind}",
        (workspace.fingerprint, today),
        lambda: fill(kind, workspace, session.tools(), today=today),
    )


def _choose_template(kind: str, workspace: Workspace) -> None:
    """Shown only when there is a choice."""
    known = {template.name: template.label for template in templates(kind)}
    field = f"{kind}_template"
    if len(known) > 1:
        name = st.selectbox(
            "Template", list(known), key=session.seed(f"{kind}.template", getattr(workspace.choices, field)),
            format_func=known.__getitem__,
        )  # fmt: skip
        session.commit(workspace.model_copy(update={"choices": workspace.choices.model_copy(update={field: name})}))


def _show_filled(filled: Filled, *, one_page: bool) -> None:
    name = NAMES.get(filled.kind, "Cover letter")
    with st.container(horizontal=True, vertical_alignment="center"):
        if one_page and filled.page_count > 1:
            st.badge(f"{pages_label(filled.page_count)}: too long", icon=":material/warning:", color="orange")
        else:
            st.badge(pages_label(filled.page_count), icon=":material/check_circle:", color="green")
        stem = FILES[filled.kind]
        download(
            "Word (.docx)",
            lambda: filled.docx,
            f"{stem}.docx",
            DOCX,
            key=f"{filled.kind}.docx",
            icon=":material/edit_document:",
        )
        download("PDF", lambda: filled.pdf, f"{stem}.pdf", PDF, key=f"{filled.kind}.pdf", icon=":material/download:")
    if one_page and filled.page_count > 1:
        say(
            "warning",
            f"Your {name} takes {pages_label(filled.page_count)}; one page is what gets read.",
            "Shorten texts, or switch “Show on CV” off for the oldest entries in your profile."
            if filled.kind == CV_KIND
            else "Shorten your answers above.",
        )
    if filled.kind == COVER_LETTER_KIND and not has_own_words(COVER_LETTER_KIND, session.workspace()):
        say(
            "warning",
            "The letter has none of your own words yet, so it is a greeting and a name.",
            "Answer at least the first question above: your situation.",
        )
    show_repairs(filled.warnings)
    leaf_through(filled.kind, filled.pdf, filled.page_count, name=name)


def _bring_back(kind: str) -> None:
    """An edited Word file or a PDF of one's own takes the place of the generated document."""
    st.header("Edited it in Word?", anchor=False)
    chosen = uploads.receive(
        "Bring your edited file back (Word or PDF). It takes the place of the one above.", key=f"{kind}.own"
    )
    if chosen:
        result = uploads.work(
            "Checking your file",
            lambda progress: take_in(
                session.workspace(), chosen, session.tools(), told=Told(kind=kind), progress=progress
            ),
        )
        if result:
            uploads.tell_intake(result)
        st.rerun()


def _show_own(document: Document) -> None:
    say(
        "info",
        "Your own file is used in the packet. Changes to your profile do not reach it.",
        "Go back to the generated document to have your profile filled in again.",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(document_line(document), width="content")
        st.button(
            "Use the generated one again", key=f"{document.kind}.drop_own", icon=":material/undo:",
            on_click=document_actions.remove, args=(document.id,),
        )  # fmt: skip
    show_repairs(document.repairs)
    leaf_through(document.kind, session.blob(document.pdf_sha256 or ""), document.page_count or 0, name=document.title)
