"""What the applicant changes about the pages of a document: which ones, how they are turned, what is painted over.

The normalised PDF stays as it is; the edited one is made of it by this recipe, and can be made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import field_validator

from postmatch.domain.pages import Box, PageFacts
from postmatch.domain.values import Value

Turn = Literal[0, 90, 180, 270]


class PageTurn(Value):
    """Degrees clockwise, on top of how the page is seen now."""

    page_number: int
    degrees: Turn


class Redaction(Value):
    """An area that is painted over. ``box``: left, top, right, bottom as shares (0 to 1) of the page as it is seen
    before any turn of ours. Pages count from 1, in the document as it came."""

    page_number: int
    box: Box

    @field_validator("box")
    @classmethod
    def _has_an_area(cls, box: Box) -> Box:
        left, top, right, bottom = box
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise ValueError("the area must lie on the page and have a width and a height")
        return box


class PageEdits(Value):
    """``kept``: page numbers (from 1) in the order wanted, None for all as they are. ``straightened``: the photo is
    replaced by its paper, upright and evenly lit."""

    kept: tuple[int, ...] | None = None
    turns: tuple[PageTurn, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    straightened: bool = False

    @property
    def hides(self) -> bool:
        """Whether something of the pages is not to be seen any more: painted over, or left out."""
        return bool(self.redactions) or self.kept is not None

    def turn_of(self, page_number: int) -> Turn:
        return next((turn.degrees for turn in self.turns if turn.page_number == page_number), 0)


@dataclass(frozen=True)
class EditedPages:
    """What ``PageEdits`` made of a PDF. ``notes``: whole sentences for the applicant about what else changed with it
    (text that can no longer be selected, links that are gone). Page numbers in them are those of the document as it
    came."""

    pdf: bytes
    page_count: int
    pages: tuple[PageFacts, ...]
    notes: tuple[str, ...] = ()


class StoredPdf(Value):
    """A PDF kept in the store: its SHA-256, bytes and pages, and the SHA-256 of its ``PageFacts`` (JSON)."""

    sha256: str
    bytes: int
    page_count: int
    pages_sha256: str = ""  # empty when they were not taken yet
