"""What its reader would stumble over in the cover letter to the chosen program."""

from __future__ import annotations

from datetime import date

from postmatch.domain.checklist import Finding, FindingStatus, review
from postmatch.domain.facts import Facts
from postmatch.domain.letter import letter_word_count
from postmatch.domain.letter_checks import LETTER_RULES
from postmatch.domain.workspace import Workspace

_OTHER_PROGRAM = "letter_other_program"


def names_another_program(workspace: Workspace, facts: Facts, today: date) -> tuple[Finding, ...]:
    """Where the letter names a program that it does not go to, of those findings that are beyond doubt."""
    found = review_letter(workspace, facts, today)
    return tuple(one for one in found if one.rule_id == _OTHER_PROGRAM and one.status is FindingStatus.TODO)


def review_letter(workspace: Workspace, facts: Facts, today: date) -> tuple[Finding, ...]:
    """Every finding of every rule for letters, the most pressing first; how many pages it takes is known when it is
    filled. Never raises because of a rule."""
    return review(workspace, facts, today, LETTER_RULES)


def word_count(workspace: Workspace) -> int:
    """Words of the applicant's own in the letter to the chosen program."""
    return letter_word_count(workspace.profile, workspace.letter_position)
