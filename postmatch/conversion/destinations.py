"""Explicit destinations (ISO 32000-1 section 12.3.2.2): where links, bookmarks and names lead on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from postmatch.conversion.geometry import Matrix, plain_number, rounded
from postmatch.conversion.names import entries, word
from postmatch.domain.documents import Repair

_VIEWS = {  # ISO 32000-1 table 151: which numbers of a destination are places on the page, across (0) or up (1)
    "/XYZ": (0, 1),
    "/FitH": (1,),
    "/FitV": (0,),
    "/FitR": (0, 1, 0, 1),
    "/FitBH": (1,),
    "/FitBV": (0,),
}
_NUMBER_COUNTS = {"/Fit": 0, "/FitB": 0, "/XYZ": 3, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitBH": 1, "/FitBV": 1}
_TURNED_VIEWS = {"/FitH": "/FitV", "/FitV": "/FitH", "/FitBH": "/FitBV", "/FitBV": "/FitBH"}
_MAX_NESTING = 60
_DIRECT = (0, 0)  # what all objects have for a number that are written inside another


def mend_names(pdf: pikepdf.Pdf) -> list[Repair]:
    """The named destinations in one sorted list without a tree (7.9.6), as far as they can be read, each well-formed.

    Readers go through a damaged tree in different ways, and one then finds a name that another does not.
    """
    pages = {page.obj.objgen: page.obj for page in pdf.pages}
    if "/Dests" in pdf.Root:  # as PDF 1.1 had it
        old = {name: _well_formed(target, pages) for name, target in entries(pdf.Root["/Dests"]) if name.isprintable()}
        pdf.Root["/Dests"] = pikepdf.Dictionary({name: array for name, array in old.items() if array is not None})
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    if tree is not None:
        found: dict[bytes, pikepdf.Array] = {}
        for name, target in _named(tree):
            destination = _well_formed(target, pages)
            if destination is not None:
                found.setdefault(bytes(name), destination)
        pairs = [part for name in sorted(found) for part in (pikepdf.String(name), found[name])]
        names["/Dests"] = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))
    return []


def _named(tree: object) -> Iterator[tuple[pikepdf.String, object]]:
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen - {_DIRECT}:
            continue
        seen.add(node.objgen)
        kids, pairs = node.get("/Kids"), node.get("/Names")
        waiting += list(kids) if isinstance(kids, pikepdf.Array) else []
        listed = list(pairs) if isinstance(pairs, pikepdf.Array) else []
        for name, target in zip(listed[0::2], listed[1::2], strict=False):
            if isinstance(name, pikepdf.String):
                yield name, target


def _well_formed(target: object, pages: Mapping[tuple[int, int], pikepdf.Object]) -> pikepdf.Array | None:
    """The page and how it is viewed, the whole page when that is not said well; None when it leads to no page."""
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    listed = list(target) if isinstance(target, pikepdf.Array) else []
    page = pages.get(listed[0].objgen) if listed and isinstance(listed[0], pikepdf.Dictionary) else None
    if page is None:
        return None
    view = word(listed[1]) if len(listed) > 1 else ""
    if view not in _NUMBER_COUNTS:
        return pikepdf.Array([page, pikepdf.Name.Fit])
    numbers = [plain_number(number) for number in (*listed[2:], None, None, None, None)]
    return pikepdf.Array([page, pikepdf.Name(view), *numbers[: _NUMBER_COUNTS[view]]])


def move_destinations(pdf: pikepdf.Pdf, matrices: Mapping[int, Matrix]) -> None:
    """Every destination that leads to a point of one of the pages (by index), wherever it is written, moves along."""
    indexes = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    for destination in _destinations(pdf):
        index = _page_index(destination[0], indexes)
        if index in matrices:
            _move(destination, matrices[index])


def _destinations(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Array]:
    for thing in pdf.objects:
        for array in _arrays(thing, 0):
            if len(array) > 2 and word(array[1]) in _VIEWS:
                yield array


def _arrays(thing: object, depth: int) -> Iterator[pikepdf.Array]:
    """``thing`` and the arrays written directly inside it."""
    if depth > _MAX_NESTING:
        return
    values: Iterable[object] = ()
    if isinstance(thing, pikepdf.Array):
        yield thing
        values = thing
    elif isinstance(thing, pikepdf.Dictionary):
        values = [value for _, value in entries(thing)]
    for value in values:
        if isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
            yield from _arrays(value, depth + 1)


def _page_index(page: object, indexes: Mapping[tuple[int, int], int]) -> int | None:
    """Some writers give the index instead of the page, and readers follow it."""
    if isinstance(page, pikepdf.Dictionary):
        return indexes.get(page.objgen)
    return page if isinstance(page, int) else None


def _move(destination: pikepdf.Array, matrix: Matrix) -> None:
    """A number that is absent leaves the view where it is in that direction, also after a turn."""
    view = word(destination[1])
    numbers = [plain_number(number) for number in list(destination)[2 : 2 + len(_VIEWS[view])]]
    if len(numbers) < len(_VIEWS[view]):
        return
    if view == "/FitR":
        if None not in numbers:
            destination[2:6] = rounded(matrix.box(tuple(numbers)))
        return
    given = dict(zip(_VIEWS[view], numbers, strict=True))
    moved = matrix.place(given.get(0), given.get(1))
    if matrix.turns_on_its_side:
        view = _TURNED_VIEWS.get(view, view)
    destination[1] = pikepdf.Name(view)
    for offset, axis in enumerate(_VIEWS[view]):
        destination[2 + offset] = None if moved[axis] is None else round(moved[axis], 4)
