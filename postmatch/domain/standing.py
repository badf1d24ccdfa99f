"""Where an applicant stands: how much of what the packet needs is in order. Counts, not predictions."""

from __future__ import annotations

from collections.abc import Iterable

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import Necessity
from postmatch.domain.facts import Facts
from postmatch.domain.values import Value
from postmatch.domain.workspace import Workspace

OPEN = (FindingStatus.TODO, FindingStatus.BLOCKED)


class PacketState(Value):
    """``is_built`` once a packet exists; ``is_current`` while nothing has changed since."""

    is_built: bool
    is_current: bool


class Standing(Value):
    """``needed_count`` document kinds this applicant needs, of which ``ready_count`` are in order."""

    needed_count: int
    ready_count: int
    open_count: int
    letter_count: int
    packet: PacketState

    @property
    def share(self) -> float:
        return self.ready_count / self.needed_count if self.needed_count else 0.0


def stand(workspace: Workspace, findings: Iterable[Finding], facts: Facts) -> Standing:
    """A kind is needed when the catalogue says so or a rule asks this applicant for it, and ready when it is there
    and no rule has anything left to do or settle about it."""
    found = tuple(findings)
    open_findings = [finding for finding in found if finding.status in OPEN]
    settled = {finding.kind for finding in found if finding.status is FindingStatus.OK}
    open_kinds = {finding.kind for finding in open_findings}
    have = {document.kind for document in workspace.documents if document.is_usable}
    always = {kind.id for kind in facts.kinds if kind.necessity is Necessity.ALWAYS}
    asked = {kind.id for kind in facts.kinds if kind.necessity is Necessity.IF_APPLIES} & (open_kinds | have)
    needed = always | asked
    letters = [d for d in workspace.documents if d.is_letter and d.is_usable and d.waived is False]
    letters = [letter for letter in letters if not workspace.is_waived(letter)]
    record = workspace.packet
    return Standing(
        needed_count=len(needed),
        ready_count=len((needed & (have | settled)) - open_kinds),
        open_count=len(open_findings),
        letter_count=len(letters),
        packet=PacketState(
            is_built=record is not None,
            is_current=record is not None and record.made_from == workspace.fingerprint,
        ),
    )
