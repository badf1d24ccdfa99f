"""Reads a finished packet back with other libraries than the one that wrote it, and compares it with the plan.

pypdf wrote; pikepdf reads structure, links, labels and hidden content; pdfium draws every page of packet and
sources small and extracts what is printed on the contents page.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING

import pikepdf

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Check, Plan, Section
from postmatch.errors import ConversionFailed, PacketUntrue
from postmatch.packet.contents_page import contents_rows
from postmatch.packet.plan import listed_sections
from postmatch.packet.read_back import Link, OutlineItem, Reading, active_parts
from postmatch.packet.source_links import DEEPEST_OUTLINE
from postmatch.packet.titles import one_line

if TYPE_CHECKING:
    from postmatch.conversion import Workers

_HINT = "This packet is not offered. Build the packet again; if it fails again, take out the document that is named."
_FAULTS_TOLD = 3

# Said when the machine has no JBIG2 decoder. Such pictures are checked all the same: pdfium, which draws every page,
# brings its own.
warnings.filterwarnings("ignore", message="pikepdf is missing some specialized decoders")


@dataclass(frozen=True)
class _Case:
    """Everything the checks look at. ``sources`` has the reading of each source by its id."""

    packet: bytes
    reading: Reading
    sources: Mapping[str, Reading]
    plan: Plan
    pdfs: Mapping[str, bytes]
    workers: Workers

    def own(self, section: Section) -> Reading:
        return self.sources[section.source_id]


def verify(packet: bytes, plan: Plan, pdfs: Mapping[str, bytes], *, workers: Workers) -> tuple[Check, ...]:
    """The passed checks, in words for the applicant.

    Raises ``PacketUntrue``, saying what is wrong and where, at the first check that fails.
    """
    with ExitStack() as stack:
        reading = Reading(stack.enter_context(_opened(packet, "The packet", mend=False)))
        sources = {
            section.source_id: Reading(
                stack.enter_context(_opened(pdfs[section.source_id], f"“{one_line(section.title)}”"))
            )
            for section in plan.sections
        }
        case = _Case(packet, reading, sources, plan, pdfs, workers)
        return tuple(_passed(check_id, words, faults, case) for check_id, words, faults in _CHECKS)


def _opened(data: bytes, name: str, *, mend: bool = True) -> pikepdf.Pdf:
    """``mend=False``: a file that opens only after repair does not open."""
    try:
        return pikepdf.open(BytesIO(data), attempt_recovery=mend)
    except pikepdf.PasswordError as error:
        raise PacketUntrue(f"{name} asks for a password when it is opened.", _HINT) from error
    except pikepdf.PdfError as error:
        raise PacketUntrue(f"{name} could not be opened again after it was written.", _HINT) from error


def _passed(check_id: str, words: str, faults: Callable[[_Case], Iterator[str]], case: _Case) -> Check:
    found = list(faults(case))
    if found:
        more = f" ({len(found) - _FAULTS_TOLD} more like this.)" if len(found) > _FAULTS_TOLD else ""
        told = " ".join(found[:_FAULTS_TOLD])
        raise PacketUntrue(f"The finished packet was read back and is not right. {told}{more}", _HINT)
    pages = case.plan.page_count
    message = words.format(pages="1 page" if pages == 1 else f"{pages} pages", last=pages)
    return Check(id=check_id, message=message, passed=True)


def _page_faults(case: _Case) -> Iterator[str]:
    for section in case.plan.sections:
        count = len(case.own(section).pdf.pages)
        if count != section.page_count:
            yield f"“{one_line(section.title)}” has {count} pages where {section.page_count} were planned."
    count = len(case.reading.pdf.pages)
    if count != case.plan.page_count:
        yield f"It has {count} pages where {case.plan.page_count} were planned."


def _label_faults(case: _Case) -> Iterator[str]:
    for number, page in enumerate(case.reading.pdf.pages, start=1):
        if page.label != str(number):
            yield f"A viewer would call page {number} “{page.label}”."


def _printed_faults(case: _Case) -> Iterator[str]:
    """Every row of the contents, title and number, in the order of the plan among the words of its page."""
    texts = [case.workers.page_texts(_cut_out(case.reading.pdf, contents)) for contents in _contents(case.plan)]
    words = {index: _words(text) for index, text in enumerate(texts[0] if texts else ())}
    for row in contents_rows(case.plan, _PAGE_SIZE_OF_NO_MATTER):
        expected = [*_words(" ".join(row.lines)), str(row.section.first_page)]
        left = _after(words.get(row.page_index, []), expected)
        if left is None:
            number, title = row.section.first_page, one_line(row.section.title)
            yield f"The contents page does not print page {number} for “{title}”."
        else:
            words[row.page_index] = left


_PAGE_SIZE_OF_NO_MATTER = (612.0, 792.0)  # lines break at the same words on every paper


def _contents_link_faults(case: _Case) -> Iterator[str]:
    for contents in _contents(case.plan):
        page_range = range(contents.first_page - 1, contents.last_page)
        found = [link.target_index for index in page_range for link in case.reading.links(index)]
        for section, target in zip_longest(listed_sections(case.plan), found):
            if section is None:
                yield "The contents page has a link too many."
            elif target != section.first_page - 1:
                leads = "nowhere" if target is None else f"to page {target + 1}"
                yield (
                    f"The contents line “{one_line(section.title)}” leads {leads} instead of page {section.first_page}."
                )


def _source_link_faults(case: _Case) -> Iterator[str]:
    for section in case.plan.sections:
        if section.kind == CONTENTS_KIND:
            continue
        for index in range(section.page_count):
            number = section.first_page + index
            planned = [_moved(link, section) for link in case.own(section).links(index)]
            if list(case.reading.links(number - 1)) != planned:
                yield f"A link on page {number} (“{one_line(section.title)}”) does not lead where it did."


def _outline_faults(case: _Case) -> Iterator[str]:
    planned: list[tuple[str, OutlineItem]] = []
    for section in case.plan.sections:
        title = one_line(section.title)
        planned.append((title, OutlineItem(title, 0, section.first_page - 1)))
        planned += [(title, _nested(item, section)) for item in case.own(section).outline()]
    for expected, item in zip_longest(planned, case.reading.outline()):
        if expected is None:
            yield f"The list in the viewer's side pane has an entry too many, “{one_line(item.title)}”."
            return
        section_title, wanted = expected
        if item is None or not _is_same_item(item, wanted):
            yield f"The entry for “{section_title}” in the viewer's side pane does not lead where it should."


def _picture_faults(case: _Case) -> Iterator[str]:
    drawn = _drawn(case, case.packet, "the finished packet")
    for section in case.plan.sections:
        own = _drawn(case, case.pdfs[section.source_id], f"“{one_line(section.title)}”")
        for index, digest in enumerate(own):
            number = section.first_page + index
            if number > len(drawn) or drawn[number - 1] != digest:
                yield f"Page {number} does not look like page {index + 1} of “{one_line(section.title)}”."


def _drawn(case: _Case, pdf: bytes, name: str) -> tuple[str, ...]:
    try:
        return case.workers.picture_digests(pdf)
    except ConversionFailed as error:
        raise PacketUntrue(f"The pages of {name} could not be drawn, so they could not be compared.", _HINT) from error


def _activity_faults(case: _Case) -> Iterator[str]:
    if case.reading.pdf.is_encrypted:
        yield "It is encrypted."
    for part in active_parts(case.reading.pdf):
        yield f"It contains something that could act by itself ({part})."


def _syntax_faults(case: _Case) -> Iterator[str]:
    for problem in case.reading.pdf.check_pdf_syntax():
        yield f"Its structure is faulty ({one_line(str(problem))[:120]})."


_CHECKS: tuple[tuple[str, str, Callable[[_Case], Iterator[str]]], ...] = (
    ("pages", "Every page of every document is there: {pages}.", _page_faults),
    ("labels", "Page numbers in the viewer run from 1 to {last}.", _label_faults),
    ("printed_numbers", "The page numbers printed on the contents page are right.", _printed_faults),
    ("contents_links", "Each line of the contents leads to the first page of its document.", _contents_link_faults),
    ("source_links", "Links inside your documents still lead where they did.", _source_link_faults),
    ("outline", "The list in the viewer's side pane names each document and opens the right page.", _outline_faults),
    ("pictures", "Each page was drawn and looks like the page you added.", _picture_faults),
    ("nothing_active", "The file has no password and contains no scripts or hidden files.", _activity_faults),
    ("well_formed", "The file is sound and opens without repair.", _syntax_faults),
)


def _contents(plan: Plan) -> list[Section]:
    return [section for section in plan.sections if section.kind == CONTENTS_KIND]


def _cut_out(pdf: pikepdf.Pdf, section: Section) -> bytes:
    """The section's pages as a PDF of their own, so that only these are read as text."""
    out = BytesIO()
    with pikepdf.new() as cut:
        cut.add_pages_from(pdf, pages=range(section.first_page - 1, section.last_page))
        for page in cut.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]  # the links hold on to all other pages
        cut.save(out, min_version="1.7")
    return out.getvalue()


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
