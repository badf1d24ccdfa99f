"""The checklist: rules look at a workspace and each says what is wrong, why it matters, and what to do.

A rule is data (id, title) plus a function; ``RULES`` in ``postmatch.domain.rules`` lists them. A rule that
breaks is reported as "could not be checked": a crash is not a clean bill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from postmatch.domain.facts import Facts
from postmatch.domain.values import LabelledEnum, Value
from postmatch.domain.workspace import Workspace


class FindingStatus(LabelledEnum):
    """``blocked`` keeps something out of the packet until it is settled; ``unknown`` could not be checked."""

    BLOCKED = "blocked", "Settle first"
    TODO = "todo", "To do"
    WARNING = "warning", "Look at this"
    UNKNOWN = "unknown", "Could not be checked"
    OK = "ok", "In order"


class Finding(Value):
    """One thing a rule says.

    ``kind`` is the document kind it is about (catalogue id, ``cv`` or ``cover_letter``); ``subject`` names the
    thing in words, and ``document_id`` which document it is, where it is one; ``days`` is how long the remedy usually
    takes until it takes effect, 0 for "now".
    """

    rule_id: str
    kind: str
    status: FindingStatus
    subject: str
    message: str
    why: str = ""
    hint: str = ""
    days: int = 0
    document_id: str = ""


@dataclass(frozen=True)
class Rule:
    """``check`` returns findings; none means the rule has nothing to say about this applicant."""

    id: str
    title: str
    kind: str
    check: Callable[[Workspace, Facts, date], Iterable[Finding]]


def review(workspace: Workspace, facts: Facts, today: date, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """All findings of all rules, the most pressing first (see ``urgency``). Never raises because of a rule."""
    findings: list[Finding] = []
    for rule in rules:
        findings.extend(_check(rule, workspace, facts, today))
    return tuple(sorted(findings, key=urgency))


def _check(rule: Rule, workspace: Workspace, facts: Facts, today: date) -> list[Finding]:
    try:
        return list(rule.check(workspace, facts, today))
    except Exception:  # noqa: BLE001 - any defect of a rule must show as "could not be checked", never as silence
        return [
            Finding(
                rule_id=rule.id,
                kind=rule.kind,
                status=FindingStatus.UNKNOWN,
                subject=rule.title,
                message=f"“{rule.title}” could not be checked, so it may or may not be in order.",
                why="A fault in Postmatch stopped this check.",
                hint="Look at this point yourself before you send, and report the fault to the maintainers.",
            )
        ]


_ORDER = {status: rank for rank, status in enumerate(FindingStatus)}


def urgency(finding: Finding) -> tuple[int, int, int]:
    """Sort key: what needs doing before what is in order, then the longest lead time first, then status."""
    return (finding.status is FindingStatus.OK, -finding.days, _ORDER[finding.status])
