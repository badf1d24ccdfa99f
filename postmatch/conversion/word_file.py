"""A Word file as the engines get it: cut loose from the world outside, with its text as Word shows it.

The parts of a .docx are those of ECMA-376 part 2 (packages, relationships) and part 1 (WordprocessingML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.media_types import WORD_MAX_BYTES, WORD_MAX_ENTRIES
from postmatch.conversion.refusals import damaged_word
from postmatch.conversion.word_package import (
    as_xml,
    begins_as_xml,
    content_types,
    is_declared_xml,
    names_of_type,
    packed,
    parsed_xml,
)
from postmatch.errors import UploadRefused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {"delText", "instrText", "delInstrText", "moveFrom", "del"}
_OUTSIDE_FIELDS = re.compile(r"^\s*\\?(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD)\b", re.IGNORECASE)
_NOTES = ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml")
_MARGINS = ("wordprocessingml.header+xml", "wordprocessingml.footer+xml")


@dataclass(frozen=True)
class WordFile:
    """A .docx that asks for nothing outside itself, and how many things it asked for before."""

    docx: bytes
    parts: Mapping[str, bytes]
    links_cut: int

    def texts(self, *, with_margins: bool = False) -> Iterator[str]:
        """Each paragraph of the body and of the notes, on demand those of headers and footers as well."""
        names = [main_part(self.parts), *names_of_type(self.parts, *_NOTES)]
        names += names_of_type(self.parts, *_MARGINS) if with_margins else ()
        for name in names:
            for paragraph in parsed(self.parts[name]).iter(f"{W}p", f"{W_STRICT}p"):
                yield "".join(_shown(paragraph))

    @cached_property
    def text(self) -> str:
        """Everything that it shows, headers and footers with it, a paragraph a line."""
        return "\n".join(self.texts(with_margins=True))

    def body(self) -> etree._Element:
        """The ``w:body``. Raises ``UploadRefused`` (damaged) when there is none."""
        root = parsed(self.parts[main_part(self.parts)])
        body = next(root.iterchildren(f"{W}body", f"{W_STRICT}body"), None)
        if body is None:
            raise damaged_word()
        return body

    def with_parts(self, changed: Mapping[str, bytes]) -> WordFile:
        """The same file with other contents in the named parts."""
        parts = {**self.parts, **changed}
        return WordFile(packed(parts), parts, self.links_cut)


def open_word(data: bytes) -> WordFile:
    """The file, with everything cut that it would fetch from outside. Raises ``UploadRefused`` (damaged)."""
    try:
        parts = dict(open_archive(data, max_entries=WORD_MAX_ENTRIES, max_bytes=WORD_MAX_BYTES))
    except ArchiveRefused as error:
        raise damaged_word() from error
    links_cut = 0
    for name, root in _xml_parts(parts):
        cut = _cut_relations(root) + _cut_fields(root)
        if cut:
            parts[name] = as_xml(root)
            links_cut += cut
    return WordFile(packed(parts) if links_cut else data, parts, links_cut)


def _xml_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """Every part that is XML, whatever it is called; one that only begins like XML may be something else."""
    types = content_types(parts)
    for name, contents in list(parts.items()):
        if is_declared_xml(name, types[name]):
            yield name, parsed(contents)
        elif begins_as_xml(contents):
            with suppress(UploadRefused):
                yield name, parsed(contents)


def parsed(xml: bytes) -> etree._Element:
    """As ``parsed_xml``; raises ``UploadRefused`` (damaged), also for what has a document type."""
    try:
        root = parsed_xml(xml)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged_word() from error
    if root.getroottree().docinfo.doctype:
        raise damaged_word()
    return root


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part with the document's text."""
    found = next(iter(names_of_type(parts, "wordprocessingml.document.main+xml")), "word/document.xml")
    if found not in parts:
        raise damaged_word()
    return found


def is_hidden(run: etree._Element) -> bool:
    """True for a run that Word keeps and does not show (part 1, 17.3.2.41)."""
    for namespace in (W, W_STRICT):
        for mark in run.iterfind(f"{namespace}rPr/{namespace}vanish"):
            return mark.get(f"{namespace}val", "true") not in ("0", "false", "off")
    return False


def _cut_relations(root: etree._Element) -> int:
    """Removes what is fetched from outside (pictures, templates, frames); hyperlinks are only text and stay."""
    outside = [
        relation
        for relation in root.iter(_RELATION)
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
    ]
    for relation in outside:
        relation.getparent().remove(relation)
    return len(outside)


def _cut_fields(root: etree._Element) -> int:
    """Empties the instructions of fields that read other files or start other programs."""
    cut = 0
    for element in root.iter(f"{W}instrText", f"{W}fldSimple"):
        attribute = f"{W}instr"
        text = element.get(attribute) if element.tag == f"{W}fldSimple" else element.text
        if text and _OUTSIDE_FIELDS.match(text):
            if element.tag == f"{W}fldSimple":
                element.set(attribute, " QUOTE ")
            else:
                element.text = " QUOTE "
            cut += 1
    return cut


def _shown(element: etree._Element) -> Iterable[str]:
    """The letters of a paragraph as Word shows them; paragraphs inside it (text boxes) come by themselves."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == _FALLBACK:
            continue
        name = etree.QName(child).localname
        if name in _SKIPPED or name == "p" or (name == "r" and is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        else:
            yield from _shown(child)
