"""A Word file as the engines get it: cut loose from the world outside, with its text as Word shows it.

The parts of a .docx are those of ECMA-376 part 2 (packages, relationships) and part 1 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.media_types import WORD_MAX_BYTES, WORD_MAX_ENTRIES
from postmatch.conversion.refusals import damaged_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {"delText", "instrText", "delInstrText", "moveFrom", "del"}
_OUTSIDE_FIELDS = re.compile(r"^\s*\\?(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD)\b", re.IGNORECASE)
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MARGINS = re.compile(r"word/(header|footer)\d*\.xml")


@dataclass(frozen=True)
class WordFile:
    """A .docx that asks for nothing outside itself, and how many things it asked for before."""

    docx: bytes
    parts: Mapping[str, bytes]
    links_cut: int

    def texts(self, *, with_margins: bool = False) -> Iterator[str]:
        """Each paragraph of the body and of the notes, on demand those of headers and footers as well."""
        names = [main_part(self.parts), *(name for name in _NOTES if name in self.parts)]
        names += [name for name in self.parts if with_margins and _MARGINS.fullmatch(name)]
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
        return WordFile(_zipped(parts), parts, self.links_cut)


def open_word(data: bytes) -> WordFile:
    """The file, with everything cut that it would fetch from outside. Raises ``UploadRefused`` (damaged)."""
    try:
        parts = dict(open_archive(data, max_entries=WORD_MAX_ENTRIES, max_bytes=WORD_MAX_BYTES))
    except ArchiveRefused as error:
        raise damaged_word() from error
    links_cut = 0
    for name in [name for name in parts if name.endswith((".rels", ".xml"))]:
        root = parsed(parts[name])
        cut = _cut_relations(root) if name.endswith(".rels") else _cut_fields(root)
        if cut:
            parts[name] = as_part(root)
            links_cut += cut
    return WordFile(_zipped(parts) if links_cut else data, parts, links_cut)


def parsed(xml: bytes) -> etree._Element:
    """No entities, no network, no depth beyond libxml2's 256: a file that needs them is not one of Word's."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged_word() from error
    if root.getroottree().docinfo.doctype:
        raise damaged_word()
    return root


def as_part(root: etree._Element) -> bytes:
    """The XML as it is written into the archive."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part with the document's text."""
    types = parsed(parts["[Content_Types].xml"])
    named = [
        item.get("PartName", "").lstrip("/")
        for item in types
        if item.get("ContentType", "").lower().endswith("wordprocessingml.document.main+xml")
    ]
    found = next((name for name in named if name in parts), "word/document.xml")
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
        for relation in root
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
    ]
    for relation in outside:
        root.remove(relation)
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


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


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
