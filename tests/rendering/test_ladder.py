"""A filled document at a rung: everything that is set somewhere follows, nothing goes below the floor."""

from __future__ import annotations

from datetime import date

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from postmatch.domain.cv_form import CvForm
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import Template, fill_cover_letter, fill_cv, templates
from postmatch.rendering.ladder import Ladder
from postmatch.rendering.rungs import FLOOR_MARGIN, RUNGS, Rung, rungs_for
from postmatch.rendering.type_sizes import text_sizes
from postmatch.rendering.word_parts import read_parts
from tests.rendering.word_files import TWIPS_AN_INCH, grid, one_column, opened, saved, set_size, tabs, with_right_tab
from tests.rendering.word_files import with_table as with_table_of

TODAY = date(2026, 4, 6)
ALL = (*templates("cv"), *templates("cover_letter"))
FLOOR = RUNGS[-1]


def filled(template: Template, profile: Profile, paper: Paper = Paper.LETTER) -> bytes:
    if template.purpose == "cv":
        return fill_cv(profile, form=CvForm(), template=template, paper=paper, today=TODAY)
    return fill_cover_letter(profile, position=None, enclosures=("CV",), template=template, paper=paper, today=TODAY)


@pytest.mark.parametrize("template", ALL, ids=lambda one: f"{one.purpose}-{one.name}")
@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_of_ours_goes_below_the_floor_of_legibility(
    template: Template, paper: Paper, full_profile: Profile
) -> None:
    docx = filled(template, full_profile, paper)
    before, _ = text_sizes(read_parts(docx))
    after, body = text_sizes(read_parts(Ladder(docx).at(FLOOR)))
    labels = sum(count for size, count in before.items() if size < 19)
    assert body == 19
    assert sum(count for size, count in after.items() if size < 19) <= labels
    assert min(size for size, count in after.items() if count) >= 16
    for section in opened(Ladder(docx).at(FLOOR)).sections:
        margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
        assert all(margin.inches >= FLOOR_MARGIN - 0.001 for margin in margins)


@pytest.mark.parametrize("template", ALL, ids=lambda one: f"{one.purpose}-{one.name}")
def test_its_own_rung_is_the_document_itself_and_every_rung_gives_the_same_bytes(
    template: Template, full_profile: Profile
) -> None:
    ladder = Ladder(filled(template, full_profile))
    assert ladder.at(Rung(ladder.body)) == filled(template, full_profile)
    for rung in rungs_for(ladder.body, may_grow=True):
        assert ladder.at(rung) == Ladder(filled(template, full_profile)).at(rung)


def test_climbing_down_and_up_again_leaves_no_trace(full_profile: Profile) -> None:
    """Every rung is made from the filled document, never from another rung."""
    ladder = Ladder(filled(templates("cv")[0], full_profile))
    first = ladder.at(RUNGS[2])
    ladder.at(FLOOR)
    assert ladder.at(RUNGS[2]) == first


def test_styles_direct_formatting_and_the_defaults_are_all_scaled() -> None:
    document = one_column(size=10)
    set_size(document.add_paragraph().add_run("By hand"), 30)
    document.add_paragraph("In a style", style="Heading 1")
    document.styles["Heading 1"].font.size = Pt(14)
    smaller = opened(Ladder(saved(document)).at(FLOOR))
    assert smaller.styles["Normal"].font.size == Pt(9.5)
    assert smaller.styles["Heading 1"].font.size == Pt(13.5)  # 13.3, and Word knows halves only
    assert smaller.paragraphs[0].runs[0]._r.rPr.find(qn("w:sz")).get(qn("w:val")) == "29"


def test_a_document_that_says_no_size_and_no_line_gets_both_from_the_defaults() -> None:
    document = one_column()
    document.styles.element.remove(document.styles.element.find(qn("w:docDefaults")))
    document.styles["Normal"].element.remove(document.styles["Normal"].element.rPr)
    defaults = opened(Ladder(saved(document)).at(FLOOR)).styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:sz"))).get(qn("w:val")) == "19"
    assert next(defaults.iter(qn("w:spacing"))).get(qn("w:line")) == "228"


def test_space_between_paragraphs_and_exact_lines_shrink_with_the_rest() -> None:
    document = one_column()
    paragraph = document.add_paragraph("Text").paragraph_format
    paragraph.space_before, paragraph.line_spacing = Pt(10), Pt(12)
    smaller = opened(Ladder(saved(document)).at(FLOOR)).paragraphs[0].paragraph_format
    assert smaller.space_before == Pt(4.5)
    assert smaller.line_spacing == Pt(10.85)  # 12 x 0.95 for the type x 0.95 for the lines, in twentieths


def test_right_tab_stops_and_full_tables_follow_the_wider_text() -> None:
    document = one_column(margin=1.0)
    with_right_tab(document, 6.5)
    with_right_tab(document, 3.0)
    with_table_of(document, 3.25, 3.25)
    docx = Ladder(saved(document)).at(FLOOR)
    wider = round(7.3 * TWIPS_AN_INCH)
    assert tabs(docx) == [wider, 3 * TWIPS_AN_INCH]
    assert abs(sum(grid(docx)) - wider) <= 2


def test_a_narrow_table_keeps_its_width() -> None:
    document = one_column(margin=1.0)
    with_table_of(document, 1.0, 2.0)
    assert grid(Ladder(saved(document)).at(FLOOR)) == [TWIPS_AN_INCH, 2 * TWIPS_AN_INCH]


def test_margins_that_are_narrower_than_the_floor_stay() -> None:
    section = opened(Ladder(saved(one_column(margin=0.5))).at(FLOOR)).sections[0]
    assert section.left_margin.inches == section.top_margin.inches == 0.5


def test_the_size_of_the_text_is_that_of_normal_or_of_most_of_the_text() -> None:
    document = one_column(size=12)
    assert Ladder(saved(document)).body == 12
    set_size(document.add_paragraph().add_run("A word set by hand " * 30), 21)
    assert Ladder(saved(document)).body == 10.5


def test_a_name_in_large_type_is_not_taken_for_the_text() -> None:
    document = one_column(size=10)
    set_size(document.add_paragraph().add_run("Marisol Everhart"), 44)
    assert Ladder(saved(document)).body == 10


def test_what_is_in_a_header_is_scaled_too() -> None:
    document = one_column()
    set_size(document.sections[0].header.paragraphs[0].add_run("Marisol Everhart"), 40)
    header = opened(Ladder(saved(document)).at(FLOOR)).sections[0].header
    assert next(header._element.iter(qn("w:sz"))).get(qn("w:val")) == "38"
