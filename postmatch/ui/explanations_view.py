"""Explanation pages: a page in the place of a document that cannot be had, in the applicant's own words."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import GENERATED_KINDS
from postmatch.domain.packet_profiles import Explanation
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.messages import plain

EXAMPLE = (
    "My medical school closed its archive in March 2026. I asked for the transcript on April 2, 2026, and was told "
    "that it takes until September. I send it as soon as I have it."
)


def show_all(workspace: Workspace) -> None:
    """A card with its text field for each explanation page; nothing when there is none."""
    for explanation in workspace.explanations:
        _card(explanation)


def _card(explanation: Explanation) -> None:
    key, label = f"explanation.{explanation.id}", session.facts().label(explanation.kind)
    with st.container(border=True, key=f"explanation-{explanation.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**Explanation instead of: {plain(label)}**", width="content")
            if explanation.text:
                st.badge("In the packet", icon=":material/check_circle:", color="green")
            else:
                st.badge("No words yet", icon=":material/edit:", color="orange")
        st.text_area(
            "Why you cannot send it, and when or how it can be had; dates help",
            key=session.seed(f"{key}.text", explanation.text),
            placeholder=EXAMPLE,
            height="content",
            on_change=_write,
            args=(explanation.id,),
        )
        st.button(
            "Remove this page", key=f"{key}.remove", icon=":material/delete:", type="tertiary",
            on_click=_remove, args=(explanation.id,),
        )  # fmt: skip


def offer(finding: Finding, workspace: Workspace) -> None:
    """The button beside a missing document; nothing where the finding is about something else."""
    if not is_for_missing(finding, workspace):
        return
    st.button(
        "I cannot get this: write an explanation page",
        key=f"explanation.for.{finding.kind}",
        icon=":material/edit_note:",
        on_click=_begin,
        args=(finding.kind,),
    )


def is_for_missing(finding: Finding, workspace: Workspace) -> bool:
    """True when the finding asks for a document of which there is neither a file nor an explanation, and of which one
    is usual: nobody explains one letter of several."""
    kind = session.facts().kind(finding.kind)
    return (
        finding.status is FindingStatus.TODO
        and kind is not None
        and not kind.many
        and kind.id not in GENERATED_KINDS
        and not workspace.documents_of(kind.id)
        and all(one.kind != kind.id for one in workspace.explanations)
    )


def _begin(kind: str) -> None:
    session.commit(session.workspace().with_explanation(Explanation(kind=kind)))
    label = session.facts().label(kind)
    session.tell("info", f"Write why you cannot send it: {label}.", "Its page stands below your documents.")


def _write(explanation_id: str) -> None:
    workspace = session.workspace()
    text = str(session.widget_value(f"explanation.{explanation_id}.text", ""))
    for explanation in workspace.explanations:
        if explanation.id == explanation_id:
            session.commit(workspace.with_explanation(explanation.model_copy(update={"text": text.strip()})))


def _remove(explanation_id: str) -> None:
    session.commit(session.workspace().without_explanation(explanation_id))
