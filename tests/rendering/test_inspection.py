from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError

from postmatch.rendering.inspection import read
from postmatch.rendering.reading import Reading, Wrong
from postmatch.rendering.sandbox import TemplateEnvironment


def reading(source: str) -> Reading:
    return read(TemplateEnvironment().parse(source), "cv")


def wrongs(source: str) -> list[Wrong]:
    return [mistake.wrong for mistake in reading(source).mistakes]


def test_known_variables_are_known_at_every_depth() -> None:
    found = reading(
        "{{ name }}{{ name|upper }}{{ name[0:1] }}"
        "{% for e in education %}{{ e.title }}{{ e['place'] }}"
        "{% for line in e.details %}{{ line }}{{ loop.index + 1 }}{% endfor %}{% endfor %}"
        "{% set rows = at_a_glance_rows %}{{ rows[0].left.value }}{{ awards[0]['title'] }}"
        "{{ skills|map(attribute='name')|join(', ') }}{{ (awards|first).title }}{{ summary|join(' ') }}"
        "{% for p in summary[:2] %}{{ p }}{% if not loop.last %}, {% endif %}{% endfor %}"
        "{% if awards|length > 1 and name is defined %}{{ 'a' ~ name }}{{ email if email else phone }}{% endif %}"
    )
    assert found.mistakes == []
    assert {"name", "education[].title", "education[].details[]", "skills[].name", "awards[].title"} <= found.used
    assert "at_a_glance_rows[].left.value" in found.used


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("{{ nmae }}", "nmae"),
        ("{% if awards %}{% for e in education %}{{ e.titel }}{% endfor %}{% endif %}", "education[].titel"),
        ("{% for e in awards %}{{ e.title }}{% endfor %}{{ e.title }}", "e.title"),
        ("{{ loop.index }}", "loop.index"),
    ],
)
def test_a_wrong_name_is_found_with_its_path_also_where_no_profile_would_reach_it(source: str, path: str) -> None:
    found = reading(source).mistakes
    assert [(mistake.wrong, mistake.path) for mistake in found] == [(Wrong.UNKNOWN, path)]


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("{{ name.__class__ }}", Wrong.INSIDE),
        ("{{ ''.__class__ }}", Wrong.INSIDE),
        ("{{ education[0].__init__ }}", Wrong.INSIDE),
        ("{{ (education|first)['__class__'] }}", Wrong.INSIDE),
        ("{{ education[name] }}", Wrong.INSIDE),
        ("{% for e in awards %}{{ loop.previtem }}{% endfor %}", Wrong.INSIDE),
        ("{% for e in awards %}{{ loop }}{% endfor %}", Wrong.INSIDE),
        ("{{ name() }}", Wrong.CALL),
        ("{% for e in range(9) %}{% endfor %}", Wrong.CALL),
        ("{% for e in awards %}{{ loop.cycle('a', 'b') }}{% endfor %}", Wrong.CALL),
        ("{{ name|safe }}", Wrong.FILTER),
        ("{{ name|join('xxxx')|join('xxxx') }}", Wrong.FILTER),
        ("{{ name|default(name) }}", Wrong.FILTER),
        ("{{ skills|map('upper')|list }}", Wrong.FILTER),
        ("{{ skills|map(attribute='__class__')|join }}", Wrong.FILTER),
        ("{{ name is callable }}", Wrong.TEST),
        ("{% for a in skills %}{% for b in skills %}{% endfor %}{% endfor %}", Wrong.NESTED),
        ("{% for a in skills %}{% set t = skills %}{% for b in t %}{% endfor %}{% endfor %}", Wrong.NESTED),
        ("{% for letter in name %}{% endfor %}", Wrong.NO_LIST),
        ("{% for x in [1, 2] %}{% endfor %}", Wrong.NO_LIST),
        ("{{ summary }}", Wrong.WHOLE),
        ("{% for e in education %}{{ e }}{% endfor %}", Wrong.WHOLE),
        ("{{ 'a' * 9 }}", Wrong.ARITHMETIC),
        ("{{ name + name }}", Wrong.ARITHMETIC),
        ("{{ 9 ** 9 }}", Wrong.ARITHMETIC),
        ("{{ 1000000 * 2 }}", Wrong.ARITHMETIC),
        ("{% set x = name ~ name %}", Wrong.ASSIGNED),
        ("{% set a, b = name %}", Wrong.ASSIGNED),
        ("{% set t = skills %}{% if name %}{% set t = awards %}{% endif %}", Wrong.ASSIGNED),
        ("{% if name %}{% set skills = awards %}{% endif %}", Wrong.ASSIGNED),
        ("{{ summary|upper }}", Wrong.WHOLE),
        ("{{ summary if name else '' }}", Wrong.WHOLE),
        ("{{ name ~ summary }}", Wrong.WHOLE),
        ("{% set x %}{{ name }}{% endset %}", Wrong.STATEMENT),
        ("{% with x = name %}{% endwith %}", Wrong.STATEMENT),
        ("{% block a %}{% endblock %}", Wrong.STATEMENT),
        ("{% import 'x' as y %}", Wrong.STATEMENT),
        ("{% filter upper %}{% endfilter %}", Wrong.STATEMENT),
        ("{% for e in awards recursive %}{% endfor %}", Wrong.STATEMENT),
        ("{% for a, b in skills %}{% endfor %}", Wrong.STATEMENT),
        ("{{ contact_line|upper }}", Wrong.NEEDS_R),
        ("{{ contact_line ~ name }}", Wrong.NEEDS_R),
    ],
)
def test_what_a_template_must_not_do_is_named(source: str, wrong: Wrong) -> None:
    assert wrong in wrongs(source)


def test_what_stands_in_a_loop_over_nothing_known_is_told_once() -> None:
    source = "{% for d in dishes %}{{ d.name }}{% for i in d.parts %}{{ i }}{% endfor %}{% endfor %}"
    assert [mistake.path for mistake in reading(source).mistakes] == ["dishes"]


def test_lines_that_print_linked_values_are_known() -> None:
    assert reading("{{ name }}\n{{ contact_line }}\n{{ email if email else contact_line }}").linked == {2, 3}


_VALUES = ("name", "summary", "e", "e.title", "e.details", "d", "skills", "education", "'ab'", "7", "loop.index", "x")
_PIECES = st.recursive(
    st.one_of(
        st.sampled_from(_VALUES).map("{{{{ {} }}}}".format),
        st.tuples(st.sampled_from(_VALUES), st.sampled_from(("~", "*", "+", "**")), st.sampled_from(_VALUES)).map(
            lambda parts: f"{{{{ {' '.join(parts)} }}}}"
        ),
        st.tuples(
            st.sampled_from(_VALUES),
            st.lists(st.sampled_from(("sort", "list", "first", "upper", "map(attribute='title')"))),
        ).map(lambda parts: f"{{{{ {'|'.join([parts[0], *parts[1]])} }}}}"),
        st.tuples(st.sampled_from(("x", "e", "skills")), st.sampled_from((*_VALUES, "x ~ x"))).map(
            lambda parts: f"{{% set {parts[0]} = {parts[1]} %}}"
        ),
    ),
    lambda inner: st.tuples(
        st.sampled_from(
            ("for e in education", "for d in e.details", "for e in x", "for s in skills", "for d in skills", "if name")
        ),
        st.lists(inner, max_size=4),
    ).map(lambda parts: f"{{% {parts[0]} %}}{''.join(parts[1])}{{% end{parts[0].split(' ')[0]} %}}"),
    max_leaves=12,
)

_THIRTY = {
    "name": "word",
    "summary": ["word"] * 30,
    "education": [{"title": "word", "details": ["word"] * 30}] * 30,
    "skills": [{"name": "word"}] * 30,
}


@given(st.lists(_PIECES, max_size=5).map("".join))
@settings(max_examples=200, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_what_passes_prints_no_more_than_tags_times_values(source: str) -> None:
    """Thirty entries in each list: a product of lists would print thousands of times, a doubled text a million."""
    if reading(source).mistakes:
        return
    try:
        printed = TemplateEnvironment().from_string(source).render(_THIRTY)
    except (TemplateError, TypeError, ValueError):
        return
    every_line = 30 * 30 * len("wordword")  # details of each entry, two values in a tag
    assert len(printed) <= source.count("{{") * every_line


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("{{ name or education }}", Wrong.WHOLE),
        ("{{ name or publications[0:1] }}", Wrong.WHOLE),
        ("{{ name and summary }}", Wrong.WHOLE),
        ("{{ (name or summary)|upper }}", Wrong.WHOLE),
        ("{{ name ~ (summary or name) }}", Wrong.WHOLE),
        ("{{ [name, name] }}", Wrong.NO_TEXT),
        ("{{ (name, name) }}", Wrong.NO_TEXT),
        ("{{ not name }}", Wrong.NO_TEXT),
        ("{{ skills|map(attribute='name') }}", Wrong.NO_TEXT),
        ("{{ skills|map(attribute='name')|list }}", Wrong.NO_TEXT),
        ("{{ summary|sort }}", Wrong.NO_TEXT),
        ("{{ name ~ [name] }}", Wrong.NO_TEXT),
        ("{{ name or contact_line }}", Wrong.NEEDS_R),
        ("{{ contact_line|length }}", Wrong.NEEDS_R),
        ("{{ education|join(', ') }}", Wrong.FILTER),
        ("{{ education|map(attribute='details')|join }}", Wrong.FILTER),
        ("{{ publications|map(attribute='styled_citation')|join }}", Wrong.FILTER),
        ("{% for e in education|sort %}{{ e.title }}{% endfor %}", Wrong.FILTER),
        ("{% for e in education|sort(attribute='details') %}{{ e.title }}{% endfor %}", Wrong.FILTER),
        ("{% for e in education|unique %}{{ e.title }}{% endfor %}", Wrong.FILTER),
    ],
)
def test_what_python_would_print_or_stumble_over_is_named(source: str, wrong: Wrong) -> None:
    assert wrong in wrongs(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ phone or email }}",
        "{{ contact_line if name else '' }}",
        "{% for p in summary|sort %}{{ p }}{% endfor %}",
        "{{ summary|unique|join(' ') }}",
        "{% for e in education|sort(attribute='title', reverse=true) %}{{ e.title }}{% endfor %}",
    ],
)
def test_what_prints_texts_is_right(source: str) -> None:
    assert wrongs(source) == []


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{% if email %}Contact me.{% endif %}", set()),
        ("{% if email %}{{ email }}{% endif %}", {"email"}),
        ("{% for e in education[:1] %}{{ e.title }}{% endfor %}", set()),
        ("{% for e in education if e.place %}{{ e.title }}{% endfor %}", set()),
        (
            "{% for e in education %}{% if loop.first %}{{ e.title }}{% endif %}{{ e.place }}{% endfor %}",
            {"education[].place"},
        ),
        ("{% set first = education[0] %}{{ first.title }}", set()),
        ("{% set list = education %}{% for e in list %}{{ e.title }}{% endfor %}", {"education[].title"}),
        (
            "{% for s in sections %}{% if s.kind == 'words' %}{{ s.heading }}{% endif %}{% endfor %}",
            {"sections[].heading"},
        ),
    ],
)
def test_what_is_printed_is_told_apart_from_what_is_asked_for(source: str, printed: set[str]) -> None:
    found = reading(source)
    assert found.mistakes == []
    assert found.printed == printed
