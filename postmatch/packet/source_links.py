"""Where the outline items and links of one source lead, read with pypdf before the source joins the packet.

Terms of ISO 32000-1: an outline item (12.3.3) and a link annotation (12.5.6.5) lead to a destination (12.3.2), either
explicit (page and view) or a name that the document's name tree or ``/Dests`` dictionary explains (12.3.2.3). Two
sources may use one name for different pages, so names never enter the packet: each is made explicit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, PdfObject

from postmatch.packet.titles import one_line

# The views of table 151 that take the given number of values.
_VIEWS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}

DEEPEST_OUTLINE = 60  # levels; deeper ones hang on the deepest, so that no file can exhaust the stack


@dataclass(frozen=True)
class OutlineEntry:
    """One outline item of a source. ``page_index`` counts from 0 within the source, None when it leads nowhere in
    it; ``depth`` counts from 0; ``view`` is the rest of the explicit destination (12.3.2.2), such as
    ``("/XYZ", 72.0, 640.0, None)``. The entries of an outline stand in reading order."""

    title: str
    depth: int
    page_index: int | None
    view: tuple[str | float | None, ...] = ("/Fit",)


class SourceDestinations:
    """Finds the page a destination of one source leads to, whatever form it has."""

    def __init__(self, reader: PdfReader) -> None:
        self._page_index = {
            page.indirect_reference.idnum: index
            for index, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self._page_references = [page.indirect_reference for page in reader.pages]
        self._named: Mapping[str, PdfObject] = {
            str(name): destination.dest_array for name, destination in reader.named_destinations.items()
        }

    def explicit(self, target: PdfObject | None) -> ArrayObject | None:
        """The destination as an array whose first item is a page of this source, or None when it has none."""
        array = _resolved(target)
        if isinstance(array, str):
            array = _resolved(self._named.get(str(array)))
        if isinstance(array, DictionaryObject):
            array = _resolved(array.get("/D"))
        if not isinstance(array, ArrayObject) or not array:
            return None
        index = self._index_of(array[0])
        return None if index is None else ArrayObject([self._page_references[index], *array[1:]])

    def entry(self, item: DictionaryObject, depth: int) -> OutlineEntry:
        title = one_line(str(_resolved(item.get("/Title")) or ""))
        array = self.explicit(item.get("/Dest", _go_to_target(item)))
        if array is None:
            return OutlineEntry(title, depth, None)
        return OutlineEntry(title, depth, self._index_of(array[0]), _view(array[1:]))

    def _index_of(self, page: object) -> int | None:
        if isinstance(page, IndirectObject):
            return self._page_index.get(page.idnum)
        if isinstance(page, int) and 0 <= page < len(self._page_references):
            return int(page)
        return None


def read_outline(reader: PdfReader, destinations: SourceDestinations) -> tuple[OutlineEntry, ...]:
    """Every titled outline item in reading order; an item that comes round again (a loop) ends its branch."""
    entries: list[OutlineEntry] = []
    seen: set[int] = set()
    root = _resolved(reader.root_object.get("/Outlines"))
    waiting = [(root.get("/First"), 0)] if isinstance(root, DictionaryObject) else []
    while waiting:
        reference, depth = waiting.pop()
        item = _resolved(reference)
        if not isinstance(item, DictionaryObject) or id(item) in seen:
            continue
        seen.add(id(item))
        entries.append(destinations.entry(item, min(depth, DEEPEST_OUTLINE)))
        waiting.append((item.get("/Next"), depth))
        waiting.append((item.get("/First"), depth + 1))
    return tuple(entries)


def make_links_explicit(reader: PdfReader, destinations: SourceDestinations) -> None:
    """Replaces every named destination of a link by the page it means and forgets the names, in memory only.

    A link whose destination the source itself cannot find led nowhere before and is left as it is; pypdf drops it.
    """
    for page in reader.pages:
        for reference in _resolved(page.get("/Annots")) or ():
            annotation = _resolved(reference)
            if not isinstance(annotation, DictionaryObject) or annotation.get("/Subtype") != "/Link":
                continue
            action = _resolved(annotation.get("/A"))
            _replace(annotation, "/Dest", destinations)
            if isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo":
                _replace(action, "/D", destinations)
    reader.root_object.pop("/Dests", None)
    names = _resolved(reader.root_object.get("/Names"))
    if isinstance(names, DictionaryObject):
        names.pop("/Dests", None)


def _replace(holder: DictionaryObject, key: str, destinations: SourceDestinations) -> None:
    explicit = destinations.explicit(holder.get(key))
    if explicit is not None:
        holder[NameObject(key)] = explicit


def _go_to_target(item: DictionaryObject) -> PdfObject | None:
    action = _resolved(item.get("/A"))
    if isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo":
        return action.get("/D")
    return None


def _view(parts: Sequence[PdfObject]) -> tuple[str | float | None, ...]:
    """The view as plain values; a malformed one shows the whole page, which is where it led."""
    kind, *numbers = [_resolved(part) for part in parts] or [None]
    plain = [None if isinstance(n, NullObject) else n for n in numbers]
    if _VIEWS.get(str(kind)) != len(plain) or not all(n is None or isinstance(n, int | float) for n in plain):
        return ("/Fit",)
    return (str(kind), *(None if n is None else float(n) for n in plain))


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, PdfObject) else value
