"""Values of a packet: its plan, page by page, and what is known of it afterwards. The work is in ``packet/``."""

from __future__ import annotations

from postmatch.domain.documents import DIVIDER_KIND, EXPLANATION_KIND, GENERATED_KINDS, ReasonCode, Repair
from postmatch.domain.edits import PageEdits
from postmatch.domain.pages import Box, PageFacts
from postmatch.domain.size import ReducedDocument
from postmatch.domain.values import Value


def page_range(first_page: int, page_count: int) -> str:
    """``page 7`` or ``pages 7-9``."""
    return f"page {first_page}" if page_count == 1 else f"pages {first_page}-{first_page + page_count - 1}"


class Source(Value):
    """One PDF that goes into the packet. ``id`` is the document's id, or ``cv`` / ``cover_letter`` for ours."""

    id: str
    kind: str
    title: str
    page_count: int


class Section(Value):
    """One source's pages in the packet. ``first_page`` counts from 1 and is at once the printed number, the
    page label, the link target and the outline target."""

    source_id: str
    kind: str
    title: str
    first_page: int
    page_count: int

    @property
    def last_page(self) -> int:
        return self.first_page + self.page_count - 1

    @property
    def pages_label(self) -> str:
        return page_range(self.first_page, self.page_count)

    @property
    def is_ours(self) -> bool:
        """Whether Postmatch made these pages. A CV or cover letter of the applicant's own has the id of its upload."""
        return self.kind in (DIVIDER_KIND, EXPLANATION_KIND) or self.source_id in GENERATED_KINDS


class Plan(Value):
    """Every page of the packet belongs to exactly one section; sections follow each other without a gap."""

    sections: tuple[Section, ...]

    @property
    def page_count(self) -> int:
        return self.sections[-1].last_page if self.sections else 0

    def section(self, source_id: str) -> Section | None:
        return next((s for s in self.sections if s.source_id == source_id), None)

    def sections_of(self, kind: str) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.kind == kind)


class LeftOut(Value):
    """An upload that is not in the packet, and why."""

    code: ReasonCode
    message: str
    hint: str


class AccountedDocument(Value):
    """What became of one upload: on which pages, or why not; what its pages were made of and gave up for the size."""

    document_id: str | None  # None for a file that never became a document (ignored system files)
    name: str
    kind: str
    repairs: tuple[Repair, ...] = ()
    section: Section | None = None
    left_out: LeftOut | None = None
    edits: PageEdits = PageEdits()
    reduced: ReducedDocument | None = None


class SeenStamp(Value):
    """The running stamp as a viewer shows it. ``box``: left, bottom, right, top in points from the lower left corner
    of the page as seen; it holds the words and the ground behind them."""

    text: str
    is_upright: bool
    box: Box


class StampedPage(Value):
    """A page of a stamped packet: its facts, the stamp taken off for text and foot, and the stamp itself, None when
    there is none."""

    facts: PageFacts
    stamp: SeenStamp | None


class PageObstacles(Value):
    """What keeps one page from being PDF/A, in plain words. Pages count from 1; 0 is the file as a whole."""

    page_number: int
    obstacles: tuple[str, ...]
