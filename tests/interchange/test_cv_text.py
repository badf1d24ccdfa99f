"""Existing CVs: what is read of them in other people's styles and in our own, and that no word is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmatch.conversion import Workers
from postmatch.conversion.pdf_lines import pdf_lines
from postmatch.conversion.text_lines import TextLine
from postmatch.conversion.word_text import word_lines
from postmatch.domain.cv_form import CvForm
from postmatch.domain.imports import Imported
from postmatch.domain.profile import (
    Ecfmg,
    EducationKind,
    ExamKind,
    ExperienceKind,
    Identity,
    Link,
    Profile,
    PublicationKind,
)
from postmatch.domain.proposals import ProposalStatus, proposals
from postmatch.domain.workspace import Paper
from postmatch.interchange.cv_citations import number_of
from postmatch.interchange.cv_headings import heading_of
from postmatch.interchange.cv_parts import KIND_WORDS
from postmatch.interchange.cv_text import LONGEST_LINE, read_cv
from postmatch.rendering import fill_cv, templates
from samples.applicant import PROFILE
from tests.interchange.cv_samples import (
    BULLETS_ONLY,
    DATES_FIRST,
    PLACE_FIRST,
    STYLES,
    US_STYLE,
    as_pdf,
    as_word,
    lines_of,
)
from tests.interchange.every_word import forgiven_by_facts, lost_of_all

AROUND_ENTRIES = set(
    re.findall(r"\w+", "at supervisor supervised by mentor preceptor attending graduated graduation doi")
)
AROUND_DATES = set(
    re.findall(r"\w+", "obtained awarded certified valid date in thru exp expire expires expiring expiration")
)
"""What stands before a part of an entry and around a date; no word of an exam, a status or a label of contact."""


def read(text: str) -> Imported:
    return read_cv(lines_of(text), source="cv.docx")


def said(value: Any, *fields: str) -> tuple[str, ...]:
    return tuple(str(getattr(value, field) or "") for field in fields)


def assert_no_word_is_lost(lines: list[TextLine], imported: Imported) -> None:
    """Counted, not only looked for: a word that stands three times is kept three times."""
    told = [line.text for line in lines if heading_of(line.text) is None]
    labels = [heading_of(text.replace("\t", " ").partition(":")[0]) and text.partition(":")[0] for text in told]
    kinds = re.findall(r"\w+", " ".join(KIND_WORDS)) if imported.profile.experience else []
    numbers = re.findall(r"\d+", " ".join(map(number_of, told))) if imported.profile.publications else []
    around = {*AROUND_ENTRIES, *AROUND_DATES, *kinds, *numbers, *_words(" ".join(filter(None, labels)))}
    assert not lost_of_all(told, imported, forgiven=around | forgiven_by_facts(imported))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


# --- other people's styles ------------------------------------------------------------------------------------------


def test_places_before_roles() -> None:
    profile = read(PLACE_FIRST).profile
    (school,) = profile.education
    assert said(school, "institution", "city", "country", "start", "end") == (
        "Blue Bridge University, Faculty of Medicine", "Khartoum", "Sudan", "2012-09", "2018-08",
    )  # fmt: skip
    assert (school.kind, school.details) == (EducationKind.MEDICAL_SCHOOL, ("Ranked third in a class of 210",))
    first, second = profile.experience
    assert said(first, "place", "role", "department", "city", "start", "end") == (
        "Palm Court Teaching Hospital", "Medical Officer", "Internal Medicine", "Khartoum", "2020-01", "2022-12",
    )  # fmt: skip
    assert first.bullets == ("Looked after 18 beds", "Taught final-year students")
    assert (second.place, second.role, second.kind) == (
        "Lakeside Clinic", "House Officer", ExperienceKind.CLINICAL_ABROAD,
    )  # fmt: skip
    assert [(one.name, one.level) for one in profile.languages] == [("Arabic", "native"), ("English", "fluent")]
    assert [one.name for one in profile.skills] == ["Point-of-care ultrasound", "lumbar puncture", "SPSS"]
    assert profile.summary == "Physician with three years of ward work."


def test_dates_before_everything() -> None:
    imported = read(DATES_FIRST)
    profile = imported.profile
    assert said(profile.identity, "given_names", "family_name", "email", "phone") == (
        "Chidi", "Example", "chidi@example.com", "(614) 555-0177",
    )  # fmt: skip
    assert [said(job, "role", "place", "city", "start", "end") for job in profile.experience] == [
        ("Medical Officer", "Green Gate Hospital", "Lagos", "2019", "2021"),
        ("Research Assistant", "Harbor Mill Institute", "Maryland", "2021", ""),
    ]
    assert profile.experience[1].ongoing
    step_1, step_2 = profile.exams
    assert (step_1.kind, str(step_1.date), step_1.attempts) == (ExamKind.STEP_1, "2021-06", 1)
    assert (step_2.kind, step_2.score, step_2.result) == (ExamKind.STEP_2_CK, 245, None)
    assert str(profile.status.ecfmg.certified_on) == "2022-08"
    assert [said(one, "title", "date") for one in profile.awards] == [
        ("Best Student Prize in Pharmacology", "2014"),
        ("Dean's List", "2013"),
    ]
    assert said(profile.memberships[0], "organization", "role", "start") == (
        "Example Medical Association", "Member", "2016",
    )  # fmt: skip
    assert [(one.heading, one.text) for one in imported.unplaced] == [("References", "Available on request")]


def test_the_american_style_with_citations() -> None:
    imported = read(US_STYLE)
    profile = imported.profile
    observer, extern, fellow, volunteer = profile.experience
    assert said(observer, "role", "department", "place", "city", "start", "end") == (
        "Observer", "Cardiology", "Bayou Heart Center", "Houston, TX", "2024-02", "2024-04",
    )  # fmt: skip
    kinds = [job.kind for job in (observer, extern, fellow, volunteer)]
    assert kinds == [
        ExperienceKind.US_OBSERVERSHIP, ExperienceKind.US_HANDS_ON, ExperienceKind.RESEARCH, ExperienceKind.VOLUNTEER,
    ]  # fmt: skip
    assert said(volunteer, "role", "place", "start") == ("Volunteer", "Houston Food Bank", "2019")
    first, second, poster = profile.publications
    assert said(first, "authors", "title", "venue", "date", "volume", "issue", "pages", "url") == (
        "Sample MJ, Bello T, Osei K", "Statins after eighty: a cohort", "J Sample Cardiol", "2023-02", "12", "3",
        "45-9", "doi: 10.1000/x.12",
    )  # fmt: skip
    assert said(second, "venue", "date") == ("Example Heart Journal", "2022")
    assert (poster.kind, poster.note) == (PublicationKind.ABSTRACT, "Poster")
    acls, bls = profile.certifications
    assert said(acls, "name", "issuer", "expires") == ("ACLS", "American Example Association", "2027-06")
    assert said(bls, "name", "issued") == ("BLS", "2025")
    assert ("Hobbies", "Chess and long walks") in [(one.heading, one.text) for one in imported.unplaced]


def test_everything_as_bullets() -> None:
    profile = read(BULLETS_ONLY).profile
    assert [said(one, "degree", "institution", "country", "end") for one in profile.education] == [
        ("MD", "Example School of Medicine", "Ghana", "2017"),
        ("Secondary School Certificate", "Cape Example College", "", "2010"),
    ]
    assert [said(one, "role", "place", "city") for one in profile.experience] == [
        ("House Officer", "Ridge Example Hospital", "Accra"),
        ("Medical Officer", "Volta Example Clinic", "Ho"),
    ]
    assert [said(one, "title", "date") for one in profile.awards] == [
        ("Scholarship of the Example Foundation", "2012"),
        ("Essay prize", ""),
    ]


@pytest.mark.parametrize("style", STYLES)
def test_no_word_of_another_style_is_lost(style: str) -> None:
    text = STYLES[style]
    for lines in (lines_of(text), list(word_lines(as_word(text))), list(pdf_lines(as_pdf(text)))):
        assert_no_word_is_lost(lines, read_cv(lines, source="cv"))


@pytest.mark.parametrize("style", STYLES)
def test_word_and_pdf_of_a_style_tell_the_same_jobs_as_its_lines(style: str) -> None:
    plain = read(STYLES[style]).profile
    for lines in (word_lines(as_word(STYLES[style])), pdf_lines(as_pdf(STYLES[style]))):
        found = read_cv(lines, source="cv").profile
        jobs = [said(job, "role", "place", "start", "end") for job in found.experience]
        assert jobs == [said(job, "role", "place", "start", "end") for job in plain.experience]


def test_a_cv_is_a_guess_and_the_same_lines_give_the_same_reading() -> None:
    first, second = read(US_STYLE), read(US_STYLE)
    assert first.is_guess

    def plain(imported: Imported) -> str:
        return re.sub(r'"id":"\w+"', "", imported.model_dump_json())

    assert plain(first) == plain(second)


# --- our own CVs ----------------------------------------------------------------------------------------------------


def _printed(profile: Profile) -> Profile:
    """What a CV of ours prints of the sample applicant: neither her identification numbers nor what she keeps off."""
    who, status = profile.identity, profile.status
    lists = ("exams", "education", "experience", "publications", "certifications", "awards", "memberships")
    return Profile(
        identity=Identity(
            given_names=who.given_names, family_name=who.family_name, email=who.email, phone=who.phone, city=who.city,
            country=who.country, links=tuple(Link(url=link.url.removeprefix("https://")) for link in who.links),
        ),
        summary=profile.summary,
        status=status.model_copy(
            update={
                "citizenship_class": None,
                "ecfmg": Ecfmg(state=status.ecfmg.state, certified_on=status.ecfmg.certified_on),
            }
        ),
        languages=profile.languages,
        **{name: tuple(one for one in getattr(profile, name) if one.shown_on_cv) for name in lists},
    )  # fmt: skip


def _facts(offered: tuple[Any, ...]) -> int:
    return sum(len(one.differences) for one in offered if one.status is not ProposalStatus.THERE)


@pytest.mark.parametrize("name", [template.path.stem for template in templates("cv")])
def test_our_own_cv_comes_back_nearly_whole_from_word_and_from_pdf(
    workers: Workers, record_property: Callable[[str, object], None], name: str
) -> None:
    template = next(one for one in templates("cv") if one.path.stem == name)
    docx = fill_cv(PROFILE, form=CvForm(), template=template, paper=Paper.LETTER, today=date(2026, 11, 25))
    pdf = workers.word_to_pdf(docx).pdf
    wanted = _printed(PROFILE)
    all_facts = _facts(proposals(Profile(), wanted))
    assert all_facts > 100
    for form, lines in (("docx", list(word_lines(docx))), ("pdf", list(pdf_lines(pdf)))):
        imported = read_cv(lines, source=form)
        assert_no_word_is_lost(lines, imported)
        missing = _facts(proposals(imported.profile, wanted))
        record_property(f"facts of {all_facts} from {form}", all_facts - missing)
        assert missing <= 0.05 * all_facts, [
            (one.label, one.differences) for one in proposals(imported.profile, wanted) if one.status.value != "there"
        ]


# --- any text at all ------------------------------------------------------------------------------------------------

pieces = st.sampled_from(
    [
        "Education", "Experience", "Publications", "Languages", "Awards", "Skills", "Certifications", "Memberships",
        "US clinical experience", "Examinations", "Summary", "Hobbies", "Personal information", "Other periods",
        "Medical officer", "Example Hospital", "Enugu, Nigeria", "Houston, TX", "MBBS", "Supervisor: A Example, MD",
        "Mar 2021 – present", "2019", "2019-2021", "Step 1 & 2 CK: passed", "Step 1: fail", "Step 3",
        "Needs a visa", "needs J-1 visa", "not", "05/06/2020 - 07/08/2020", "Winter 2020", "Boston, MA",
        "Jun 2026, valid until Jun 2028", "Step 2 CK 245", "ECFMG certified",
        "a@example.com", "+1 614 555 0142", "https://a.example", "English (fluent)",
        "Okafor A, Bello T. A title. J Ex.",
        "2024 Feb;12(3):45-9.", "doi: 10.1000/1", "hands-on", "first attempt", "•", "-", "|", "·", ",", ":", "(", ")",
    ]
)  # fmt: skip
texts = st.lists(pieces | st.text(max_size=8), max_size=5).flatmap(
    lambda parts: st.sampled_from([" ", "\t", ", ", " | ", " – "]).map(lambda between: between.join(parts))
)
any_lines = st.lists(
    st.builds(
        TextLine,
        text=texts,
        is_bullet=st.booleans(),
        is_heading=st.booleans(),
        is_margin=st.sampled_from([False] * 5 + [True]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=250)
@given(any_lines)
def test_no_word_of_any_text_is_lost(lines: list[TextLine]) -> None:
    assert_no_word_is_lost(lines, read_cv(lines, source="cv"))


def test_a_very_long_line_is_cut_and_kept() -> None:
    text = "word " * LONGEST_LINE + "x" * (3 * LONGEST_LINE)
    imported = read_cv([TextLine(text="Experience"), TextLine(text=text)], source="cv")
    kept = "".join(one.text for one in imported.unplaced) + imported.profile.model_dump_json()
    assert kept.count("word") == LONGEST_LINE
    assert kept.count("x") >= 3 * LONGEST_LINE


def test_nothing_is_taken_from_nothing() -> None:
    assert read_cv([], source="cv").profile == Profile()
