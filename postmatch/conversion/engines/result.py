"""What an engine gives back, and what is measured on it."""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.domain.documents import Repair


@dataclass(frozen=True)
class LaidOut:
    """The PDF that an engine made of a Word file, and what it could not do as Word would."""

    pdf: bytes
    page_count: int
    warnings: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class ConvertedWord:
    """The PDF of a Word file of ours, everything that was noticed, and how much of its last page is free.

    ``free_share`` is the height between the lowest ink of the last page and the bottom margin of the Word file, as a
    share of the page's height; 0 when nothing is free.
    """

    pdf: bytes
    page_count: int
    warnings: tuple[Repair, ...]
    free_share: float
