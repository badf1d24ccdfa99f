"""A filled document on screen: template, how it sits on its page, downloads, preview, and the way back for an edited
Word file."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.checks import Check
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.not_printed import sections_not_printed
from postmatch.domain.one_page import Fit
from postmatch.domain.own_templates import Purpose
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError
from postmatch.packet.file_name import document_file_name
from postmatch.ui import document_actions, letter_review_view, one_page_view, session, uploads
from postmatch.ui.checks_view import show_checks
from postmatch.ui.downloads import DOCX, PDF, download
from postmatch.ui.messages import document_line, plain, say, show_repairs
from postmatch.ui.previews import leaf_through
from postmatch.ui.template_choice import choose_template
from postmatch.usecases.chosen_template import own_template
from postmatch.usecases.fill import Filled, fill, has_own_words
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.made_from import made_from
from postmatch.usecases.one_page import propose_cuts

NAMES = {CV_KIND: "CV", COVER_LETTER_KIND: "Cover letter"}
PAGES_CHECK = "pages"
TOO_LONG_HINTS = {
    CV_KIND: "Leave out what is proposed below, or choose the long form where a program asks for it.",
    COVER_LETTER_KIND: "Shorten your answers above: the second page of a letter is not read.",
}
NEARLY_EMPTY = "More than half of the page stays empty, although it is set as large as looks good."
NEARLY_EMPTY_HINT = "If there is more to tell, add it to your profile: what you did, for how many, with what result."

NOT_PRINTED_HINT = "Add their variables to it (Your templates lists them), or choose another template."


def show(purpose: Purpose) -> None:
    """The applicant's own file when there is one, else the document filled from the profile."""
    workspace = session.workspace()
    own = workspace.own_cv if purpose == CV_KIND else workspace.own_cover_letter
    if own is not None:
        _show_own(own)
        return
    choose_template(purpose)
    try:
        with st.spinner("Filling it from your profile and setting it on its page"):
            filled = filled_now(purpose)
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    _show_filled(filled, workspace)
    _bring_back(purpose)


def filled_now(kind: str) -> Filled:
    """The document as of this moment; remembered until something that it is made from changes, or the day."""
    workspace, tools, today = session.workspace(), session.tools(), session.today()
    return session.remembered(
        f"filled.{kind}",
        (made_from(kind, workspace, tools.facts), today),
        lambda: fill(kind, workspace, tools, blob=session.blob, today=today),
    )


def _show_filled(filled: Filled, workspace: Workspace) -> None:
    _head(filled)
    body = filled.rung.body if filled.rung else None
    if words := one_page_view.in_words(filled.fit, body=body, free_share=filled.free_share):
        st.markdown(f":gray[{plain(words)}]")
    if filled.fit is Fit.TOO_LONG:
        say("warning", _too_long(filled), TOO_LONG_HINTS[filled.kind])
    show_checks(_checks(filled), key=filled.kind)
    if filled.kind == CV_KIND:
        _about_the_cv(filled, workspace)
    else:
        _about_the_letter(workspace)
    show_repairs(filled.warnings)
    leaf_through(filled.kind, filled.pdf, filled.page_count, name=NAMES[filled.kind])


def _too_long(filled: Filled) -> str:
    """In the words of the check that promised one page."""
    return next(check.message for check in filled.checks if check.id == PAGES_CHECK)


def _checks(filled: Filled) -> list[Check]:
    """Without the one that the warning has said already."""
    return [one for one in filled.checks if one.passed or one.id != PAGES_CHECK]


def _head(filled: Filled) -> None:
    """How many pages, of a letter also how many words, and both files to take along."""
    stem = _file_stem(filled.kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        one_page_view.fit_badge(filled.fit, filled.page_count)
        if filled.kind == COVER_LETTER_KIND:
            letter_review_view.show_word_count()
        download(
            "Word (.docx)",
            lambda: filled.docx,
            f"{stem}.docx",
            DOCX,
            key=f"{filled.kind}.docx",
            icon=":material/edit_document:",
        )
        download("PDF", lambda: filled.pdf, f"{stem}.pdf", PDF, key=f"{filled.kind}.pdf", icon=":material/download:")


def _file_stem(kind: str) -> str:
    """``Okafor_Adaeze_CV``: as in a packet of separate files."""
    known = session.facts().kind(kind)
    word = known.file_word if known else NAMES[kind]
    return document_file_name(session.workspace().profile.identity, word).removesuffix(".pdf")


def _about_the_cv(filled: Filled, workspace: Workspace) -> None:
    if filled.fit is Fit.TOO_LONG:
        _propose(workspace)
    passes_over = _say_not_printed(filled, workspace)
    if filled.fit is Fit.NEARLY_EMPTY and not passes_over and has_own_words(CV_KIND, workspace):
        say("info", NEARLY_EMPTY, NEARLY_EMPTY_HINT)
    if not filled.is_long:
        one_page_view.show_left_out(workspace)


def _say_not_printed(filled: Filled, workspace: Workspace) -> bool:
    """True, and said, when a template of the applicant's own passes over what the profile has."""
    template, form = own_template(CV_KIND, workspace), workspace.cv_form
    if template is None:
        return False
    missing = sections_not_printed(workspace.profile, form, template.report.uses, is_long=filled.is_long)
    if missing:
        named = ", ".join(f"{form.section(one).heading or one.label} ({count})" for one, count in missing)
        say("warning", f"This template does not print: {named}.", NOT_PRINTED_HINT)
    return bool(missing)


def _propose(workspace: Workspace) -> None:
    tools, today = session.tools(), session.today()
    try:
        with st.spinner("Looking for what could stay out with the least loss"):
            proposed = session.remembered(
                "proposed cuts",
                (made_from(CV_KIND, workspace, tools.facts), today),
                lambda: propose_cuts(workspace, tools, blob=session.blob, today=today),
            )
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    one_page_view.show_proposals(proposed)


def _about_the_letter(workspace: Workspace) -> None:
    if not has_own_words(COVER_LETTER_KIND, workspace):
        say(
            "warning",
            "The letter has none of your own words yet, so it is a greeting and a name.",
            "Answer at least the first question above: your situation.",
        )
    else:
        letter_review_view.show_review()


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
