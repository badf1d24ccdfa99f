"""What to leave out so that a CV fits on one page: proposed in the order of least loss, applied only when told.

Applying is ``CvForm.with_left_out``, taking back ``with_put_back``; the profile and the long form lose nothing.
"""

from __future__ import annotations

from datetime import date

from postmatch.conversion.engines import EMBEDDED
from postmatch.domain.documents import CV_KIND
from postmatch.domain.one_page import ProposedCuts, least_loss, without_repeats
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed
from postmatch.rendering import OwnFile, Template, fill_cv
from postmatch.rendering.one_page import AtFloor, at_floor
from postmatch.rendering.searching import first_that_holds
from postmatch.usecases.chosen_template import chosen_template, is_long
from postmatch.usecases.tools import Blob, Tools


def propose_cuts(workspace: Workspace, tools: Tools, *, blob: Blob, today: date) -> ProposedCuts:
    """The least that has to leave the CV for it to fit at the floor of legibility; nothing when it fits as it is, nor
    when it stays too full without everything that may leave, because something that the template draws takes the room.

    The search asks the embedded engine, which answers in a moment; with another one chosen, that one has the last word.
    Raises ``TemplateBroken``, ``ConversionFailed``, ``EngineUnavailable`` or ``StorageFailed``.
    """
    template = chosen_template(CV_KIND, workspace, blob=blob)
    if is_long(template):
        return ProposedCuts()
    trial = _Trial(workspace, template, tools, today)
    count = _least_count(trial, workspace.choices.engine)
    if count is None and trial.at_floor(len(trial.cuts), workspace.choices.engine).page_count == 1:
        return ProposedCuts(fits=False)
    return ProposedCuts(cuts=without_repeats(trial.cuts[:count]), fits=count is not None)


def _least_count(trial: _Trial, engine: str) -> int | None:
    """How many of the cuts it takes; None when all of them are not enough."""
    upper = len(trial.cuts) + 1
    try:
        count = first_that_holds(lambda index: trial.fits(index, EMBEDDED), upper)
    except ConversionFailed:
        if engine == EMBEDDED:
            raise
        return first_that_holds(lambda index: trial.fits(index, engine), upper)
    if count is None or engine == EMBEDDED:
        return count
    return next((more for more in range(count, upper) if trial.fits(more, engine)), None)


class _Trial:
    """The CV without the first so many of everything that may leave it."""

    def __init__(self, workspace: Workspace, template: Template | OwnFile, tools: Tools, today: date) -> None:
        self.cuts = least_loss(workspace.profile, workspace.cv_form)
        self._workspace, self._template, self._tools, self._today = workspace, template, tools, today

    def fits(self, count: int, engine: str) -> bool:
        return self.at_floor(count, engine).fits

    def at_floor(self, count: int, engine: str) -> AtFloor:
        workspace, workers = self._workspace, self._tools.workers
        docx = fill_cv(
            workspace.profile,
            form=workspace.cv_form.with_left_out(cut.part for cut in self.cuts[:count]),
            template=self._template,
            paper=workspace.choices.paper,
            today=self._today,
            workers=workers,
        )
        return at_floor(docx, engine=engine, may_grow=isinstance(self._template, Template), workers=workers)
