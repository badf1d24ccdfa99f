from __future__ import annotations

from docx import Document
from docx.oxml import OxmlElement

from postmatch.domain.own_templates import ProblemKind
from postmatch.rendering.template_looks import looks
from postmatch.rendering.template_package import open_package
from tests.rendering.made_templates import header_and_footer, tables_layout, text_boxes, written


def told(docx: bytes) -> list[tuple[ProblemKind, str]]:
    return [(problem.kind, problem.message) for problem in looks(open_package(docx))]


def test_a_plain_template_has_nothing_to_tell() -> None:
    assert told(header_and_footer()) == []


def test_what_the_built_in_converter_does_otherwise_is_a_warning() -> None:
    (box,) = told(text_boxes())
    assert box == (ProblemKind.WARNING, "Text boxes are filled, but the built-in converter sets them above the text.")
    (bullets,) = told(tables_layout())
    assert "bullets in cells" in bullets[1]


def test_links_in_headers_are_told() -> None:
    document = Document()
    document.add_paragraph("{{ name }}")
    document.sections[0].header.paragraphs[0]._p.append(OxmlElement("w:hyperlink"))
    ((_, message),) = told(written(document))
    assert "links in headers" in message


def test_traces_of_editing_are_told() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{ name }}")._p
    paragraph.append(OxmlElement("w:ins"))
    document.add_comment(document.paragraphs[0].runs, "{{ name }} or {{ full_name }}?", author="Ada")
    kinds = told(written(document))
    assert {kind for kind, _ in kinds} == {ProblemKind.WARNING}
    words = " ".join(message for _, message in kinds)
    assert "tracked changes" in words
    assert "has comments" in words
    assert "A tag stands in a comment" in words


def test_tags_in_the_properties_are_told() -> None:
    document = Document()
    document.add_paragraph("{{ name }}")
    document.core_properties.title = "CV of {{ name }}"
    ((kind, message),) = told(written(document))
    assert (kind, message) == (ProblemKind.WARNING, "The tags in the properties of this file are not filled.")


def test_hidden_text_is_told() -> None:
    document = Document()
    document.add_paragraph("{{ name }}").add_run("seen by nobody").font.hidden = True
    ((kind, message),) = told(written(document))
    assert kind is ProblemKind.WARNING
    assert "hidden text" in message
