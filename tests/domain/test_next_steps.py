"""What to do today: only what is open and has a remedy, the slowest first."""

from __future__ import annotations

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.next_steps import next_steps


def finding(status: FindingStatus, days: int, hint: str = "Do it.") -> Finding:
    return Finding(rule_id="r", kind="cv", status=status, subject="S", message="M.", hint=hint, days=days)


def test_the_slowest_remedy_comes_first_whatever_the_order_of_the_findings() -> None:
    findings = [finding(FindingStatus.TODO, days) for days in (0, 28, 7)]

    assert [step.days for step in next_steps(findings)] == [28, 7, 0]


def test_what_is_in_order_is_no_step() -> None:
    assert next_steps([finding(FindingStatus.OK, 90)]) == ()


def test_a_finding_without_remedy_is_no_step() -> None:
    assert next_steps([finding(FindingStatus.WARNING, 3, hint="")]) == ()


def test_what_could_not_be_checked_is_a_step_because_somebody_has_to_look() -> None:
    assert len(next_steps([finding(FindingStatus.UNKNOWN, 0)])) == 1
