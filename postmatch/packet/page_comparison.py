"""Every page of a finished packet, drawn and read by the workers, beside the page that it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from postmatch.domain.packet import Plan, Section, SeenStamp, StampedPage
from postmatch.domain.pages import PageFacts, foot_height
from postmatch.errors import ConversionFailed, PacketUntrue
from postmatch.packet.stamp import Stamp
from postmatch.packet.titles import one_line

if TYPE_CHECKING:
    from postmatch.conversion import Workers

UNTRUE_HINT = (
    "This packet is not offered. Build the packet again; if it fails again, take out the document that is named."
)
# What a page costs to draw, beside what its bytes do: a scan of 1.5 MB takes as long as 15 pages of text (measured).
_PAGE_WEIGHT = 100_000
_ROUNDING = 0.1  # points


@dataclass(frozen=True)
class ComparedPage:
    """A page of the packet: where it belongs, what it was made from, and what it is now."""

    number: int
    section: Section
    source: PageFacts
    page: StampedPage

    @property
    def title(self) -> str:
        return one_line(self.section.title)

    @property
    def source_number(self) -> int:
        return self.number - self.section.first_page + 1


class PageComparison:
    """The drawing begins at once and goes on in ``pool``; two parts are asked for at a time.

    ``facts`` that differ from the packet are not believed: another machine may have drawn them, with other fonts for
    those that a file does not hold. Such a source is drawn here, and the packet must agree with that.
    """

    def __init__(
        self,
        packet: bytes,
        plan: Plan,
        pdfs: Mapping[str, bytes],
        *,
        facts: Mapping[str, tuple[PageFacts, ...]],
        stamp: Stamp | None,
        workers: Workers,
        pool: Executor,
    ) -> None:
        self._plan = plan
        self._stamp = stamp
        self._facts = facts
        self._draw_source = lambda source_id: pool.submit(workers.page_facts, pdfs[source_id])
        ask = workers.page_facts if stamp is None else workers.stamped_page_facts
        self._drawn = [pool.submit(ask, packet, first=first, last=last) for first, last in _halves(plan, pdfs)]
        self._sources = {
            section.source_id: self._draw_source(section.source_id)
            for section in plan.sections
            if section.source_id not in facts
        }

    @cached_property
    def _pages(self) -> tuple[ComparedPage, ...]:
        """In order, as far as there are pages on both sides. Waits for the drawing; raises ``PacketUntrue`` when
        pages cannot be drawn."""
        drawn = [_stamped(page) for part in self._drawn for page in _result(part, "the finished packet")]
        return tuple(
            ComparedPage(number, section, source, page)
            for section in self._plan.sections
            for number, source, page in zip(
                range(section.first_page, section.last_page + 1),
                self._source(section, drawn[section.first_page - 1 : section.last_page]),
                drawn[section.first_page - 1 :],
                strict=False,
            )
        )

    def _source(self, section: Section, seen: list[StampedPage]) -> tuple[PageFacts, ...]:
        drawing = self._sources.get(section.source_id)
        if drawing is None:
            kept = self._facts[section.source_id]
            if kept == tuple(page.facts for page in seen):
                return kept
            drawing = self._draw_source(section.source_id)
        return _result(drawing, f"“{one_line(section.title)}”")

    def text_faults(self) -> Iterator[str]:
        for page in self._pages:
            if page.page.facts.text != page.source.text:
                yield f"The text on page {page.number} is not that of page {page.source_number} of “{page.title}”."

    def picture_faults(self) -> Iterator[str]:
        compared = {page.number for page in self._pages}
        for page in self._pages:
            now, before = page.page.facts, page.source
            if (now.width, now.height, now.body, now.foot) != (before.width, before.height, before.body, before.foot):
                yield f"Page {page.number} does not look like page {page.source_number} of “{page.title}”."
        for section in self._plan.sections:
            for number in sorted(set(range(section.first_page, section.last_page + 1)) - compared):
                source_number = number - section.first_page + 1
                yield f"Page {number} was not compared with page {source_number} of “{one_line(section.title)}”."

    def stamp_faults(self) -> Iterator[str]:
        if self._stamp is None:
            return
        for page in self._pages:
            seen, words = page.page.stamp, self._stamp.text(page.number, self._plan.page_count)
            if seen is None or seen.text != words:
                yield f"The stamp on page {page.number} does not say “{words}”."
            elif not seen.is_upright:
                yield f"The stamp on page {page.number} does not stand upright."
            elif not _is_in_foot(seen, page.source):
                yield f"The stamp on page {page.number} does not stand in the foot of the page."


def _stamped(page: PageFacts | StampedPage) -> StampedPage:
    return page if isinstance(page, StampedPage) else StampedPage(facts=page, stamp=None)


def _result(drawing: Future, name: str) -> tuple:
    try:
        return drawing.result()
    except ConversionFailed as error:
        message = f"The pages of {name} could not be drawn, so they could not be compared."
        raise PacketUntrue(message, UNTRUE_HINT) from error


def _is_in_foot(stamp: SeenStamp, page: PageFacts) -> bool:
    left, bottom, right, top = stamp.box
    return (
        left > -_ROUNDING
        and bottom > -_ROUNDING
        and right < page.width + _ROUNDING
        and top < foot_height(page.height) + _ROUNDING
    )


def _halves(plan: Plan, pdfs: Mapping[str, bytes]) -> list[tuple[int, int | None]]:
    """First and last page of two parts that take about as long to draw; the second goes to the end, wherever that
    is, so that a page too many is drawn too."""
    weights = [
        _PAGE_WEIGHT + len(pdfs[section.source_id]) / section.page_count
        for section in plan.sections
        for _ in range(section.page_count)
    ]
    middle = sum(weights) / 2
    first_half = sum(total <= middle for total in accumulate(weights))
    return [(1, first_half), (first_half + 1, None)] if first_half else [(1, None)]
