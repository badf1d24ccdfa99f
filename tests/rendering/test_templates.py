"""The lint that every template in the folders must pass, ours and any that is dropped in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from pydantic import BaseModel

from postmatch.conversion.engines import engine_names
from postmatch.domain.cv_form import CvForm
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import Template, fill_cover_letter, fill_cv, templates, undeclared_variables

if TYPE_CHECKING:
    from postmatch.conversion import Workers

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery"
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
    greeted = expected.split()[-1]  # the greeting takes the last word of the director's name
    assert stray([line.replace(expected, "").replace(f"Dear Dr. {greeted},", "") for line in lines]) == []


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


@every_template
def test_sizes_and_spaces_stand_in_styles(template: Template) -> None:
    """Then a person changes a style in Word and the whole document follows."""
    document = Document(str(template.path))
    for run in document.element.body.iter(qn("w:r")):
        mark = run.find(qn("w:rPr"))
        assert mark is None or {child.tag for child in mark} == {qn("w:rStyle")}
    for paragraph in document.paragraphs:
        assert paragraph.paragraph_format.space_before is paragraph.paragraph_format.space_after is None


@every_template
def test_type_and_margins_are_large_enough_to_be_set_smaller(template: Template) -> None:
    """A body of 10 points can go to 9.5; what is smaller is a label, and the paper keeps 0.6 in free on each side."""
    document = Document(str(template.path))
    body = int(document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:sz')}").get(qn("w:val"))) / 2
    assert body >= 10
    small = {
        style.name for style in document.styles if getattr(style, "font", None) and (style.font.size or Pt(99)) < Pt(9)
    }
    assert small <= {"Template Tag", "Glance Gap"}  # one is gone when filled, one is an empty line
    section = document.sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert min(margins) >= Inches(0.6)


@every_template
def test_fonts_are_those_that_word_has_and_we_ship_a_twin_of(template: Template) -> None:
    with zipfile.ZipFile(template.path) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8")
    fonts = set(re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]+)"', parts))
    assert fonts <= {"Calibri", "Cambria", "Arial", "Times New Roman"}


@every_template
def test_the_shipped_fonts_are_enough_for_the_template(
    template: Template, full_profile: Profile, position: Position, workers: Workers
) -> None:
    converted = workers.word_to_pdf(fill(template, full_profile, position=position))
    assert [repair for repair in converted.warnings if repair.needs_look] == []


@every_template
@pytest.mark.parametrize("paper", list(Paper))
def test_every_word_is_in_the_pdf_of_the_embedded_engine(
    template: Template, paper: Paper, full_profile: Profile, position: Position, read_lines: ReadLines, workers: Workers
) -> None:
    docx = fill(template, full_profile, position=position, enclosures=("CV",), paper=paper)
    printed = re.sub(r"\W+", "", " ".join(workers.page_texts(workers.word_to_pdf(docx).pdf))).casefold()
    words = {word for line in read_lines(docx) for word in re.findall(r"\w+", line.casefold())}
    assert [word for word in sorted(words) if word not in printed] == []


@every_template
@pytest.mark.parametrize("engine", engine_names())
def test_the_gallery_has_a_picture_of_it_by_every_engine(template: Template, engine: str) -> None:
    name = f"{template.purpose}-{template.name}-{engine}.png"
    assert (GALLERY / name).is_file(), "run python -m tests.gallery"
    assert f"({name})" in (GALLERY / "README.md").read_text(encoding="utf-8")
