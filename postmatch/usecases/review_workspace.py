"""The checklist of one workspace: all rules, the most pressing first."""

from __future__ import annotations

from datetime import date

from postmatch.domain.checklist import Finding, review
from postmatch.domain.facts import Facts
from postmatch.domain.rules import RULES
from postmatch.domain.workspace import Workspace


def review_workspace(workspace: Workspace, facts: Facts, *, today: date) -> tuple[Finding, ...]:
    """Every finding of every rule; see ``postmatch.domain.checklist.review``."""
    return review(workspace, facts, today, RULES)
