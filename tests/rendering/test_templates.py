"""The lint that every template in the folders must pass, ours and any that is dropped in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pydantic import BaseModel

from postmatch.domain.cv_form import CvForm
from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    Experience,
    ExperienceKind,
    Identity,
    Language,
    LetterAnswers,
    Membership,
    Profile,
    Publication,
    Skill,
)
from postmatch.domain.workspace import Paper
from postmatch.rendering import Template, fill_cover_letter, fill_cv, templates, undeclared_variables
from postmatch.rendering.catalogue import find_template

if TYPE_CHECKING:
    from postmatch.conversion import Workers

TODAY = date(2026, 4, 6)
ALL = (*templates("cv"), *templates("cover_letter"))
ReadLines = Callable[[bytes], list[str]]

HOSTILE = {
    "markup": "Smith & Sons <Inc>",
    "a template tag": "{{ 7*7 }} {% for %} {{r x }}",
    "emoji": "Ada \U0001f469\u200d\u2695\ufe0f",
    "right to left": "\u0623\u062f\u0627 \u05d0\u05d3\u05d4",
    "300 characters": "Wolfeschlegel " * 21 + "Sternb",
    "control characters": "Oka\x00for\x0b\x0c\x1f\x07 Ada",
    "a lone half character": "Oka\ud800for",
    "quotes": 'O\'Neil "Ada" “Ada” ‘x’ -- %}',
}

every_template = pytest.mark.parametrize("template", ALL, ids=lambda template: f"{template.purpose}-{template.name}")


def fill(
    template: Template,
    profile: Profile,
    *,
    position: Position | None = None,
    enclosures: tuple[str, ...] = (),
    paper: Paper = Paper.LETTER,
) -> bytes:
    if template.purpose == "cv":
        return fill_cv(profile, form=CvForm(), template=template, paper=paper, today=TODAY)
    return fill_cover_letter(
        profile, position=position, enclosures=enclosures, template=template, paper=paper, today=TODAY
    )


def with_every_text(value: Any, text: str) -> Any:
    """The same value with every free text in it replaced; choices, dates, ids and numbers stay."""
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields if name != "id"}
        return value.model_copy(update={name: with_every_text(part, text) for name, part in fields.items()})
    if isinstance(value, tuple):
        return tuple(with_every_text(part, text) for part in value)
    return text if type(value) is str else value


def cleaned(text: str) -> str:
    """What must be read back of a hostile text."""
    without = re.sub("[\x00-\x08\x0e-\x1f\ud800-\udfff]", "", text)
    return " ".join(re.sub("[\x0b\x0c]", " ", without).split())


def stray(lines: list[str]) -> list[str]:
    return [line for line in lines if re.search(r"\b(None|nan|NaN|Undefined)\b|[{}]|<StyledText|pieces=", line)]


def test_there_are_templates_to_check() -> None:
    assert {template.purpose for template in ALL} == {"cv", "cover_letter"}


@every_template
def test_every_variable_exists(template: Template) -> None:
    assert undeclared_variables(template) == ()


@every_template
def test_an_empty_profile_gives_a_document_without_leftovers(template: Template, read_lines: ReadLines) -> None:
    lines = read_lines(fill(template, Profile()))
    assert stray(lines) == []
    assert not any(line.strip(" ·,.:;–") == "" and line.strip() for line in lines), "a separator without its values"


@every_template
def test_a_full_profile_gives_a_document_without_leftovers(
    template: Template, full_profile: Profile, position: Position, read_lines: ReadLines
) -> None:
    lines = read_lines(fill(template, full_profile, position=position, enclosures=("CV", "ECFMG certificate")))
    assert stray(lines) == []
    assert "Adaeze Chiamaka Okafor" in lines


@every_template
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_printed_as_it_was_typed(
    template: Template, text: str, full_profile: Profile, position: Position, read_lines: ReadLines
) -> None:
    profile, opening = with_every_text(full_profile, text), with_every_text(position, text)
    lines = read_lines(fill(template, profile, position=opening, enclosures=(text,)))
    expected = cleaned(text)
    assert sum(expected in line for line in lines) >= 5
    assert stray([line.replace(expected, "") for line in lines]) == []


@every_template
@pytest.mark.parametrize("paper", list(Paper))
def test_the_paper_is_the_one_chosen(template: Template, paper: Paper, full_profile: Profile) -> None:
    section = Document(io.BytesIO(fill(template, full_profile, paper=paper))).sections[0]
    assert (round(section.page_width.inches, 1), round(section.page_height.inches, 1)) == (
        (8.5, 11.0) if paper is Paper.LETTER else (8.3, 11.7)
    )


@every_template
def test_properties_name_the_applicant_and_no_tool(template: Template, full_profile: Profile) -> None:
    docx = fill(template, full_profile)
    properties = Document(io.BytesIO(docx)).core_properties
    assert properties.author == properties.last_modified_by == "Adaeze Chiamaka Okafor"
    assert properties.title.startswith("Adaeze Chiamaka Okafor – ")
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert not any(b"python-docx" in archive.read(name) for name in archive.namelist())


@every_template
def test_the_same_facts_on_the_same_day_give_the_same_bytes(
    template: Template, full_profile: Profile, position: Position
) -> None:
    assert fill(template, full_profile, position=position) == fill(template, full_profile, position=position)


@every_template
def test_bullets_are_real_lists_in_the_text_and_links_have_their_style(template: Template) -> None:
    """Text boxes, nested tables, bullets in cells and unstyled links are drawn differently by the PDF engines."""
    body = Document(str(template.path)).element.body
    assert not list(body.iter(qn("w:txbxContent"), qn("w:pict"), qn("w:drawing")))
    for table in body.iter(qn("w:tbl")):
        assert len(list(table.iter(qn("w:tbl")))) == 1
        assert not list(table.iter(qn("w:numPr")))


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
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_section_of_the_cv_appears_with_its_first_entry_and_alone(heading: str, read_lines: ReadLines) -> None:
    docx = fill_cv(
        SECTIONS[heading], form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY
    )
    assert headings(docx) == [heading]
    lines = [line.rstrip(".") for line in read_lines(docx) if line.strip()]
    setting = ["Hands-on"] if heading == "US clinical experience" else []
    assert lines == [heading, "X", *setting]


def test_an_empty_cv_has_no_heading_and_no_table() -> None:
    docx = fill_cv(Profile(), form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
    assert headings(docx) == []
    assert Document(io.BytesIO(docx)).tables == []


def test_the_cv_reads_in_the_order_programs_expect(full_profile: Profile) -> None:
    assert headings(
        fill_cv(full_profile, form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
    ) == [
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
        "Awards and memberships",
        "Languages",
        "Skills",
    ]


def test_dates_stand_after_a_tab_at_the_right_and_without_dates_there_is_no_tab(
    full_profile: Profile, read_lines: ReadLines
) -> None:
    lines = read_lines(
        fill_cv(full_profile, form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
    )
    assert "MBBS\tSep 2012 – Jul 2018" in lines
    assert "Research coordinator\tJun 2022 – present" in lines
    bare = Profile(identity=Identity(given_names="Li"), exams=(Exam(kind="step_1"),), awards=(Award(title="Prize"),))
    assert "Prize" in read_lines(
        fill_cv(bare, form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
    )


def test_an_exam_is_printed_once(full_profile: Profile, read_lines: ReadLines) -> None:
    text = "\n".join(
        read_lines(
            fill_cv(full_profile, form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
        )
    )
    assert text.count("USMLE Step 2 CK") == 1
    assert "Passed 245, first attempt · Aug 2022" in text


def test_links_can_be_clicked_and_carry_the_style_that_keeps_them(full_profile: Profile) -> None:
    document = Document(
        io.BytesIO(
            fill_cv(full_profile, form=CvForm(), template=find_template("cv", "strip"), paper=Paper.LETTER, today=TODAY)
        )
    )
    links = list(document.element.body.iter(qn("w:hyperlink")))
    targets = {document.part.rels[link.get(qn("r:id"))].target_ref for link in links}
    assert targets == {
        "mailto:adaeze.okafor@example.org",
        "https://www.example.org/okafor/",
        "https://doi.org/10.1234/gj.2019.7",
    }
    assert all(link.find(f".//{qn('w:rStyle')}").get(qn("w:val")) == "Hyperlink" for link in links)


def test_the_letter_keeps_the_applicants_paragraphs_in_order(
    full_profile: Profile, position: Position, read_lines: ReadLines
) -> None:
    docx = fill_cover_letter(
        full_profile,
        position=position,
        enclosures=("CV", "ECFMG certificate"),
        template=find_template("cover_letter", "classic"),
        paper=Paper.LETTER,
        today=TODAY,
    )
    lines = read_lines(docx)
    assert lines[lines.index("Dear Jane Smith,") :] == [
        "Dear Jane Smith,",
        "I am writing about the categorical PGY-1 position in Internal Medicine (Primary Care) at Cedar Valley Medical"
        " Center, starting Jul 2026.",
        "I did not match in 2026.",
        "I am free to start in July.",
        "I applied late:\nin the last week of October.",
        "I completed a hands-on elective.",
        "The long view draws me.",
        "Your clinic is close to the registry I work on.",
        "ECFMG certification: Certified, Mar 14, 2023  ·  Work status: Work permit (EAD), until Mar 2027"
        "  ·  Available from: Jul 2026",
        "Sincerely,",
        "Adaeze Chiamaka Okafor",
        "Enclosures: CV  ·  ECFMG certificate",
    ]


def test_a_letter_of_an_empty_profile_says_nothing_about_the_applicant(read_lines: ReadLines) -> None:
    docx = fill_cover_letter(
        Profile(answers=LetterAnswers()),
        position=None,
        enclosures=(),
        template=find_template("cover_letter", "classic"),
        paper=Paper.A4,
        today=TODAY,
    )
    assert read_lines(docx) == ["April 6, 2026", "Program Director", "Dear Program Director,", "Sincerely,"]


@pytest.mark.parametrize("paper", list(Paper))
def test_a_usual_profile_is_one_page_in_the_embedded_engine_with_every_word(
    paper: Paper, full_profile: Profile, position: Position, read_lines: ReadLines, workers: Workers
) -> None:
    usual = full_profile.model_copy(update={"summary": "", "skills": ()})
    for template in (find_template("cv", "strip"), find_template("cover_letter", "classic")):
        docx = fill(template, usual, position=position, enclosures=("CV",), paper=paper)
        converted = workers.word_to_pdf(docx)
        assert converted.page_count == 1
        printed = re.sub(r"\W+", "", " ".join(workers.page_texts(converted.pdf))).casefold()
        words = {word for line in read_lines(docx) for word in re.findall(r"\w+", line.casefold())}
        assert [word for word in sorted(words) if word not in printed] == []


@every_template
def test_the_shipped_fonts_are_enough_for_the_template(
    template: Template, full_profile: Profile, position: Position, workers: Workers
) -> None:
    converted = workers.word_to_pdf(fill(template, full_profile, position=position))
    assert [repair for repair in converted.warnings if repair.needs_look] == []
