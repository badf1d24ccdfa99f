"""Citizenship, work authorization, visa and ECFMG certification: known, not contradictory, not running out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.profile import CitizenshipClass, Ecfmg, EcfmgState, WorkAuthorization
from postmatch.domain.rules.findings import in_packet, lead_days, listed, number, ok, todo, warning
from postmatch.domain.workspace import Workspace

_PROOF = "work_authorization"
_CERTIFICATE = "ecfmg_certificate"
_STATUS_REPORT = "ecfmg_status_report"
_CARD_HOLDERS = {
    WorkAuthorization.PERMANENT_RESIDENT: "both sides of your green card",
    WorkAuthorization.EAD: "both sides of your work permit (EAD)",
}
_VISA_HOLDERS = {
    WorkAuthorization.HOLDS_J1: "your current DS-2019 and I-94",
    WorkAuthorization.HOLDS_H1B: "your current I-797 and I-94",
}


def status_known(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    status = workspace.profile.status
    missing = [
        words
        for words, value in (
            ("your citizenship class", status.citizenship_class),
            ("your work authorization", status.work_authorization),
            ("your ECFMG certification", status.ecfmg.state),
            ("the earliest day you can start", status.earliest_start),
        )
        if value is None
    ]
    if missing:
        yield todo(
            rule_id="status_known",
            kind=CV_KIND,
            subject="Status",
            message=f"Still missing from your profile: {listed(missing)}.",
            why="For an opening that starts soon, a program looks at these first.",
            hint="Fill them in under status in your profile.",
        )


def citizenship_agrees(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    status = workspace.profile.status
    if status.citizenship_class is None or status.work_authorization is None:
        return
    citizen = status.citizenship_class is CitizenshipClass.US_CITIZEN
    works_as_citizen = status.work_authorization is WorkAuthorization.US_CITIZEN
    if citizen != works_as_citizen:
        yield todo(
            rule_id="citizenship_agrees",
            kind=CV_KIND,
            subject="Citizenship and work authorization",
            message=f"Citizenship class “{status.citizenship_class.label}” does not go with "
            f"work authorization “{status.work_authorization.label}”.",
            why="A program that sees both would not know whether it has to sponsor a visa.",
            hint="Correct one of them in your profile. With a green card you count as not a US citizen in the Match.",
        )


def proof_of_work_authorization(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    authorization = workspace.profile.status.work_authorization
    present = bool(in_packet(workspace, _PROOF))
    papers = _CARD_HOLDERS.get(authorization) or _VISA_HOLDERS.get(authorization) if authorization else None
    if papers and present:
        message = "Proof of your work authorization is in the packet."
        yield ok(
            rule_id="proof_of_work_authorization", kind=_PROOF, subject="Proof of work authorization", message=message
        )
    elif papers:
        yield (todo if authorization in _CARD_HOLDERS else warning)(
            rule_id="proof_of_work_authorization",
            kind=_PROOF,
            subject="Proof of work authorization",
            message=f"There is no copy of {papers}.",
            why="Proof that you may work lets a program decide without asking its visa office.",
            hint=f"Scan {papers} and add the file. Cover numbers that you do not want to send.",
            days=lead_days(facts, _PROOF),
        )
    elif authorization is WorkAuthorization.US_CITIZEN and present:
        yield warning(
            rule_id="proof_of_work_authorization",
            kind=_PROOF,
            subject="Proof of work authorization",
            message="A paper about work authorization is in the packet, though you are a US citizen.",
            why="Programs ask a citizen for proof when they hire, and identity papers should not travel by e-mail.",
            hint="Leave it out of the packet, and bring it when you are hired.",
        )


def authorization_expires(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    status = workspace.profile.status
    if status.work_authorization not in _CARD_HOLDERS and status.work_authorization not in _VISA_HOLDERS:
        return
    label = status.work_authorization.label if status.work_authorization else ""
    expires = status.authorization_expires
    if expires is None:
        if status.work_authorization is WorkAuthorization.EAD:
            yield todo(
                rule_id="authorization_expires",
                kind=_PROOF,
                subject=label,
                message="Your profile does not say when your work permit (EAD) expires.",
                why="A program has to know whether it lasts beyond the start date.",
                hint="Enter the date printed on the card.",
            )
        return
    expired = expires.is_before(today)
    limit = today + timedelta(days=number(facts, "expiry_notice_days"))
    before_start = status.earliest_start is not None and expires.is_before(status.earliest_start)
    if expired or before_start or expires.is_before(limit):
        reason = "has passed" if expired else "is before you could start" if before_start else "is near"
        yield (todo if expired or before_start else warning)(
            rule_id="authorization_expires",
            kind=_PROOF,
            subject=label,
            message=f"{label}: the expiry date {expires.label} {reason}.",
            why="You can only be hired on an authorization that is valid on your first day.",
            hint="Start the renewal now, then enter the new date and replace the copy. "
            "Look up the present waiting time at uscis.gov.",
            days=number(facts, "card_renewal_days"),
        )


def j1_sponsorship(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    authorization = workspace.profile.status.work_authorization
    if authorization is WorkAuthorization.NEEDS_J1:
        review_days = number(facts, "j1_review_days")
        yield todo(
            rule_id="j1_sponsorship",
            kind=_PROOF,
            subject="Statement of Need for a J-1 visa",
            message="A J-1 visa needs a Statement of Need from the health ministry of your country of last "
            "permanent residence.",
            why=f"It can take months, and ECFMG then needs up to {review_days} days for its review.",
            hint="Ask the ministry now what it requires, and prepare everything that does not depend on an offer. "
            "Tell programs that you are eligible for ECFMG-sponsored J-1.",
            days=number(facts, "statement_of_need_days"),
        )
    elif authorization is WorkAuthorization.HOLDS_J1:
        yield warning(
            rule_id="j1_sponsorship",
            kind=_PROOF,
            subject="J-1 status",
            message="A J-1 you already hold may not be the kind that residency needs.",
            why="A J-1 as a research scholar is another category, and some hospitals say that it delays sponsorship "
            "as a physician.",
            hint="Ask the visa office of a program, or its Training Program Liaison, before you rely on it.",
        )


def ecfmg_certification(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    ecfmg = workspace.profile.status.ecfmg
    if ecfmg.state in (EcfmgState.IN_PROGRESS, EcfmgState.NOT_STARTED):
        yield warning(
            rule_id="ecfmg_certification",
            kind=_STATUS_REPORT,
            subject="ECFMG certification",
            message=f"ECFMG certification: {ecfmg.state.label.lower()}.",
            why="Nobody may begin training in the US without the certificate, so most programs ask for it first.",
            hint="Finish the open requirements in MyIntealth, and say in the cover letter when you expect it.",
            days=lead_days(facts, _CERTIFICATE),
        )
    elif ecfmg.state is EcfmgState.CERTIFIED and (ecfmg.certified_on is None or not ecfmg.certificate_number):
        missing = [
            words
            for words, known in (
                ("date", ecfmg.certified_on is not None),
                ("number", bool(ecfmg.certificate_number)),
            )
            if not known
        ]
        yield todo(
            rule_id="ecfmg_certification",
            kind=CV_KIND,
            subject="ECFMG certification",
            message=f"Your profile does not give the {listed(missing)} of your ECFMG certificate.",
            why="Programs check the certificate by them.",
            hint="Copy them from the certificate into your profile.",
        )


def ecfmg_dates(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    if problem := _ecfmg_problem(workspace.profile.status.ecfmg, today):
        yield todo(
            rule_id="ecfmg_dates",
            kind=CV_KIND,
            subject="ECFMG certification",
            message=f"ECFMG certification: {problem}.",
            why="The CV would print something that cannot be true.",
            hint="Compare the profile with your certificate, and correct the state or the date.",
        )


def _ecfmg_problem(ecfmg: Ecfmg, today: date) -> str:
    if ecfmg.certified_on and ecfmg.certified_on.is_after(today):
        return f"the date {ecfmg.certified_on.label} is still to come"
    if ecfmg.certified_on and ecfmg.valid_until and ecfmg.valid_until.is_before(ecfmg.certified_on):
        return "it ends before it begins"
    if ecfmg.certified_on and ecfmg.state in (EcfmgState.IN_PROGRESS, EcfmgState.NOT_STARTED):
        return f"there is a certification date, but the state is “{ecfmg.state.label}”"
    return ""


def ecfmg_valid(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    status = workspace.profile.status
    until = status.ecfmg.valid_until
    if until is None:
        return
    expired = until.is_before(today)
    before_start = status.earliest_start is not None and until.is_before(status.earliest_start)
    near = until.is_before(today + timedelta(days=number(facts, "expiry_notice_days")))
    if expired or before_start or near:
        verb = "was" if expired else "is"
        yield (todo if expired or before_start else warning)(
            rule_id="ecfmg_valid",
            kind=_CERTIFICATE,
            subject="ECFMG certificate",
            message=f"Your ECFMG certificate {verb} valid until {until.label} only.",
            why="It has to be valid on the day you begin training.",
            hint="Ask ECFMG through MyIntealth how to extend it, then replace the file and the date.",
            days=lead_days(facts, _CERTIFICATE),
        )


def start_date(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    start = workspace.profile.status.earliest_start
    if start and start.is_before(today):
        yield todo(
            rule_id="start_date",
            kind=CV_KIND,
            subject="Earliest start",
            message=f"Your earliest start ({start.label}) has passed.",
            why="A program reads an old date as an old application.",
            hint="Enter the next day on which you could begin.",
        )


RULES = (
    Rule("status_known", "Citizenship, work authorization, ECFMG and start are known", CV_KIND, status_known),
    Rule("citizenship_agrees", "Citizenship and work authorization agree", CV_KIND, citizenship_agrees),
    Rule("proof_of_work_authorization", "Proof of work authorization", _PROOF, proof_of_work_authorization),
    Rule("authorization_expires", "Work authorization is not running out", _PROOF, authorization_expires),
    Rule("j1_sponsorship", "J-1 sponsorship", _PROOF, j1_sponsorship),
    Rule("ecfmg_certification", "ECFMG certification", _CERTIFICATE, ecfmg_certification),
    Rule("ecfmg_dates", "ECFMG dates can be true", CV_KIND, ecfmg_dates),
    Rule("ecfmg_valid", "ECFMG certificate is not running out", _CERTIFICATE, ecfmg_valid),
    Rule("start_date", "Earliest start is ahead", CV_KIND, start_date),
)
