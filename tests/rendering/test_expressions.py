from __future__ import annotations

import pytest
from jinja2 import nodes

from postmatch.rendering.expressions import is_small_number, list_path, path_of, written
from postmatch.rendering.sandbox import TemplateEnvironment

SCOPE = {"e": "education[]", "loop": None}


def expression(source: str) -> nodes.Node:
    (output,) = TemplateEnvironment().parse(f"{{{{ {source} }}}}").body
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("name", "name"),
        ("e.title", "education[].title"),
        ("e['title']", "education[].title"),
        ("awards[-1].title", "awards[].title"),
        ("(awards|sort|last).title", "awards[].title"),
        ("awards[1:3][0].title", "awards[].title"),
        ("loop.index", None),
        ("awards[name]", None),
        ("awards[name:]", None),
        ("'text'.title", None),
        ("name|upper", None),
    ],
)
def test_a_walk_from_a_variable_has_a_path(source: str, path: str | None) -> None:
    assert path_of(expression(source), SCOPE) == path


def test_a_list_stays_one_when_it_is_sorted_or_cut() -> None:
    assert list_path(expression("awards|sort|reverse"), SCOPE) == "awards"
    assert list_path(expression("e.details[:3]|list"), SCOPE) == "education[].details"
    assert list_path(expression("awards|join"), SCOPE) is None


@pytest.mark.parametrize(("source", "small"), [("3 * loop.index - 1", True), ("2000 * 1", False), ("name * 2", False)])
def test_only_small_numbers_are_reckoned_with(source: str, small: bool) -> None:
    assert is_small_number(expression(source), SCOPE) is small


def test_an_expression_is_written_about_as_it_was() -> None:
    assert written(expression("a.b[0].c()|upper")) == "a.b[…].c(…)|upper"
