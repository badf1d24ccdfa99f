"""A fictional applicant with so much to tell that the long form takes six pages."""

from __future__ import annotations

from postmatch.domain.profile import (
    Award,
    Certification,
    Ecfmg,
    EcfmgState,
    Education,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    ExperienceKind,
    GapNote,
    Identity,
    Language,
    Membership,
    Profile,
    Publication,
    PublicationKind,
    Skill,
    Status,
    WorkAuthorization,
)

_TOWNS = ("Amberley", "Brookfield", "Calder Bay", "Dunmore", "Eastwick", "Fairhaven", "Glenrock", "Harrow Hill")
_FIELDS = ("Cardiology", "Nephrology", "Endocrinology", "Geriatrics", "Hematology", "Rheumatology", "Oncology")
_KINDS = (
    ExperienceKind.US_HANDS_ON,
    ExperienceKind.CLINICAL_ABROAD,
    ExperienceKind.RESEARCH,
    ExperienceKind.TEACHING,
    ExperienceKind.VOLUNTEER,
    ExperienceKind.OTHER,
)


def six_page_profile() -> Profile:
    """Ids are fixed, so that the same profile gives the same documents."""
    return Profile(
        identity=Identity(
            given_names="Marisol",
            family_name="Everhart",
            email="marisol.everhart@example.org",
            phone="+1 555 010 0199",
            city="Fairhaven",
            country="USA",
        ),
        summary="Physician with ten years of work on wards, in registries and in clinics of four countries.",
        status=Status(
            work_authorization=WorkAuthorization.NEEDS_J1,
            ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on="2022-05-10"),
            earliest_start="2027-07",
        ),
        exams=(
            Exam(id="s1", kind=ExamKind.STEP_1, date="2020-04", result=ExamResult.PASSED, attempts=1),
            Exam(id="s2", kind=ExamKind.STEP_2_CK, date="2021-09", result=ExamResult.PASSED, score=251, attempts=1),
        ),
        education=(
            Education(
                id="school",
                institution="Calder Bay School of Medicine",
                degree="MD",
                city="Calder Bay",
                country="Belize",
                start="2008-09",
                end="2014-06",
                honors="With distinction",
                details=("Thesis on fluid balance in the elderly", "Elective in tropical medicine at Dunmore"),
            ),
        ),
        experience=tuple(_experience(number) for number in range(20)),
        publications=tuple(_publication(number) for number in range(30)),
        certifications=tuple(_certification(number) for number in range(4)),
        awards=tuple(_award(number) for number in range(5)),
        memberships=tuple(
            Membership(id=f"m{number}", organization=f"Society of {field}", role="Member", start=str(2015 + number))
            for number, field in enumerate(_FIELDS)
        ),
        languages=(
            Language(id="l1", name="English", level="native"),
            Language(id="l2", name="Spanish", level="fluent"),
        ),
        skills=(Skill(id="k1", name="Ultrasound at the bedside", detail="120 scans logged"),),
        gap_notes=(GapNote(id="g1", start="2019-01", end="2019-05", text="Cared for a parent at home."),),
    )


def _experience(number: int) -> Experience:
    kind, town, field = _KINDS[number % 6], _TOWNS[number % 8], _FIELDS[number % 7]
    year = 2024 - number % 10
    return Experience(
        id=f"e{number}",
        kind=kind,
        role=f"{field} {kind.value.split('_')[0]} physician {number + 1}",
        place=f"{town} General Hospital",
        department=f"Department of {field}",
        city=town,
        country="USA" if kind is ExperienceKind.US_HANDS_ON else "Belize",
        supervisor=f"Dr. Ines Vale-{town}",
        start=f"{year}-02",
        end=f"{year}-11",
        bullets=(
            f"Looked after {number + 11} patients a day on the {field.lower()} ward together with two residents.",
            f"Wrote the local guide for handing over {field.lower()} patients, which {number + 3} wards now use.",
            f"Presented {number + 2} cases at the weekly conference of {town} and taught {number + 5} students.",
        ),
    )


def _publication(number: int) -> Publication:
    kinds = tuple(PublicationKind)
    return Publication(
        id=f"p{number}",
        kind=kinds[number % len(kinds)],
        title=f"Outcomes of {_FIELDS[number % 7].lower()} patients in rural clinic number {number + 1}",
        authors="Everhart M, Vale I, Okonjo B",
        venue=f"{_TOWNS[number % 8]} Journal of Medicine",
        date=f"{2012 + number % 12}-03",
        volume=str(number + 4),
        issue=str(number % 4 + 1),
        pages=f"{number + 100}-{number + 109}",
        url=f"https://doi.org/10.1234/rural.{number + 1}",
    )


def _certification(number: int) -> Certification:
    name = ("ACLS Provider", "BLS Provider", "ECFMG Certificate", "Good Clinical Practice")[number]
    return Certification(id=f"c{number}", name=name, issuer="Northfield Center", issued="2024-06", expires="2027-06")


def _award(number: int) -> Award:
    return Award(
        id=f"a{number}",
        title=f"Prize for {_FIELDS[number]}",
        issuer="Calder Bay School of Medicine",
        date=str(2010 + number),
        detail=f"Chosen among {number + 30} graduates",
    )
