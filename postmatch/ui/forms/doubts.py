"""Which findings of the checklist a section of the profile shows: facts that cannot be true, where they can be mended.

What is merely missing stays on the checklist, so that an empty profile is not a page of reproaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from postmatch.domain.checklist import Finding, FindingStatus

RULES_BY_SECTION: Mapping[str, tuple[str, ...]] = {
    "About you": ("email_form",),
    "Status": ("citizenship_agrees", "ecfmg_dates", "start_date"),
    "Exams": ("exam_entered_twice", "exam_scores", "exam_dates", "exam_attempts"),
    "Education": ("periods",),
    "Experience": ("periods",),
    "Publications": ("dates_ahead",),
    "More": ("periods", "dates_ahead", "certifications"),
    "Match history": ("match_counts", "match_years", "ranked_without_interview"),
}


def doubts(findings: Iterable[Finding], section: str) -> tuple[Finding, ...]:
    """The findings that are not in order and belong to the section, in the order given."""
    rules = RULES_BY_SECTION[section]
    return tuple(f for f in findings if f.rule_id in rules and f.status is not FindingStatus.OK)
