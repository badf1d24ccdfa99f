"""Adaeze Okafor, the sample applicant: every person, place, number and sentence here is invented.

``make_documents`` writes ``profile.json`` from ``PROFILE`` and draws the papers from the same values, so that
the profile and the documents cannot disagree.
"""

from __future__ import annotations

from postmatch.domain.dates import PartialDate
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
    MatchYear,
    Membership,
    Profile,
    Publication,
    PublicationKind,
    SoapOutcome,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)

SCHOOL = "Udara Hills University College of Medicine"
MOTHER_HOSPITAL = "Oriole Hill General Hospital"


def _on(text: str) -> PartialDate:
    return PartialDate.model_validate(text)


_IDENTITY = Identity(
    given_names="Adaeze",
    family_name="Okafor",
    preferred_name="Ada",
    other_names=("Adaeze N. Okafor",),
    email="adaeze.okafor@example.com",
    phone="+1 614 555 0142",
    city="Enugu",
    country="Nigeria",
    aamc_id="00000000",
    usmle_id="0-000-000-0",
    nrmp_id="N0000000",
    links=(Link(id="link-sample", label="Sample applicant (fictional)", url="https://example.com/sample-applicant"),),
)

_STATUS = Status(
    citizenship_class=CitizenshipClass.NON_US_CITIZEN,
    work_authorization=WorkAuthorization.NEEDS_J1,
    ecfmg=Ecfmg(
        state=EcfmgState.CERTIFIED,
        certified_on=_on("2023-11-14"),
        certificate_number="0-000-000-0",
        valid_until=_on("2029-12-31"),
    ),
    earliest_start=_on("2027-07"),
)

_EXAMS = (
    Exam(id="exam-step-1", kind=ExamKind.STEP_1, date=_on("2022-05"), result=ExamResult.PASSED, attempts=1),
    Exam(
        id="exam-step-2-ck",
        kind=ExamKind.STEP_2_CK,
        date=_on("2023-03"),
        result=ExamResult.PASSED,
        score=238,
        attempts=1,
    ),
    Exam(
        id="exam-oet", kind=ExamKind.OET, date=_on("2023-06"), result=ExamResult.PASSED, attempts=1, shown_on_cv=False
    ),
)

_EDUCATION = (
    Education(
        id="edu-udara-hills",
        kind=EducationKind.MEDICAL_SCHOOL,
        institution=SCHOOL,
        degree="MBBS",
        area="Medicine and Surgery",
        city="Enugu",
        country="Nigeria",
        start=_on("2013-10"),
        end=_on("2019-11"),
        honors="Distinction in Internal Medicine",
        diploma_in_english=False,
    ),
)

_EXPERIENCE = (
    Experience(
        id="exp-maple-hollow",
        kind=ExperienceKind.US_HANDS_ON,
        place="Maple Hollow Medical Center",
        role="Clinical extern",
        department="Internal Medicine",
        city="Ohio",
        country="USA",
        supervisor="Honora Whitfield, MD",
        start=_on("2025-07"),
        end=_on("2025-09"),
        bullets=("Examined and presented four to six ward patients a day; drafted notes and discharge summaries.",),
    ),
    Experience(
        id="exp-cedar-fork",
        kind=ExperienceKind.US_OBSERVERSHIP,
        place="Cedar Fork Community Hospital",
        role="Observer",
        department="Nephrology",
        city="Indiana",
        country="USA",
        supervisor="Soren Lindqvist, MD",
        start=_on("2024-01"),
        end=_on("2024-03"),
        bullets=("Followed ward rounds, dialysis clinic and consults; gave two case talks.",),
    ),
    Experience(
        id="exp-oriole-hill-now",
        kind=ExperienceKind.CLINICAL_ABROAD,
        place=MOTHER_HOSPITAL,
        role="Medical officer (part-time)",
        department="General Outpatients",
        city="Enugu",
        country="Nigeria",
        supervisor="Tobenna Ekwueme-Hart, FWACP",
        start=_on("2025-10"),
        ongoing=True,
        bullets=("See about 25 adults per session; run the weekly diabetes and blood-pressure clinic.",),
    ),
    Experience(
        id="exp-oriole-hill",
        kind=ExperienceKind.CLINICAL_ABROAD,
        place=MOTHER_HOSPITAL,
        role="Medical officer",
        department="Internal Medicine",
        city="Enugu",
        country="Nigeria",
        supervisor="Tobenna Ekwueme-Hart, FWACP",
        start=_on("2021-02"),
        end=_on("2023-12"),
        bullets=("Managed a 22-bed medical ward and took call one night in five.",),
    ),
    Experience(
        id="exp-house-job",
        kind=ExperienceKind.CLINICAL_ABROAD,
        place="Udara Hills Teaching Hospital",
        role="House officer (rotating internship)",
        city="Enugu",
        country="Nigeria",
        start=_on("2019-12"),
        end=_on("2020-12"),
    ),
    Experience(
        id="exp-registry",
        kind=ExperienceKind.RESEARCH,
        place="Harbor Mill Institute for Health Research",
        role="Research assistant (remote)",
        department="Hypertension Registry",
        city="Maryland",
        country="USA",
        supervisor="Liora Castellan-Moss, PhD",
        start=_on("2024-04"),
        ongoing=True,
    ),
    Experience(
        id="exp-tutor",
        kind=ExperienceKind.TEACHING,
        place=SCHOOL,
        role="Clinical skills tutor, fourth-year students",
        city="Enugu",
        country="Nigeria",
        start=_on("2021-03"),
        end=_on("2023-11"),
    ),
    Experience(
        id="exp-market-days",
        kind=ExperienceKind.VOLUNTEER,
        place="Enugu Market Health Days",
        role="Volunteer physician, blood-pressure screening",
        city="Enugu",
        country="Nigeria",
        start=_on("2018-06"),
        ongoing=True,
    ),
)

_PUBLICATIONS = (
    Publication(
        id="pub-follow-up",
        title="Who returns for a second blood-pressure reading?",
        authors="Okafor A, Castellan-Moss L",
        venue="Sample Journal of Medicine (fictional)",
        date=_on("2026-04"),
        volume="12",
        issue="4",
        pages="201-209",
    ),
    Publication(
        id="pub-kidney",
        title="Unrecognized kidney disease in treated hypertension",
        authors="Castellan-Moss L, Okafor A",
        venue="Sample Annals of Care (fictional)",
        date=_on("2025-02"),
    ),
    Publication(
        id="pub-poster",
        kind=PublicationKind.ABSTRACT,
        title="A one-page discharge plan for heart failure",
        authors="Okafor A, Whitfield H",
        venue="Sample Medicine Meeting (fictional)",
        date=_on("2025-10"),
        note="Poster",
    ),
)

_GAP_NOTES = (
    GapNote(
        id="gap-license",
        start=_on("2021-01"),
        end=_on("2021-01"),
        text="Waited for the full medical license after the internship",
        shown_on_cv=False,
    ),
)

_MATCH_HISTORY = (
    MatchYear(
        id="match-2026-im",
        year=2026,
        specialty="Internal Medicine",
        programs_applied=112,
        interviews_received=4,
        interviews_attended=4,
        programs_ranked=4,
        soap=SoapOutcome.NO_OFFER,
    ),
    MatchYear(
        id="match-2026-fm",
        year=2026,
        specialty="Family Medicine",
        programs_applied=28,
        interviews_received=1,
        interviews_attended=1,
        programs_ranked=1,
        soap=SoapOutcome.NO_OFFER,
    ),
    MatchYear(
        id="match-2025-im",
        year=2025,
        specialty="Internal Medicine",
        programs_applied=86,
        interviews_received=2,
        interviews_attended=2,
        programs_ranked=2,
        soap=SoapOutcome.NO_OFFER,
    ),
)

_ANSWERS = LetterAnswers(
    situation=(
        "I graduated from Udara Hills University in 2019, am ECFMG certified, and have worked as a doctor in Enugu for"
        " about five years. I took part in the 2025 and 2026 Matches, ranked every program that interviewed me, and"
        " did not receive a position in either Match or in SOAP. I am looking for a PGY-1 position and would need"
        " J-1 sponsorship."
    ),
    why_unmatched=(
        "In 2025 I applied in late October, when most invitations had gone out, and my only US experience was an"
        " observership. In 2026 I applied on the first day, but the letter from my hands-on rotation reached programs"
        " in mid-October, after many had made their choice. I also sent few applications in family medicine. More"
        " than six years after graduation, each of these counted."
    ),
    improving=(
        "I am back in clinical work and see general medical outpatients three days a week. I am preparing for Step 3"
        " and renewed ACLS and BLS in June 2026. Once a month I present a case to Dr. Whitfield, my supervisor in Ohio,"
        " who tells me what a US ward team would ask next. My complete file is ready to send on any day."
    ),
    specialties=(
        SpecialtyInterest(
            id="interest-im",
            specialty="Internal Medicine",
            draw=(
                "I like patients who have several illnesses at once. Most of my ward patients had heart failure,"
                " diabetes and kidney disease together, and the work I enjoyed most was deciding what to treat first"
                " and explaining it so that a family could manage at home."
            ),
        ),
        SpecialtyInterest(
            id="interest-fm",
            specialty="Family Medicine",
            draw=(
                "At our market health days I have seen a grandmother, her daughter and her grandchildren on one"
                " morning, and met them again the next year. I would like to be the doctor who still knows them ten"
                " years later."
            ),
        ),
    ),
)

PROFILE = Profile(
    identity=_IDENTITY,
    summary="Sample applicant, fictional: every person, place and number in these papers is invented.",
    status=_STATUS,
    exams=_EXAMS,
    education=_EDUCATION,
    experience=_EXPERIENCE,
    publications=_PUBLICATIONS,
    certifications=(
        Certification(
            id="cert-acls",
            name="Advanced Cardiovascular Life Support (ACLS)",
            issuer="Northfield Training Center",
            issued=_on("2026-06"),
            expires=_on("2028-06"),
        ),
        Certification(
            id="cert-bls",
            name="Basic Life Support (BLS)",
            issuer="Northfield Training Center",
            issued=_on("2026-06"),
            expires=_on("2028-06"),
        ),
    ),
    languages=(
        Language(id="lang-en", name="English", level="Fluent"),
        Language(id="lang-ig", name="Igbo", level="Native"),
        Language(id="lang-fr", name="French", level="Basic, for history taking"),
    ),
    awards=(
        Award(
            id="award-medicine",
            title="Prize for the best final examination in Internal Medicine",
            issuer=SCHOOL,
            date=_on("2019-11"),
        ),
    ),
    memberships=(
        Membership(
            id="member-college",
            organization="Sample College of Physicians (fictional)",
            role="Member",
            start=_on("2024"),
            shown_on_cv=False,
        ),
    ),
    gap_notes=_GAP_NOTES,
    match_history=_MATCH_HISTORY,
    answers=_ANSWERS,
)
