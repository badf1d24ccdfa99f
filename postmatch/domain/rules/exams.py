"""Exams: possible dates, scores and attempts, and whether the papers show the newest result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Exam, ExamKind, ExamResult, Profile, WorkAuthorization
from postmatch.domain.rules.findings import about, day, in_packet, lead_days, number, ok, todo, warning
from postmatch.domain.workspace import Workspace

_TRANSCRIPT = "usmle_transcript"
_STEP_3_REPORT = "step_3_report"
_USMLE = (ExamKind.STEP_1, ExamKind.STEP_2_CK, ExamKind.STEP_3)
_SETTLED = (ExamResult.PASSED, ExamResult.FAILED)
_H1B = (WorkAuthorization.NEEDS_H1B, WorkAuthorization.HOLDS_H1B)


def stale_transcript(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    transcripts = in_packet(workspace, _TRANSCRIPT)
    sat = [e for e in workspace.profile.exams if e.kind in _USMLE and e.date and _has_outcome(e)]
    if not transcripts or not sat:
        return
    issued = [transcript.issued for transcript in transcripts if transcript.issued]
    missing = [e for e in sat if e.date and issued and all(i.is_before(e.date) for i in issued)]
    if missing:
        exam = max(missing, key=lambda e: e.date.latest if e.date else date.min)
        yield todo(
            rule_id="stale_transcript",
            kind=_TRANSCRIPT,
            **about(transcripts[-1]),
            message=f"The transcript is older than {exam.kind.label} and cannot show its result.",
            why="A program compares the transcript with your CV, and a missing result looks like a hidden one.",
            hint="Order a new transcript from your account at fsmb.org with “Myself” as a recipient.",
            days=lead_days(facts, _TRANSCRIPT),
        )
    elif not issued:
        yield warning(
            rule_id="stale_transcript",
            kind=_TRANSCRIPT,
            **about(transcripts[-1]),
            message="We do not know when the transcript was issued, so we cannot tell whether it shows every result.",
            why="A transcript from before your newest exam leaves that exam out.",
            hint="Enter the date printed on the transcript on the documents page.",
        )


def _has_outcome(exam: Exam) -> bool:
    return exam.result in _SETTLED or exam.score is not None


def result_awaited(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for exam in workspace.profile.exams:
        if exam.kind in _USMLE and exam.result is ExamResult.AWAITED:
            yield warning(
                rule_id="result_awaited",
                kind=_TRANSCRIPT,
                subject=exam.kind.label,
                message=f"The result of {exam.kind.label} is still to come.",
                why="FSMB sends a transcript as it stands on the day of the order, and does not refund early orders.",
                hint="Order the transcript when the result is out. Send what you have until then.",
            )


def core_exams(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    missing = [kind.label for kind in (ExamKind.STEP_1, ExamKind.STEP_2_CK) if workspace.profile.exam(kind) is None]
    if missing:
        yield todo(
            rule_id="core_exams",
            kind=CV_KIND,
            subject=" and ".join(missing),
            message=f"Your profile says nothing about {' and '.join(missing)}.",
            why="Programs look for both before they read on, and ECFMG certification needs them.",
            hint="Enter the exam in your profile, or its date if it is still ahead.",
        )


def exam_entered_twice(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for kind in ExamKind:
        count = sum(exam.kind is kind for exam in workspace.profile.exams)
        if count > 1:
            yield warning(
                rule_id="exam_entered_twice",
                kind=CV_KIND,
                subject=kind.label,
                message=f"{kind.label} is in your profile {count} times.",
                why="Only the first entry is used where one result is shown.",
                hint="Keep one entry with the latest result, and count all sittings in its number of attempts.",
            )


def exam_scores(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for exam in workspace.profile.exams:
        if problem := _score_problem(exam, facts):
            yield todo(
                rule_id="exam_scores",
                kind=CV_KIND,
                subject=exam.kind.label,
                message=f"{exam.kind.label}: {problem}.",
                why="A program that compares the CV with the transcript would stop trusting both.",
                hint="Compare the score, the result and the date with your score report, and correct the profile.",
            )


def _score_problem(exam: Exam, facts: Facts) -> str:
    if exam.score is None:
        return ""
    scale = "oet_score" if exam.kind is ExamKind.OET else "step_score"
    lowest, highest = number(facts, f"{scale}_lowest"), number(facts, f"{scale}_highest")
    if not lowest <= exam.score <= highest:
        return f"the score {exam.score} is outside the scale of {lowest} to {highest}"
    if exam.kind is ExamKind.STEP_1:
        return _step_1_problem(exam, facts)
    return _step_2_ck_problem(exam, facts) if exam.kind is ExamKind.STEP_2_CK else ""


def _step_1_problem(exam: Exam, facts: Facts) -> str:
    since = day(facts, "step_1_pass_fail_from")
    if exam.date and exam.date.earliest >= since:
        return f"there is a score, but Step 1 has been pass/fail without a score since {since.year}"
    return ""


def _step_2_ck_problem(exam: Exam, facts: Facts) -> str:
    passing = number(facts, "step_2_ck_pass")
    if exam.score is None or not exam.date or exam.date.earliest < day(facts, "step_2_ck_pass_from"):
        return ""  # an earlier passing score applied
    if exam.result is ExamResult.PASSED and exam.score < passing:
        return f"passed with {exam.score} cannot be right, because the passing score was {passing}"
    if exam.result is ExamResult.FAILED and exam.score >= passing:
        return f"not passed with {exam.score} cannot be right, because the passing score was {passing}"
    return ""


def exam_dates(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for exam in workspace.profile.exams:
        if not exam.date:
            continue
        problem = ""
        if exam.date.is_after(today) and (exam.result not in (None, ExamResult.SCHEDULED) or exam.score is not None):
            problem = f"is still ahead ({exam.date.label}) but already has an outcome"
        elif exam.date.is_before(today) and exam.result is ExamResult.SCHEDULED:
            problem = f"was scheduled for {exam.date.label}, which has passed"
        if problem:
            yield todo(
                rule_id="exam_dates",
                kind=CV_KIND,
                subject=exam.kind.label,
                message=f"{exam.kind.label} {problem}.",
                why="The CV would print something that cannot be true today.",
                hint="Correct the date or the result in your profile.",
            )


def exam_attempts(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for exam in workspace.profile.exams:
        if exam.attempts is not None and exam.attempts < 1 and exam.result is not ExamResult.SCHEDULED:
            yield todo(
                rule_id="exam_attempts",
                kind=CV_KIND,
                subject=exam.kind.label,
                message=f"{exam.kind.label} has {exam.attempts} attempts, but the last sitting counts as one.",
                why="Programs ask for the number of attempts and compare it with the transcript.",
                hint="Enter 1 if you sat the exam once.",
            )


def step_3_for_h1b(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    if workspace.profile.status.work_authorization not in _H1B:
        return
    step_3 = _passed(workspace.profile, ExamKind.STEP_3)
    if step_3 is None:
        yield todo(
            rule_id="step_3_for_h1b",
            kind=_STEP_3_REPORT,
            subject="Step 3 for an H-1B visa",
            message="An H-1B visa needs a passed Step 3, and your profile does not show one.",
            why="An employer cannot file the petition before Step 3 is passed, so programs that sponsor ask first.",
            hint="Register for Step 3 now, or enter the result if you have it. Look at J-1 programs as well.",
            days=number(facts, "step_3_days"),
        )
    elif in_packet(workspace, _STEP_3_REPORT) or _transcript_shows(workspace, step_3):
        message = "Step 3 is passed, and the packet shows it."
        yield ok(rule_id="step_3_for_h1b", kind=_STEP_3_REPORT, subject="Step 3 for an H-1B visa", message=message)
    else:
        yield todo(
            rule_id="step_3_for_h1b",
            kind=_STEP_3_REPORT,
            subject="Step 3 for an H-1B visa",
            message="Step 3 is passed, but nothing in the packet proves it.",
            why="A program that sponsors H-1B visas wants to see the result before it calls.",
            hint="Add the Step 3 score report, or a transcript that was issued after Step 3.",
            days=lead_days(facts, _STEP_3_REPORT),
        )


def _passed(profile: Profile, kind: ExamKind) -> Exam | None:
    return next((e for e in profile.exams if e.kind is kind and e.result is ExamResult.PASSED), None)


def _transcript_shows(workspace: Workspace, exam: Exam) -> bool:
    issued = [transcript.issued for transcript in in_packet(workspace, _TRANSCRIPT) if transcript.issued]
    return exam.date is not None and any(i.is_after(exam.date) for i in issued)


RULES = (
    Rule("stale_transcript", "The transcript shows the newest result", _TRANSCRIPT, stale_transcript),
    Rule("result_awaited", "No transcript order before a pending result", _TRANSCRIPT, result_awaited),
    Rule("core_exams", "Step 1 and Step 2 CK in the profile", CV_KIND, core_exams),
    Rule("exam_entered_twice", "Each exam once", CV_KIND, exam_entered_twice),
    Rule("exam_scores", "Scores can be true", CV_KIND, exam_scores),
    Rule("exam_dates", "Exam dates can be true", CV_KIND, exam_dates),
    Rule("exam_attempts", "Attempts can be true", CV_KIND, exam_attempts),
    Rule("step_3_for_h1b", "Step 3 for an H-1B visa", _STEP_3_REPORT, step_3_for_h1b),
)
