"""The rules of the checklist, in the order in which they are asked.

To add a rule: write a function ``(workspace, facts, today) -> findings`` in the module of its subject, and add one
``Rule`` to that module's ``RULES``. A test asks every rule for a case that fires it and one that does not.
Figures never stand in a rule: they come from ``facts.figure``.
"""

from __future__ import annotations

from postmatch.domain.checklist import Rule
from postmatch.domain.rules import complete, contents, exams, files, letters, needed, plausible, status

RULES: tuple[Rule, ...] = (
    *needed.RULES,
    *letters.RULES,
    *files.RULES,
    *contents.RULES,
    *exams.RULES,
    *status.RULES,
    *complete.RULES,
    *plausible.RULES,
)

__all__ = ["RULES"]
