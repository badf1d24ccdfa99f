"""What to do today: the open findings that have a remedy, the slowest remedy first."""

from __future__ import annotations

from collections.abc import Iterable

from postmatch.domain.checklist import Finding, FindingStatus, urgency


def next_steps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that are not in order and say what to do, longest lead time first; equals keep their order."""
    open_findings = (f for f in findings if f.status is not FindingStatus.OK and f.hint)
    return tuple(sorted(open_findings, key=urgency))
