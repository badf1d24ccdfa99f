"""Reads a finished packet back with other libraries than the one that wrote it, and compares it with the plan.

pypdf wrote; pikepdf reads structure, links, labels and hidden content; PDFium draws and reads every page. The workers
draw while this process looks at the structure. What the sources look like was found out once, at the gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from postmatch.domain.checks import Check
from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.domain.pages import PageFacts
from postmatch.errors import PacketUntrue
from postmatch.packet.page_comparison import UNTRUE_HINT, PageComparison
from postmatch.packet.read_back import Reading
from postmatch.packet.stamp import Stamp
from postmatch.packet.structure_comparison import SourceStructure, StructureComparison
from postmatch.packet.titles import one_line

if TYPE_CHECKING:
    from postmatch.conversion import Workers

_FAULTS_TOLD = 3
_CHECKS = {
    "pages": "Every page of every document is there: {pages}.",
    "labels": "Page numbers in the viewer run from 1 to {last}.",
    "contents_links": "Each line of the contents leads to the first page of its document.",
    "source_links": "Links inside your documents still lead where they did.",
    "outline": "The list in the viewer's side pane names each document and opens the right page.",
    "nothing_active": "The file has no password and contains no scripts or hidden files.",
    "well_formed": "The file is sound and opens without repair.",
    "printed_numbers": "The page numbers printed on the contents page are right.",
    "stamp": "The stamp stands upright in the foot of each page, with the right number.",
    "pictures": "Each page was drawn and looks like the page you added.",
    "texts": "The text of each page is there, word for word.",
}


def verify(
    packet: bytes,
    plan: Plan,
    pdfs: Mapping[str, bytes],
    *,
    workers: Workers,
    facts: Mapping[str, tuple[PageFacts, ...]] | None = None,
    stamp: Stamp | None = None,
) -> tuple[Check, ...]:
    """The passed checks, in words for the applicant.

    ``facts`` are those of the pages of each source by its id, taken of the very bytes in ``pdfs``; a source without
    them is drawn here. ``stamp`` is the one given to ``assemble``.

    Raises ``PacketUntrue``, saying what is wrong and where, at the first check that fails.
    """
    with ThreadPoolExecutor(max_workers=2) as pool, _opened(packet, "The packet", mend=False) as opened:
        contents = pool.submit(_texts, _contents_pages(opened, plan), workers)
        pages = PageComparison(packet, plan, pdfs, facts=facts or {}, stamp=stamp, workers=workers, pool=pool)
        try:
            sources = {section.source_id: _structure(section, pdfs) for section in plan.sections}
            structure = StructureComparison(Reading(opened), plan, sources)
            found = {
                "pages": structure.page_faults(),
                "labels": structure.label_faults(),
                "contents_links": structure.contents_link_faults(),
                "source_links": structure.source_link_faults(),
                "outline": structure.outline_faults(),
                "nothing_active": structure.activity_faults(),
                "well_formed": structure.syntax_faults(),
                "printed_numbers": structure.printed_faults(contents.result),
                **({} if stamp is None else {"stamp": pages.stamp_faults()}),
                "pictures": pages.picture_faults(),
                "texts": pages.text_faults(),
            }
            if not plan.sections_of(CONTENTS_KIND):  # a document alone has no contents to be right about
                del found["contents_links"], found["printed_numbers"]
            return tuple(_passed(check_id, faults, plan) for check_id, faults in found.items())
        except PacketUntrue:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _opened(data: bytes, name: str, *, mend: bool = True) -> pikepdf.Pdf:
    """``mend=False``: a file that opens only after repair does not open."""
    try:
        return pikepdf.open(BytesIO(data), attempt_recovery=mend)
    except pikepdf.PasswordError as error:
        raise PacketUntrue(f"{name} asks for a password when it is opened.", UNTRUE_HINT) from error
    except pikepdf.PdfError as error:
        raise PacketUntrue(f"{name} could not be opened again after it was written.", UNTRUE_HINT) from error


def _structure(section: Section, pdfs: Mapping[str, bytes]) -> SourceStructure:
    """Sources are opened one after the other: a hundred open files would be in memory together."""
    with _opened(pdfs[section.source_id], f"“{one_line(section.title)}”") as pdf:
        return SourceStructure.of(Reading(pdf))


def _passed(check_id: str, faults: Iterator[str], plan: Plan) -> Check:
    found = list(faults)
    if found:
        more = f" ({len(found) - _FAULTS_TOLD} more like this.)" if len(found) > _FAULTS_TOLD else ""
        told = " ".join(found[:_FAULTS_TOLD])
        raise PacketUntrue(f"The finished packet was read back and is not right. {told}{more}", UNTRUE_HINT)
    last = plan.page_count
    pages = "1 page" if last == 1 else f"{last} pages"
    message = _CHECKS[check_id].format(pages=pages, last=last)
    return Check(id=check_id, message=message, passed=True)


def _texts(pdf: bytes | None, workers: Workers) -> tuple[str, ...]:
    return () if pdf is None else workers.page_texts(pdf)


def _contents_pages(packet: pikepdf.Pdf, plan: Plan) -> bytes | None:
    """The contents pages as a PDF of their own, so that only these are read as text; None when there are none."""
    sections = plan.sections_of(CONTENTS_KIND)
    wanted = [index for section in sections for index in range(section.first_page - 1, section.last_page)]
    there = [index for index in wanted if index < len(packet.pages)]
    if not there:
        return None
    out = BytesIO()
    with pikepdf.new() as cut:
        cut.add_pages_from(packet, pages=there)
        for page in cut.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]  # the links hold on to all other pages
        cut.save(out, min_version="1.7")
    return out.getvalue()
