"""What a use case works with, handed in by the outermost caller: the sandboxed workers and the season's facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postmatch.conversion import Workers
from postmatch.domain.facts import Facts

Blob = Callable[[str], bytes]  # SHA-256 -> the stored bytes; raises StorageFailed
Progress = Callable[[float, str], None]  # share done between 0 and 1, what is being done


@dataclass(frozen=True)
class Tools:
    """``reads_scans``: the first pages that are pictures are read when Tesseract is there; it takes seconds a page."""

    workers: Workers
    facts: Facts
    reads_scans: bool = True


def no_progress(_share: float, _words: str) -> None:
    """For callers that show none."""
