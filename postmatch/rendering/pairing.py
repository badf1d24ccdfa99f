"""Whether every ``if`` and ``for`` of a template is closed, and nothing is closed that was not opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from postmatch.rendering.tags import Tag

_OPENS = ("if", "for")
_INSIDE = {"elif": ("if",), "else": ("if", "for")}
DEEPEST = 15
"""Python refuses code that is indented much deeper than any CV asks for."""

Fault = Literal["open", "alone", "crossed", "deep"]


@dataclass(frozen=True)
class Unpaired:
    """``open``: nothing closes it. ``alone``: it closes nothing. ``crossed``: ``other`` must be closed first."""

    fault: Fault
    tag: Tag
    other: Tag | None = None


def unpaired(tags: Sequence[Tag]) -> Unpaired | None:
    """The first fault in the order of the tags; of several that are open, the innermost."""
    waiting: list[Tag] = []
    for tag in tags:
        word = keyword(tag)
        if word in _OPENS:
            waiting.append(tag)
            if len(waiting) > DEEPEST:
                return Unpaired("deep", tag)
        elif word in _INSIDE and not (waiting and keyword(waiting[-1]) in _INSIDE[word]):
            return Unpaired("alone", tag)
        elif word.removeprefix("end") in _OPENS:
            if fault := _closing_fault(word, tag, waiting):
                return fault
            waiting.pop()
    return Unpaired("open", waiting[-1]) if waiting else None


def keyword(tag: Tag) -> str:
    """``if`` of ``{%p if awards %}``; empty for a tag that prints."""
    return tag.inner.split(" ")[0] if tag.text.startswith("{%") and tag.inner else ""


def _closing_fault(word: str, tag: Tag, waiting: list[Tag]) -> Unpaired | None:
    if not waiting:
        return Unpaired("alone", tag)
    return None if word == f"end{keyword(waiting[-1])}" else Unpaired("crossed", tag, waiting[-1])
