"""From a profile (and a position) to a filled Word document.

    Profile --context, letter_context--> plain values --word.fill(template)--> .docx --finishing--> stable bytes

Templates are ordinary .docx files in ``templates/cv/`` and ``templates/cover_letter/``; see the README there.
"""

from __future__ import annotations

from datetime import date

from postmatch.domain.cv_form import CvForm
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering.catalogue import Template, find_template, templates

__all__ = ["Template", "fill_cover_letter", "fill_cv", "find_template", "templates", "undeclared_variables"]


def fill_cv(profile: Profile, *, form: CvForm, template: Template, paper: Paper, today: date) -> bytes:
    """The CV as .docx bytes, printed as ``form`` says.

    The same arguments give the same bytes. Raises ``TemplateBroken``.
    """
    from postmatch.rendering.context import cv_context  # docxtpl and lxml load with the first document, not before
    from postmatch.rendering.finishing import Finish
    from postmatch.rendering.word import fill

    context = cv_context(profile, form=form, order=template.order, is_long=template.is_long, today=today)
    title = f"{context['name']} – CV" if context["name"] else "CV"
    return fill(template, context, Finish(title=title, author=context["name"], paper=paper, today=today))


def fill_cover_letter(
    profile: Profile,
    *,
    position: Position | None,
    enclosures: tuple[str, ...],
    template: Template,
    paper: Paper,
    today: date,
) -> bytes:
    """The cover letter as .docx bytes, to ``position`` or to any program when it is None.

    ``enclosures`` are the titles of the documents that go with it. The same arguments give the same bytes. Raises
    ``TemplateBroken``.
    """
    from postmatch.rendering.finishing import Finish
    from postmatch.rendering.letter_context import letter_context
    from postmatch.rendering.word import fill

    context = letter_context(profile, position=position, enclosures=enclosures, today=today)
    title = f"{context['name']} – Cover letter" if context["name"] else "Cover letter"
    return fill(template, context, Finish(title=title, author=context["name"], paper=paper, today=today))


def undeclared_variables(template: Template) -> tuple[str, ...]:
    """Variables the template uses although they do not exist, as paths, sorted. Raises ``TemplateBroken``."""
    from postmatch.rendering import word

    return word.undeclared_variables(template)
