"""A full, fictional applicant, a position, and the reading of Word files, for all tests of rendering."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from postmatch.domain.positions import Position, Track
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
    ExperienceKind,
    GapNote,
    Identity,
    Language,
    LetterAnswers,
    Link,
    Membership,
    Profile,
    Publication,
    PublicationKind,
    Skill,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)


@pytest.fixture
def today() -> date:
    return date(2026, 4, 6)


def _status() -> Status:
    return Status(
        citizenship_class=CitizenshipClass.NON_US_CITIZEN,
        work_authorization=WorkAuthorization.EAD,
        authorization_expires="2027-03",
        ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on="2023-03-14", certificate_number="0-000-000-0"),
        earliest_start="2026-07",
    )


def _experience() -> tuple[Experience, ...]:
    return (
        Experience(
            kind=ExperienceKind.CLINICAL_ABROAD,
            place="Harbor General Hospital",
            role="Medical officer",
            department="Internal Medicine",
            city="Lagos",
            country="Nigeria",
            start="2019-11",
            end="2020-07",
            bullets=("Managed a ward of 24 beds.", "Ran the hypertension clinic."),
        ),
        Experience(
            kind=ExperienceKind.US_OBSERVERSHIP,
            place="Bayou Heart Clinic",
            role="Observer",
            city="Houston",
            country="USA",
            supervisor="Samuel Ortega, MD",
            start="2023-05",
            end="2023-06",
        ),
        Experience(
            kind=ExperienceKind.US_HANDS_ON,
            place="Riverside Community Hospital",
            role="Visiting clinical elective",
            department="Internal Medicine",
            city="Houston",
            country="USA",
            start="2024-09",
            end="2024-12",
            bullets=("Presented six to eight inpatients a day.",),
        ),
        Experience(
            kind=ExperienceKind.RESEARCH,
            role="Research coordinator",
            start="2022-06",
            ongoing=True,
            bullets=("Runs the registry.",),
        ),
        Experience(
            kind=ExperienceKind.TEACHING, role="Anatomy tutor", start="2016", end="2018", bullets=("Two groups.",)
        ),
        Experience(
            kind=ExperienceKind.VOLUNTEER, role="Health educator", place="Third Ward Free Clinic", bullets=("Teaches.",)
        ),
        Experience(kind=ExperienceKind.OTHER, role="Medical scribe", end="2021-08", bullets=("Charts.",)),
    )


def _publications() -> tuple[Publication, ...]:
    return (
        Publication(
            title="An old paper", authors="Okafor AC", venue="Gulf Journal", date="2019", url="10.1234/gj.2019.7"
        ),
        Publication(title="A new paper", authors="Okafor AC, Bello T", venue="Gulf Journal", date="2024-02"),
        Publication(kind=PublicationKind.PRESENTATION, title="A talk", venue="Texas Meeting", note="oral presentation"),
        Publication(kind=PublicationKind.ABSTRACT, title="A poster", venue="Southern Forum", date="2023-10"),
    )


@pytest.fixture
def full_profile() -> Profile:
    """Everything filled in; fictional."""
    return Profile(
        identity=Identity(
            given_names="Adaeze Chiamaka",
            family_name="Okafor",
            email="adaeze.okafor@example.org",
            phone="+1 713 555 0142",
            city="Houston",
            country="USA",
            aamc_id="14000000",
            links=(Link(label="Profile", url="https://www.example.org/okafor/"),),
        ),
        summary="Internist in training.\n\nTwo years of registry work.",
        status=_status(),
        exams=(
            Exam(kind=ExamKind.STEP_2_CK, date="2022-08", result=ExamResult.PASSED, score=245, attempts=1),
            Exam(kind=ExamKind.STEP_1, date="2021-05", result=ExamResult.PASSED, attempts=2),
        ),
        education=(
            Education(
                institution="Lagoon University College of Medicine",
                degree="MBBS",
                city="Lagos",
                country="Nigeria",
                start="2012-09",
                end="2018-07",
                honors="Distinction in Pharmacology",
                details=("Elective in tropical medicine",),
            ),
            Education(kind=EducationKind.POSTGRADUATE, degree="MPH", institution="Gulf School", end="2022-05"),
        ),
        experience=_experience(),
        publications=_publications(),
        certifications=(
            Certification(name="ACLS Provider", issuer="Heart Society", issued="2024-06", expires="2026-06"),
        ),
        languages=(Language(name="English", level="native"), Language(name="Igbo")),
        awards=(Award(title="Dean’s Prize", issuer="Lagoon University", date="2018", detail="Best in medicine"),),
        memberships=(Membership(organization="College of Physicians", role="Associate", start="2023"),),
        skills=(Skill(name="Statistics", detail="R, Stata"),),
        gap_notes=(GapNote(start="2020-08", end="2021-01", text="Moved and waited for a work permit"),),
        answers=LetterAnswers(
            situation="I did not match in 2026.\n\nI am free to start in July.",
            why_unmatched="I applied late:\nin the last week of October.",
            improving="I completed a hands-on elective.",
            specialties=(
                SpecialtyInterest(specialty="Internal Medicine", draw="The long view draws me."),
                SpecialtyInterest(specialty="Family Medicine", draw="Whole families draw me."),
            ),
        ),
    )


@pytest.fixture
def position() -> Position:
    return Position(
        program="Cedar Valley Medical Center",
        specialty="Internal Medicine (Primary Care)",
        pgy_level=1,
        track=Track.CATEGORICAL,
        city="Waterloo",
        state="Iowa",
        director="Jane Smith, MD",
        start="2026-07",
        why_this_program="Your clinic is close to the registry I work on.",
    )


def _paragraph_text(paragraph: object) -> str:
    words = {qn("w:t"): lambda run: run.text or "", qn("w:tab"): lambda run: "\t", qn("w:br"): lambda run: "\n"}
    in_runs = (node for run in paragraph.iter(qn("w:r")) for node in run)
    return "".join(words[node.tag](node) for node in in_runs if node.tag in words)


@pytest.fixture
def read_lines() -> Callable[[bytes], list[str]]:
    """Reads a .docx back: the text of each paragraph in order, those in table cells and links included."""

    def read(docx: bytes) -> list[str]:
        body = Document(io.BytesIO(docx)).element.body
        return [_paragraph_text(paragraph) for paragraph in body.iter(qn("w:p"))]

    return read
