from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.errors import TemplateBroken
from postmatch.rendering.catalogue import Template
from postmatch.rendering.context import cv_context
from postmatch.rendering.finishing import Finish
from postmatch.rendering.word import fill, undeclared_variables

FINISH = Finish(title="CV", author="Ada", paper=Paper.LETTER, today=date(2026, 4, 6))
MakeTemplate = Callable[..., Template]


@pytest.fixture
def template(tmp_path: Path) -> MakeTemplate:
    """Makes a CV template of the given paragraphs, as somebody would in Word."""

    def make(*paragraphs: str) -> Template:
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        path = tmp_path / "own.docx"
        document.save(str(path))
        return Template("cv", "own", "Own", path)

    return make


@pytest.fixture
def context(full_profile: Profile, today: date) -> dict[str, Any]:
    return cv_context(full_profile, today=today)


def test_an_own_template_is_filled(template: MakeTemplate, context: dict[str, Any], read_lines: Any) -> None:
    own = template("Dr. {{ name }}", "{%p for e in awards %}", "{{ e.title }}", "{%p endfor %}", "{{r contact_line }}")
    lines = read_lines(fill(own, context, FINISH))
    assert lines[:2] == ["Dr. Adaeze Chiamaka Okafor", "Dean’s Prize"]
    assert "adaeze.okafor@example.org" in lines[2]


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("{{ nmae }}", "nmae"),
        ("{% for e in education %}{{ e.titel }}{% endfor %}", "e.titel"),
        ("{{ name.__class__.__mro__ }}", "name.__class__.__mro__"),
        ("{{ contact_line }}", "contact_line"),
        ("{% if name %}", "{% if name %}” is never closed"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_the_template_and_the_variable(
    paragraph: str, told: str, template: MakeTemplate, context: dict[str, Any]
) -> None:
    with pytest.raises(TemplateBroken) as caught:
        fill(template(paragraph), context, FINISH)
    assert "“own”" in caught.value.message
    assert told in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "paragraph",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ [].__class__.__base__ }}",
        "{{ 'x'.format.__globals__ }}",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_a_template_that_reaches_out_or_cannot_be_computed_is_refused(
    paragraph: str, template: MakeTemplate, context: dict[str, Any]
) -> None:
    with pytest.raises(TemplateBroken):
        fill(template(paragraph), context, FINISH)


def test_a_file_that_is_no_word_document_or_is_gone_is_refused(tmp_path: Path, context: dict[str, Any]) -> None:
    broken = Template("cv", "broken", "Broken", tmp_path / "broken.docx")
    with pytest.raises(TemplateBroken, match="not there"):
        fill(broken, context, FINISH)
    broken.path.write_bytes(b"no zip")
    with pytest.raises(TemplateBroken, match="not a Word document"):
        fill(broken, context, FINISH)
    with pytest.raises(TemplateBroken, match="not a Word document"):
        undeclared_variables(broken)


def test_a_template_that_was_corrected_is_read_anew(template: MakeTemplate, context: dict[str, Any]) -> None:
    with pytest.raises(TemplateBroken):
        fill(template("{{ nmae }}"), context, FINISH)
    assert fill(template("{{ name }}, corrected"), context, FINISH)


def test_undeclared_variables_are_listed_and_none_means_sound(template: MakeTemplate) -> None:
    assert undeclared_variables(template("{{ b }}{{ a }}")) == ("a", "b")
    assert undeclared_variables(template("{{ name }}")) == ()
