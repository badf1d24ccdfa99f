from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.packet import Plan, Section, Source
from postmatch.errors import PacketImpossible
from postmatch.packet import CONTENTS_ID, divider_id, plan_packet
from postmatch.packet.plan import (
    FIRST_PAGE_ENTRIES,
    NEXT_PAGE_ENTRIES,
    contents_page_count,
    entry_place,
    listed_sections,
    outlined_sections,
)
from tests.packet.packets import untimed


def _source(index: int, *, kind: str = "other", pages: int = 1) -> Source:
    return Source(id=f"s{index}", kind=kind, title=f"Document {index}", page_count=pages)


_sources = st.lists(
    st.tuples(st.sampled_from(["cover_letter", "cv", "diploma", "other"]), st.integers(1, 300)),
    min_size=1,
    max_size=150,
).map(lambda drawn: [_source(index, kind=kind, pages=pages) for index, (kind, pages) in enumerate(drawn)])


@untimed
@given(_sources)
def test_every_page_from_one_to_the_last_belongs_to_exactly_one_section(sources: list[Source]) -> None:
    plan = plan_packet(sources)
    numbers = [number for s in plan.sections for number in range(s.first_page, s.last_page + 1)]
    assert numbers == list(range(1, plan.page_count + 1))


@untimed
@given(_sources)
def test_the_pages_are_those_of_the_sources_and_of_the_contents(sources: list[Source]) -> None:
    plan = plan_packet(sources)
    planned = {s.source_id: s.page_count for s in plan.sections}
    assert planned.pop(CONTENTS_ID) == contents_page_count(len(sources))
    assert planned == {source.id: source.page_count for source in sources}


@untimed
@given(_sources)
def test_the_rest_keeps_its_order_after_cover_letter_and_contents(sources: list[Source]) -> None:
    order = [s.source_id for s in plan_packet(sources).sections]
    letters = [source.id for source in sources if source.kind == "cover_letter"]
    others = [source.id for source in sources if source.kind != "cover_letter"]
    assert order == [*letters, CONTENTS_ID, *others]


@untimed
@given(_sources)
def test_the_contents_list_every_section_but_themselves(sources: list[Source]) -> None:
    plan = plan_packet(sources)
    assert {s.source_id for s in listed_sections(plan)} == {source.id for source in sources}
    assert len(listed_sections(plan)) == len(sources)


@untimed
@given(st.integers(1, 2000))
def test_the_contents_pages_hold_every_entry_and_none_of_them_is_empty(count: int) -> None:
    places = [entry_place(index) for index in range(count)]
    assert len(set(places)) == count
    assert {page for page, _ in places} == set(range(contents_page_count(count)))
    assert all(row < (NEXT_PAGE_ENTRIES if page else FIRST_PAGE_ENTRIES) for page, row in places)


@pytest.mark.parametrize(("entries", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (42, 2), (43, 3), (120, 6)])
def test_the_contents_grow_by_a_page_when_one_is_full(entries: int, pages: int) -> None:
    assert contents_page_count(entries) == pages


@untimed
@given(_sources)
def test_with_sheets_between_every_page_still_belongs_to_exactly_one_section(sources: list[Source]) -> None:
    plan = plan_packet(sources, dividers=True)
    numbers = [number for s in plan.sections for number in range(s.first_page, s.last_page + 1)]
    assert numbers == list(range(1, plan.page_count + 1))
    assert [s.source_id for s in listed_sections(plan)] == [s.source_id for s in listed_sections(plan_packet(sources))]


def test_a_sheet_stands_in_front_of_each_document_but_letter_and_explanations() -> None:
    sources = [_source(1, kind="cv"), _source(2, kind="cover_letter"), _source(3, kind="explanation"), _source(4)]
    order = [s.source_id for s in plan_packet(sources, dividers=True).sections]
    assert order == ["s2", "contents", divider_id("s1"), "s1", "s3", divider_id("s4"), "s4"]


def test_the_outline_lists_the_contents_too_and_no_sheet() -> None:
    plan = plan_packet([_source(1, kind="cover_letter"), _source(2)], dividers=True)
    assert [s.source_id for s in outlined_sections(plan)] == ["s1", "contents", "s2"]


def test_a_file_of_one_document_has_no_contents() -> None:
    plan = plan_packet([_source(1, pages=3)], contents=False)
    assert [(s.source_id, s.first_page, s.page_count) for s in plan.sections] == [("s1", 1, 3)]


@pytest.mark.parametrize(
    ("source_id", "kind", "is_ours"),
    [
        ("cv", "cv", True),
        ("a1b2", "cv", False),  # the applicant's own
        ("a1b2", "explanation", True),
        ("divider:a1b2", "divider", True),
        ("contents", "contents", True),
        ("a1b2", "diploma", False),
    ],
)
def test_pages_that_we_made_are_told_from_those_of_the_applicant(source_id: str, kind: str, is_ours: bool) -> None:
    section = Section(source_id=source_id, kind=kind, title="", first_page=1, page_count=1)
    assert section.is_ours is is_ours


def test_without_a_cover_letter_the_contents_come_first() -> None:
    plan = plan_packet([_source(1, kind="cv", pages=2), _source(2)])
    assert [(s.source_id, s.first_page) for s in plan.sections] == [("contents", 1), ("s1", 2), ("s2", 4)]


def test_nothing_to_put_in_is_said_plainly() -> None:
    with pytest.raises(PacketImpossible, match="nothing to put into a packet"):
        plan_packet([])


@pytest.mark.parametrize(
    "sources",
    [[_source(1, pages=0)], [_source(1), _source(1)], [Source(id="contents", kind="other", title="x", page_count=1)]],
)
def test_a_source_that_cannot_be_numbered_is_named(sources: list[Source]) -> None:
    with pytest.raises(PacketImpossible, match=sources[0].title):
        plan_packet(sources)


def test_a_plan_is_a_value_that_survives_json() -> None:
    plan = plan_packet([_source(1, kind="cover_letter"), _source(2, pages=3)])
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
