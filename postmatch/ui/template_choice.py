"""Which design a document has: one of ours with what it is good for, or one of the applicant's own."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from postmatch.domain.own_templates import Purpose
from postmatch.domain.workspace import Workspace
from postmatch.rendering import templates
from postmatch.ui import session
from postmatch.ui.messages import plain
from postmatch.ui.places import page_path

PAPERS: Mapping[Purpose, str] = {"cv": "CV", "cover_letter": "Cover letter"}
PURPOSE_KEY = "templates.for"  # in the address of the page of own templates


def choose_template(purpose: Purpose) -> None:
    """The picker; a choice is kept before the next run. Below it what the chosen one is like, and the way to others."""
    workspace, known = session.workspace(), _known(session.workspace(), purpose)
    in_use = template_in_use(workspace, purpose)
    st.selectbox(
        "Template",
        list(known),
        key=session.seed(f"{purpose}.template", in_use if in_use in known else None),
        format_func=lambda name: known[name][0],
        placeholder="The one you had is gone: choose another",
        on_change=_choose,
        args=(purpose,),
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.markdown(f":gray[{plain(known.get(in_use, ('', ''))[1])}]", width="content")
        st.page_link(
            page_path("templates"),
            label="Your templates",
            icon=":material/draft:",
            query_params={PURPOSE_KEY: PAPERS[purpose]},
        )


def template_in_use(workspace: Workspace, purpose: Purpose) -> str:
    """The name of the template that is chosen for that purpose."""
    return getattr(workspace.choices, f"{purpose}_template")


def use_template(purpose: Purpose, name: str) -> None:
    workspace = session.workspace()
    choices = workspace.choices.model_copy(update={f"{purpose}_template": name})
    session.commit(workspace.model_copy(update={"choices": choices}))


def _known(workspace: Workspace, purpose: Purpose) -> dict[str, tuple[str, str]]:
    """Names with title and description, ours first."""
    shipped = {one.name: (one.label, one.description) for one in templates(purpose)}
    own = (one for one in workspace.own_templates if one.purpose == purpose)
    return shipped | {one.name: (f"{one.title} (your own)", f"From {one.file_name}.") for one in own}


def _choose(purpose: Purpose) -> None:
    if name := session.widget_value(f"{purpose}.template"):
        use_template(purpose, name)
