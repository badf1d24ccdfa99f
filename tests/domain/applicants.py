"""A fictional applicant about whom no rule has anything to say, and the small parts that tests change in it."""

from __future__ import annotations

import hashlib
from datetime import date

from postmatch.domain.dates import PartialDate, read_partial_date
from postmatch.domain.documents import LETTER_KIND, Document, ReasonCode, Refusal
from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    CitizenshipClass,
    Ecfmg,
    EcfmgState,
    Education,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    Identity,
    LetterAnswers,
    MatchYear,
    Profile,
    SoapOutcome,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)
from postmatch.domain.workspace import Workspace

TODAY = date(2026, 11, 23)


def when(text: str) -> PartialDate:
    """``2021``, ``2021-03`` or ``2021-03-04`` as a date."""
    found = read_partial_date(text)
    assert found is not None
    return found


def paper(kind: str, **changes: object) -> Document:
    """A document that the gate took; its bytes differ from those of every other kind and title."""
    title = str(changes.get("title", kind))
    digest = hashlib.sha256(f"{kind}/{title}".encode()).hexdigest()
    values: dict[str, object] = {
        "kind": kind,
        "title": title,
        "file_name": f"{title}.pdf",
        "upload_sha256": digest,
        "upload_bytes": 1000,
        "pdf_sha256": digest,
        "pdf_bytes": 1000,
        "page_count": 1,
        "unread_pages": (),
        **changes,
    }
    return Document.model_validate(values)


def refused(kind: str) -> Document:
    refusal = Refusal(code=ReasonCode.EMPTY, message="The file is empty.", hint="Save it again and upload it.")
    return paper(kind, title="empty", pdf_sha256=None, pdf_bytes=None, page_count=None, refusal=refusal)


PROFILE = Profile(
    identity=Identity(
        given_names="Adaeze",
        family_name="Okafor",
        email="adaeze.okafor@example.org",
        phone="+1 555 0100",
        city="Houston",
        country="USA",
        aamc_id="10000001",
        usmle_id="0-000-001-1",
    ),
    status=Status(
        citizenship_class=CitizenshipClass.US_CITIZEN,
        work_authorization=WorkAuthorization.US_CITIZEN,
        earliest_start=when("2027-01-04"),
        ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on=when("2024-05"), certificate_number="00000001"),
    ),
    exams=(
        Exam(kind=ExamKind.STEP_1, date=when("2022-06-01"), result=ExamResult.PASSED, attempts=1),
        Exam(kind=ExamKind.STEP_2_CK, date=when("2025-08-01"), result=ExamResult.PASSED, score=241, attempts=1),
    ),
    education=(
        Education(institution="College of Medicine", start=when("2013"), end=when("2019"), diploma_in_english=True),
    ),
    experience=(Experience(place="City Hospital", start=when("2020-01"), end=when("2021-06")),),
    match_history=(
        MatchYear(
            year=2026,
            specialty="Internal Medicine",
            programs_applied=90,
            interviews_received=4,
            interviews_attended=4,
            programs_ranked=4,
            soap=SoapOutcome.NO_OFFER,
        ),
    ),
    answers=LetterAnswers(
        situation="I did not match in March.",
        why_unmatched="I applied late.",
        improving="I work as a research fellow.",
        specialties=(SpecialtyInterest(specialty="Internal Medicine", draw="The ward in my home town."),),
    ),
)

DOCUMENTS = (
    *(
        paper(kind)
        for kind in (
            "ecfmg_certificate",
            "myeras_application",
            "personal_statement",
            "mspe",
            "medical_school_transcript",
            "diploma",
        )
    ),
    paper("usmle_transcript", issued=when("2026-04-01")),
    *(paper(LETTER_KIND, title=f"Letter {name}", waived=False) for name in ("Ames", "Bose", "Cruz")),
)

IN_ORDER = Workspace(profile=PROFILE, documents=DOCUMENTS).with_position(
    Position(program="City Program", specialty="Internal Medicine", pgy_level=1)
)


def with_profile(**changes: object) -> Workspace:
    return IN_ORDER.with_profile(PROFILE.model_copy(update=changes))


def with_identity(**changes: object) -> Workspace:
    return with_profile(identity=PROFILE.identity.model_copy(update=changes))


def with_status(**changes: object) -> Workspace:
    return with_profile(status=PROFILE.status.model_copy(update=changes))


def with_ecfmg(**changes: object) -> Workspace:
    return with_status(ecfmg=PROFILE.status.ecfmg.model_copy(update=changes))


def with_exam(kind: ExamKind, **values: object) -> Workspace:
    """The applicant with exactly one exam of that kind, made of ``values``."""
    others = tuple(exam for exam in PROFILE.exams if exam.kind is not kind)
    return with_profile(exams=(*others, Exam.model_validate({"kind": kind, **values})))


def with_season(**changes: object) -> Workspace:
    return with_profile(match_history=(PROFILE.match_history[0].model_copy(update=changes),))


def with_answers(**changes: object) -> Workspace:
    return with_profile(answers=PROFILE.answers.model_copy(update=changes))


def without(workspace: Workspace, *kinds: str) -> Workspace:
    kept = tuple(document for document in workspace.documents if document.kind not in kinds)
    return workspace.model_copy(update={"documents": kept})


def plus(workspace: Workspace, *documents: Document) -> Workspace:
    return workspace.model_copy(update={"documents": (*workspace.documents, *documents)})
