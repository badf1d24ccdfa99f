"""Every template with every kind of content in every engine: filled, on its page, read back."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from docx import Document
from pydantic import BaseModel

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Upload
from postmatch.domain.one_page import FREE_SHARE, Fit
from postmatch.domain.own_templates import OwnTemplate, TemplateReport
from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    Award,
    Education,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    ExperienceKind,
    Identity,
    LetterAnswers,
    Link,
    Profile,
    Publication,
    SpecialtyInterest,
)
from postmatch.domain.workspace import Choices, Paper, Workspace
from postmatch.errors import TemplateBroken
from postmatch.interchange import read_json_resume
from postmatch.rendering import templates
from postmatch.usecases.expected_words import expected_words
from postmatch.usecases.fill import Filled, fill, fill_word, has_own_words
from postmatch.usecases.own_templates import add_template
from postmatch.usecases.sample import SAMPLE
from tests.long_profiles import six_page_profile
from tests.rendering.made_templates import MADE
from tests.usecases.conftest import TODAY

POSITION = Position(
    program="Cedar Valley Medical Center",
    specialty="Internal Medicine",
    pgy_level=1,
    city="Waterloo",
    state="Iowa",
    director="Jane Smith, MD",
    why_this_program="Your clinic is close to the registry I work on.",
)
PROFILE = Profile(
    identity=Identity(
        given_names="Marisol", family_name="Everhart", email="marisol@example.org", city="Fairhaven", country="USA",
        links=(Link(label="Profile", url="https://www.example.org/everhart/"),),
    ),
    summary="Internist in training.",
    exams=(Exam(kind=ExamKind.STEP_1, result=ExamResult.PASSED, attempts=1, date="2020-04"),),
    education=(Education(degree="MD", institution="Calder Bay", end="2018-06", details=("Thesis",), honors="Honors"),),
    experience=(
        Experience(
            kind=ExperienceKind.US_HANDS_ON, role="Extern", place="Harbor Clinic", department="Medicine",
            supervisor="Ines Vale, MD", start="2024-02", end="2024-05", bullets=("Saw patients.",),
        ),
        Experience(role="Scribe", start="2022", bullets=("Wrote notes.",)),
    ),
    publications=(Publication(title="A paper", authors="Everhart M, Vale I", venue="A journal", date="2023-02"),),
    awards=(Award(title="Prize", issuer="Calder Bay", date="2018"),),
    answers=LetterAnswers(
        situation="I did not match in 2026.",
        why_unmatched="I applied late.",
        improving="I completed an elective.",
        specialties=(SpecialtyInterest(specialty="Internal Medicine", draw="The long view draws me."),),
    ),
)  # fmt: skip
HOSTILE = {
    "markup": "Smith & Sons <Inc>",
    "a template tag": "{{ 7*7 }} {% for %}",
    "emoji": "Ada \U0001f469\u200d\u2695\ufe0f",
    "right to left": "\u0623\u062f\u0627 \u05d0\u05d3\u05d4",
    "control characters": "Oka\x00for\x0b\x0c\x1f\x07 Ada",
    "half a character": "Oka\ud800for",
    "none and nan": "None, nan and Undefined",
    "300 characters": "Wolfeschlegel " * 21 + "Sternb",
}
CASES = {
    "embedded": ("sample", "minimal", "very full", *HOSTILE),
    # what is only typed in an odd way is the same file again; the other engine is asked what it draws
    "libreoffice": ("sample", "minimal", "very full", "markup", "a template tag", "emoji", "right to left"),
}
EVERY_TEMPLATE = pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, one.name) for kind in (CV_KIND, COVER_LETTER_KIND) for one in templates(kind)],
)


def hostile(value: Any, text: str) -> Any:
    """The same value with every free text replaced; choices, dates, ids and numbers stay."""
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields if name != "id"}
        return value.model_copy(update={name: hostile(part, text) for name, part in fields.items()})
    if isinstance(value, tuple):
        return tuple(hostile(part, text) for part in value)
    return text if type(value) is str else value


@cache
def content(case: str) -> tuple[Profile, Position]:
    if case in HOSTILE:
        return hostile(PROFILE, HOSTILE[case]), hostile(POSITION, HOSTILE[case])
    profiles = {
        "sample": lambda: read_json_resume((SAMPLE / "profile.json").read_bytes())[0],
        "minimal": lambda: Profile(identity=Identity(given_names="Marisol", family_name="Everhart")),
        "very full": six_page_profile,
    }
    return profiles[case](), POSITION


def workspace_of(case: str, **choices: Any) -> Workspace:
    profile, position = content(case)
    return Workspace(profile=profile, choices=Choices(**choices)).with_position(position)


def no_blob(sha256: str) -> bytes:
    raise AssertionError(f"no stored bytes were needed, yet {sha256} was asked for")


def wrong(filled: Filled) -> list[str]:
    return [check.message for check in filled.checks if not check.passed]


@EVERY_TEMPLATE
@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=pytest.mark.office)])
def test_every_kind_of_content_is_read_back_and_keeps_to_its_page(kind: str, name: str, engine: str, tools) -> None:
    """What does not fit says so and nothing else is wrong with it; what fits has 3 % of the height free."""
    for case in CASES[engine]:
        filled = fill(
            kind, workspace_of(case, engine=engine, **{f"{kind}_template": name}), tools, blob=no_blob, today=TODAY
        )
        assert len(filled.checks) >= 6
        if filled.is_long:
            assert (filled.fit, filled.rung, wrong(filled)) == (Fit.SEVERAL_PAGES, None, []), case
        elif filled.fit is Fit.TOO_LONG:
            assert case in ("very full", "300 characters"), case
            assert [check.id for check in filled.checks if not check.passed] == ["pages"], (case, wrong(filled))
        else:
            assert wrong(filled) == [], case
            assert filled.page_count == 1, case
            assert filled.free_share >= FREE_SHARE, case
            assert (filled.fit is Fit.NEARLY_EMPTY) == (case == "minimal" and kind == CV_KIND), case


@EVERY_TEMPLATE
@pytest.mark.office
def test_the_word_file_of_one_page_is_one_page_in_libreoffice_as_well(kind: str, name: str, tools) -> None:
    """It was measured in the embedded engine; the free share is there for the other's differences."""
    for case in ("sample", "markup"):
        for paper in Paper:
            workspace = workspace_of(case, paper=paper, **{f"{kind}_template": name})
            filled = fill(kind, workspace, tools, blob=no_blob, today=TODAY)
            if not filled.is_long:
                assert tools.workers.word_to_pdf(filled.docx, engine="libreoffice").page_count == 1, (case, paper)


def test_the_same_workspace_gives_the_same_bytes(tools) -> None:
    first, second = (fill(CV_KIND, workspace_of("sample"), tools, blob=no_blob, today=TODAY) for _ in range(2))
    assert (first.docx, first.pdf) == (second.docx, second.pdf)


def test_a_fuller_profile_is_set_smaller(tools) -> None:
    """As large as fits: a short one fills its page, a full one goes towards the floor."""
    small = fill(CV_KIND, workspace_of("markup"), tools, blob=no_blob, today=TODAY)
    full = fill(CV_KIND, workspace_of("sample"), tools, blob=no_blob, today=TODAY)
    assert small.rung
    assert full.rung
    assert small.rung.body > full.rung.body


def test_what_is_too_long_comes_in_its_own_size(tools) -> None:
    workspace = workspace_of("very full")
    filled = fill(CV_KIND, workspace, tools, blob=no_blob, today=TODAY)
    assert filled.fit is Fit.TOO_LONG
    assert filled.page_count > 1
    assert filled.docx == fill_word(CV_KIND, workspace, tools, blob=no_blob, today=TODAY)


@pytest.fixture
def own_docx() -> bytes:
    document = Document()
    document.add_paragraph("{{ name }}")
    document.add_paragraph("{%p for e in education %}")
    document.add_paragraph("{{ e.title }} in {{ e.dates }}")
    document.add_paragraph("{%p endfor %}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_own(docx: bytes, *uses: str) -> Workspace:
    report = TemplateReport(purpose="cv", uses=uses)
    own = OwnTemplate(purpose="cv", title="My school", file_name="school.docx", sha256="f" * 64, report=report)
    return workspace_of("markup", cv_template=own.name).with_own_template(own)


def test_an_own_template_is_filled_from_its_stored_bytes_and_asked_only_for_what_it_prints(
    own_docx: bytes, tools
) -> None:
    workspace = with_own(own_docx, "name", "education[].title", "education[].dates")
    filled = fill(CV_KIND, workspace, tools, blob={"f" * 64: own_docx}.__getitem__, today=TODAY)
    assert wrong(filled) == []
    asked = [fact for fact in expected_words(CV_KIND, workspace, tools, is_long=False).facts if fact.text.strip()]
    assert {fact.where for fact in asked} == {"Your name", "Education: first words", "Education: dates"}
    assert filled.checks[0].message.startswith(f"All {len(asked)} facts")
    assert (filled.is_long, filled.page_count) == (False, 1)


def test_an_own_template_is_never_set_larger_than_it_is(own_docx: bytes, tools) -> None:
    filled = fill(CV_KIND, with_own(own_docx, "name"), tools, blob={"f" * 64: own_docx}.__getitem__, today=TODAY)
    assert filled.rung
    assert filled.rung.body == 11.0
    assert filled.rung.line == filled.rung.spacing == 1.0


@pytest.mark.parametrize("name", [name for name in MADE if name != "mistakes in names"])
def test_templates_as_people_make_them_in_word_are_read_back_and_kept_to_their_page(name: str, tools) -> None:
    for case in ("sample", "a template tag", "right to left"):
        added = add_template(workspace_of(case), Upload(f"{name}.docx", MADE[name]()), "cv", tools)
        assert added.workspace
        choices = Choices(cv_template=added.workspace.own_templates[0].name)
        workspace = added.workspace.model_copy(update={"choices": choices})
        filled = fill(CV_KIND, workspace, tools, blob=added.blobs.__getitem__, today=TODAY)
        assert wrong(filled) == [], case
        assert filled.page_count == 1, case


def test_an_own_template_that_is_gone_is_told(tools) -> None:
    with pytest.raises(TemplateBroken, match="not here any more"):
        fill(CV_KIND, workspace_of("sample", cv_template="own-gone"), tools, blob=no_blob, today=TODAY)


def test_a_letter_must_not_name_another_program(tools) -> None:
    other = Position(program="Maple Hollow Clinic")
    profile, position = content("sample")
    answers = LetterAnswers(situation="I hope to train at Maple Hollow Clinic.")
    workspace = Workspace(profile=profile.model_copy(update={"answers": answers})).with_position(other)
    filled = fill(COVER_LETTER_KIND, workspace.with_position(position), tools, blob=no_blob, today=TODAY)
    assert [check.id for check in filled.checks if not check.passed] == ["other_programs"]


def test_a_cv_may_name_the_hospital_where_the_applicant_was(tools) -> None:
    profile, _ = content("sample")
    place = next(one.place for one in profile.experience if one.place)
    workspace = Workspace(profile=profile).with_position(Position(program=place))
    assert wrong(fill(CV_KIND, workspace, tools, blob=no_blob, today=TODAY)) == []


def test_what_is_said_of_another_specialty_is_no_word_of_this_letter() -> None:
    answers = LetterAnswers(specialties=(SpecialtyInterest(specialty="Family Medicine", draw="Families."),))
    workspace = Workspace(profile=Profile(answers=answers))
    medicine = Position(program="Cedar Valley", specialty="Internal Medicine")
    assert has_own_words(COVER_LETTER_KIND, workspace)
    assert not has_own_words(COVER_LETTER_KIND, workspace.with_position(medicine))
    assert has_own_words(
        COVER_LETTER_KIND, workspace.with_position(medicine.model_copy(update={"why_this_program": "The clinic."}))
    )


def test_an_award_with_only_a_detail_reaches_both_files(tools) -> None:
    profile, _ = content("sample")
    awards = (*profile.awards, Award(detail="First of two hundred students"))
    workspace = Workspace(profile=profile.model_copy(update={"awards": awards}))
    assert wrong(fill(CV_KIND, workspace, tools, blob=no_blob, today=TODAY)) == []
