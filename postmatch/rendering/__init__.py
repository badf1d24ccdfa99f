"""From a profile (and a position) to a filled Word document.

    Profile --context, letter_context--> plain values --word.fill(template)--------------> .docx
                                                      --own_template.fill_own, a worker--> .docx

Templates are ordinary .docx files in ``templates/cv/`` and ``templates/cover_letter/``; see the README there. Those of
applicants (``OwnFile``) are checked and filled in a child process.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering.catalogue import Template, find_template, templates
from postmatch.rendering.own_template import OwnFile, check_own_template, fill_own

if TYPE_CHECKING:
    from postmatch.rendering.finishing import Finish

__all__ = [
    "OwnFile",
    "Template",
    "check_own_template",
    "fill_cover_letter",
    "fill_cv",
    "find_template",
    "templates",
    "undeclared_variables",
]


def fill_cv(
    profile: Profile,
    *,
    form: CvForm,
    template: Template | OwnFile,
    paper: Paper,
    today: date,
    workers: Workers | None = None,
) -> bytes:
    """The CV as .docx bytes, printed as ``form`` says; ``workers`` are needed for an ``OwnFile`` only.

    The same arguments give the same bytes. Raises ``TemplateBroken``.
    """
    from postmatch.rendering.context import cv_context  # docxtpl and lxml load with the first document, not before
    from postmatch.rendering.finishing import Finish

    order, is_long = (template.order, template.is_long) if isinstance(template, Template) else ((), False)
    context = cv_context(profile, form=form, order=order, is_long=is_long, today=today)
    title = f"{context['name']} – CV" if context["name"] else "CV"
    return _filled(template, context, Finish(title, context["name"], paper, today), workers)


def fill_cover_letter(
    profile: Profile,
    *,
    position: Position | None,
    enclosures: tuple[str, ...],
    template: Template | OwnFile,
    paper: Paper,
    today: date,
    workers: Workers | None = None,
) -> bytes:
    """The cover letter as .docx bytes, to ``position`` or to any program when it is None; ``workers`` are needed for an
    ``OwnFile`` only.

    ``enclosures`` are the titles of the documents that go with it. The same arguments give the same bytes. Raises
    ``TemplateBroken``.
    """
    from postmatch.rendering.finishing import Finish
    from postmatch.rendering.letter_context import letter_context

    context = letter_context(profile, position=position, enclosures=enclosures, today=today)
    title = f"{context['name']} – Cover letter" if context["name"] else "Cover letter"
    return _filled(template, context, Finish(title, context["name"], paper, today), workers)


def undeclared_variables(template: Template) -> tuple[str, ...]:
    """Variables the template uses although they do not exist, as paths, sorted. Raises ``TemplateBroken``."""
    from postmatch.rendering import word

    return word.undeclared_variables(template)


def _filled(template: Template | OwnFile, context: dict[str, Any], finish: Finish, workers: Workers | None) -> bytes:
    if isinstance(template, Template):
        from postmatch.rendering.word import fill

        return fill(template, context, finish)
    if workers is None:
        raise ValueError("a template of an applicant is filled in a worker and nowhere else")
    return fill_own(template, context, finish, workers)
