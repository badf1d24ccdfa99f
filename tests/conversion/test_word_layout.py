"""What the embedded engine draws differently is said for the files that have it, and for no others."""

from __future__ import annotations

import docx
import pytest

from postmatch.conversion.word_file import open_word
from postmatch.conversion.word_layout import drawn_differently
from tests.conversion.word_samples import letter, with_body, with_parts, written

ITEM = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
BOX = "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
BOX += "</w:p>"


def in_cell(xml: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{xml}</w:tc></w:tr></w:tbl><w:p/>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ITEM.format(0, 1), []),
        (in_cell(ITEM.format(0, 0)), []),  # taken out of the list of its style
        (in_cell(ITEM.format(0, 1)), ["table cells"]),
        (ITEM.format(1, 1), ["Lists inside lists"]),
        (BOX, ["Text boxes"]),
        (BOX + in_cell(ITEM.format(2, 1)), ["Text boxes", "table cells", "Lists inside lists"]),
    ],
    ids=["list", "no list", "list in a cell", "list in a list", "text box", "everything"],
)
def test_each_difference_has_its_sentence(body: str, said: list[str]) -> None:
    found = drawn_differently(open_word(with_body(body)))
    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))


def test_a_list_may_come_from_the_style() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).paragraphs[0].style = "List Bullet"
    assert drawn_differently(open_word(written(document)))[0].startswith("Lists inside table cells")


def test_charts_are_known_by_their_parts() -> None:
    chart = with_parts(letter("x"), {"word/charts/chart1.xml": b"<c/>"})
    assert drawn_differently(open_word(chart)) == ("Charts and SmartArt may be missing or look different.",)
    assert drawn_differently(open_word(letter("x"))) == ()
