from __future__ import annotations

import io

import pytest
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from postmatch.rendering.inspection import misprinted_variables, unknown_variables


def opened(*paragraphs: str, header: str = "") -> DocxTemplate:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    template = DocxTemplate(io.BytesIO(buffer.getvalue()))
    template.init_docx()
    return template


def unknown(*paragraphs: str, header: str = "") -> tuple[str, ...]:
    return unknown_variables(opened(*paragraphs, header=header), "cv", SandboxedEnvironment())


def test_known_variables_are_known_at_every_depth() -> None:
    assert (
        unknown(
            "{{ name }} {{ name|upper }}",
            "{%p for e in education %}",
            "{{ e.title }}{% for line in e.details %}{{ line }}{{ loop.index }}{% endfor %}",
            "{%p endfor %}",
            "{% set rows = at_a_glance_rows %}{{ rows[0].left.value }}{{ awards[0]['title'] }}",
        )
        == ()
    )


def test_a_wrong_name_is_found_with_its_path_also_where_no_profile_would_reach_it() -> None:
    assert unknown("{%p if awards %}", "{% for e in education %}{{ e.titel }}{% endfor %}", "{%p endif %}") == (
        "education[].titel",
    )
    assert unknown("{{ nmae }}{% for a, b in skills %}{{ a }}{% endfor %}") == ("nmae",)


def test_headers_are_looked_at_too() -> None:
    assert unknown("text", header="{{ nam }}") == ("nam",)


def test_a_loop_name_is_unknown_after_its_loop() -> None:
    assert unknown("{% for e in awards %}{{ e.title }}{% endfor %}{{ e.title }}") == ("e.title",)


def test_an_attribute_of_a_value_is_unknown() -> None:
    assert unknown("{{ name.__class__ }}") == ("name.__class__",)


def test_what_does_not_parse_is_a_syntax_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        unknown("{% if name %}")


def test_linked_values_need_the_r_and_nothing_else_may_have_it() -> None:
    assert misprinted_variables(opened("{{r contact_line }}", "{{ name }}", "{{r e.link }}")) == ()
    assert misprinted_variables(opened("{{ contact_line }}")) == ("{{ contact_line }}",)
    assert misprinted_variables(opened("{{r name }}", "{{ e.link }}")) == ("{{ e.link }}", "{{r name }}")
