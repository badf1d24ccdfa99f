from __future__ import annotations

import pytest
from lxml import etree

from postmatch.rendering.field_codes import harmful_field
from postmatch.rendering.word_parts import W

BEGIN, MIDDLE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return f"<w:instrText>{text}</w:instrText>"


def harm(*marks: str) -> str | None:
    return harmful_field(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{"".join(marks)}</w:p>'))


@pytest.mark.parametrize(
    "marks",
    [
        (BEGIN, code(" PAGE "), END),
        (BEGIN, code(" TOC "), MIDDLE, BEGIN, code(" PAGEREF x "), MIDDLE, "<w:t>DDE 3</w:t>", END, END),
        (BEGIN, END),
        ("<w:t>DDEAUTO is a word</w:t>",),
        ('<w:fldSimple w:instr=" NUMPAGES "/>',),
    ],
)
def test_fields_that_count_or_link_stay_and_text_is_no_field(marks: tuple[str, ...]) -> None:
    assert harm(*marks) is None


@pytest.mark.parametrize(
    ("marks", "name"),
    [
        ((BEGIN, code(" DD"), code("E x "), END), "DDE"),
        ((BEGIN, "<w:delInstrText> DDE x </w:delInstrText>", END), "DDE"),
        ((BEGIN, code("D"), "<w:t>DE x</w:t>", END), "DDE"),
        ((BEGIN, BEGIN, code(" REF bm "), MIDDLE, END, MIDDLE, END), "{"),
        ((BEGIN, code("  "), BEGIN, code(" REF bm "), END, END), "{"),
        ((BEGIN, code(" \\ "), BEGIN, code(" REF bm "), END, END), ""),
        ((code("DDE x"),), "DDE"),
        (('<w:fldSimple w:instr="INCLUDETEXT x"/>',), "INCLUDETEXT"),
    ],
)
def test_whatever_may_become_another_instruction_is_named(marks: tuple[str, ...], name: str) -> None:
    assert harm(*marks) == name
