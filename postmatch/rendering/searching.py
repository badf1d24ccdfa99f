"""A search by halves."""

from __future__ import annotations

from collections.abc import Callable


def first_that_holds(holds: Callable[[int], bool], count: int) -> int | None:
    """The first index below ``count`` for which ``holds``, which holds from some index on; None when it never does.

    Asks about log2(count) times.
    """
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
