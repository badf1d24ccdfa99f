"""Review: nothing is lost, the pressing comes first, and a rule that breaks is never taken for a clean bill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.checklist import Finding, FindingStatus, Rule, review, urgency
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace

TODAY = date(2026, 11, 23)
NO_FACTS = Facts(kinds=())


def finding(status: FindingStatus, days: int = 0, message: str = "It is so.") -> Finding:
    return Finding(rule_id="r", kind="cv", status=status, subject="S", message=message, days=days)


def rule_that_says(*findings: Finding) -> Rule:
    return Rule("r", "A rule", "cv", lambda workspace, facts, today: findings)


def breaks_at_once(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    facts.figure("no such figure")
    yield finding(FindingStatus.OK)


def breaks_half_way(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    yield finding(FindingStatus.OK, message="The first half is in order.")
    raise ZeroDivisionError


def test_a_rule_that_breaks_shows_as_could_not_be_checked_and_names_itself() -> None:
    (found,) = review(
        Workspace(), NO_FACTS, TODAY, [Rule("stale", "Transcript age", "usmle_transcript", breaks_at_once)]
    )

    assert found.status is FindingStatus.UNKNOWN
    assert (found.rule_id, found.kind, found.subject) == ("stale", "usmle_transcript", "Transcript age")
    assert "could not be checked" in found.message
    assert found.hint


def test_a_rule_that_breaks_half_way_does_not_leave_half_a_verdict() -> None:
    (found,) = review(Workspace(), NO_FACTS, TODAY, [Rule("half", "Half", "cv", breaks_half_way)])

    assert found.status is FindingStatus.UNKNOWN


def test_a_broken_rule_does_not_silence_the_others() -> None:
    rules = [Rule("bad", "Bad", "cv", breaks_at_once), rule_that_says(finding(FindingStatus.TODO))]

    assert {f.status for f in review(Workspace(), NO_FACTS, TODAY, rules)} == {
        FindingStatus.UNKNOWN,
        FindingStatus.TODO,
    }


def test_the_longest_lead_time_comes_first_and_what_is_in_order_last() -> None:
    said = (
        finding(FindingStatus.OK, days=90),
        finding(FindingStatus.WARNING, days=3),
        finding(FindingStatus.TODO, days=3),
        finding(FindingStatus.BLOCKED),
        finding(FindingStatus.TODO, days=28),
    )
    found = review(Workspace(), NO_FACTS, TODAY, [rule_that_says(*said)])

    assert [(f.status.value, f.days) for f in found] == [
        ("todo", 28),
        ("todo", 3),
        ("warning", 3),
        ("blocked", 0),
        ("ok", 90),
    ]


def test_the_rule_sees_the_workspace_the_facts_and_the_day_it_was_given() -> None:
    seen: list[object] = []

    def look(workspace: Workspace, facts: Facts, today: date) -> tuple[Finding, ...]:
        seen.extend((workspace, facts, today))
        return ()

    workspace = Workspace()
    assert review(workspace, NO_FACTS, TODAY, [Rule("look", "Look", "cv", look)]) == ()
    assert seen == [workspace, NO_FACTS, TODAY]


@given(st.lists(st.tuples(st.sampled_from(FindingStatus), st.integers(0, 400))))
def test_review_loses_nothing_and_sorts_by_urgency(said: list[tuple[FindingStatus, int]]) -> None:
    findings = [finding(status, days) for status, days in said]
    found = review(Workspace(), NO_FACTS, TODAY, [rule_that_says(*findings)])

    assert list(found) == sorted(findings, key=urgency)
