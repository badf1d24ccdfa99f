"""The applicant's own Word templates: bringing one in, what its check found, and using it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from postmatch.domain.own_templates import OwnTemplate, ProblemKind, Purpose, TemplateProblem, TemplateReport
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError
from postmatch.rendering.variables import variables_table
from postmatch.ui import own_template_actions, session, uploads
from postmatch.ui.folding import folding_box
from postmatch.ui.messages import plain, say
from postmatch.ui.places import page_path
from postmatch.ui.previews import leaf_through
from postmatch.ui.template_choice import PAPERS, PURPOSE_KEY, template_in_use
from postmatch.usecases.made_from import made_from
from postmatch.usecases.own_templates import add_template

HOW = (
    "Take any Word file that looks as you want it, for example your school's, and write the names of the facts where "
    "they belong, in double braces. It is checked before it is used."
)
EXAMPLE = "`{{ name }}` prints your name; `{% for e in education %}` … `{% endfor %}` repeats what stands between."
_ICONS = {ProblemKind.REFUSED: ":red[:material/block:]", ProblemKind.WARNING: ":orange[:material/warning:]"}
_LIST = ("own templates",)  # of these one is open at a time


def choose_purpose(way_back: DeltaGenerator) -> Purpose:
    """What the templates are for, kept in the address; the link to that page is drawn into ``way_back``."""
    purposes = {paper: purpose for purpose, paper in PAPERS.items()}
    paper = st.segmented_control(
        "For which paper",
        tuple(purposes),
        default=PAPERS["cv"],
        required=True,
        key=PURPOSE_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    way_back.page_link(page_path(purposes[paper]), label=paper, icon=":material/arrow_back:")
    return purposes[paper]


def bring_one(purpose: Purpose) -> None:
    """The uploader, and what the last check found when the template was turned down."""
    st.markdown(HOW)
    st.markdown(f":gray[{EXAMPLE}]")
    if chosen := uploads.receive("Your template (Word, .docx)", key=f"templates.{purpose}.file"):
        session.catch_up()
        try:
            with st.spinner("Checking your template: it is filled with full, sparse and odd facts"):
                added = add_template(session.workspace(), chosen[0], purpose, session.tools())
        except PostmatchError as error:
            session.tell_error(error)
        else:
            own_template_actions.take(chosen[0].name, purpose, added)
        st.rerun()
    turned_down = own_template_actions.turned_down(purpose)
    if turned_down is not None:
        file_name, report = turned_down
        say(
            "error",
            f"{file_name} cannot be used yet.",
            "Change in Word what is listed here, save it, and bring it again.",
        )
        show_report(report)


def show_own(workspace: Workspace, purpose: Purpose) -> None:
    """A box for each of the applicant's templates; one is open at a time."""
    own = [one for one in workspace.own_templates if one.purpose == purpose]
    if not own:
        st.markdown(":gray[None yet.]")
    with st.container(gap="xsmall"):
        for template in own:
            _own(workspace, template)
    own_template_actions.offer_undo()


def _own(workspace: Workspace, template: OwnTemplate) -> None:
    key, is_used = f"templates.{template.id}", template_in_use(workspace, template.purpose) == template.name
    used = " :green-badge[In use]" if is_used else ""
    head = f"**{plain(template.title)}**{used}  \n:gray[{plain(_in_words(template))}]"
    with folding_box(_LIST, template.id, head, box=f"own-template-{template.id}", button=f"{key}.fold") as is_open:
        _own_buttons(template, key, is_used=is_used)
        if is_open:
            show_report(template.report)
            _preview(workspace, template)
            with st.expander(f"Prints {len(template.report.uses)} variables", key=f"{key}.uses"):
                st.markdown(", ".join(f"`{path}`" for path in template.report.uses))


def _own_buttons(template: OwnTemplate, key: str, *, is_used: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        if not is_used:
            st.button(
                "Use it", key=f"{key}.use", icon=":material/check:",
                on_click=own_template_actions.use, args=(template,),
            )  # fmt: skip
        st.button(
            "Remove", key=f"{key}.remove", icon=":material/delete:", type="tertiary",
            on_click=own_template_actions.remove, args=(template,),
        )  # fmt: skip


def _in_words(template: OwnTemplate) -> str:
    count = len(template.report.problems)
    found = f"{count} {'thing' if count == 1 else 'things'} to know" if count else "nothing to mend"
    return f"{template.file_name} · {found}"


def show_report(report: TemplateReport) -> None:
    """What is wrong, where, and what to do; what is refused comes first."""
    order = (ProblemKind.REFUSED, ProblemKind.WARNING)
    for problem in sorted(report.problems, key=lambda one: order.index(one.kind)):
        st.markdown(_problem(problem))


def _problem(problem: TemplateProblem) -> str:
    lines = [f"{_ICONS[problem.kind]} **{plain(problem.message)}**", plain(problem.hint)]
    if problem.paragraph:
        lines.append(f":gray[In: “{plain(problem.paragraph)}”]")
    return "  \n".join(line for line in lines if line)


def _preview(workspace: Workspace, template: OwnTemplate) -> None:
    """The paper as this template makes it, whichever one is in use."""
    chosen = workspace.choices.model_copy(update={f"{template.purpose}_template": template.name})
    tried = workspace.model_copy(update={"choices": chosen})
    token = (made_from(template.purpose, tried, session.facts()), session.today())
    try:
        with st.spinner("Filling it from your profile"):
            filled = session.remembered(
                "own template preview", token, lambda: own_template_actions.filled(tried, template.purpose)
            )
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    leaf_through(f"templates.{template.id}", filled.pdf, filled.page_count, name=template.title)


def show_variables(purpose: Purpose) -> None:
    """Every name that a template may print, and what it stands for."""
    with st.expander("All variables", key=f"templates.variables.{purpose}", icon=":material/data_object:"):
        st.markdown(variables_table(purpose))
