"""What the buttons of the applicant's own templates do, and which template was turned down last in this tab."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.own_templates import OwnTemplate, Purpose, TemplateReport
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.messages import plain
from postmatch.ui.template_choice import use_template
from postmatch.usecases.fill import Filled, fill
from postmatch.usecases.own_templates import AddedTemplate, remove_template

_NOT_TAKEN = "templates turned down"
_REMOVED = "removed template"


def take(file_name: str, purpose: Purpose, added: AddedTemplate) -> None:
    """Keeps a template that passed; of one that did not, what is wrong with it until the next one is brought."""
    refused = session.remembered(_NOT_TAKEN, "", dict[str, tuple[str, TemplateReport]])
    refused.pop(purpose, None)
    if added.workspace is None:
        refused[purpose] = (file_name, added.report)
    elif session.commit(added.workspace, added.blobs):
        session.tell("success", f"{file_name} can be used.", "Choose it below, or look at what it makes first.")


def turned_down(purpose: Purpose) -> tuple[str, TemplateReport] | None:
    """The file that was brought last and cannot be used, with what is wrong; None when there is none."""
    return session.remembered(_NOT_TAKEN, "", dict[str, tuple[str, TemplateReport]]).get(purpose)


def use(template: OwnTemplate) -> None:
    use_template(template.purpose, template.name)


def remove(template: OwnTemplate) -> None:
    """A paper that was made with it goes back to the usual template."""
    data = session.blob(template.sha256)  # nothing refers to it afterwards, so the store lets go of it
    session.commit(remove_template(session.workspace(), template.id))
    if not _is_here(template):
        _memory()[_REMOVED] = (template, data)


def offer_undo() -> None:
    """The way back for the template removed last."""
    gone = _memory().get(_REMOVED)
    if gone and not _is_here(gone[0]):
        st.button(
            f"Bring back {plain(gone[0].title)}", key="templates.bring_back", icon=":material/undo:", type="tertiary",
            on_click=_bring_back,
        )  # fmt: skip


def _bring_back() -> None:
    """A conflict leaves it here, to be tried once more."""
    gone = _memory().get(_REMOVED)
    if gone and not _is_here(gone[0]):
        template, data = gone
        session.commit(session.workspace().with_own_template(template), {template.sha256: data})


def _is_here(template: OwnTemplate) -> bool:
    return session.workspace().own_template(template.name) is not None


def _memory() -> dict[str, tuple[OwnTemplate, bytes]]:
    return session.remembered("own templates", "", dict)


def filled(workspace: Workspace, purpose: Purpose) -> Filled:
    return fill(purpose, workspace, session.tools(), blob=session.blob, today=session.today())
