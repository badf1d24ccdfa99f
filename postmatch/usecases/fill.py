"""The CV and the cover letter: filled from the profile, set on their page, read back; as Word and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from postmatch.domain.checks import Check
from postmatch.domain.documents import CV_KIND, Repair
from postmatch.domain.letter import letter_parts
from postmatch.domain.one_page import Fit
from postmatch.domain.workspace import Workspace
from postmatch.rendering import Template
from postmatch.rendering import fill_cover_letter as render_cover_letter
from postmatch.rendering import fill_cv as render_cv
from postmatch.rendering.one_page import lay_out
from postmatch.rendering.rungs import Rung
from postmatch.usecases.chosen_template import chosen_template, is_long
from postmatch.usecases.enclosure_list import enclosure_list
from postmatch.usecases.expected_words import expected_words
from postmatch.usecases.tools import Blob, Tools


@dataclass(frozen=True)
class Filled:
    """A filled document in both forms, at the same rung of the ladder.

    ``warnings`` is what the engine could not draw as in Word, ``checks`` what was verified by reading both back.
    ``rung`` is None for a template that may take several pages (``is_long``); ``free_share`` is how much of the height
    of its last page is free.
    """

    kind: str
    docx: bytes
    pdf: bytes
    page_count: int
    warnings: tuple[Repair, ...] = ()
    rung: Rung | None = None
    free_share: float = 0.0
    checks: tuple[Check, ...] = ()
    is_long: bool = False
    fit: Fit = Fit.ONE_PAGE


def fill(kind: str, workspace: Workspace, tools: Tools, *, blob: Blob, today: date) -> Filled:
    """The CV (``cv``) or the cover letter (``cover_letter``); ``blob`` gives the bytes of an own template.

    Raises ``TemplateBroken``, ``ConversionFailed``, ``EngineUnavailable`` or ``StorageFailed``.
    """
    template = chosen_template(kind, workspace, blob=blob)
    laid_out = lay_out(
        fill_word(kind, workspace, tools, blob=blob, today=today),
        engine=workspace.choices.engine,
        is_long=is_long(template),
        may_grow=isinstance(template, Template),
        expected=expected_words(kind, workspace, tools, is_long=is_long(template)),
        workers=tools.workers,
    )
    return Filled(
        kind=kind,
        docx=laid_out.docx,
        pdf=laid_out.pdf,
        page_count=laid_out.page_count,
        warnings=laid_out.warnings,
        rung=laid_out.rung,
        free_share=laid_out.free_share,
        checks=laid_out.checks,
        is_long=is_long(template),
        fit=laid_out.fit,
    )


def has_own_words(kind: str, workspace: Workspace) -> bool:
    """Whether what is filled holds anything that the applicant wrote: of the letter beyond address and greeting, of the
    CV beyond the name and how to reach its owner."""
    profile = workspace.profile
    if kind == CV_KIND:
        return any((profile.summary, profile.exams, profile.education, profile.experience, profile.publications))
    return bool(letter_parts(profile, workspace.letter_position))


def fill_word(kind: str, workspace: Workspace, tools: Tools, *, blob: Blob, today: date) -> bytes:
    """The .docx alone as the template has it, before the ladder. Raises ``TemplateBroken`` and ``StorageFailed``."""
    choices = workspace.choices
    template = chosen_template(kind, workspace, blob=blob)
    if kind == CV_KIND:
        return render_cv(
            workspace.profile,
            form=workspace.cv_form,
            template=template,
            paper=choices.paper,
            today=today,
            workers=tools.workers,
        )
    return render_cover_letter(
        workspace.profile,
        position=workspace.letter_position,
        enclosures=enclosure_list(workspace, tools.facts),
        template=template,
        paper=choices.paper,
        today=today,
        workers=tools.workers,
    )
