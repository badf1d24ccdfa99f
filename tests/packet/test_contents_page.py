from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion import Workers
from postmatch.domain.packet import Plan, Section, Source
from postmatch.domain.workspace import Paper
from postmatch.packet import draw_contents, plan_packet
from postmatch.packet.contents_page import PAGE_SIZES, contents_rows, printed_title, title_lines
from tests.packet.packets import untimed

LONG = "Letter of recommendation by the chair of internal medicine of a hospital with a very long name " * 3


def _plan(count: int, *, title: str = "Document") -> Plan:
    return plan_packet(
        [Source(id=f"s{n}", kind="other", title=f"{title} {n}", page_count=1 + n % 3) for n in range(count)]
    )


def _section(title: str, *, kind: str = "diploma") -> Section:
    return Section(source_id="a", kind=kind, title=title, first_page=2, page_count=1)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("count", [1, 20, 21, 40, 120])
def test_it_has_exactly_the_planned_pages_of_the_chosen_paper(count: int, paper: Paper) -> None:
    plan = _plan(count)
    with pikepdf.open(BytesIO(draw_contents(plan, paper=paper, applicant="Adaeze Okafor"))) as pdf:
        assert len(pdf.pages) == plan.section("contents").page_count
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages}
    width, height = PAGE_SIZES[paper]
    assert sizes == {(0, 0, round(width), round(height))}


@pytest.mark.parametrize("count", [1, 40, 120])
def test_every_entry_is_printed_with_its_first_page(count: int, workers: Workers) -> None:
    plan = _plan(count)
    text = " ".join(workers.page_texts(draw_contents(plan, paper=Paper.A4, applicant="Adaeze Okafor")))
    words = text.split()
    for section in plan.sections:
        if section.kind != "contents":
            row = [*section.title.split(), str(section.first_page)]
            assert any(words[at : at + len(row)] == row for at in range(len(words))), row


@pytest.mark.parametrize("paper", list(Paper))
def test_no_row_lies_outside_the_sheet_or_on_another(paper: Paper) -> None:
    size = PAGE_SIZES[paper]
    rows = contents_rows(_plan(120), size)
    for row in rows:
        left, bottom, right, top = row.box
        assert 0 < left < right < size[0]
        assert 60 <= bottom < top < size[1]
    for above, below in pairwise(rows):
        assert above.page_index < below.page_index or below.box[3] <= above.box[1]


def test_all_fonts_are_embedded() -> None:
    with pikepdf.open(BytesIO(draw_contents(_plan(30), paper=Paper.LETTER, applicant="Adaeze Okafor"))) as pdf:
        descriptors = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert descriptors
        assert all("/FontFile2" in font.FontDescriptor for font in descriptors)


def test_the_same_plan_is_drawn_to_the_same_bytes() -> None:
    first, second = (draw_contents(_plan(30), paper=Paper.LETTER, applicant="Adaeze Okafor") for _ in range(2))
    assert first == second


def test_a_long_title_takes_two_lines_and_says_that_it_goes_on() -> None:
    lines = title_lines(_section(LONG))
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert LONG.startswith(f"{lines[0]} {lines[1][:-1]}")


def test_a_title_that_fits_is_printed_as_it_is() -> None:
    assert title_lines(_section("Diplôme d’État (Łódź), Диплом, Bằng tốt nghiệp")) == (
        "Diplôme d’État (Łódź), Диплом, Bằng tốt nghiệp",
    )


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("شهادة كلية الطب", "Diploma (title in a script not printed here)"),
        ("Diploma 医学部 2019", "Diploma … 2019"),
        ("Diploma 🎓", "Diploma"),
        ("🎓", "Diploma"),
        ("", "Diploma"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_letters_the_fonts_lack_are_never_drawn_as_boxes(title: str, printed: str) -> None:
    assert printed_title(Section.model_construct(title=title, kind="diploma")) == printed


@untimed
@given(st.text(max_size=300))
def test_any_title_can_be_drawn(title: str) -> None:
    plan = plan_packet([Source(id="a", kind="other", title=title, page_count=1)])
    assert draw_contents(plan, paper=Paper.LETTER, applicant=title).startswith(b"%PDF-")
