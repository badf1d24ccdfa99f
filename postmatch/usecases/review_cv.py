"""What a reader would stumble over in this CV: gaps, work side by side, wording."""

from __future__ import annotations

from datetime import date

from postmatch.domain.checklist import Finding, review
from postmatch.domain.cv_review import CV_RULES, gaps_of
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.gaps import Gap
from postmatch.domain.workspace import Workspace
from postmatch.usecases.chosen_template import is_long_form


def review_cv(workspace: Workspace, facts: Facts, today: date) -> tuple[Finding, ...]:
    """Every finding of every rule for CVs, the most pressing first; what is only told comes last. Never raises because
    of a rule."""
    return review(_as_printed(workspace), facts, today, CV_RULES)


def cv_gaps(workspace: Workspace, facts: Facts, today: date) -> tuple[Gap, ...]:
    """The gaps that ``review_cv`` speaks of, oldest first; ``Gap.note`` makes the line that accounts for one."""
    return gaps_of(_as_printed(workspace), facts, today)


def _as_printed(workspace: Workspace) -> Workspace:
    """The rules read what ``CvForm.left_out`` leaves; the long form prints it all the same."""
    if not is_long_form(CV_KIND, workspace):
        return workspace
    return workspace.model_copy(update={"cv_form": workspace.cv_form.model_copy(update={"left_out": ()})})
