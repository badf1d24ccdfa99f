from __future__ import annotations

import pytest

from postmatch.rendering.template_check import Examined, examine
from postmatch.rendering.template_package import open_package
from tests.rendering.made_templates import of_paragraphs, written


def examined(*paragraphs: str) -> Examined:
    return examine(open_package(of_paragraphs(*paragraphs)), "cv")


def told(*paragraphs: str) -> list[str]:
    return [problem.message for problem in examined(*paragraphs).problems]


def test_a_sound_template_says_what_it_uses() -> None:
    found = examined("{{ name }}", "{%p for e in awards %}", "{{ e.title }}", "{%p endfor %}", "{{r contact_line }}")
    assert found.problems == ()
    assert found.uses == ("awards[].title", "contact_line", "name")
    assert found.is_usable


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("Dear {{ name",), "without its other half"),
        (("{{ name", "}}"), "without its other half"),
        (("{%p if name %} Hello", "{%p endif %}"), "takes its whole paragraph away"),
        (("{%p if name %}{%p endif %}",), "takes its whole paragraph away"),
        (("{{p name }}",), "takes its whole paragraph away"),
        (("{% if name %}",), "never closed"),
        (("{% endfor %}",), "not opened"),
        (("{{ contact_line }}",), "as if it were plain"),
        (("{{r name }}",), "its value is plain text"),
        (("{{ name name }}",), "not written in a way that can be read"),
        (("{% colspan name %}",), "“colspan”, which templates do not have"),
        (("{{ }}",), "not written in a way that can be read"),
        (("{% fro e in awards %}",), "not written in a way that can be read"),
        (("no tags",), "no tag in the text"),
        (("{# only a remark #}",), "no tag in the text"),
    ],
)
def test_mistakes_are_told_in_words(paragraphs: tuple[str, ...], words: str) -> None:
    problems = examined(*paragraphs).problems
    assert words in problems[0].message
    assert problems[0].hint.endswith(".")


def test_each_mistake_names_its_own_paragraph() -> None:
    found = examined("First {{ nmae }}.", "Second {{ name }}.", "Third {{ nmae }} and {{ emial }}.")
    assert [(one.name, one.nearest, one.paragraph[:5]) for one in found.problems] == [
        ("nmae", "name", "First"),
        ("nmae", "name", "Third"),
        ("emial", "email", "Third"),
    ]
    assert found.unknown == ("emial", "nmae")


def test_rows_of_tables_that_are_taken_away_must_be_empty() -> None:
    from docx import Document

    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tr for e in awards %}", "Award"
    table.cell(1, 0).text = "{{ e.title }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    lost = examine(open_package(written(document)), "cv")
    assert "takes its whole row of the table away" in lost.problems[0].message
    table.cell(0, 1).text = ""
    assert examine(open_package(written(document)), "cv").is_usable


def test_single_braces_and_mail_merge_are_a_warning() -> None:
    found = examined("{{ name }}", "{ email }", "«phone»", "{ something }")
    assert [problem.kind for problem in found.problems] == ["warning", "warning"]
    assert "“email” stands in single braces" in found.problems[0].message
    assert found.is_usable


def test_the_header_is_named() -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("{{ name }}")
    document.sections[0].header.paragraphs[0].text = "{{ nam }}"
    document.sections[0].footer.paragraphs[0].text = "{{ emial }}"
    messages = [problem.message for problem in examine(open_package(written(document)), "cv").problems]
    assert "in the header" in messages[0]
    assert "in the footer" in messages[1]
