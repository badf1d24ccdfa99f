"""The lines of a Word file in the order of its body: paragraphs, tables, text boxes, headers, notes and footers.

WordprocessingML is ECMA-376 part 1. Runs inside a worker process only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.media_types import WORD_MAX_BYTES, WORD_MAX_ENTRIES
from postmatch.conversion.refusals import damaged_word
from postmatch.conversion.text_lines import MOST_LINES, TextLine, text_line
from postmatch.conversion.word_file import is_hidden, main_part, parsed

_NOT_SHOWN = {"delText", "instrText", "delInstrText", "moveFrom", "del", "Fallback", "txbxContent", "p"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def word_lines(docx: bytes) -> tuple[TextLine, ...]:
    """Headers first, then the body, then notes, then footers as margins. Raises ``UploadRefused`` (damaged)."""
    try:
        parts = open_archive(docx, max_entries=WORD_MAX_ENTRIES, max_bytes=WORD_MAX_BYTES)
    except ArchiveRefused as error:
        raise damaged_word() from error
    styles = _Styles(parts)
    body = main_part(parts)
    lines: list[TextLine] = []
    for name in (*_named(parts, "header"), body, *(note for note in _NOTES if note in parts)):
        lines += islice(_lines(parsed(parts[name]), styles), MOST_LINES - len(lines))
    footers = (line for name in _named(parts, "footer") for line in _lines(parsed(parts[name]), styles))
    lines += (line.model_copy(update={"is_margin": True}) for line in islice(footers, MOST_LINES - len(lines)))
    return tuple(_each_margin_once(lines))


class _Styles:
    """What the styles of the file say of their paragraphs: which are headings, which are lists (section 17.7)."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._headings: set[str] = set()
        self._lists: set[str] = set()
        for style in parsed(parts["word/styles.xml"]).iter("{*}style") if "word/styles.xml" in parts else ():
            key = _attribute(style, "styleId")
            name = next((_attribute(one, "val").lower() for one in style.iterfind("{*}name")), "")
            if "head" in name and "header" not in name:
                self._headings.add(key)
            if name.startswith("list") or "bullet" in name or style.find("{*}pPr/{*}numPr") is not None:
                self._lists.add(key)

    def is_heading(self, paragraph: etree._Element) -> bool:
        return self._of(paragraph) in self._headings or paragraph.find("{*}pPr/{*}outlineLvl") is not None

    def is_bullet(self, paragraph: etree._Element) -> bool:
        number = paragraph.find("{*}pPr/{*}numPr/{*}numId")
        if number is not None:
            return _attribute(number, "val") != "0"
        return self._of(paragraph) in self._lists

    def _of(self, paragraph: etree._Element) -> str:
        style = paragraph.find("{*}pPr/{*}pStyle")
        return "" if style is None else _attribute(style, "val")


def _named(parts: Mapping[str, bytes], kind: str) -> list[str]:
    return sorted(name for name in parts if re.fullmatch(rf"word/{kind}\d*\.xml", name))


def _lines(root: etree._Element, styles: _Styles) -> Iterator[TextLine]:
    """Walks blocks: whatever is neither paragraph nor table is looked into, so that nothing is passed over."""
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "p":
            yield from _paragraph(child, styles)
        elif name == "tbl":
            for row in child.iterfind("{*}tr"):
                yield from _row(row, styles)
        elif name not in _NOT_SHOWN - {"txbxContent"}:
            yield from _lines(child, styles)


def _paragraph(paragraph: etree._Element, styles: _Styles) -> Iterator[TextLine]:
    """Its own lines, then those of the text boxes that hang on it."""
    is_bullet, is_heading = styles.is_bullet(paragraph), styles.is_heading(paragraph)
    for text in "".join(_letters(paragraph)).split("\n"):
        line = text_line(text, is_bullet=is_bullet, is_heading=is_heading)
        if line.text:
            yield line
    for box in paragraph.iter("{*}txbxContent"):
        if not any(etree.QName(above).localname == "Fallback" for above in box.iterancestors()):
            yield from _lines(box, styles)


def _row(row: etree._Element, styles: _Styles) -> Iterator[TextLine]:
    """Cells side by side are one line with tabs while at most one of them holds more than a line; cells that hold
    several lines each are columns of the page and are read one after the other."""
    cells = [lines for cell in row.iter("{*}tc") if _row_of(cell) is row and (lines := list(_lines(cell, styles)))]
    if sum(len(lines) > 1 for lines in cells) > 1:
        yield from (line for lines in cells for line in lines)
        return
    if cells:
        first = "\t".join(lines[0].text for lines in cells)
        longest = max(cells, key=len)
        like = longest[0]
        yield like.model_copy(update={"text": first})
        yield from longest[1:]


def _row_of(cell: etree._Element) -> etree._Element:
    """The row that a cell belongs to, also when it is wrapped in a content control (``w:sdt``)."""
    return next(above for above in cell.iterancestors("{*}tr"))


def _letters(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph as Word shows it; text boxes in it come by themselves."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name in _NOT_SHOWN or (name == "r" and is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in ("pPr", "rPr"):  # tab stops are called tab too
            yield from _letters(child)


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _each_margin_once(lines: list[TextLine]) -> Iterator[TextLine]:
    seen: set[str] = set()
    for line in lines:
        if line.is_margin and line.text in seen:
            continue
        seen.add(line.text)
        yield line
