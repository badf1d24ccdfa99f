"""Some of the pages of a PDF, in a chosen order, and of the others nothing.

The page tree is written anew, and the catalogue keeps only what a reader needs for the pages that stay: tags, page
labels, metadata, named destinations and article threads would all reach into pages that are gone. Links and outline
items lead to a page itself afterwards, no longer to a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Stream

from postmatch.conversion.outlines import MAX_DEPTH
from postmatch.conversion.used_resources import drop_unused

_OF_A_CATALOGUE = ("/Type", "/Pages", "/Outlines", "/Lang", "/Version", "/PageMode", "/PageLayout", "/OutputIntents")
_OF_A_PAGE = ("/Type", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Resources", "/Contents",
              "/Annots", "/Group", "/UserUnit", "/Rotate")  # fmt: skip
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OF_A_LINK = ("/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/H", "/F", "/QuadPoints", "/Contents")

_Number = tuple[int, int]


@dataclass(frozen=True)
class Lost:
    """How many links and outline items led to pages that are gone; ``quoting``: items that led to a painted page."""

    links: int
    items: int
    quoting: int


def keep_pages(pdf: pikepdf.Pdf, indexes: Sequence[int], *, painted: frozenset[int] = frozenset()) -> Lost:
    """Changes ``pdf`` to its pages with these indexes (from 0), in this order.

    Outline items that lead to a page in ``painted`` go as well: a title may quote what was painted over. Raises
    ``pikepdf.PdfError`` and ``UnicodeDecodeError`` when the instructions of a page that stays cannot be read.
    """
    every = [page.obj for page in pdf.pages]
    targets = _Targets(pdf, every, {every[index].objgen for index in indexes})
    outline = _Outline(targets, {every[index].objgen for index in painted})
    outline.rewrite(pdf)
    kept = [every[index] for index in indexes]
    for page in kept:
        _own(page)
        _keep_keys(page, _OF_A_PAGE)
        _rewrite_links(page, targets)
    _write_tree(pdf, kept)
    _keep_keys(pdf.Root, _OF_A_CATALOGUE)
    for key in [key for key in pdf.trailer.keys() if key not in ("/Root", "/Size")]:  # noqa: SIM118 - as below
        del pdf.trailer[key]
    drop_unused(pdf)
    return Lost(targets.lost_links, outline.lost, outline.quoting)


@dataclass
class _Targets:
    """Where destinations lead, names looked up (12.3.2.3)."""

    pdf: pikepdf.Pdf
    pages: Sequence[Dictionary]
    staying: set[_Number]
    lost_links: int = 0
    _names: Mapping[str, pikepdf.Object] = field(init=False)

    def __post_init__(self) -> None:
        self._names = _named_destinations(self.pdf)

    def of(self, holder: pikepdf.Object) -> Array | None:
        """The explicit destination of a link or an action to a page; None when it leads to no page of this file."""
        value = holder.get("/Dest", holder.get("/D"))
        action = holder.get("/A")
        if value is None and isinstance(action, Dictionary) and action.get("/S") == "/GoTo":
            value = action.get("/D")
        return self.explicit(value)

    def explicit(self, value: object) -> Array | None:
        if isinstance(value, Name | pikepdf.String | str):
            value = self._names.get(str(value))
        if isinstance(value, Dictionary):
            value = value.get("/D")
        if not isinstance(value, Array) or len(value) == 0:
            return None
        page = self._page(value[0])
        return Array([page, *list(value)[1:]]) if page is not None else None

    def _page(self, page: object) -> Dictionary | None:
        """Some writers give the index instead of the page, and readers follow it."""
        if isinstance(page, int):
            return self.pages[page] if 0 <= page < len(self.pages) else None
        return page if isinstance(page, Dictionary) and page.get("/Type") == "/Page" else None


def _named_destinations(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    old = pdf.Root.get("/Dests")
    found = {str(key): value for key, value in old.items()} if isinstance(old, Dictionary) else {}
    if isinstance(tree, Dictionary):
        found |= {str(key): value for key, value in pikepdf.NameTree(tree).items()}
    return found


class _Outline:
    def __init__(self, targets: _Targets, painted: set[_Number]) -> None:
        self._targets = targets
        self._painted = painted
        self.lost = 0
        self.quoting = 0

    def rewrite(self, pdf: pikepdf.Pdf) -> None:
        if "/Outlines" not in pdf.Root:
            return
        with pdf.open_outline(max_depth=MAX_DEPTH) as outline:
            root = self._staying(outline.root)
        del pdf.Root["/Outlines"]
        if root:
            with pdf.open_outline(max_depth=MAX_DEPTH) as outline:
                outline.root.extend(root)

    def _staying(self, items: Sequence[OutlineItem]) -> list[OutlineItem]:
        """Items whose page stays; the children of one that goes, or that led nowhere, move up into its place."""
        staying: list[OutlineItem] = []
        for item in items:
            children = self._staying(item.children)
            destination = self._destination(item)
            if destination is None:
                staying += children
                continue
            copy = OutlineItem(item.title, destination)
            copy.children.extend(children)
            copy.is_closed = item.is_closed
            staying.append(copy)
        return staying

    def _destination(self, item: OutlineItem) -> Array | None:
        found = self._targets.explicit(item.destination) if item.destination is not None else None
        if found is None and item.action is not None:
            found = self._targets.of(item.action)
        number = found[0].objgen if found is not None else None
        self.quoting += number in self._painted and number in self._targets.staying
        self.lost += number is not None and number not in self._targets.staying
        return found if number in self._targets.staying - self._painted else None


def _own(page: Dictionary) -> None:
    """What a page has from its ancestors becomes its own (7.7.3.4), because they go."""
    for key in _INHERITED:
        node = page
        for _ in range(MAX_DEPTH):
            if key in page or not isinstance(node, Dictionary):
                break
            if key in node:
                page[key] = node[key]
            node = node.get("/Parent")


def _keep_keys(thing: Dictionary, keys: Sequence[str]) -> None:
    for key in [key for key in thing.keys() if key not in keys]:  # noqa: SIM118 - a pikepdf.Dictionary iterates over nothing else
        del thing[key]


def _rewrite_links(page: Dictionary, targets: _Targets) -> None:
    listed = page.get("/Annots")
    links = [link for item in listed or () if (link := _rewritten(item, targets)) is not None]
    if links:
        page["/Annots"] = Array(links)
    elif "/Annots" in page:
        del page["/Annots"]


def _rewritten(link: pikepdf.Object, targets: _Targets) -> Dictionary | None:
    """The link with nothing but its look and where it leads."""
    if not isinstance(link, Dictionary) or link.get("/Subtype") != "/Link":
        return None
    copy = Dictionary({key: link[key] for key in _OF_A_LINK if key in link})
    look = link.get("/AP", Dictionary()).get("/N")
    if isinstance(look, Stream) and look.get("/Subtype") == "/Form":
        copy["/AP"] = Dictionary(N=look)
    action = link.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == "/URI" and "/URI" in action:
        copy["/A"] = Dictionary(S=Name.URI, URI=action.URI)
        return copy
    destination = targets.of(link)
    if destination is None or destination[0].objgen not in targets.staying:
        targets.lost_links += destination is not None
        return None
    copy["/Dest"] = destination
    return copy


def _write_tree(pdf: pikepdf.Pdf, pages: Sequence[Dictionary]) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array(pages)))
    for page in pages:
        page["/Parent"] = tree
    pdf.Root["/Pages"] = tree
