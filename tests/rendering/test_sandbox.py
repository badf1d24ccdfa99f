"""The last line of defence: what gets past the reading of a template meets a language that has nothing to offer."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError

from postmatch.rendering.sandbox import FILTERS, TESTS, TemplateEnvironment

VALUES = {"name": "Ada", "e": {"items": "of the dict?", "title": "MD"}, "rows": [{"title": "a"}, {"title": "b"}]}


def printed(source: str) -> str:
    return TemplateEnvironment().from_string(source).render(VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__class__ }}",
        "{{ name.upper() }}",
        "{{ e.keys() }}",
        "{{ rows.append(1) }}",
        "{{ range(3) }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__ }}",
        "{{ namespace() }}",
        "{{ self._TemplateReference__context }}",
        "{{ name|attr('__class__') }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ rows|map(attribute='__class__')|first }}",
        "{% macro m() %}{% endmacro %}{{ m() }}",
        "{% include 'x' %}",
        "{{ nothing }}",
    ],
)
def test_nothing_can_be_reached_or_called(source: str) -> None:
    with pytest.raises((TemplateError, TypeError)):
        printed(source)


def test_a_field_is_never_a_method_of_the_dict_that_holds_it() -> None:
    assert printed("{{ e.items }} {{ e.title }}") == "of the dict? MD"


def test_values_are_escaped_and_never_evaluated() -> None:
    environment = TemplateEnvironment()
    assert environment.from_string("{{ x }}").render(x="<{{ 7*7 }} & >") == "&lt;{{ 7*7 }} &amp; &gt;"


def test_a_source_is_compiled_once() -> None:
    environment = TemplateEnvironment()
    assert environment.from_string("{{ name }}") is environment.from_string("{{ name }}")


def test_only_what_is_listed_is_there() -> None:
    environment = TemplateEnvironment()
    assert environment.filters.keys() == FILTERS
    assert environment.tests.keys() == TESTS
    assert environment.globals == {}
