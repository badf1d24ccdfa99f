"""The form of a CV: an order that holds, settings that move nothing, parts that go and come back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from postmatch.domain.cv_form import CvForm, CvPart, CvSection, EntryField, Relevance, SectionForm

USUAL = (CvSection.PUBLICATIONS, CvSection.EDUCATION, CvSection.RESEARCH)
sections = some.lists(some.sampled_from(CvSection), unique=True)


def _order(form: CvForm, usual: tuple[CvSection, ...] = USUAL) -> list[CvSection]:
    return [one.section for one in form.ordered(usual)]


def test_without_an_order_the_templates_holds_and_every_section_is_there_once() -> None:
    order = _order(CvForm())
    assert tuple(order[:3]) == USUAL
    assert sorted(order) == sorted(CvSection)


@given(sections, sections)
def test_an_order_given_to_some_sections_moves_only_these(chosen: list[CvSection], usual: list[CvSection]) -> None:
    before = _order(CvForm(), tuple(usual))
    after = _order(CvForm().with_order(chosen, usual), tuple(usual))
    assert [one for one in after if one in chosen] == chosen
    assert [one for one in after if one not in chosen] == [one for one in before if one not in chosen]
    places = [index for index, one in enumerate(before) if one in chosen]
    assert [index for index, one in enumerate(after) if one in chosen] == places


@given(some.sampled_from(CvSection), some.booleans())
def test_how_a_section_is_printed_does_not_move_it(section: CvSection, shown: bool) -> None:
    form = CvForm().with_section(SectionForm(section=section, shown=shown, without=(EntryField.DATES,)))
    assert _order(form) == _order(CvForm())
    assert form.section(section).without == (EntryField.DATES,)
    assert form.with_section(SectionForm(section=section)) == CvForm()


def test_what_is_usual_leaves_no_trace() -> None:
    marked = CvForm().with_mark("a", Relevance.KEEP).with_mark("a", Relevance.FIRST_TO_GO)
    assert marked.relevance("a") is Relevance.FIRST_TO_GO
    assert marked.with_mark("a", Relevance.USUAL) == CvForm()
    part = CvPart(entry_id="a", line="One line")
    hidden = CvForm().with_hidden(part, is_hidden=True)
    assert hidden.with_hidden(part, is_hidden=True) == hidden
    assert hidden.with_hidden(part, is_hidden=False) == CvForm()


def test_parts_left_out_are_listed_once_and_come_back_one_by_one() -> None:
    first, second = CvPart(entry_id="a"), CvPart(entry_id="b", line="One line")
    form = CvForm().with_left_out((first,)).with_left_out((first, second))
    assert form.left_out == (first, second)
    assert form.with_put_back((first,)).left_out == (second,)
    assert form.with_put_back((first, second)) == CvForm()
