"""Tags of a PDF drawn here: the tree of what its marked content is (ISO 32000-1, 14.7), written with pikepdf."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

LANGUAGE = "en-US"


@dataclass
class Element:
    """One element of the tree while it grows. Either it has ``children``, or it is the content with the number
    ``mark`` on the page ``page_index`` (both from 0)."""

    kind: str
    children: list[Element] = field(default_factory=list)
    page_index: int = 0
    mark: int | None = None


def tagged(pdf: bytes, tree: Element, *, title: str) -> bytes:
    """The PDF with its tree, language and title. The content must be marked already; the same bytes for the same
    input."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        _write_tree(opened, tree)
        opened.Root.Lang = String(LANGUAGE)
        opened.Root.MarkInfo = Dictionary(Marked=True)
        opened.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for key in list(opened.docinfo):
            del opened.docinfo[key]  # "anonymous", "unspecified"
        opened.docinfo["/Title"] = String(title)
        opened.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def _write_tree(pdf: pikepdf.Pdf, tree: Element) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    marks: dict[int, list[pikepdf.Object]] = {index: [] for index in range(len(pdf.pages))}
    top = _written(pdf, tree, root, marks)
    root.K = Array([top])
    numbers = [part for index, listed in marks.items() for part in (index, Array(listed))]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = root
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        page.obj.Tabs = Name.S  # through links in the order of the tree (14.8.4, PDF/UA)


def _written(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, marks: dict[int, list[pikepdf.Object]]
) -> pikepdf.Object:
    written = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent))
    if element.mark is None:
        written.K = Array([_written(pdf, child, written, marks) for child in element.children])
    else:
        written.Pg = pdf.pages[element.page_index].obj
        written.K = element.mark
        marks[element.page_index].append(written)
    return written
