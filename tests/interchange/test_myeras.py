"""The MyERAS application: our sample's, and made-up ones with the labels that are known of the real one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmatch.conversion.pdf_lines import pdf_lines
from postmatch.conversion.text_lines import TextLine
from postmatch.domain.imports import Imported
from postmatch.domain.profile import CitizenshipClass, ExamKind, ExperienceKind, WorkAuthorization
from postmatch.interchange.cv_headings import heading_of
from postmatch.interchange.myeras import is_myeras, read_myeras
from samples.applicant import PROFILE
from tests.interchange.cv_samples import lines_of
from tests.interchange.every_word import forgiven_by_facts, lost_of_all, words
from tests.interchange.test_cv_text import AROUND_DATES, AROUND_ENTRIES

SAMPLE = Path(__file__).resolve().parents[2] / "samples/adaeze_okafor/documents/MyERAS Application 2026.pdf"

SELECTED_EXPERIENCES = """
MyERAS Residency Application
Personal Information
Name: Lina Sample
AAMC ID: 10000001
Email: lina@example.com
Preferred Phone #: +1 614 555 0100
Birth Date: 03/14/1994
Education
Medical School: Example University, Cairo, Egypt
Degree: MBBCh
Dates of Attendance: 09/2012 - 12/2018
Experience
Organization: Example Heart Center
Experience Type: Research
Position Title: Research fellow
Location: Houston, Texas, USA
Start Date: March 2022
End Date: Present
Participation Frequency: Daily
Description: Collected data of 300 patients
and wrote two abstracts.
Why Meaningful: It taught me to ask why.
Organization: Cairo Food Kitchen
Experience Type: Volunteer/Service/Advocacy
Position Title: Cook
Start Date: January 2015
End Date: June 2016
Examinations
USMLE Step 1: Pass, June 2021
Language Fluency
Arabic: Native
"""

COMMON_FORM = """
Common Application Form
General Information
Name: Omar Example\tApplicant ID: 55
Citizenship: Not a US citizen (green-card holders included)
Work authorization: Needs a J-1 visa
Medical Education
Institution & Location: Example School of Medicine, Lahore, Pakistan
Degree: MBBS
Dates Attended: 2010 - 2015
Institution & Location: Second Example College, Lahore, Pakistan
Degree: MPH
Dates Attended: 2016 - 2017
"""


LABELS = words(
    "name date birth aamc id usmle citizenship work authorization institution location dates attended attendance degree"
    " organization position title experience type start end description why meaningful preferred phone email medical"
    " school supervisor"
)


def assert_no_word_is_lost(lines: list[TextLine], imported: Imported, *, labels: Iterable[str]) -> None:
    told = [line.text for line in lines if heading_of(line.text) is None]
    colons = [text.replace("\t", " ").partition(":")[0] for text in told]
    own = {word for label in colons if heading_of(label) for word in words(label)}
    around = {*AROUND_ENTRIES, *AROUND_DATES, *own, *labels}
    assert not lost_of_all(told, imported, forgiven=around | forgiven_by_facts(imported))


def test_the_application_is_told_from_a_cv() -> None:
    assert is_myeras(pdf_lines(SAMPLE.read_bytes()))
    assert is_myeras(lines_of(COMMON_FORM))
    assert not is_myeras(lines_of("Adaeze Okafor\nExperience\nFilled in the application of the ward"))


def test_the_sample_s_application_gives_what_stood_in_it() -> None:
    lines = pdf_lines(SAMPLE.read_bytes())
    imported = read_myeras(lines, source="MyERAS.pdf")
    profile = imported.profile
    assert imported.is_guess
    who = profile.identity
    assert (who.full_name, who.preferred_name, who.other_names) == ("Adaeze Okafor", "Ada", ("Adaeze N. Okafor",))
    assert (who.usmle_id, who.nrmp_id, who.city) == ("0-000-000-0", "N0000000", "Enugu")
    assert profile.status.citizenship_class is CitizenshipClass.NON_US_CITIZEN
    assert profile.status.work_authorization is WorkAuthorization.NEEDS_J1
    assert [(exam.kind, exam.date, exam.score) for exam in profile.exams] == [
        (exam.kind, exam.date, exam.score) for exam in PROFILE.exams
    ]
    before = [job for job in PROFILE.experience if str(job.start) < "2025-10"]
    assert [(job.kind, job.place, job.role, job.start, job.end) for job in profile.experience] == [
        (job.kind, job.place, job.role, job.start, job.end) for job in before
    ]
    assert [one.title for one in profile.awards][:1] == [PROFILE.awards[0].title]
    assert len(profile.publications) == 1
    assert_no_word_is_lost(lines, imported, labels=LABELS | words("other names on documents nrmp school honors"))


def test_labels_of_selected_experiences() -> None:
    profile = read_myeras(lines_of(SELECTED_EXPERIENCES), source="a.pdf").profile
    assert (profile.identity.aamc_id, str(profile.identity.date_of_birth)) == ("10000001", "1994-03-14")
    assert (profile.education[0].institution, profile.education[0].country) == ("Example University", "Egypt")
    first, second = profile.experience
    assert (first.kind, first.place, first.role, first.ongoing) == (
        ExperienceKind.RESEARCH, "Example Heart Center", "Research fellow", True,
    )  # fmt: skip
    assert (first.city, first.country, str(first.start)) == ("Houston, Texas", "USA", "2022-03")
    assert first.bullets[:2] == ("Collected data of 300 patients", "and wrote two abstracts.")
    assert first.why_meaningful == "It taught me to ask why."
    assert (second.kind, str(second.end), second.ongoing) == (ExperienceKind.VOLUNTEER, "2016-06", False)
    assert [exam.kind for exam in profile.exams] == [ExamKind.STEP_1]


def test_a_label_that_comes_again_begins_another_entry() -> None:
    imported = read_myeras(lines_of(COMMON_FORM), source="a.pdf")
    assert imported.profile.identity.full_name == "Omar Example"
    assert ("General Information", "Applicant ID: 55") in [(one.heading, one.text) for one in imported.unplaced]
    assert [(one.institution, str(one.end)) for one in imported.profile.education] == [
        ("Example School of Medicine", "2015"),
        ("Second Example College", "2017"),
    ]
    assert imported.profile.status.work_authorization is WorkAuthorization.NEEDS_J1


@pytest.mark.parametrize("text", [SELECTED_EXPERIENCES, COMMON_FORM])
def test_no_word_of_a_known_layout_is_lost(text: str) -> None:
    lines = lines_of(text)
    assert_no_word_is_lost(lines, read_myeras(lines, source="a.pdf"), labels={*LABELS, "of"})


def test_an_answer_of_the_form_is_no_certification() -> None:
    text = "MyERAS Application\nLicensure and Certifications\nACLS, 2025\nEver convicted: No\nBoard certified?\tNo"
    imported = read_myeras(lines_of(text), source="a.pdf")
    assert [one.name for one in imported.profile.certifications] == ["ACLS"]
    assert [one.text for one in imported.unplaced][1:] == ["Ever convicted: No", "Board certified? No"]


def test_lines_before_the_first_label_make_no_entry() -> None:
    text = (
        "Experience\nSelected experiences\nListed by the applicant\nOrganization: Example Clinic\nPosition: Observer"
        "\nOrganization: Second Clinic\nPosition: Tutor"
    )
    jobs = read_myeras(lines_of(text), source="a.pdf").profile.experience
    assert [(job.place, job.role) for job in jobs] == [("Example Clinic", "Observer"), ("Second Clinic", "Tutor")]


labels = st.sampled_from(
    ["Name", "Organization", "Position Title", "Start Date", "Dates", "Institution", "Degree", "Citizenship", "Unknown"]
)
labelled = st.builds(
    lambda label, sign, value: f"{label}{sign}{value}", labels, st.sampled_from([": ", "\t"]), st.text()
)
headings = st.sampled_from(["Personal Information", "Education", "Experience", "Publications"])


@settings(max_examples=120)
@given(st.lists(labelled | headings | st.text(max_size=20), max_size=12))
def test_no_word_of_any_layout_is_lost(texts: list[str]) -> None:
    lines = [TextLine(text=text) for text in texts]
    known = words("name organization position title start dates date institution degree citizenship")
    assert_no_word_is_lost(lines, read_myeras(lines, source="a.pdf"), labels=known)
