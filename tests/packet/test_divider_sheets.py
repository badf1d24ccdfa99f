from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion import Workers
from postmatch.domain.packet import Source
from postmatch.domain.workspace import Paper
from postmatch.packet import divider_id, draw_dividers, plan_packet
from tests.packet.packets import untimed


def _sources() -> list[Source]:
    return [
        Source(id="letter", kind="cover_letter", title="Cover letter", page_count=1),
        Source(id="mspe", kind="mspe", title="MSPE (Dean's letter)", page_count=3),
        Source(id="about", kind="explanation", title="About the diploma", page_count=1),
        Source(id="score", kind="score_report", title="Step 2 CK", page_count=1),
    ]


@pytest.mark.parametrize("paper", list(Paper))
def test_there_is_one_sheet_for_each_document_but_letter_and_explanations(paper: Paper, workers: Workers) -> None:
    drawn = draw_dividers(plan_packet(_sources(), dividers=True), paper=paper, applicant="Adaeze Okafor")
    assert list(drawn) == [divider_id("mspe"), divider_id("score")]
    texts = [" ".join(workers.page_texts(pdf)).split() for pdf in drawn.values()]
    assert texts == [
        ["Adaeze", "Okafor", "MSPE", "(Dean's", "letter)", "Pages", "4-6"],
        ["Adaeze", "Okafor", "Step", "2", "CK", "Page", "9"],
    ]


def test_a_plan_without_sheets_has_none_to_draw() -> None:
    assert draw_dividers(plan_packet(_sources()), paper=Paper.LETTER, applicant="") == {}


def test_a_sheet_is_tagged_and_named() -> None:
    plan = plan_packet(_sources(), dividers=True)
    with pikepdf.open(BytesIO(draw_dividers(plan, paper=Paper.A4, applicant="")[divider_id("mspe")])) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo.Title) == "MSPE (Dean's letter)"
        assert [str(element.S) for element in pdf.Root.StructTreeRoot.K[0].K] == ["/H1", "/P"]


@untimed
@given(st.text(max_size=300))
def test_any_title_can_be_drawn(title: str) -> None:
    plan = plan_packet([Source(id="a", kind="other", title=title, page_count=1)], dividers=True)
    (sheet,) = draw_dividers(plan, paper=Paper.LETTER, applicant=title).values()
    with pikepdf.open(BytesIO(sheet)) as pdf:
        assert len(pdf.pages) == 1
