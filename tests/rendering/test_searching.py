"""The search by halves finds what a walk from the start finds, and asks far less often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmatch.rendering.searching import first_that_holds


@given(count=st.integers(0, 200), first=st.integers(0, 220))
def test_it_finds_what_a_walk_finds(count: int, first: int) -> None:
    walked = next((index for index in range(count) if index >= first), None)
    assert first_that_holds(lambda index: index >= first, count) == walked


def test_fifteen_rungs_are_asked_four_times_at_most() -> None:
    for first in range(16):
        asked: list[int] = []

        def holds(index: int, first: int = first, asked: list[int] = asked) -> bool:
            asked.append(index)
            return index >= first

        first_that_holds(holds, 15)
        assert len(asked) <= 4
