"""Sections and plans: page arithmetic and its words."""

from __future__ import annotations

from postmatch.domain.packet import Plan, Section


def section(first_page: int, page_count: int, source_id: str = "s") -> Section:
    return Section(source_id=source_id, kind="other", title="T", first_page=first_page, page_count=page_count)


def test_a_section_says_its_pages_in_words() -> None:
    assert section(7, 1).pages_label == "page 7"
    assert section(7, 3).pages_label == "pages 7-9"
    assert (section(7, 1).last_page, section(7, 3).last_page) == (7, 9)


def test_a_plan_has_as_many_pages_as_its_last_section_says() -> None:
    plan = Plan(sections=(section(1, 2, "a"), section(3, 4, "b")))
    assert plan.page_count == 6
    assert Plan(sections=()).page_count == 0


def test_a_section_is_found_by_its_source_and_a_source_left_out_has_none() -> None:
    plan = Plan(sections=(section(1, 2, "a"), section(3, 4, "b")))
    assert plan.section("b") == section(3, 4, "b")
    assert plan.section("c") is None
