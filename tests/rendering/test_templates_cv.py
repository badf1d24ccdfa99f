"""What the shipped CVs print, whatever their design."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from postmatch.domain.cv_form import CvForm, CvSection, SectionForm
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    Experience,
    ExperienceKind,
    GapNote,
    Identity,
    Language,
    Membership,
    Profile,
    Publication,
    Skill,
)
from postmatch.domain.workspace import Paper
from postmatch.rendering import Template, fill_cv, find_template, templates

TODAY = date(2026, 4, 6)
ReadLines = Callable[[bytes], list[str]]

every_cv = pytest.mark.parametrize("template", templates("cv"), ids=lambda template: template.name)


def fill(template: Template, profile: Profile, form: CvForm = CvForm()) -> bytes:  # noqa: B008 - a frozen value
    return fill_cv(profile, form=form, template=template, paper=Paper.LETTER, today=TODAY)


def headings(docx: bytes) -> list[str]:
    return [p.text for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "Heading 1"]


SECTIONS = {
    "Education": Profile(education=(Education(institution="X"),)),
    "US clinical experience": Profile(experience=(Experience(kind=ExperienceKind.US_HANDS_ON, role="X"),)),
    "Clinical work abroad": Profile(experience=(Experience(kind=ExperienceKind.CLINICAL_ABROAD, role="X"),)),
    "Research": Profile(experience=(Experience(kind=ExperienceKind.RESEARCH, role="X"),)),
    "Teaching": Profile(experience=(Experience(kind=ExperienceKind.TEACHING, role="X"),)),
    "Volunteer work": Profile(experience=(Experience(kind=ExperienceKind.VOLUNTEER, role="X"),)),
    "Work": Profile(experience=(Experience(kind=ExperienceKind.OTHER, role="X"),)),
    "Publications": Profile(publications=(Publication(title="X"),)),
    "Presentations": Profile(publications=(Publication(kind="presentation", title="X"),)),
    "Abstracts": Profile(publications=(Publication(kind="abstract", title="X"),)),
    "Certifications": Profile(certifications=(Certification(name="X"),)),
    "Awards": Profile(awards=(Award(title="X"),)),
    "Memberships": Profile(memberships=(Membership(organization="X"),)),
    "Languages": Profile(languages=(Language(name="X"),)),
    "Skills": Profile(skills=(Skill(name="X"),)),
    "Summary": Profile(summary="X"),
    "Other periods": Profile(gap_notes=(GapNote(text="X"),)),
}


@every_cv
@pytest.mark.parametrize("heading", SECTIONS)
def test_a_section_appears_with_its_first_entry_and_alone(
    template: Template, heading: str, read_lines: ReadLines
) -> None:
    docx = fill(template, SECTIONS[heading])
    assert headings(docx) == [heading]
    lines = [line.strip(".\t") for line in read_lines(docx) if line.strip()]
    setting = ["Hands-on"] if heading == "US clinical experience" else []
    assert [line.removeprefix("1.\t") for line in lines] == [heading, "X", *setting]


@every_cv
def test_an_empty_cv_has_no_heading_and_no_table(template: Template) -> None:
    docx = fill(template, Profile())
    assert headings(docx) == []
    assert Document(io.BytesIO(docx)).tables == []


def test_the_classic_cv_reads_in_the_order_programs_expect(full_profile: Profile) -> None:
    assert headings(fill(find_template("cv", "classic"), full_profile)) == [
        "Summary",
        "Education",
        "US clinical experience",
        "Clinical work abroad",
        "Research",
        "Publications",
        "Presentations and abstracts",
        "Certifications",
        "Teaching and volunteer work",
        "Other work",
        "Other periods",
        "Awards and memberships",
        "Languages",
        "Skills",
    ]


@every_cv
def test_the_applicants_order_and_headings_hold_in_every_design(template: Template, full_profile: Profile) -> None:
    form = CvForm(
        order=(CvSection.SKILLS, CvSection.EDUCATION),
        sections=(
            SectionForm(section=CvSection.EDUCATION, heading="Medical school"),
            SectionForm(section=CvSection.SUMMARY, shown=False),
        ),
    )
    found = headings(fill(template, full_profile, form))
    assert found[:2] == ["Skills", "Medical school"]
    assert "Summary" not in found


@pytest.mark.parametrize(
    ("name", "line"),
    [("classic", "MBBS\t\u00a0Sep 2012 – Jul 2018"), ("modern", "MBBS\t\u00a0Sep 2012 – Jul 2018")],
)
def test_dates_stand_behind_a_tab_and_without_dates_there_is_no_tab(
    name: str, line: str, full_profile: Profile, read_lines: ReadLines
) -> None:
    template = find_template("cv", name)
    assert line in read_lines(fill(template, full_profile))
    bare = Profile(identity=Identity(given_names="Li"), exams=(Exam(kind="step_1"),), awards=(Award(title="Prize"),))
    assert "Prize" in read_lines(fill(template, bare))


def test_the_academic_cv_has_the_dates_first_and_counts_each_list_of_papers(
    full_profile: Profile, read_lines: ReadLines
) -> None:
    lines = read_lines(fill(find_template("cv", "academic"), full_profile))
    assert "Sep 2012 – Jul 2018\tMBBS, Lagoon University College of Medicine, Lagos, Nigeria" in lines
    assert [line[:2] for line in lines if line.startswith(("1.", "2.", "3."))] == ["1.", "2.", "1.", "2."]


@every_cv
def test_an_exam_is_printed_once(template: Template, full_profile: Profile, read_lines: ReadLines) -> None:
    text = "\n".join(read_lines(fill(template, full_profile)))
    assert text.count("USMLE Step 2 CK") == text.count("Passed 245, first attempt") == text.count("Aug 2022") == 1


@every_cv
def test_the_own_name_is_bold_among_the_authors(template: Template, full_profile: Profile) -> None:
    document = Document(io.BytesIO(fill(template, full_profile)))
    citations = [p for p in document.paragraphs if p.style.name == "Citation" and "A new paper" in p.text]
    assert [run.text for run in citations[0].runs if run.bold] == ["Okafor AC"]


@every_cv
def test_links_can_be_clicked_and_carry_the_style_that_keeps_them(template: Template, full_profile: Profile) -> None:
    document = Document(io.BytesIO(fill(template, full_profile)))
    links = list(document.element.body.iter(qn("w:hyperlink")))
    targets = {document.part.rels[link.get(qn("r:id"))].target_ref for link in links}
    assert targets == {
        "mailto:adaeze.okafor@example.org",
        "https://www.example.org/okafor/",
        "https://doi.org/10.1234/gj.2019.7",
    }
    assert all(link.find(f".//{qn('w:rStyle')}").get(qn("w:val")) == "Hyperlink" for link in links)


@every_cv
def test_headings_stay_with_their_first_entry_and_are_headings_to_word(template: Template) -> None:
    style = Document(str(template.path)).styles["Heading 1"]
    assert style.paragraph_format.keep_with_next
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_only_the_long_form_numbers_its_pages(full_profile: Profile) -> None:
    for template in templates("cv"):
        section = Document(io.BytesIO(fill(template, full_profile))).sections[0]
        fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == (["PAGE", "NUMPAGES"] if template.is_long else [])
