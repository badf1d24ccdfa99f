"""What the CV prints, to be chosen: the facts at a glance, the sections and their order, and how papers are cited."""

from __future__ import annotations

from functools import partial

import streamlit as st

from postmatch.domain.cv_form import CitationStyle, CvSection, GlanceItem, SectionForm
from postmatch.domain.workspace import Workspace
from postmatch.rendering import templates
from postmatch.ui import cv_form_actions, session
from postmatch.ui.components import OrderItem, order_list
from postmatch.ui.cv_section import show_section
from postmatch.ui.cv_sections import entries, is_filled
from postmatch.ui.messages import plain, say

OWN_CV = "A CV file of your own is used in the packet. The choices here do not change it."
CHOOSE, ORDER = "What is printed", "Order"


def show() -> None:
    """Everything about the contents; each choice is kept at once and seen on the page."""
    workspace = session.workspace()
    if workspace.own_cv:
        say("info", OWN_CV, "Choose “Use the generated one again” under Page to have them take effect.")
    st.header("Facts at a glance", anchor=False)
    _glance(workspace)
    st.header("Sections", anchor=False)
    filled = _filled(workspace)
    if not filled:
        st.markdown(":gray[Your profile has nothing for the CV yet. What you enter there appears here.]")
    elif _way() == ORDER:
        _order(workspace, filled)
    else:
        with st.container(gap="xsmall"):
            for one in filled:
                show_section(workspace, one)
    _empty_ones(workspace)
    if workspace.profile.publications:
        st.header("Citations", anchor=False)
        _citations(workspace)


def usual_order(workspace: Workspace) -> tuple[CvSection, ...]:
    """The order of the template in use; one of the applicant's own has none."""
    return next((one.order for one in templates("cv") if one.name == workspace.choices.cv_template), ())


def _filled(workspace: Workspace) -> tuple[SectionForm, ...]:
    ordered = workspace.cv_form.ordered(usual_order(workspace))
    return tuple(one for one in ordered if is_filled(workspace.profile, one.section))


def _glance(workspace: Workspace) -> None:
    shown = [one for one in GlanceItem if one not in workspace.cv_form.glance_without]
    st.pills(
        "The facts a director looks for first. What is selected is printed, as far as your profile has it.",
        list(GlanceItem),
        selection_mode="multi",
        key=session.seed(cv_form_actions.GLANCE, shown),
        format_func=lambda one: one.label,
        on_change=cv_form_actions.set_glance,
    )


def _way() -> str:
    return st.segmented_control(
        "What to change",
        (CHOOSE, ORDER),
        default=CHOOSE,
        required=True,
        key="cv.sections",
        label_visibility="collapsed",
    )


def _order(workspace: Workspace, filled: tuple[SectionForm, ...]) -> None:
    st.markdown(":gray[Drag a section to its place, or use the arrows.]")
    usual = usual_order(workspace)
    items = [
        OrderItem(one.section.value, one.heading or one.section.label, "" if one.shown else "Not on the CV")
        for one in filled
    ]
    take = partial(cv_form_actions.set_order, usual)
    order_list(items, key="cv.order", label="Order of the sections", on_order=take)
    if workspace.cv_form.order:
        st.button(
            "Back to the template's order", key="cv.order.usual", icon=":material/undo:", type="tertiary",
            on_click=cv_form_actions.forget_order,
        )  # fmt: skip


def _empty_ones(workspace: Workspace) -> None:
    """What could stand on the CV besides; said so that nobody looks for it."""
    empty = [one.label for one in CvSection if not is_filled(workspace.profile, one)]
    if empty and any(entries(workspace.profile, one) for one in CvSection):
        st.markdown(f":gray[Nothing in your profile for: {plain(', '.join(empty))}.]")


def _citations(workspace: Workspace) -> None:
    st.segmented_control(
        "How papers, talks and abstracts are cited",
        list(CitationStyle),
        key=session.seed(cv_form_actions.CITATIONS, workspace.cv_form.citations),
        required=True,
        format_func=lambda one: one.label,
        on_change=cv_form_actions.set_citations,
    )
    st.toggle(
        "My own name in bold among the authors",
        key=session.seed(cv_form_actions.OWN_NAME, workspace.cv_form.own_name_bold),
        on_change=cv_form_actions.set_own_name,
    )
