"""Puts the packet together with pypdf: pages, outline, page labels, links, properties. It decides nothing; ``plan``
did.

Terms of ISO 32000-1: outline 12.3.3, page labels 12.4.2, link annotations 12.5.6.5, page mode 7.7.2, file
identifier 14.4.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation

from postmatch.domain.packet import Plan, Section
from postmatch.errors import PacketImpossible, PacketUntrue
from postmatch.packet.contents_page import contents_rows
from postmatch.packet.joining import join_equal_streams
from postmatch.packet.page_contents import PageContents, look_at
from postmatch.packet.plan import CONTENTS_ID, outlined_sections
from postmatch.packet.source_links import (
    OutlineEntry,
    SourceDestinations,
    make_links_explicit,
    read_outline,
)
from postmatch.packet.stamp import Stamp, write_stamps
from postmatch.packet.structure import LANGUAGE
from postmatch.packet.tags import TagTree, is_tagged
from postmatch.packet.titles import one_line

PRODUCER = "Postmatch"
_TRAILER = b"trailer\n<<"
_TRAILER_BYTES = 4096  # more than the trailer that pypdf writes, from its first word to the end of the file


@dataclass(frozen=True)
class PacketMetadata:
    """What the packet says of itself: ``author`` is the applicant, ``made_on`` stands as its date of creation."""

    title: str
    author: str
    made_on: date


def assemble(plan: Plan, pdfs: Mapping[str, bytes], *, metadata: PacketMetadata, stamp: Stamp | None = None) -> bytes:
    """The packet as PDF bytes: the same bytes for the same input, never encrypted.

    ``stamp`` is printed in the foot of every page; None leaves the pages as they are.

    ``pdfs`` maps every ``source_id`` of the plan, ``contents`` included, to a PDF that the gate has cleaned. Raises
    ``PacketImpossible`` when one is missing or cannot be taken in, ``PacketUntrue`` when one has not the planned
    number of pages.
    """
    with _collector_paused():
        out = BytesIO()
        writer = _assembled(plan, pdfs, metadata, stamp)
        writer.write(out)
        writer._objects.clear()  # they and the writer hold each other; what is left to do needs the room
    _add_identifier(out)
    return out.getvalue()


def _assembled(plan: Plan, pdfs: Mapping[str, bytes], metadata: PacketMetadata, stamp: Stamp | None) -> PdfWriter:
    writer = PdfWriter()
    sources = {section.source_id: _append(writer, section, pdfs) for section in plan.sections}
    for section in outlined_sections(plan):
        _write_outline(writer, section, sources[section.source_id].outline)
    contents = [look_at(page) for page in writer.pages]
    tags = _tag_tree(writer, plan, sources, contents)
    tags.add_contents_links(_write_contents_links(writer, plan))
    tags.write()
    if stamp is not None:
        write_stamps(writer, stamp, contents)
    writer.set_page_label(0, plan.page_count - 1, style="/D", start=1)
    writer.page_mode = "/UseOutlines"
    writer.create_viewer_preferences().display_doctitle = True
    join_equal_streams(writer)
    _write_properties(writer, metadata)
    return writer


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nearly every object that pypdf makes stays until the packet is written, and Python's collector would go through
    all of them again and again: a quarter of the time for 2,000 pages (measured). Should two packets be written at
    once, the first to end ends the pause for both, which costs the other no more than that time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True)
class _Appended:
    """What of a source is written once all pages are there: its outline, and its tags when it is one of ours."""

    outline: tuple[OutlineEntry, ...]
    tagged: PdfReader | None


def _append(writer: PdfWriter, section: Section, pdfs: Mapping[str, bytes]) -> _Appended:
    if section.source_id not in pdfs:
        raise PacketImpossible(
            f"The pages of “{section.title}” could not be found, so the packet was not built.",
            "Build the packet again; if that does not help, upload the document again.",
        )
    try:
        reader = PdfReader(BytesIO(pdfs[section.source_id]))
        page_count = len(reader.pages)
        destinations = SourceDestinations(reader)
        entries = read_outline(reader, destinations)
        make_links_explicit(reader, destinations)
        writer.append(reader, import_outline=False)
    except Exception as error:
        # pypdf raises ValueError, TypeError, KeyError, AssertionError and more besides its own classes
        raise PacketImpossible(
            f"“{section.title}” could not be put into the packet, so the packet was not built.",
            "Take this document out of the packet, or upload it again as a freshly saved PDF.",
        ) from error
    if page_count != section.page_count:
        raise PacketUntrue(
            f"“{section.title}” has {page_count} pages, but {section.page_count} were planned, so the page numbers "
            "would be wrong and the packet was not built.",
            "Build the packet again; if that does not help, upload the document again.",
        )
    return _Appended(entries, reader if section.is_ours and is_tagged(reader) else None)


def _tag_tree(
    writer: PdfWriter, plan: Plan, sources: Mapping[str, _Appended], contents: Sequence[PageContents]
) -> TagTree:
    tags = TagTree(writer)
    for section in plan.sections:
        reader = sources[section.source_id].tagged
        if reader is None:
            tags.add_upload(section, contents)
        else:
            tags.add_ours(reader, section)
    return tags


def _write_outline(writer: PdfWriter, section: Section, entries: tuple[OutlineEntry, ...]) -> None:
    first_index = section.first_page - 1
    top = writer.add_outline_item(title=one_line(section.title), page_number=first_index, fit=Fit.fit(), is_open=False)
    parents: list[IndirectObject] = [top]
    for entry in entries:
        del parents[entry.depth + 1 :]
        kind, *values = entry.view
        item = writer.add_outline_item(
            title=entry.title,
            page_number=None if entry.page_index is None else first_index + entry.page_index,
            parent=parents[-1],
            fit=Fit(fit_type=str(kind), fit_args=tuple(values)),
            is_open=False,
        )
        parents.append(item)


def _write_contents_links(writer: PdfWriter, plan: Plan) -> list[DictionaryObject]:
    """A link over each row of the contents, in their order."""
    contents = plan.section(CONTENTS_ID)
    if contents is None:
        return []
    links: list[DictionaryObject] = []
    first = writer.pages[contents.first_page - 1]
    for row in contents_rows(plan, (float(first.mediabox.width), float(first.mediabox.height))):
        page = writer.pages[contents.first_page - 1 + row.page_index]
        target = writer.pages[row.section.first_page - 1].indirect_reference
        links.append(writer.add_annotation(page_number=page, annotation=_link(row.box, row.section, target)))
    return links


def _link(box: tuple[float, float, float, float], section: Section, target: IndirectObject) -> DictionaryObject:
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/GoTo"),
            NameObject("/D"): ArrayObject([target, NameObject("/Fit")]),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(round(side, 2)) for side in box),
            NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
            NameObject("/F"): NumberObject(4),
            NameObject("/Contents"): TextStringObject(f"{one_line(section.title)}, {section.pages_label}"),
            NameObject("/A"): action,
        }
    )


def _write_properties(writer: PdfWriter, metadata: PacketMetadata) -> None:
    day = metadata.made_on
    stamp = f"D:{day:%Y%m%d}000000Z"
    title, author = one_line(metadata.title), one_line(metadata.author)
    writer.metadata = {
        "/Title": title,
        "/Author": author,
        "/Producer": PRODUCER,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    xmp = XmpInformation.create()
    xmp.dc_title = {"x-default": title}
    xmp.dc_creator = [author]
    xmp.dc_format = "application/pdf"
    xmp.dc_language = [LANGUAGE]
    xmp.pdf_producer = PRODUCER
    writer.xmp_metadata = xmp
    # ISO 32000-2, 14.3.2: both entries are required; pypdf leaves them out, and poppler then warns.
    stream = writer.root_object["/Metadata"].get_object()
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.pdf_header = max(writer.pdf_header, "%PDF-1.7")


def _add_identifier(out: BytesIO) -> None:
    """Adds the file identifier to the trailer: a digest of everything before it, so it changes with every byte.

    It stands at the very end of the file on purpose: servers that tell files apart by length and samples of
    beginning, middle and end then never take one packet for another of the same length.
    """
    with out.getbuffer() as data:  # a view: the file is neither copied nor searched but for its end
        digest = hashlib.sha256(data).hexdigest()[:32].upper()
        end_start = max(0, len(data) - _TRAILER_BYTES)
        end = bytes(data[end_start:])
    at = end.rindex(_TRAILER) + len(_TRAILER)
    out.seek(end_start + at)
    out.write(f"\n/ID [ <{digest}> <{digest}> ]".encode() + end[at:])
