"""What an engine gives back."""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.domain.documents import Repair


@dataclass(frozen=True)
class ConvertedWord:
    """The PDF of a Word file, and what the engine could not do as Word would."""

    pdf: bytes
    page_count: int
    warnings: tuple[Repair, ...] = ()
