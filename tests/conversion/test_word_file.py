from __future__ import annotations

import pytest

from postmatch.conversion.word_file import main_part, open_word
from tests.rendering.made_templates import changed, of_paragraphs, renamed, with_field, with_parts, with_related

DDE = ' DDEAUTO cmd "/k calc" '


@pytest.mark.parametrize("name", ["word/document.xml", "word/document.XML", "word/text.dat"])
def test_a_field_that_starts_something_is_emptied_whatever_its_part_is_called(name: str) -> None:
    file = open_word(renamed(with_field(DDE), "word/document.xml", name))
    assert main_part(file.parts) == name
    assert file.links_cut == 1
    assert b"DDEAUTO" not in file.parts[name]


def test_relations_are_cut_whatever_the_capitals_of_their_name() -> None:
    docx = changed(
        of_paragraphs("x"),
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="x/image" TargetMode="External" Target="http://203.0.113.9/x"/>'
        b"</Relationships>",
    )
    assert open_word(renamed(docx, "word/_rels/document.xml.rels", "word/_rels/document.XML.RELS")).links_cut == 1


def test_what_only_begins_like_xml_is_left_as_it_is() -> None:
    docx = with_parts(with_related("x/image", "image/png"), {"word/media/image7.dat": b"<p>a page<br>of the web"})
    assert open_word(docx).parts["word/media/image7.dat"] == b"<p>a page<br>of the web"
