"""What its reader would stumble over in the cover letter to the chosen program."""

from __future__ import annotations

from datetime import date

from postmatch.domain.checklist import Finding, review
from postmatch.domain.facts import Facts
from postmatch.domain.letter import letter_word_count
from postmatch.domain.letter_checks import LETTER_RULES, over_a_page
from postmatch.domain.workspace import Workspace


def review_letter(
    workspace: Workspace, facts: Facts, today: date, *, page_count: int | None = None
) -> tuple[Finding, ...]:
    """Every finding of every rule for letters, the most pressing first. ``page_count`` is that of the filled letter,
    None while it is not filled. Never raises because of a rule."""
    of_pages = over_a_page(page_count) if page_count else ()
    return (*of_pages, *review(workspace, facts, today, LETTER_RULES))


def word_count(workspace: Workspace) -> int:
    """Words of the applicant's own in the letter to the chosen program."""
    return letter_word_count(workspace.profile, workspace.letter_position)
