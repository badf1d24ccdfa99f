"""The CV and the cover letter: filled from the profile, as Word and as PDF, or the applicant's own in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Repair
from postmatch.domain.workspace import Workspace
from postmatch.rendering import fill_cover_letter as render_cover_letter
from postmatch.rendering import fill_cv as render_cv
from postmatch.rendering import find_template
from postmatch.usecases.enclosures import enclosures
from postmatch.usecases.tools import Tools

GENERATED = (COVER_LETTER_KIND, CV_KIND)


@dataclass(frozen=True)
class Filled:
    """A filled document in both forms. ``warnings`` is what the engine could not draw as in Word."""

    kind: str
    docx: bytes
    pdf: bytes
    page_count: int
    warnings: tuple[Repair, ...] = ()


def fill(kind: str, workspace: Workspace, tools: Tools, *, today: date) -> Filled:
    """The CV (``cv``) or the cover letter (``cover_letter``).

    Raises ``TemplateBroken``, ``ConversionFailed`` or ``EngineUnavailable``.
    """
    docx = fill_word(kind, workspace, tools, today=today)
    converted = tools.workers.word_to_pdf(docx, engine=workspace.choices.engine)
    return Filled(kind, docx, converted.pdf, converted.page_count, converted.warnings)


def has_own_words(kind: str, workspace: Workspace) -> bool:
    """Whether what is filled holds anything that the applicant wrote: of the letter beyond address and greeting, of the
    CV beyond the name and how to reach its owner."""
    profile, position = workspace.profile, workspace.letter_position
    if kind == CV_KIND:
        return any((profile.summary, profile.exams, profile.education, profile.experience, profile.publications))
    answers = profile.answers
    own = (answers.situation, answers.why_unmatched, answers.improving, *(one.draw for one in answers.specialties))
    return any(own) or bool(position and position.why_this_program)


def fill_word(kind: str, workspace: Workspace, tools: Tools, *, today: date) -> bytes:
    """The .docx alone, to edit in Word. Raises ``TemplateBroken``."""
    choices = workspace.choices
    if kind == CV_KIND:
        return render_cv(
            workspace.profile,
            form=workspace.cv_form,
            template=find_template("cv", choices.cv_template),
            paper=choices.paper,
            today=today,
        )
    return render_cover_letter(
        workspace.profile,
        position=workspace.letter_position,
        enclosures=enclosures(workspace, tools.facts),
        template=find_template("cover_letter", choices.cover_letter_template),
        paper=choices.paper,
        today=today,
    )
