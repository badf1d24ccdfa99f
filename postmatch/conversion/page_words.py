"""How messages name pages."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_NAMED = 10


def named_pages(numbers: Sequence[int]) -> str:
    """``page 3``, ``pages 3 and 5``, or the first ten ``and 90 more``; numbers count from 1."""
    named = [str(number) for number in numbers[:_MOST_NAMED]]
    if len(numbers) > _MOST_NAMED:
        named.append(f"{len(numbers) - _MOST_NAMED} more")
    if len(named) == 1:
        return f"page {named[0]}"
    return f"pages {', '.join(named[:-1])} and {named[-1]}"
