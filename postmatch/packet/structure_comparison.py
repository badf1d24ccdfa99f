"""What pikepdf finds in a finished packet, beside what the plan and the sources say should be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.packet.contents_page import contents_rows
from postmatch.packet.plan import listed_sections, outlined_sections
from postmatch.packet.read_back import Link, OutlineItem, Reading, active_parts, broken_parts
from postmatch.packet.source_links import DEEPEST_OUTLINE
from postmatch.packet.titles import one_line

_PAGE_SIZE_OF_NO_MATTER = (612.0, 792.0)  # lines break at the same words on every paper


@dataclass(frozen=True)
class SourceStructure:
    """What is compared of one source besides the looks of its pages. ``links`` has those of each page."""

    page_count: int
    links: tuple[tuple[Link, ...], ...]
    outline: tuple[OutlineItem, ...]

    @classmethod
    def of(cls, reading: Reading) -> SourceStructure:
        return cls(len(reading.links), reading.links, reading.outline())


@dataclass(frozen=True)
class StructureComparison:
    """The packet as read, the plan it was made by, and each source by its id."""

    packet: Reading
    plan: Plan
    sources: Mapping[str, SourceStructure]

    def _own(self, section: Section) -> SourceStructure:
        return self.sources[section.source_id]

    def page_faults(self) -> Iterator[str]:
        for section in self.plan.sections:
            count = self._own(section).page_count
            if count != section.page_count:
                yield f"“{one_line(section.title)}” has {count} pages where {section.page_count} were planned."
        count = len(self.packet.pdf.pages)
        if count != self.plan.page_count:
            yield f"It has {count} pages where {self.plan.page_count} were planned."

    def label_faults(self) -> Iterator[str]:
        for number, page in enumerate(self.packet.pdf.pages, start=1):
            if page.label != str(number):
                yield f"A viewer would call page {number} “{page.label}”."

    def contents_link_faults(self) -> Iterator[str]:
        for contents in self.plan.sections_of(CONTENTS_KIND):
            page_range = range(contents.first_page - 1, contents.last_page)
            found = [link.target_index for index in page_range for link in _at(self.packet.links, index)]
            for section, target in zip_longest(listed_sections(self.plan), found):
                if section is None:
                    yield "The contents page has a link too many."
                elif target != section.first_page - 1:
                    leads = "nowhere" if target is None else f"to page {target + 1}"
                    title = one_line(section.title)
                    yield f"The contents line “{title}” leads {leads} instead of page {section.first_page}."

    def source_link_faults(self) -> Iterator[str]:
        for section in self.plan.sections:
            if section.kind == CONTENTS_KIND:
                continue
            for index in range(section.page_count):
                number = section.first_page + index
                planned = [_moved(link, section) for link in self._own(section).links[index]]
                if list(_at(self.packet.links, number - 1)) != planned:
                    yield f"A link on page {number} (“{one_line(section.title)}”) does not lead where it did."

    def outline_faults(self) -> Iterator[str]:
        planned: list[tuple[str, OutlineItem]] = []
        for section in outlined_sections(self.plan):
            title = one_line(section.title)
            planned.append((title, OutlineItem(title, 0, section.first_page - 1)))
            planned += [(title, _nested(item, section)) for item in self._own(section).outline]
        for expected, item in zip_longest(planned, self.packet.outline()):
            if expected is None:
                yield f"The list in the viewer's side pane has an entry too many, “{one_line(item.title)}”."
                return
            section_title, wanted = expected
            if item is None or not _is_same_item(item, wanted):
                yield f"The entry for “{section_title}” in the viewer's side pane does not lead where it should."

    def printed_faults(self, texts: Callable[[], Sequence[str]]) -> Iterator[str]:
        """Every row of the contents, title and number, in the order of the plan among the words of its page.

        ``texts`` tells those of the contents pages in the packet."""
        words = {index: _words(text) for index, text in enumerate(texts())}
        for row in contents_rows(self.plan, _PAGE_SIZE_OF_NO_MATTER):
            expected = [*_words(" ".join(row.lines)), str(row.section.first_page)]
            left = _after(words.get(row.page_index, []), expected)
            if left is None:
                number, title = row.section.first_page, one_line(row.section.title)
                yield f"The contents page does not print page {number} for “{title}”."
            else:
                words[row.page_index] = left

    def activity_faults(self) -> Iterator[str]:
        if self.packet.pdf.is_encrypted:
            yield "It is encrypted."
        for part in active_parts(self.packet.pdf):
            yield f"It contains something that could act by itself ({part})."

    def syntax_faults(self) -> Iterator[str]:
        for problem in broken_parts(self.packet.pdf):
            yield f"Its structure is faulty ({one_line(problem)[:120]})."


def _at(links: Sequence[tuple[Link, ...]], page_index: int) -> tuple[Link, ...]:
    """None on a page that is not there; that it is missing is told once."""
    return links[page_index] if page_index < len(links) else ()


def _words(text: str) -> list[str]:
    """Letters and digits only: readers differ in what they make of a hyphen at the end of a line."""
    bare = ("".join(character for character in word if character.isalnum()) for word in text.split())
    return [word for word in bare if word]


def _after(words: list[str], wanted: list[str]) -> list[str] | None:
    """The words behind the first place where ``wanted`` stands, or None when it stands nowhere."""
    for start in range(len(words) - len(wanted) + 1):
        if words[start : start + len(wanted)] == wanted:
            return words[start + len(wanted) :]
    return None


def _moved(link: Link, section: Section) -> Link:
    offset = section.first_page - 1
    target = None if link.target_index is None else link.target_index + offset
    return Link(link.page_index + offset, target, link.uri)


def _nested(item: OutlineItem, section: Section) -> OutlineItem:
    target = None if item.page_index is None else item.page_index + section.first_page - 1
    return OutlineItem(item.title, min(item.depth, DEEPEST_OUTLINE) + 1, target)


def _is_same_item(item: OutlineItem, wanted: OutlineItem) -> bool:
    """Depth and target always; the title where it is ours (old files write nested ones in encodings readers guess)."""
    same_place = (item.depth, item.page_index) == (wanted.depth, wanted.page_index)
    return same_place and (wanted.depth > 0 or one_line(item.title) == wanted.title)
