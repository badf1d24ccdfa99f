"""The template that a document is filled into: one of ours by its name, or the applicant's own with its bytes."""

from __future__ import annotations

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.own_templates import OWN_PREFIX, OwnTemplate, Purpose
from postmatch.domain.workspace import Workspace
from postmatch.errors import TemplateBroken
from postmatch.rendering import OwnFile, Template, find_template, templates
from postmatch.usecases.tools import Blob

PURPOSES: dict[str, Purpose] = {CV_KIND: "cv", COVER_LETTER_KIND: "cover_letter"}


def chosen_template(kind: str, workspace: Workspace, *, blob: Blob) -> Template | OwnFile:
    """Raises ``TemplateBroken`` when there is no such template any more, ``StorageFailed`` when its bytes are not."""
    purpose = PURPOSES[kind]
    name = chosen_name(kind, workspace)
    own = own_template(kind, workspace)
    if own is not None:
        return OwnFile(purpose, own.title, blob(own.sha256))
    if name.startswith(OWN_PREFIX):
        raise TemplateBroken(
            "The template of your own that was chosen is not here any more, so nothing was made from it.",
            "Choose another template, or add yours again under Your templates.",
        )
    return find_template(purpose, name)


def own_template(kind: str, workspace: Workspace) -> OwnTemplate | None:
    """The own template that is in use for this kind of document; None for one of ours."""
    return workspace.own_template(chosen_name(kind, workspace))


def chosen_name(kind: str, workspace: Workspace) -> str:
    choices = workspace.choices
    return choices.cv_template if kind == CV_KIND else choices.cover_letter_template


def is_long(template: Template | OwnFile) -> bool:
    """Whether its document may take several pages; one of the applicant's own is set on one."""
    return isinstance(template, Template) and template.is_long


def is_long_form(kind: str, workspace: Workspace) -> bool:
    """The same by the name alone; False as well for a template that is not there any more."""
    name = chosen_name(kind, workspace)
    return any(one.name == name and one.is_long for one in templates(PURPOSES[kind]))
