from __future__ import annotations

import pytest
from jinja2 import nodes

from postmatch.rendering.printing import branches, is_in_part, is_no_text, printed_paths
from postmatch.rendering.sandbox import TemplateEnvironment

SCOPE = {"e": "education[]", "loop": None}


def expression(source: str) -> nodes.Node:
    (output,) = TemplateEnvironment().parse(f"{{{{ {source} }}}}").body
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("name", ["name"]),
        ("e.title|upper", ["education[].title"]),
        ("'Dr. ' ~ name ~ place", ["name", "place"]),
        ("skills|map(attribute='name')|join(', ')", ["skills[].name"]),
        ("summary|join(' ')", ["summary[]"]),
        ("phone or email", ["phone"]),
        ("email and phone", ["phone"]),
        ("email if name else phone", ["email"]),
        ("awards|length", []),
        ("summary[0]", []),
        ("(awards|first).title", []),
        ("awards[:1]|map(attribute='title')|join", []),
        ("'text'", []),
    ],
)
def test_what_is_printed_whenever_it_holds_something(source: str, paths: list[str]) -> None:
    assert list(printed_paths(expression(source), SCOPE)) == paths


@pytest.mark.parametrize(
    "source", ["[name]", "(name, name)", "not name", "name == place", "name is defined", "true", "none", "loop.first",
               "summary|sort", "skills|map(attribute='name')"]
)  # fmt: skip
def test_what_python_would_print_in_its_own_words_is_no_text(source: str) -> None:
    assert is_no_text(expression(source), SCOPE)


@pytest.mark.parametrize("source", ["name", "7", "loop.index", "awards|length", "name|upper", "'a' ~ name"])
def test_texts_and_numbers_are_text(source: str) -> None:
    assert not is_no_text(expression(source), SCOPE)


def test_branches_are_all_that_may_be_printed() -> None:
    found = [one.name for one in branches(expression("(a or b) if c else (d and e)"))]  # type: ignore[attr-defined]
    assert found == ["a", "b", "d", "e"]


def test_a_field_by_its_name_is_not_a_part() -> None:
    assert not is_in_part(expression("e['title']"), SCOPE)
    assert is_in_part(expression("education[-1]['title']"), SCOPE)
