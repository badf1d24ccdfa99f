from __future__ import annotations

import time

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from postmatch.rendering.tags import Block, Tag, blocks, mend, on_own_lines, opening_count, placed, spans, without_tags


def paragraph_of(*pieces: str) -> Paragraph:
    paragraph = Document().add_paragraph()
    for text in pieces:
        paragraph.add_run(text)
    return paragraph


def mended(*pieces: str) -> list[str]:
    paragraph = paragraph_of(*pieces)
    mend(paragraph._p.getparent())
    return [run.text for run in paragraph.runs]


def test_a_split_tag_goes_whole_to_where_it_begins() -> None:
    assert mended("Dear {", "{ na", "me }", "} of", " old") == ["Dear {{ name }}", "", "", " of", " old"]


def test_two_tags_and_the_words_between_them_keep_their_runs() -> None:
    assert mended("{{ a }} and {{", " b }}", "!") == ["{{ a }} and {{ b }}", "", "!"]


def test_quotes_and_blanks_of_word_become_plain_inside_tags_only() -> None:
    assert mended("“{{\u00a0e[‘title’]\u200b }}”") == ["“{{ e['title'] }}”"]


@given(st.lists(st.text("{}%# ab“", max_size=6), min_size=1, max_size=6))
def test_mending_changes_no_letter_outside_of_tags(pieces: list[str]) -> None:
    before, after = "".join(pieces), "".join(mended(*pieces))
    assert without_tags(after) == without_tags(before)
    assert len(list(spans(after))) == len(list(spans(before)))


def test_tags_of_text_boxes_belong_to_the_paragraph_inside() -> None:
    paragraph = paragraph_of("outside {{ name }}")
    inner = paragraph_of("inside {{ email }}")
    box = paragraph.runs[0]._r.makeelement(qn("w:txbxContent"))
    paragraph.runs[0]._r.append(box)
    box.append(inner._p)
    found = [(block.words, [tag.text for tag in block.tags]) for block in blocks(paragraph._p.getparent(), "the text")]
    assert found[:2] == [("outside {{ name }}", ["{{ name }}"]), ("inside {{ email }}", ["{{ email }}"])]


def test_marks_and_dashes_are_not_part_of_what_a_tag_says() -> None:
    tags = [
        Tag(text, "", "") for text in ("{%p for e in x %}", "{{r link }}", "{%- if  a -%}", "{{ r }}", "{#tr no #}")
    ]
    assert [tag.mark for tag in tags] == ["p", "r", "", "", "tr"]
    assert [tag.inner for tag in tags] == ["for e in x", "link", "if a", "r", "no"]


def test_each_tag_has_a_line_of_its_own_and_its_place_in_word() -> None:
    source, patched = on_own_lines("<a>\n{{ x }}</a>{# no #}{% if y %}{{ x }}{% endif %}")
    assert source.splitlines()[1].startswith("{{ x }}")
    assert patched == ("{{ x }}", "{% if y %}", "{{ x }}", "{% endif %}")
    here = [Tag("{{ x }}", "first", ""), Tag("{%p if y %}", "second", ""), Tag("{{x}}", "third", "")]
    assert [tag.paragraph for tag in placed(patched, here)] == ["first", "second", "third", ""]


def test_a_torn_tag_is_seen() -> None:
    torn = {text: block.is_torn for text in ("{{ a }} b }}", "{{ a }} {b}") for block in _first_block(text)}
    assert torn == {"{{ a }} b }}": True, "{{ a }} {b}": False}


def _first_block(text: str) -> list[Block]:
    return list(blocks(paragraph_of(text)._p.getparent(), "the text"))[:1]


def test_openings_without_an_end_take_one_pass() -> None:
    text = "{{r " * 200_000
    started = time.perf_counter()
    assert list(spans(text)) == []
    assert opening_count(text) == 200_000
    assert time.perf_counter() - started < 3  # looking ahead from each would take minutes
