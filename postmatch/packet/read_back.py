"""What a finished PDF says of itself, read with pikepdf: outline, links, and anything that acts.

Written apart from ``source_links``, which reads with pypdf what pypdf will write: a fault of one must not hide in
the other. Terms of ISO 32000-1: destinations 12.3.2, actions 12.6, name trees 7.9.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, String

ALLOWED_ACTIONS = ("/GoTo", "/URI")
# Table 198 and the action types of PDF 2.0, without the two that only lead somewhere.
ACTIVE_ACTIONS = frozenset(
    {"/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm"}
    | {"/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"}
    | {"/RichMediaExecute"}
)
ACTIVE_ANNOTATIONS = frozenset({"/FileAttachment", "/Movie", "/Screen", "/Sound", "/RichMedia", "/3D"})

_PICTURE_FILTERS = frozenset({"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"})


@dataclass(frozen=True)
class OutlineItem:
    """``page_index`` counts from 0, None when the item leads to no page of this file."""

    title: str
    depth: int
    page_index: int | None


@dataclass(frozen=True)
class Link:
    """A link on the page ``page_index``; exactly one of ``target_index`` (a page of this file) and ``uri`` is set."""

    page_index: int
    target_index: int | None
    uri: str | None


class Reading:
    """One opened PDF with its pages numbered."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._index = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._names = _named_destinations(pdf)

    def outline(self) -> tuple[OutlineItem, ...]:
        """All items in reading order; an item that comes round again ends its branch."""
        items: list[OutlineItem] = []
        seen: set[tuple[int, int]] = set()
        root = self.pdf.Root.get("/Outlines")
        waiting: list[tuple[Object | None, int]] = [(root.get("/First"), 0)] if _is_dictionary(root) else []
        while waiting:
            item, depth = waiting.pop()
            if not _is_dictionary(item) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            items.append(OutlineItem(str(item.get("/Title", "")), depth, self._target(item)))
            waiting += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]
        return tuple(items)

    @cached_property
    def links(self) -> tuple[tuple[Link, ...], ...]:
        """Of each page, the links that lead to a page of this file or to a web address, in their order."""
        # one walk over all pages: asking for a page by its number takes thirty times as long (measured)
        return tuple(tuple(self._links(index, page)) for index, page in enumerate(self.pdf.pages))

    def _links(self, page_index: int, page: Page) -> Iterator[Link]:
        for annotation in annotations(page):
            if annotation.get("/Subtype") != Name.Link:
                continue
            target = self._target(annotation)
            action = annotation.get("/A")
            uri = str(action.get("/URI")) if _is_dictionary(action) and action.get("/S") == Name.URI else None
            if target is not None or uri is not None:
                yield Link(page_index, target, uri)

    def _target(self, holder: Object) -> int | None:
        destination = holder.get("/Dest")
        action = holder.get("/A")
        if destination is None and _is_dictionary(action) and action.get("/S") == Name.GoTo:
            destination = action.get("/D")
        if isinstance(destination, String | Name):
            destination = self._names.get(str(destination))
        if _is_dictionary(destination):
            destination = destination.get("/D")
        if not isinstance(destination, Array) or len(destination) == 0:
            return None
        page = destination[0]
        if isinstance(page, int):
            return page if 0 <= page < len(self._index) else None
        return self._index.get(page.objgen) if isinstance(page, Object) else None


def annotations(page: Page) -> Iterator[Dictionary]:
    listed = page.obj.get("/Annots")
    for annotation in listed if isinstance(listed, Array) else ():
        if _is_dictionary(annotation):
            yield annotation


def active_parts(pdf: Pdf) -> tuple[str, ...]:
    """Names of everything that could act by itself or carry a file within the file; empty when there is nothing.

    Looks where the specification lets an action start (catalog, pages, annotations, fields, outline) and besides at
    every object for action types, so that nothing is hidden in a place that we do not know.
    """
    found = {f"catalog {key}" for key in ("/OpenAction", "/AA", "/AF", "/Collection") if key in pdf.Root}
    names = pdf.Root.get("/Names", Dictionary())
    found |= {f"catalog {key}" for key in ("/JavaScript", "/EmbeddedFiles") if key in names}
    if "/XFA" in pdf.Root.get("/AcroForm", Dictionary()):
        found.add("catalog /XFA")
    for number, page in enumerate(pdf.pages, start=1):
        found |= {f"page {number} {key}" for key in ("/AA", "/AF") if key in page.obj}
        for annotation in annotations(page):
            found |= {f"page {number} {part}" for part in _active_annotation(annotation)}
    for item in pdf.objects:
        if isinstance(item, Dictionary | pikepdf.Stream):
            found |= {f"object {item.objgen[0]} {kind}" for kind in _active_words(item)}
    return tuple(sorted(found))


def broken_parts(pdf: Pdf) -> Iterator[str]:
    """What is wrong with how the file is written, in qpdf's words: what had to be guessed to open it, and every
    stream that does not unpack.

    Pictures keep their own compression here (7.4.8 and others): drawing the pages unpacks them. qpdf unpacks them
    too when it checks a file, which takes ten times as long as all the rest (measured).
    """
    yield from (str(warning) for warning in pdf.get_warnings())
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and not _is_picture_data(item):
            try:
                item.read_bytes(pikepdf.StreamDecodeLevel.specialized)
            except pikepdf.PdfError as error:
                yield f"object {item.objgen[0]}: {error}"
    yield from (str(warning) for warning in pdf.get_warnings())


def _is_picture_data(stream: pikepdf.Stream) -> bool:
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [filters]
    return any(str(name) in _PICTURE_FILTERS for name in names)


def _active_annotation(annotation: Dictionary) -> Iterator[str]:
    if str(annotation.get("/Subtype")) in ACTIVE_ANNOTATIONS:
        yield str(annotation.get("/Subtype"))
    if "/AA" in annotation:
        yield "/AA"
    action = annotation.get("/A")
    if _is_dictionary(action) and (str(action.get("/S")) not in ALLOWED_ACTIONS or "/Next" in action):
        yield f"action {action.get('/S')}"


def _active_words(item: Object) -> Iterator[str]:
    if str(item.get("/S", "")) in ACTIVE_ACTIONS:
        yield str(item["/S"])
    action = item.get("/A")
    if _is_dictionary(action) and str(action.get("/S", "")) in ACTIVE_ACTIONS:
        yield str(action["/S"])
    if item.get("/Type") in (Name.EmbeddedFile, Name.Filespec) or "/EF" in item:
        yield "/EmbeddedFile"


def _named_destinations(pdf: Pdf) -> dict[str, Object]:
    found: dict[str, Object] = {}
    old = pdf.Root.get("/Dests")
    if _is_dictionary(old):
        found |= dict(old.items())
    names = pdf.Root.get("/Names")
    if _is_dictionary(names) and _is_dictionary(names.get("/Dests")):
        found |= dict(NameTree(names["/Dests"]).items())
    return found


def _is_dictionary(value: object) -> bool:
    return isinstance(value, Dictionary)
