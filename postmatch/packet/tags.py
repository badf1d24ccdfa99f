"""Tags of the packet (ISO 32000-1, 14.7): those of the pages we made, and one element for each page of an upload.

A reader that finds a tree passes over what is not in it, so every page must have its place there. The tree of a part
of ours is carried over element by element. A page of an upload is one paragraph, all that it draws in the order in
which it draws it: that is what readers make of a file without tags, and more is not known of a page we did not make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from postmatch.domain.documents import CONTENTS_KIND
from postmatch.domain.packet import Section
from postmatch.packet.page_contents import PageContents, added_stream, content_parts, enclose
from postmatch.packet.structure import LANGUAGE
from postmatch.packet.titles import one_line

_CARRIED = ("/T", "/Lang", "/Alt", "/E", "/ActualText", "/A")  # of table 323; the rest is place in the tree


class TagTree:
    """The tree of a packet while it grows. ``add_ours`` or ``add_upload`` for each section, in their order, once all
    pages are there; then ``write``."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._pages = list(writer.pages)
        _forget_old_numbers(writer)
        self._root = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")}))
        self._document, self._parts = self._element("Document", self._root), ArrayObject()
        self._marked: dict[int, dict[int, IndirectObject]] = defaultdict(dict)  # page index, mark: element
        self._annotated: list[tuple[DictionaryObject, IndirectObject]] = []
        self._roles = DictionaryObject()
        self._links: list[DictionaryObject] = []
        self._opening = added_stream(writer, b"/P <</MCID 0>> BDC\n")
        self._closing = added_stream(writer, b"\nEMC\n")

    def add_ours(self, reader: PdfReader, section: Section) -> None:
        """A part that we made, with the tree it brings."""
        tree = reader.root_object["/StructTreeRoot"].get_object()
        part = self._part(section)
        indexes = {
            page.indirect_reference.idnum: section.first_page - 1 + index for index, page in enumerate(reader.pages)
        }
        source = _Source(reader, indexes, [self._pages[index] for index in indexes.values()])
        for name, role in _dictionary(tree.get("/RoleMap")).items():
            self._roles.setdefault(NameObject(name), NameObject(role))
        tops = [kid for top in _listed(tree.get("/K")) for kid in _without_document(top)]
        self._give_kids(part, [self._carried(kid, part, section.first_page - 1, source) for kid in tops])
        if section.kind == CONTENTS_KIND:
            self._links = [element for element in source.elements if element["/S"] == "/Link"]

    def add_upload(self, section: Section, contents: Sequence[PageContents]) -> None:
        """A document that we did not make. ``contents``: of every page of the packet."""
        part = self._part(section)
        indexes = range(section.first_page - 1, section.last_page)
        self._give_kids(part, [self._paragraph(index, part, contents[index]) for index in indexes])

    def add_contents_links(self, annotations: Sequence[DictionaryObject]) -> None:
        """Each link of the contents page belongs to the row it covers; both stand in the order of the page."""
        for annotation, element in zip(annotations, self._links, strict=True):
            element["/K"].append(self._reference_to(annotation, element.indirect_reference))

    def write(self) -> None:
        """Tree, the way back from content to tree (14.7.4.4), and language."""
        self._give_kids(self._document, list(self._parts))
        root = self._root.get_object()
        root[NameObject("/K")] = ArrayObject([self._document])
        if self._roles:
            root[NameObject("/RoleMap")] = self._roles
        root[NameObject("/ParentTree")] = self._writer._add_object(self._parent_tree())
        root[NameObject("/ParentTreeNextKey")] = NumberObject(len(self._pages) + len(self._annotated))
        catalog = self._writer.root_object
        catalog[NameObject("/StructTreeRoot")] = self._root
        catalog[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        catalog[NameObject("/Lang")] = TextStringObject(LANGUAGE)

    def _parent_tree(self) -> DictionaryObject:
        numbers = ArrayObject()
        for index, marks in sorted(self._marked.items()):
            self._pages[index][NameObject("/StructParents")] = NumberObject(index)
            owners = ArrayObject(marks.get(mark, NullObject()) for mark in range(max(marks) + 1))
            numbers += [NumberObject(index), owners]
        for key, (annotation, element) in enumerate(self._annotated, start=len(self._pages)):
            annotation[NameObject("/StructParent")] = NumberObject(key)
            numbers += [NumberObject(key), element]
        return DictionaryObject({NameObject("/Nums"): numbers})

    def _part(self, section: Section) -> IndirectObject:
        part = self._element("Sect", self._document)
        part.get_object()[NameObject("/T")] = TextStringObject(one_line(section.title))
        self._parts.append(part)
        return part

    def _paragraph(self, page_index: int, part: IndirectObject, contents: PageContents) -> IndirectObject | None:
        """All of a page; None when it draws nothing. Content that its author marked keeps its marks, for marks must
        not be nested; what is not marked was meant as decoration."""
        page = self._pages[page_index]
        if not content_parts(page):
            return None
        if not contents.marks:
            enclose(page, self._opening, self._closing)
        paragraph = self._element("P", part)
        self._place_on(paragraph, page)
        marks = contents.marks or (0,)
        self._marked[page_index].update((mark, paragraph) for mark in marks)
        self._give_kids(paragraph, [NumberObject(mark) for mark in marks])
        return paragraph

    def _carried(self, kid: PdfObject, parent: IndirectObject, page_index: int, source: _Source) -> PdfObject | None:
        """One kid of an element (14.7.2 to 14.7.4) as it is in the packet; None when what it means is not there."""
        kid = kid.get_object()
        if isinstance(kid, int):
            self._marked[page_index][int(kid)] = parent
            return NumberObject(kid)
        if not isinstance(kid, DictionaryObject):
            return None
        if "/Pg" in kid:
            page_index = source.indexes.get(kid.raw_get("/Pg").idnum, page_index)
        if kid.get("/Type") == "/MCR":
            self._marked[page_index][int(kid["/MCID"])] = parent
            return self._content_reference(page_index, kid)
        if kid.get("/Type") == "/OBJR":
            annotation = source.annotations.get(kid.raw_get("/Obj").idnum)
            return None if annotation is None else self._reference_to(annotation, parent)
        return self._carried_element(kid, parent, page_index, source)

    def _carried_element(
        self, element: DictionaryObject, parent: IndirectObject, page_index: int, source: _Source
    ) -> IndirectObject:
        carried = self._element(str(element["/S"]).removeprefix("/"), parent)
        for key in _CARRIED:
            if key in element:
                carried.get_object()[NameObject(key)] = element.raw_get(key).clone(self._writer)
        self._place_on(carried, self._pages[page_index])
        source.elements.append(carried.get_object())
        kids = [self._carried(kid, carried, page_index, source) for kid in _listed(element.get("/K"))]
        self._give_kids(carried, kids)
        return carried

    def _content_reference(self, page_index: int, kid: DictionaryObject) -> DictionaryObject:
        page = self._pages[page_index].indirect_reference
        return DictionaryObject(
            {NameObject("/Type"): NameObject("/MCR"), NameObject("/Pg"): page, NameObject("/MCID"): kid["/MCID"]}
        )

    def _reference_to(self, annotation: DictionaryObject, element: IndirectObject) -> DictionaryObject:
        self._annotated.append((annotation, element))
        kind, target = NameObject("/OBJR"), annotation.indirect_reference
        return DictionaryObject({NameObject("/Type"): kind, NameObject("/Obj"): target})

    def _element(self, kind: str, parent: IndirectObject) -> IndirectObject:
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(f"/{kind}"),
                NameObject("/P"): parent,
            }
        )
        return self._writer._add_object(element)

    @staticmethod
    def _place_on(element: IndirectObject, page: PageObject) -> None:
        element.get_object()[NameObject("/Pg")] = page.indirect_reference

    @staticmethod
    def _give_kids(element: IndirectObject, kids: Sequence[PdfObject | None]) -> None:
        element.get_object()[NameObject("/K")] = ArrayObject(kid for kid in kids if kid is not None)


class _Source:
    """Where the things of one source are in the packet: pages by their number in the source, annotations likewise.
    ``elements`` are those carried over so far."""

    def __init__(self, reader: PdfReader, indexes: Mapping[int, int], pages: Sequence[PageObject]) -> None:
        self.indexes = indexes
        self.annotations: dict[int, DictionaryObject] = {}
        self.elements: list[DictionaryObject] = []
        for before, after in zip(reader.pages, pages, strict=True):
            old, new = (_listed(page.get("/Annots")) for page in (before, after))
            if len(old) == len(new):
                pairs = zip(old, new, strict=True)
                self.annotations |= {o.idnum: n.get_object() for o, n in pairs if isinstance(o, IndirectObject)}


def is_tagged(reader: PdfReader) -> bool:
    return "/StructTreeRoot" in reader.root_object


def _forget_old_numbers(writer: PdfWriter) -> None:
    """Numbers that led into the trees of the sources would lead astray in ours."""
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject):
            for key in ("/StructParent", "/StructParents"):
                thing.pop(key, None)


def _without_document(top: PdfObject) -> list[PdfObject]:
    """The packet is one document; the parts' own ``Document`` elements give way to their kids."""
    element = top.get_object()
    return _listed(element.get("/K")) if element.get("/S") == "/Document" else [top]


def _listed(value: PdfObject | None) -> list[PdfObject]:
    """One or many, as entries of an array. Not resolved, so that references keep their numbers."""
    resolved = None if value is None else value.get_object()
    if isinstance(resolved, ArrayObject):
        return list(resolved)
    return [] if value is None else [value]


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    resolved = None if value is None else value.get_object()
    return resolved if isinstance(resolved, DictionaryObject) else DictionaryObject()
