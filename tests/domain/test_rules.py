"""Every rule fires where it should and is silent where it should; a rule without cases fails the suite."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmatch.domain import rules as rules_package
from postmatch.domain.checklist import Finding, FindingStatus, Rule, review
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, LETTER_KIND, Document, Repair, RepairCode
from postmatch.domain.edits import PageEdits, Redaction, StoredPdf
from postmatch.domain.facts import Facts
from postmatch.domain.pages import (
    PictureFault,
    PictureLook,
    Reading,
    ReadingKind,
    SensitiveSpot,
    SpotKind,
    TextSource,
)
from postmatch.domain.profile import (
    Award,
    Certification,
    CitizenshipClass,
    Ecfmg,
    EcfmgState,
    Education,
    EducationKind,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    MatchYear,
    Membership,
    Profile,
    Publication,
    SoapOutcome,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)
from postmatch.domain.recommendations import Recommendation
from postmatch.domain.rules import RULES
from postmatch.domain.sensitive import numbers_key
from postmatch.domain.waivers import WaivedLetter
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts
from tests.domain.applicants import (
    IN_ORDER,
    PROFILE,
    TODAY,
    paper,
    plus,
    refused,
    when,
    with_answers,
    with_ecfmg,
    with_exam,
    with_identity,
    with_profile,
    with_season,
    with_status,
    without,
)

BLOCKED, TODO, WARNING, OK = FindingStatus.BLOCKED, FindingStatus.TODO, FindingStatus.WARNING, FindingStatus.OK
RULE = {rule.id: rule for rule in RULES}


class Case(NamedTuple):
    """What a rule says about a workspace, the findings that are in order left out; silence is ``()``."""

    rule_id: str
    story: str
    workspace: Workspace
    says: tuple[FindingStatus, ...]


def certified_in(state: EcfmgState) -> Workspace:
    return with_ecfmg(state=state, certified_on=None, certificate_number="")


def school(**changes: object) -> Workspace:
    return with_profile(education=(PROFILE.education[0].model_copy(update=changes),))


def work(**values: object) -> Workspace:
    return with_profile(experience=(Experience.model_validate({"place": "Clinic", **values}),))


def h1b(workspace: Workspace) -> Workspace:
    status = workspace.profile.status.model_copy(update={"work_authorization": WorkAuthorization.NEEDS_H1B})
    return workspace.with_profile(workspace.profile.model_copy(update={"status": status}))


NEEDED = ("myeras_application", "personal_statement", "mspe", "medical_school_transcript", "diploma")
NO_CERTIFICATE = without(IN_ORDER, "ecfmg_certificate")
NO_TRANSCRIPT = without(IN_ORDER, "usmle_transcript")
NO_LETTERS = without(IN_ORDER, LETTER_KIND)
STEP_3 = with_exam(ExamKind.STEP_3, date=when("2026-02-10"), result=ExamResult.PASSED, score=220, attempts=1)
GREEN_CARD = WorkAuthorization.PERMANENT_RESIDENT
EAD = WorkAuthorization.EAD
AAMC_ID = ReadingKind.AAMC_ID
PASSPORT = SensitiveSpot(kind=SpotKind.PASSPORT, masked="••••42", page_number=2, box=(0.1, 0.1, 0.3, 0.2))
BLURRED = PictureLook(fault=PictureFault.BLURRED, message="the picture is blurred.", hint="Take it again.")
STRAIGHTENED = paper(
    "photo", edits=PageEdits(straightened=True), edited=StoredPdf(sha256="f" * 64, bytes=1, page_count=1)
)
REPAIRED = paper("photo", repairs=(Repair(code=RepairCode.REBUILT, message="Rebuilt.", needs_look=True),))

WAIVED_TOO = plus(IN_ORDER, paper(LETTER_KIND, id="w", title="Letter Diaz", waived=True))
READ_SCAN = paper("score_report", text_source=TextSource.OCR)
OF_OLD = paper("score_report", unread_pages=None)


def changed(document: Document, **values: object) -> Document:
    return document.model_copy(update=values)


def saying(*values: str, kind: ReadingKind = AAMC_ID, title: str = "Letter") -> Document:
    readings = tuple(Reading(kind=kind, value=value, page_number=page) for page, value in enumerate(values, 1))
    return paper("score_report", title=title, readings=readings)


CASES = (
    Case("wrong_slot", "a status report", plus(IN_ORDER, paper("score_report", reads_like="diploma")), (WARNING,)),
    Case("wrong_slot", "a letter", plus(IN_ORDER, paper("score_report", reads_like=LETTER_KIND)), (TODO,)),
    Case("wrong_slot", "what it is", plus(IN_ORDER, paper("score_report", reads_like="score_report")), ()),
    Case("wrong_slot", "left out", plus(IN_ORDER, paper("photo", reads_like="diploma", included=False)), ()),
    Case("same_person", "another AAMC ID", plus(IN_ORDER, saying("10000001", "20000002")), (TODO,)),
    Case("same_person", "the same AAMC ID", plus(IN_ORDER, saying("10000001")), ()),
    Case("same_person", "another name", plus(IN_ORDER, saying("Chidi Eze", kind=ReadingKind.NAME)), (TODO,)),
    Case(
        "same_person",
        "papers of two birthdays",
        plus(
            IN_ORDER,
            saying("04 Mar 1994", kind=ReadingKind.DATE_OF_BIRTH),
            saying("5 March 1994", kind=ReadingKind.DATE_OF_BIRTH, title="Other"),
        ),
        (TODO,),
    ),
    Case("sensitive_numbers", "a passport number", plus(IN_ORDER, paper("photo", spots=(PASSPORT,))), (WARNING,)),
    Case(
        "sensitive_numbers",
        "two numbers, one twice",
        plus(
            IN_ORDER,
            paper(
                "photo",
                spots=(
                    PASSPORT,
                    PASSPORT.model_copy(update={"page_number": 1}),
                    PASSPORT.model_copy(update={"kind": SpotKind.ALIEN_NUMBER}),
                ),
            ),
        ),
        (WARNING, WARNING),
    ),
    Case(
        "sensitive_numbers",
        "painted over",
        plus(
            IN_ORDER,
            paper(
                "photo",
                spots=(PASSPORT,),
                edits=PageEdits(redactions=(Redaction(page_number=2, box=(0.0, 0.0, 0.5, 0.5)),)),
            ),
        ),
        (),
    ),
    Case(
        "sensitive_numbers",
        "meant to be shown",
        plus(IN_ORDER, paper("photo", spots=(PASSPORT,), pdf_sha256="known")).model_copy(
            update={"numbers_meant": (numbers_key(paper("photo", spots=(PASSPORT,), pdf_sha256="known")),)}
        ),
        (),
    ),
    Case("picture_looks", "blurred", plus(IN_ORDER, paper("photo", looks=(BLURRED,))), (WARNING,)),
    Case("picture_looks", "nothing seen", plus(IN_ORDER, paper("photo")), ()),
    Case("unread_scans", "one", plus(IN_ORDER, paper("score_report", unread_pages=(1,))), (WARNING,)),
    Case(
        "unread_scans",
        "two in one finding",
        plus(IN_ORDER, *(paper("certificate", title=title, unread_pages=(1,)) for title in "ab")),
        (WARNING,),
    ),
    Case("unread_scans", "a portrait", plus(IN_ORDER, paper("photo", unread_pages=(1,))), ()),
    Case("unread_scans", "read", plus(IN_ORDER, paper("certificate", unread_pages=())), ()),
    Case("unread_scans", "taken in by an older version", plus(IN_ORDER, paper("photo", unread_pages=None)), (WARNING,)),
    Case(
        "unread_scans",
        "its page left out",
        plus(IN_ORDER, paper("certificate", page_count=2, unread_pages=(2,), edits=PageEdits(kept=(1,)))),
        (),
    ),
    Case(
        "same_pages",
        "the diploma once more in a scan of everything",
        plus(IN_ORDER, paper("photo", page_keys=("a",)), paper("certificate", page_keys=("b", "a"))),
        (WARNING,),
    ),
    Case(
        "same_pages",
        "left out of one of them",
        plus(
            IN_ORDER,
            paper("photo", page_keys=("a",)),
            paper("certificate", page_keys=("b", "a"), edits=PageEdits(kept=(1,))),
        ),
        (),
    ),
    Case(
        "same_pages",
        "blank pages",
        plus(IN_ORDER, *(paper(kind, page_keys=("",)) for kind in ("photo", "certificate"))),
        (),
    ),
    *(Case("needed_documents", f"no {kind}", without(IN_ORDER, kind), (TODO,)) for kind in NEEDED),
    Case(
        "needed_documents", "the diploma was refused", plus(without(IN_ORDER, "diploma"), refused("diploma")), (TODO,)
    ),
    Case(
        "needed_documents",
        "the diploma was deselected",
        plus(without(IN_ORDER, "diploma"), paper("diploma", included=False)),
        (TODO,),
    ),
    Case("needed_documents", "all here", IN_ORDER, ()),
    Case("usmle_transcript", "nothing", NO_TRANSCRIPT, (TODO,)),
    Case("usmle_transcript", "a score report stands in", plus(NO_TRANSCRIPT, paper("score_report")), (WARNING,)),
    Case("usmle_transcript", "both here", plus(IN_ORDER, paper("score_report")), ()),
    Case("ecfmg_certificate", "certified, nothing here", NO_CERTIFICATE, (TODO,)),
    Case(
        "ecfmg_certificate",
        "certified, only the status report",
        plus(NO_CERTIFICATE, paper("ecfmg_status_report")),
        (WARNING,),
    ),
    Case(
        "ecfmg_certificate",
        "not certified, nothing here",
        without(certified_in(EcfmgState.IN_PROGRESS), "ecfmg_certificate"),
        (TODO,),
    ),
    Case(
        "ecfmg_certificate",
        "not certified, the status report stands in",
        plus(without(certified_in(EcfmgState.IN_PROGRESS), "ecfmg_certificate"), paper("ecfmg_status_report")),
        (),
    ),
    Case("ecfmg_certificate", "here", IN_ORDER, ()),
    Case("enough_letters", "none", NO_LETTERS, (TODO,)),
    Case("enough_letters", "one", plus(NO_LETTERS, paper(LETTER_KIND, waived=False)), (TODO,)),
    Case(
        "enough_letters",
        "three, but all waived",
        plus(NO_LETTERS, *(paper(LETTER_KIND, title=name, waived=True) for name in "abc")),
        (TODO,),
    ),
    Case(
        "enough_letters",
        "three, but nobody knows whether they are waived",
        plus(NO_LETTERS, *(paper(LETTER_KIND, title=name) for name in "abc")),
        (TODO,),
    ),
    Case(
        "enough_letters",
        "three, but each is a copy of a waived one",
        plus(
            NO_LETTERS,
            *(paper(LETTER_KIND, title=name, waived=False, upload_sha256=name * 64) for name in "abc"),
            *(paper(LETTER_KIND, title=f"{name} again", waived=True, upload_sha256=name * 64) for name in "abc"),
        ),
        (TODO,),
    ),
    Case("enough_letters", "three", IN_ORDER, ()),
    Case("waived_letters", "one waived", plus(IN_ORDER, paper(LETTER_KIND, waived=True)), (BLOCKED,)),
    Case(
        "waived_letters",
        "waived and deselected is still in the applicant's hands",
        plus(IN_ORDER, paper(LETTER_KIND, waived=True, included=False)),
        (BLOCKED,),
    ),
    Case("waived_letters", "waived, filed as something else", plus(IN_ORDER, paper("other", waived=True)), (BLOCKED,)),
    Case(
        "waived_letters",
        "and a bundle with a page of it",
        plus(IN_ORDER, paper(LETTER_KIND, waived=True, page_keys=("l",)), paper("other", page_keys=("d", "l"))),
        (BLOCKED, BLOCKED),
    ),
    Case(
        "waived_letters",
        "and a bundle that leaves its page out",
        plus(
            IN_ORDER,
            paper(LETTER_KIND, waived=True, page_keys=("l", "")),
            paper("other", page_keys=("d", "l", ""), edits=PageEdits(kept=(1, 3))),
        ),
        (BLOCKED,),
    ),
    Case("waived_letters", "none waived", IN_ORDER, ()),
    Case(
        "waived_letters",
        "of one that is gone for good, a copy",
        plus(IN_ORDER, paper("other", page_keys=("tb",), page_marks=(("t", "b"),))).model_copy(
            update={"waived_before": (WaivedLetter(upload_sha256="e" * 64, marks=("b",)),)}
        ),
        (BLOCKED,),
    ),
    Case("waived_scans", "a scan nobody read", plus(WAIVED_TOO, paper("score_report", unread_pages=(1,))), (WARNING,)),
    Case("waived_scans", "read, and like nothing known", plus(WAIVED_TOO, READ_SCAN), (WARNING,)),
    Case("waived_scans", "an older version looked for nothing", plus(WAIVED_TOO, OF_OLD), (WARNING,)),
    Case("waived_scans", "read, a diploma", plus(WAIVED_TOO, changed(READ_SCAN, reads_like="diploma")), ()),
    Case("waived_scans", "a file with text", plus(WAIVED_TOO, paper("score_report")), ()),
    Case("waived_scans", "left out", plus(WAIVED_TOO, changed(READ_SCAN, included=False)), ()),
    Case("waived_scans", "a portrait", plus(WAIVED_TOO, paper("photo", unread_pages=(1,))), ()),
    Case("waived_scans", "asked about", plus(WAIVED_TOO, changed(READ_SCAN, kind=LETTER_KIND, waived=False)), ()),
    Case("waived_scans", "nothing waived", plus(IN_ORDER, READ_SCAN), ()),
    Case(
        "waived_scans",
        "the letter was removed",
        plus(WAIVED_TOO.without_document("w").without_removed(), READ_SCAN),
        (WARNING,),
    ),
    Case(
        "waived_writers",
        "a writer's letter is waived",
        IN_ORDER.model_copy(update={"recommendations": (Recommendation(writer="Dr. Ames", waived=True),)}),
        (TODO,),
    ),
    Case(
        "waived_writers",
        "a writer's letter is not waived",
        IN_ORDER.model_copy(update={"recommendations": (Recommendation(writer="Dr. Ames", waived=False),)}),
        (),
    ),
    Case("waiver_unknown", "not said", plus(IN_ORDER, paper(LETTER_KIND)), (BLOCKED,)),
    Case("waiver_unknown", "not said, but deselected", plus(IN_ORDER, paper(LETTER_KIND, included=False)), ()),
    Case("waiver_unknown", "reads like one", plus(IN_ORDER, paper("other", reads_like=LETTER_KIND)), (BLOCKED,)),
    Case(
        "waiver_unknown",
        "reads like one, and like what it is",
        plus(IN_ORDER, paper("mspe", reads_like=LETTER_KIND, reads_like_too=("mspe",))),
        (),
    ),
    Case(
        "waiver_unknown",
        "reads like one, answered",
        plus(IN_ORDER, paper("other", reads_like=LETTER_KIND, waived=False)),
        (),
    ),
    Case("waiver_unknown", "said of every letter", IN_ORDER, ()),
    Case("refused_files", "an empty file", plus(IN_ORDER, refused("photo")), (TODO,)),
    Case("refused_files", "all taken", IN_ORDER, ()),
    Case(
        "same_file_twice",
        "under two kinds",
        plus(IN_ORDER, paper("photo", upload_sha256=IN_ORDER.documents[0].upload_sha256)),
        (WARNING,),
    ),
    Case(
        "same_file_twice",
        "but one of them left out",
        plus(IN_ORDER, paper("photo", upload_sha256=IN_ORDER.documents[0].upload_sha256, included=False)),
        (),
    ),
    Case("one_of_a_kind", "two diplomas", plus(IN_ORDER, paper("diploma", title="second")), (WARNING,)),
    Case("one_of_a_kind", "many certificates", plus(IN_ORDER, *(paper("certificate", title=t) for t in "ab")), ()),
    Case("repaired_pages", "not looked at", plus(IN_ORDER, REPAIRED), (WARNING,)),
    Case(
        "repaired_pages",
        "looked at",
        plus(IN_ORDER, REPAIRED).model_copy(update={"looked_at": (REPAIRED.pdf_sha256,)}),
        (),
    ),
    Case(
        "repaired_pages",
        "straightened after it was looked at",
        plus(IN_ORDER, STRAIGHTENED).model_copy(update={"looked_at": (STRAIGHTENED.pdf_sha256,)}),
        (WARNING,),
    ),
    Case("unsorted_files", "one under other", plus(IN_ORDER, paper("other")), (WARNING,)),
    Case("unsorted_files", "none under other", IN_ORDER, ()),
    Case("file_dates", "issued tomorrow", plus(IN_ORDER, paper("photo", issued=when("2026-11-24"))), (TODO,)),
    Case(
        "file_dates",
        "expired before issued",
        plus(IN_ORDER, paper("photo", issued=when("2025"), expires=when("2024"))),
        (TODO,),
    ),
    Case("file_dates", "issued today", plus(IN_ORDER, paper("photo", issued=when("2026-11-23"))), ()),
    Case(
        "file_dates", "issued in the same year as it expires", plus(IN_ORDER, paper("photo", issued=when("2026"))), ()
    ),
    Case("expired_files", "yesterday", plus(IN_ORDER, paper("certificate", expires=when("2026-11-22"))), (TODO,)),
    Case("expired_files", "next month", plus(IN_ORDER, paper("certificate", expires=when("2026-12"))), (WARNING,)),
    Case("expired_files", "next year", plus(IN_ORDER, paper("certificate", expires=when("2027-12"))), ()),
    Case("diploma_translation", "not in English", school(diploma_in_english=False), (TODO,)),
    Case("diploma_translation", "language unknown", school(diploma_in_english=None), (WARNING,)),
    Case(
        "diploma_translation",
        "not in English, translation here",
        plus(school(diploma_in_english=False), paper("diploma_translation")),
        (),
    ),
    Case("diploma_translation", "in English", IN_ORDER, ()),
    Case(
        "stale_transcript",
        "Step 3 after the transcript",
        with_exam(ExamKind.STEP_3, date=when("2026-06"), result=ExamResult.PASSED),
        (TODO,),
    ),
    Case(
        "stale_transcript",
        "a failed Step 3 after the transcript",
        with_exam(ExamKind.STEP_3, date=when("2026-06"), result=ExamResult.FAILED),
        (TODO,),
    ),
    Case("stale_transcript", "date unknown", plus(NO_TRANSCRIPT, paper("usmle_transcript")), (WARNING,)),
    Case("stale_transcript", "Step 3 before the transcript", STEP_3, ()),
    Case("stale_transcript", "no transcript at all", NO_TRANSCRIPT, ()),
    Case(
        "stale_transcript",
        "Step 3 only scheduled",
        with_exam(ExamKind.STEP_3, date=when("2027-06"), result=ExamResult.SCHEDULED),
        (),
    ),
    Case(
        "stale_transcript",
        "OET is on no transcript",
        with_exam(ExamKind.OET, date=when("2026-09"), result=ExamResult.PASSED),
        (),
    ),
    Case(
        "result_awaited",
        "Step 3 sat last week",
        with_exam(ExamKind.STEP_3, date=when("2026-11-16"), result=ExamResult.AWAITED),
        (WARNING,),
    ),
    Case("result_awaited", "all results known", IN_ORDER, ()),
    Case("core_exams", "none entered", with_profile(exams=()), (TODO,)),
    Case("core_exams", "both entered", IN_ORDER, ()),
    Case("exam_entered_twice", "Step 1 twice", with_profile(exams=(*PROFILE.exams, PROFILE.exams[0])), (WARNING,)),
    Case("exam_entered_twice", "each once", IN_ORDER, ()),
    Case("exam_scores", "above the scale", with_exam(ExamKind.STEP_3, score=301), (TODO,)),
    Case("exam_scores", "below the scale", with_exam(ExamKind.STEP_2_CK, score=0), (TODO,)),
    Case("exam_scores", "OET above its scale", with_exam(ExamKind.OET, score=510), (TODO,)),
    Case("exam_scores", "OET on its scale", with_exam(ExamKind.OET, score=400), ()),
    Case(
        "exam_scores", "Step 1 with a score in 2023", with_exam(ExamKind.STEP_1, date=when("2023"), score=230), (TODO,)
    ),
    Case("exam_scores", "Step 1 with a score in 2021", with_exam(ExamKind.STEP_1, date=when("2021"), score=230), ()),
    Case("exam_scores", "Step 1 score, year of change", with_exam(ExamKind.STEP_1, date=when("2022"), score=230), ()),
    Case(
        "exam_scores",
        "Step 2 CK passed below the passing score",
        with_exam(ExamKind.STEP_2_CK, date=when("2025-07-01"), result=ExamResult.PASSED, score=217),
        (TODO,),
    ),
    Case(
        "exam_scores",
        "Step 2 CK failed above the passing score",
        with_exam(ExamKind.STEP_2_CK, date=when("2025-07-01"), result=ExamResult.FAILED, score=218),
        (TODO,),
    ),
    Case(
        "exam_scores",
        "Step 2 CK passed when less was enough",
        with_exam(ExamKind.STEP_2_CK, date=when("2025-06-30"), result=ExamResult.PASSED, score=214),
        (),
    ),
    Case(
        "exam_dates",
        "passed tomorrow",
        with_exam(ExamKind.STEP_3, date=when("2026-11-24"), result=ExamResult.PASSED),
        (TODO,),
    ),
    Case("exam_dates", "scored next year", with_exam(ExamKind.STEP_3, date=when("2027"), score=220), (TODO,)),
    Case(
        "exam_dates",
        "scheduled for last month",
        with_exam(ExamKind.STEP_3, date=when("2026-10"), result=ExamResult.SCHEDULED),
        (TODO,),
    ),
    Case(
        "exam_dates",
        "scheduled for this month",
        with_exam(ExamKind.STEP_3, date=when("2026-11"), result=ExamResult.SCHEDULED),
        (),
    ),
    Case("exam_attempts", "none", with_exam(ExamKind.STEP_3, result=ExamResult.PASSED, attempts=0), (TODO,)),
    Case("exam_attempts", "none yet", with_exam(ExamKind.STEP_3, result=ExamResult.SCHEDULED, attempts=0), ()),
    Case("step_3_for_h1b", "no Step 3", h1b(IN_ORDER), (TODO,)),
    Case(
        "step_3_for_h1b",
        "Step 3 failed",
        h1b(with_exam(ExamKind.STEP_3, date=when("2026-02-10"), result=ExamResult.FAILED)),
        (TODO,),
    ),
    Case("step_3_for_h1b", "passed, nothing proves it", without(h1b(STEP_3), "usmle_transcript"), (TODO,)),
    Case("step_3_for_h1b", "passed, the transcript is newer", h1b(STEP_3), ()),
    Case(
        "step_3_for_h1b",
        "passed, the report is here",
        plus(without(h1b(STEP_3), "usmle_transcript"), paper("step_3_report")),
        (),
    ),
    Case("step_3_for_h1b", "no visa needed", IN_ORDER, ()),
    Case("status_known", "nothing known", with_profile(status=Status()), (TODO,)),
    Case("status_known", "all known", IN_ORDER, ()),
    Case("citizenship_agrees", "a citizen with a green card", with_status(work_authorization=GREEN_CARD), (TODO,)),
    Case(
        "citizenship_agrees",
        "no citizen who works as one",
        with_status(citizenship_class=CitizenshipClass.NON_US_CITIZEN),
        (TODO,),
    ),
    Case("citizenship_agrees", "citizen", IN_ORDER, ()),
    Case("citizenship_agrees", "one of them unknown", with_status(citizenship_class=None), ()),
    Case("proof_of_work_authorization", "green card", with_status(work_authorization=GREEN_CARD), (TODO,)),
    Case("proof_of_work_authorization", "EAD", with_status(work_authorization=EAD), (TODO,)),
    Case(
        "proof_of_work_authorization",
        "holds an H-1B",
        with_status(work_authorization=WorkAuthorization.HOLDS_H1B),
        (WARNING,),
    ),
    Case(
        "proof_of_work_authorization", "needless for a citizen", plus(IN_ORDER, paper("work_authorization")), (WARNING,)
    ),
    Case(
        "proof_of_work_authorization",
        "green card with its copy",
        plus(with_status(work_authorization=GREEN_CARD), paper("work_authorization")),
        (),
    ),
    Case(
        "proof_of_work_authorization",
        "nothing to prove yet",
        with_status(work_authorization=WorkAuthorization.NEEDS_J1),
        (),
    ),
    Case("authorization_expires", "EAD without a date", with_status(work_authorization=EAD), (TODO,)),
    Case(
        "authorization_expires",
        "EAD that expired",
        with_status(work_authorization=EAD, authorization_expires=when("2026-11-22")),
        (TODO,),
    ),
    Case(
        "authorization_expires",
        "EAD that ends before the start",
        with_status(work_authorization=EAD, authorization_expires=when("2027-06"), earliest_start=when("2027-07")),
        (TODO,),
    ),
    Case(
        "authorization_expires",
        "green card that ends soon",
        with_status(work_authorization=GREEN_CARD, authorization_expires=when("2027-01-20")),
        (WARNING,),
    ),
    Case("authorization_expires", "green card without a date", with_status(work_authorization=GREEN_CARD), ()),
    Case(
        "authorization_expires",
        "EAD for years",
        with_status(work_authorization=EAD, authorization_expires=when("2029")),
        (),
    ),
    Case("j1_sponsorship", "needs J-1", with_status(work_authorization=WorkAuthorization.NEEDS_J1), (TODO,)),
    Case("j1_sponsorship", "holds J-1", with_status(work_authorization=WorkAuthorization.HOLDS_J1), (WARNING,)),
    Case("j1_sponsorship", "citizen", IN_ORDER, ()),
    Case("ecfmg_certification", "in progress", certified_in(EcfmgState.IN_PROGRESS), (WARNING,)),
    Case("ecfmg_certification", "not started", certified_in(EcfmgState.NOT_STARTED), (WARNING,)),
    Case("ecfmg_certification", "certified, no number", with_ecfmg(certificate_number=""), (TODO,)),
    Case("ecfmg_certification", "certified with date and number", IN_ORDER, ()),
    Case("ecfmg_dates", "certified tomorrow", with_ecfmg(certified_on=when("2026-11-24")), (TODO,)),
    Case("ecfmg_dates", "ends before it begins", with_ecfmg(valid_until=when("2023")), (TODO,)),
    Case("ecfmg_dates", "dated, but not started", with_ecfmg(state=EcfmgState.NOT_STARTED), (TODO,)),
    Case("ecfmg_dates", "in order", IN_ORDER, ()),
    Case("ecfmg_valid", "expired", with_ecfmg(valid_until=when("2026-10")), (TODO,)),
    Case("ecfmg_valid", "ends before the start", with_ecfmg(valid_until=when("2027-01-03")), (TODO,)),
    Case("ecfmg_valid", "ends soon after the start", with_ecfmg(valid_until=when("2027-02-01")), (WARNING,)),
    Case("ecfmg_valid", "for years", with_ecfmg(valid_until=when("2031")), ()),
    Case("start_date", "last month", with_status(earliest_start=when("2026-10")), (TODO,)),
    Case("start_date", "this month", with_status(earliest_start=when("2026-11")), ()),
    Case("name", "no family name", with_identity(family_name=""), (TODO,)),
    Case("name", "both", IN_ORDER, ()),
    Case("contact", "no phone", with_identity(phone=""), (TODO,)),
    Case("contact", "all", IN_ORDER, ()),
    *(
        Case("email_form", f"{email!r}", with_identity(email=email), (TODO,))
        for email in ("adaeze", "adaeze@", "adaeze@example", "a b@example.org", "a@b@example.org", "@example.org")
    ),
    *(
        Case("email_form", f"{email!r}", with_identity(email=email), ())
        for email in ("", "a.b+c@mail.example.org", "o'neil@example.co.uk")
    ),
    Case("identifiers", "no AAMC ID", with_identity(aamc_id=""), (WARNING,)),
    Case("identifiers", "both", IN_ORDER, ()),
    Case("experience", "none", with_profile(experience=()), (TODO,)),
    Case("experience", "undated", work(), (WARNING,)),
    Case("experience", "dated", IN_ORDER, ()),
    Case("letter_answers", "no situation", with_answers(situation=""), (TODO,)),
    Case("letter_answers", "no reason", with_answers(why_unmatched=""), (TODO,)),
    Case("letter_answers", "no improvement", with_answers(improving=""), (TODO,)),
    Case("letter_answers", "no specialty", with_answers(specialties=()), (TODO,)),
    Case(
        "letter_answers",
        "a specialty without its draw",
        with_answers(specialties=(SpecialtyInterest(specialty="Pathology"),)),
        (TODO,),
    ),
    Case("letter_answers", "all four", IN_ORDER, ()),
    Case("letter_position", "none", IN_ORDER.model_copy(update={"letter_position_id": None}), (WARNING,)),
    Case("letter_position", "named", IN_ORDER, ()),
    Case("match_history", "none", with_profile(match_history=()), (TODO,)),
    Case("match_history", "one season", IN_ORDER, ()),
    Case("periods", "a job that ends before it starts", work(start=when("2021-03"), end=when("2020-03")), (TODO,)),
    Case("periods", "a job that starts next year", work(start=when("2027")), (TODO,)),
    Case(
        "periods",
        "a job that goes on and has ended",
        work(start=when("2020"), end=when("2021"), ongoing=True),
        (TODO,),
    ),
    Case("periods", "a school that ends before it starts", school(start=when("2013"), end=when("2012")), (TODO,)),
    Case(
        "periods",
        "a membership that ends before it starts",
        with_profile(memberships=(Membership(organization="Society", start=when("2020"), end=when("2019")),)),
        (TODO,),
    ),
    Case("periods", "a job within one year", work(start=when("2021"), end=when("2021")), ()),
    Case("periods", "a job that goes on", work(start=when("2021"), ongoing=True), ()),
    Case("graduation", "in the future", school(end=when("2027-05")), (TODO,)),
    Case("graduation", "unknown", school(end=None), (TODO,)),
    Case("graduation", "no medical school", with_profile(education=()), (TODO,)),
    Case("graduation", "this year", school(end=when("2026")), ()),
    Case("dates_ahead", "a paper", with_profile(publications=(Publication(title="P", date=when("2027")),)), (TODO,)),
    Case("dates_ahead", "an award", with_profile(awards=(Award(title="A", date=when("2027")),)), (TODO,)),
    Case(
        "dates_ahead",
        "a certificate",
        with_profile(certifications=(Certification(name="C", issued=when("2027")),)),
        (TODO,),
    ),
    Case(
        "dates_ahead",
        "a paper in press",
        with_profile(publications=(Publication(title="P", date=when("2027"), note="in press"),)),
        (),
    ),
    Case(
        "certifications",
        "expired",
        with_profile(certifications=(Certification(name="ACLS", expires=when("2026-10")),)),
        (WARNING,),
    ),
    Case(
        "certifications",
        "expires soon",
        with_profile(certifications=(Certification(name="BLS", expires=when("2027-01")),)),
        (WARNING,),
    ),
    Case(
        "certifications",
        "expired before issued",
        with_profile(certifications=(Certification(name="BLS", issued=when("2025"), expires=when("2023")),)),
        (TODO,),
    ),
    Case(
        "certifications",
        "valid",
        with_profile(certifications=(Certification(name="BLS", issued=when("2026"), expires=when("2028")),)),
        (),
    ),
    Case("match_counts", "more attended than received", with_season(interviews_attended=5), (TODO,)),
    Case("match_counts", "more received than applied", with_season(interviews_received=91), (TODO,)),
    Case("match_counts", "negative", with_season(programs_applied=-1), (TODO,)),
    Case(
        "match_counts", "more attended than applied", with_season(interviews_received=None, programs_applied=3), (TODO,)
    ),
    Case("match_counts", "unknown numbers", with_season(interviews_received=None, programs_applied=None), ()),
    Case("ranked_without_interview", "five of four", with_season(programs_ranked=5), (WARNING,)),
    Case("ranked_without_interview", "four of four", IN_ORDER, ()),
    Case("match_years", "next year", with_season(year=2027), (TODO,)),
    Case("match_years", "before there was a Match", with_season(year=1920), (TODO,)),
    Case("match_years", "this year", with_season(year=2026), ()),
    Case("match_years", "unknown", with_season(year=None), ()),
    Case("soap_accepted", "accepted", with_season(soap=SoapOutcome.ACCEPTED), (WARNING,)),
    Case("soap_accepted", "no offer", IN_ORDER, ()),
)


def findings_of(rule: Rule, workspace: Workspace, facts: Facts) -> list[Finding]:
    return list(rule.check(workspace, facts, TODAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule_id}: {case.story}")
def test_rule_says_exactly_this(case: Case, facts: Facts) -> None:
    said = findings_of(RULE[case.rule_id], case.workspace, facts)

    assert tuple(finding.status for finding in said if finding.status is not OK) == case.says


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_title_a_case_that_fires_and_one_that_does_not(rule: Rule) -> None:
    cases = [case for case in CASES if case.rule_id == rule.id]

    assert rule.title
    assert any(case.says for case in cases), f"no case fires {rule.id}; add one to CASES"
    assert any(not case.says for case in cases), f"no case leaves {rule.id} silent; add one to CASES"


def test_rule_ids_are_unique_and_every_rules_module_is_in_the_list() -> None:
    """A module of rules that nobody lists would never run."""
    folder = Path(rules_package.__file__).parent
    functions = {
        node.name
        for path in folder.glob("*.py")
        if path.name not in ("__init__.py", "findings.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }

    assert len(functions) > 20
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.check.__name__ for rule in RULES} == functions


def test_no_rule_holds_a_figure_of_its_own() -> None:
    """Scores, sizes and lead times are dated facts; a number above 2 in a rule is one that nobody will update."""
    folder = Path(rules_package.__file__).parent
    paths = list(folder.glob("*.py"))
    numbers = [
        (path.name, node.lineno, node.value)
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) > 2
    ]

    assert len(paths) > 5
    assert numbers == []


def test_an_applicant_in_order_has_no_open_finding_and_sees_what_is_in_order(facts: Facts) -> None:
    findings = review(IN_ORDER, facts, TODAY, RULES)

    assert [finding.message for finding in findings if finding.status is not OK] == []
    assert {finding.kind for finding in findings} >= {*NEEDED, "ecfmg_certificate", "usmle_transcript", LETTER_KIND}


@pytest.mark.parametrize("workspace", [Workspace(), *(case.workspace for case in CASES)])
def test_every_finding_is_whole(workspace: Workspace, facts: Facts) -> None:
    kinds = {kind.id for kind in facts.kinds} | {CV_KIND, COVER_LETTER_KIND}
    for rule in RULES:
        for finding in findings_of(rule, workspace, facts):
            assert finding.rule_id == rule.id
            assert finding.kind in kinds
            assert finding.subject
            assert finding.message[-1] in ".!?"
            assert "None" not in finding.message
            if finding.status is not OK:
                assert finding.why
                assert finding.hint
                assert " here" not in finding.hint  # it is read on the overview as well
            assert finding.days >= 0


def test_an_empty_workspace_gets_advice_and_no_failed_check(facts: Facts) -> None:
    findings = review(Workspace(), facts, TODAY, RULES)

    assert len(findings) > 10
    assert FindingStatus.UNKNOWN not in {finding.status for finding in findings}
    assert findings[0].days == max(finding.days for finding in findings)


def test_the_message_names_what_is_missing_and_how_to_get_it(facts: Facts) -> None:
    kind = facts.kind("mspe")
    (finding,) = [f for f in review(without(IN_ORDER, "mspe"), facts, TODAY, RULES) if f.status is not OK]

    assert kind is not None
    assert kind.label in finding.message
    assert (finding.hint, finding.why, finding.days) == (kind.how_to_get, kind.why, kind.lead_days)


def test_a_new_kind_in_the_catalogue_is_asked_for_without_any_code(facts: Facts) -> None:
    mspe = facts.kind("mspe")
    assert mspe is not None
    new = mspe.model_copy(update={"id": "immunization_record", "label": "Immunization record", "place": 999})
    wider = facts.model_copy(update={"kinds": (*facts.kinds, new)})

    assert [f.kind for f in review(IN_ORDER, wider, TODAY, RULES) if f.status is TODO] == ["immunization_record"]


PARTIAL = st.one_of(
    st.none(),
    st.builds(PartialDate, year=st.integers(1900, 2199)),
    st.builds(PartialDate, year=st.integers(2015, 2030), month=st.integers(1, 12)),
)
COUNT = st.none() | st.integers(-5, 400)
TRUTH = st.none() | st.booleans()
EXAMS = st.builds(
    Exam,
    kind=st.sampled_from(ExamKind),
    date=PARTIAL,
    result=st.none() | st.sampled_from(ExamResult),
    score=COUNT,
    attempts=COUNT,
)
STATUSES = st.builds(
    Status,
    citizenship_class=st.none() | st.sampled_from(CitizenshipClass),
    work_authorization=st.none() | st.sampled_from(WorkAuthorization),
    authorization_expires=PARTIAL,
    earliest_start=PARTIAL,
    ecfmg=st.builds(Ecfmg, state=st.none() | st.sampled_from(EcfmgState), certified_on=PARTIAL, valid_until=PARTIAL),
)
PROFILES = st.builds(
    Profile,
    status=STATUSES,
    exams=st.lists(EXAMS, max_size=5).map(tuple),
    education=st.lists(
        st.builds(Education, kind=st.sampled_from(EducationKind), start=PARTIAL, end=PARTIAL, diploma_in_english=TRUTH),
        max_size=3,
    ).map(tuple),
    experience=st.lists(
        st.builds(Experience, place=st.text(max_size=5), start=PARTIAL, end=PARTIAL, ongoing=st.booleans()),
        max_size=3,
    ).map(tuple),
    certifications=st.lists(st.builds(Certification, issued=PARTIAL, expires=PARTIAL), max_size=2).map(tuple),
    match_history=st.lists(
        st.builds(
            MatchYear,
            year=st.none() | st.integers(-1, 3000),
            programs_applied=COUNT,
            interviews_received=COUNT,
            interviews_attended=COUNT,
            programs_ranked=COUNT,
            soap=st.none() | st.sampled_from(SoapOutcome),
        ),
        max_size=3,
    ).map(tuple),
)
PAPERS = st.builds(
    paper,
    st.sampled_from([kind.id for kind in load_facts().kinds]),
    title=st.sampled_from("abc"),
    issued=PARTIAL,
    expires=PARTIAL,
    waived=TRUTH,
    included=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(profile=PROFILES, papers=st.lists(PAPERS, max_size=8))
def test_no_rule_breaks_on_any_applicant(profile: Profile, papers: list[object]) -> None:
    workspace = Workspace.model_validate({"profile": profile, "documents": tuple(papers)})
    findings = review(workspace, load_facts(), TODAY, RULES)

    assert [f.subject for f in findings if f.status is FindingStatus.UNKNOWN] == []
