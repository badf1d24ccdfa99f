from __future__ import annotations

import pytest

from postmatch.rendering.pairing import DEEPEST, unpaired
from postmatch.rendering.tags import Tag


def tags(*texts: str) -> list[Tag]:
    return [Tag(text, "", "") for text in texts]


def test_what_is_closed_in_order_is_sound() -> None:
    sound = (
        "{%p for e in x %}",
        "{% if a %}",
        "{{ a }}",
        "{% elif b %}",
        "{%- else -%}",
        "{% endif %}",
        "{%p endfor %}",
    )
    assert unpaired(tags(*sound)) is None
    assert unpaired(tags("{% for e in x %}", "{% else %}", "{% endfor %}")) is None


@pytest.mark.parametrize(
    ("texts", "fault", "at"),
    [
        (("{% if a %}", "{% for e in x %}", "{% endfor %}"), "open", "{% if a %}"),
        (("{% endif %}",), "alone", "{% endif %}"),
        (("{% else %}",), "alone", "{% else %}"),
        (("{% for e in x %}", "{% elif a %}"), "alone", "{% elif a %}"),
        (("{% if a %}", "{% for e in x %}", "{% endif %}"), "crossed", "{% endif %}"),
        (("{% if a %}",) * (DEEPEST + 1), "deep", "{% if a %}"),
    ],
)
def test_the_tag_at_fault_is_named(texts: tuple[str, ...], fault: str, at: str) -> None:
    found = unpaired(tags(*texts))
    assert found is not None
    assert (found.fault, found.tag.text) == (fault, at)
