"""A size on a scale: how far it is from what mail servers take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postmatch.ui.components.mounting import mount


@dataclass(frozen=True)
class Limit:
    """A mark on the scale, in bytes, with its words. ``is_zone``: the colour of the scale changes here."""

    bytes: int
    words: str
    is_zone: bool = False


def size_scale(count: int, limits: Sequence[Limit], *, key: str, words: str) -> None:
    """Draws ``count`` bytes among the limits, smallest first; ``words`` say the same to those who cannot see it."""
    most = max(limits[-1].bytes, count) * 1.12
    marks = [
        {"at": limit.bytes / most, "words": limit.words, "zone": limit.is_zone, "passed": count > limit.bytes}
        for limit in limits
    ]
    mount("size_scale", key=key, data={"at": count / most, "marks": marks, "words": words})
