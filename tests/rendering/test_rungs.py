"""The ladder as a table: what every rung may and may not be."""

from __future__ import annotations

from itertools import pairwise

import pytest

from postmatch.rendering.rungs import FLOOR_BODY, FLOOR_MARGIN, LARGEST_GROWN, RUNGS, Rung, rungs_for


def test_the_last_rung_is_the_stated_floor_and_none_is_below_it() -> None:
    assert (RUNGS[-1].body, RUNGS[-1].margin) == (FLOOR_BODY, FLOOR_MARGIN) == (9.5, 0.6)
    assert all(rung.body >= FLOOR_BODY and (rung.margin or 1.0) >= FLOOR_MARGIN for rung in RUNGS)


@pytest.mark.parametrize("body", [9.5, 10.0, 10.5, 11.0, 12.0, 14.0])
@pytest.mark.parametrize("may_grow", [True, False])
def test_each_rung_takes_less_height_than_the_one_before(body: float, may_grow: bool) -> None:
    """Distance of lines in points; where it is the same, space between paragraphs or margins are less."""
    for larger, smaller in pairwise(rungs_for(body, may_grow=may_grow)):
        assert larger.body * larger.line >= smaller.body * smaller.line
        assert (larger.spacing, larger.margin or 9) >= (smaller.spacing, smaller.margin or 9)
        assert larger != smaller


@pytest.mark.parametrize("body", [9.5, 10.0, 10.5, 11.0])
@pytest.mark.parametrize("may_grow", [True, False])
def test_a_document_of_ours_finds_its_own_size_among_its_rungs(body: float, may_grow: bool) -> None:
    rungs = rungs_for(body, may_grow=may_grow)
    assert rungs.count(Rung(body)) == 1
    assert rungs[-1] == RUNGS[-1]
    assert may_grow == (rungs[0] != Rung(body))
    assert all(rung.body <= max(body, LARGEST_GROWN) for rung in rungs)
    assert len(rungs) <= 15  # four conversions find the one that fits


def test_a_larger_document_starts_at_its_own_size() -> None:
    assert rungs_for(14.0, may_grow=False)[:2] == (Rung(14.0), Rung(12))


def test_a_document_smaller_than_the_floor_keeps_its_size() -> None:
    """An own template in 9 pt is the applicant's choice; it is not blown up, and not made smaller either."""
    rungs = rungs_for(9.0, may_grow=False)
    assert {rung.body for rung in rungs} == {9.0}
    assert rungs[-1].margin == FLOOR_MARGIN
