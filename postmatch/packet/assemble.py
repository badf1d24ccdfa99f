"""Puts the packet together with pypdf: pages, outline, page labels, links, properties. It decides nothing; ``plan``
did.

Terms of ISO 32000-1: outline 12.3.3, page labels 12.4.2, link annotations 12.5.6.5, page mode 7.7.2, file
identifier 14.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Plan, Section
from postmatch.errors import PacketImpossible, PacketUntrue
from postmatch.packet.contents_page import contents_rows
from postmatch.packet.source_links import (
    OutlineEntry,
    SourceDestinations,
    make_links_explicit,
    read_outline,
)
from postmatch.packet.titles import one_line

PRODUCER = "Postmatch"
_MARK = NameObject("/PostmatchKeepApart")


@dataclass(frozen=True)
class PacketMetadata:
    """What the packet says of itself: ``author`` is the applicant, ``made_on`` stands as its date of creation."""

    title: str
    author: str
    made_on: date


def assemble(plan: Plan, pdfs: Mapping[str, bytes], *, metadata: PacketMetadata) -> bytes:
    """The packet as PDF bytes: the same bytes for the same input, never encrypted.

    ``pdfs`` maps every ``source_id`` of the plan, ``contents`` included, to a PDF that the gate has cleaned. Raises
    ``PacketImpossible`` when one is missing or cannot be taken in, ``PacketUntrue`` when one has not the planned
    number of pages.
    """
    writer = PdfWriter()
    outlines = [_append(writer, section, pdfs) for section in plan.sections]
    for section, entries in zip(plan.sections, outlines, strict=True):
        _write_outline(writer, section, entries)
    _write_contents_links(writer, plan)
    writer.set_page_label(0, plan.page_count - 1, style="/D", start=1)
    writer.page_mode = "/UseOutlines"
    writer.create_viewer_preferences().display_doctitle = True
    _join_identical_objects(writer)
    _write_properties(writer, metadata)
    out = BytesIO()
    writer.write(out)
    return _with_identifier(out.getvalue())


def _append(writer: PdfWriter, section: Section, pdfs: Mapping[str, bytes]) -> tuple[OutlineEntry, ...]:
    """Appends one source and returns its outline, which is written once all pages are there."""
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
    return entries


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


def _write_contents_links(writer: PdfWriter, plan: Plan) -> None:
    contents = next((section for section in plan.sections if section.kind == CONTENTS_KIND), None)
    if contents is None:
        return
    first = writer.pages[contents.first_page - 1]
    for row in contents_rows(plan, (float(first.mediabox.width), float(first.mediabox.height))):
        page = writer.pages[contents.first_page - 1 + row.page_index]
        target = writer.pages[row.section.first_page - 1].indirect_reference
        writer.add_annotation(page_number=page, annotation=_link(row.box, row.section, target))


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


def _join_identical_objects(writer: PdfWriter) -> None:
    """Keeps equal fonts and pictures once. Pages and annotations must stay apart even when they are equal (7.7.3.3,
    12.5.2), so they differ by a mark while pypdf compares."""
    apart: list[DictionaryObject] = list(writer.pages)
    for page in writer.pages:
        apart += [reference.get_object() for reference in page.get("/Annots", ArrayObject()).get_object()]
    for index, holder in enumerate(apart):
        holder[_MARK] = NumberObject(index)
    writer.compress_identical_objects()
    for holder in apart:
        holder.pop(_MARK, None)


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
    xmp.pdf_producer = PRODUCER
    writer.xmp_metadata = xmp
    # ISO 32000-2, 14.3.2: both entries are required; pypdf leaves them out, and poppler then warns.
    stream = writer.root_object["/Metadata"].get_object()
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.pdf_header = max(writer.pdf_header, "%PDF-1.7")


def _with_identifier(data: bytes) -> bytes:
    """Adds the file identifier to the trailer: a digest of everything before it, so it changes with every byte.

    It stands at the very end of the file on purpose: servers that tell files apart by length and samples of
    beginning, middle and end then never take one packet for another of the same length.
    """
    digest = hashlib.sha256(data).hexdigest()[:32].upper()
    start = data.rindex(b"trailer\n<<") + len(b"trailer\n<<")
    return data[:start] + f"\n/ID [ <{digest}> <{digest}> ]".encode() + data[start:]
