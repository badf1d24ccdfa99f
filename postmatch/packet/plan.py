"""The page arithmetic of a packet: which document stands on which pages. No PDF is opened here.

One number serves as printed number, page label, link target and outline target: the page's position, 1 to N.
The contents page needs no second pass, because its own length follows from the number of its entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from postmatch.domain.documents import CONTENTS_KIND, COVER_LETTER_KIND, DIVIDER_KIND, EXPLANATION_KIND
from postmatch.domain.packet import Plan, Section, Source
from postmatch.errors import PacketImpossible

CONTENTS_ID = "contents"
CONTENTS_TITLE = "Contents"

# How many entries a contents page holds. Measured on US Letter, the shorter paper, and the same on A4, so that
# the page numbers of a packet do not depend on its paper; ``contents_page`` draws to these numbers.
FIRST_PAGE_ENTRIES = 20
NEXT_PAGE_ENTRIES = 22


def explanation_title(label: str) -> str:
    """``About the diploma``: heading of an explanation page and its title in contents and outline.

    ``label`` is that of the missing kind; words written in a way of their own (MyERAS, MSPE) keep it.
    """
    first, _, rest = label.partition(" ")
    return f"About the {first.lower() if first.istitle() else first} {rest}".strip()


def plan_packet(sources: Sequence[Source], *, dividers: bool = False, contents: bool = True) -> Plan:
    """The plan of a packet: cover letter, contents, then the rest in the given order, pages 1 to N without a gap.

    The contents section lists every document; ``contents=False`` leaves it out, for a file of one document.
    ``dividers`` puts a sheet in front of each document but the cover letter and pages that explain.

    Raises ``PacketImpossible`` when there is no source, when one has no pages, or when one is there twice.
    """
    _check(sources)
    letters = [source for source in sources if source.kind == COVER_LETTER_KIND]
    others = [source for source in sources if source.kind != COVER_LETTER_KIND]
    listing = [_contents(len(sources))] if contents else []
    divided = [part for source in others for part in (_with_divider(source) if dividers else [source])]
    sections: list[Section] = []
    next_page = 1
    for source in (*letters, *listing, *divided):
        sections.append(
            Section(
                source_id=source.id,
                kind=source.kind,
                title=source.title,
                first_page=next_page,
                page_count=source.page_count,
            )
        )
        next_page += source.page_count
    return Plan(sections=tuple(sections))


def _contents(entry_count: int) -> Source:
    page_count = contents_page_count(entry_count)
    return Source(id=CONTENTS_ID, kind=CONTENTS_KIND, title=CONTENTS_TITLE, page_count=page_count)


def _with_divider(source: Source) -> list[Source]:
    if source.kind == EXPLANATION_KIND:
        return [source]
    return [Source(id=divider_id(source.id), kind=DIVIDER_KIND, title=source.title, page_count=1), source]


def divider_id(source_id: str) -> str:
    """The id of the sheet in front of that source."""
    return f"divider:{source_id}"


def contents_page_count(entry_count: int) -> int:
    """How many pages the contents take for that many entries; at least one."""
    return 1 + ceil(max(0, entry_count - FIRST_PAGE_ENTRIES) / NEXT_PAGE_ENTRIES)


def listed_sections(plan: Plan) -> tuple[Section, ...]:
    """The sections that the contents page lists, in order: all but itself and the sheets between."""
    return tuple(section for section in outlined_sections(plan) if section.kind != CONTENTS_KIND)


def outlined_sections(plan: Plan) -> tuple[Section, ...]:
    """The sections that the outline lists, in order. A document is listed on its own first page; the sheet in front
    of it is not listed besides."""
    return tuple(section for section in plan.sections if section.kind != DIVIDER_KIND)


def entry_place(index: int) -> tuple[int, int]:
    """Where the entry of that zero-based index stands: zero-based contents page, zero-based row on it."""
    if index < FIRST_PAGE_ENTRIES:
        return 0, index
    page, row = divmod(index - FIRST_PAGE_ENTRIES, NEXT_PAGE_ENTRIES)
    return page + 1, row


def _check(sources: Sequence[Source]) -> None:
    if not sources:
        raise PacketImpossible(
            "There is nothing to put into a packet yet.",
            "Fill in your profile or add at least one document, then build the packet again.",
        )
    seen: set[str] = {CONTENTS_ID}
    for source in sources:
        if source.page_count < 1:
            raise PacketImpossible(
                f"“{source.title}” has no pages, so it cannot be part of the packet.",
                "Take it out of the packet or upload it again, then build the packet again.",
            )
        if source.id in seen:
            raise PacketImpossible(
                f"“{source.title}” is listed twice, so its page numbers cannot be told.",
                "Take one of the two out of the packet, then build the packet again.",
            )
        seen.add(source.id)
