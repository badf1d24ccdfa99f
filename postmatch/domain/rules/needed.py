"""Is every document here that a packet needs? The catalogue says which; stand-ins count as a warning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import GENERATED_KINDS, LETTER_KIND, Document, DocumentKind, Necessity
from postmatch.domain.facts import Facts
from postmatch.domain.profile import EcfmgState
from postmatch.domain.rules.findings import in_packet, ok, title_of, todo, warning
from postmatch.domain.workspace import Workspace

_CERTIFICATE = "ecfmg_certificate"
_STATUS_REPORT = "ecfmg_status_report"
_TRANSCRIPT = "usmle_transcript"
_SCORE_REPORT = "score_report"
_RULES_OF_THEIR_OWN = {LETTER_KIND, _CERTIFICATE, _TRANSCRIPT, *GENERATED_KINDS}


def needed_documents(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for kind in facts.kinds:
        if kind.necessity is Necessity.ALWAYS and kind.id not in _RULES_OF_THEIR_OWN:
            yield _present(workspace, kind, "needed_documents") or _missing(workspace, kind, "needed_documents")


def usmle_transcript(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    kind = _kind(facts, _TRANSCRIPT)
    if present := _present(workspace, kind, "usmle_transcript"):
        yield present
    elif in_packet(workspace, _SCORE_REPORT):
        yield warning(
            rule_id="usmle_transcript",
            kind=_TRANSCRIPT,
            subject=kind.label,
            message="A score report stands in for the USMLE transcript.",
            why="A score report is not the official record, and some programs insist on the transcript.",
            hint=kind.how_to_get,
            days=kind.lead_days,
        )
    else:
        yield _missing(workspace, kind, "usmle_transcript")


def ecfmg_certificate(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    kind = _kind(facts, _CERTIFICATE)
    certified = workspace.profile.status.ecfmg.state is EcfmgState.CERTIFIED
    if present := _present(workspace, kind, "ecfmg_certificate"):
        yield present
    elif in_packet(workspace, _STATUS_REPORT):
        yield _status_report_stands_in(kind, certified)
    elif certified:
        yield _missing(workspace, kind, "ecfmg_certificate")
    else:
        report = _kind(facts, _STATUS_REPORT)
        yield todo(
            rule_id="ecfmg_certificate",
            kind=_STATUS_REPORT,
            subject=report.label,
            message="There is neither an ECFMG certificate nor a Status Report.",
            why=report.why,
            hint=f"If you hold the certificate, add it. If not, add the Status Report: {report.how_to_get}",
            days=report.lead_days,
        )


def _status_report_stands_in(kind: DocumentKind, certified: bool) -> Finding:
    if certified:
        return warning(
            rule_id="ecfmg_certificate",
            kind=kind.id,
            subject=kind.label,
            message="You are certified, but only the Status Report is here.",
            why=kind.why,
            hint=kind.how_to_get,
            days=kind.lead_days,
        )
    return ok(
        rule_id="ecfmg_certificate",
        kind=_STATUS_REPORT,
        subject="ECFMG Status Report",
        message="The Status Report is in the packet until you hold the certificate.",
    )


def _present(workspace: Workspace, kind: DocumentKind, rule_id: str) -> Finding | None:
    documents = in_packet(workspace, kind.id)
    if not documents:
        return None
    return ok(rule_id=rule_id, kind=kind.id, subject=kind.label, message=f"{kind.label}: {_titles(documents)}.")


def _missing(workspace: Workspace, kind: DocumentKind, rule_id: str) -> Finding:
    if any(document.is_usable for document in workspace.documents_of(kind.id)):
        message = f"{kind.label}: you have it, but you left it out of the packet."
        return todo(
            rule_id=rule_id,
            kind=kind.id,
            subject=kind.label,
            message=message,
            why=kind.why,
            hint="Take it into the packet again on the documents page.",
        )
    return todo(
        rule_id=rule_id,
        kind=kind.id,
        subject=kind.label,
        message=f"{kind.label}: not here yet.",
        why=kind.why,
        hint=kind.how_to_get,
        days=kind.lead_days,
    )


def _titles(documents: tuple[Document, ...]) -> str:
    return ", ".join(f"“{title_of(document)}”" for document in documents)


def _kind(facts: Facts, kind_id: str) -> DocumentKind:
    kind = facts.kind(kind_id)
    if kind is None:
        raise KeyError(f"no document kind {kind_id!r} in the catalogue")
    return kind


RULES = (
    Rule("needed_documents", "Documents that every packet needs", "other", needed_documents),
    Rule("usmle_transcript", "USMLE transcript", _TRANSCRIPT, usmle_transcript),
    Rule("ecfmg_certificate", "ECFMG certificate or Status Report", _CERTIFICATE, ecfmg_certificate),
)
