"""Word uploads: cut loose from the world outside, laid out by an engine, and compared with what they said.

The parts of a .docx are those of ECMA-376 part 2 (packages, relationships) and part 1 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.engines import EMBEDDED, ConvertedWord, find_engine
from postmatch.conversion.fonts import without_shape
from postmatch.conversion.media_types import WORD_MAX_BYTES, WORD_MAX_ENTRIES
from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import merged_repairs, normalise_pdf
from postmatch.conversion.refusals import damaged_word, refusal
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {"delText", "instrText", "delInstrText", "moveFrom", "del"}
_OUTSIDE_FIELDS = re.compile(r"^\s*\\?(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Loosened:
    """A .docx that asks for nothing outside itself, and whether it did before."""

    docx: bytes
    parts: Mapping[str, bytes]
    links_cut: int


def normalise_word(data: bytes, *, limits: Limits, engine: str) -> Normalised:
    """The PDF that ``engine`` makes, compared with the words of the file.

    Raises ``UploadRefused`` (damaged, too_many_pages) and ``EngineUnavailable``.
    """
    loosened = _loosen(data)
    converted, plain_equations = _convert(loosened, engine)
    result = normalise_pdf(converted.pdf, limits=limits)
    repairs = [Repair(code=RepairCode.CONVERTED_FROM_WORD, message="The Word file was turned into a PDF.")]
    if loosened.links_cut:
        repairs.append(_links_cut(loosened.links_cut))
    if plain_equations:
        repairs.append(_warning("Equations were written as plain text. Check how they look."))
    repairs += converted.warnings
    repairs += _boxes(loosened.parts, engine)
    missing = missing_words(loosened.parts, " ".join(read_texts(result.pdf)))
    if missing:
        repairs.append(_missing(missing))
    return replace(result, repairs=tuple(merged_repairs([*repairs, *result.repairs])))


def convert_word(docx: bytes, *, engine: str) -> ConvertedWord:
    """The PDF of a filled template of ours, cut loose like any other Word file.

    Raises ``ConversionFailed`` and ``EngineUnavailable``.
    """
    try:
        loosened = _loosen(docx)
        converted = find_engine(engine).convert(loosened.docx)
        return replace(converted, warnings=(*converted.warnings, *_boxes(loosened.parts, engine)))
    except Exception as error:
        if hasattr(error, "reason"):  # refused as an upload would be: here it is a conversion that failed
            raise ConversionFailed(error.message, error.hint) from error  # type: ignore[attr-defined]
        raise


def _convert(loosened: _Loosened, engine: str) -> tuple[ConvertedWord, bool]:
    chosen = find_engine(engine)
    try:
        return chosen.convert(loosened.docx), False
    except ConversionFailed as error:
        plain = _with_plain_equations(loosened.parts)
        if plain is None:
            raise refusal(ReasonCode.DAMAGED, error.message, error.hint) from error
    try:  # measured: office2pdf 0.4 does not lay out some equations, and then makes no page at all
        return chosen.convert(_zipped(plain)), True
    except ConversionFailed as error:
        raise refusal(ReasonCode.DAMAGED, error.message, error.hint) from error


def _loosen(data: bytes) -> _Loosened:
    try:
        parts = dict(open_archive(data, max_entries=WORD_MAX_ENTRIES, max_bytes=WORD_MAX_BYTES))
    except ArchiveRefused as error:
        raise damaged_word() from error
    links_cut = 0
    for name in [name for name in parts if name.endswith((".rels", ".xml"))]:
        root = _parsed(parts[name])
        cut = _cut_relations(root) if name.endswith(".rels") else _cut_fields(root)
        if cut:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            links_cut += cut
    return _Loosened(_zipped(parts) if links_cut else data, parts, links_cut)


def _parsed(xml: bytes) -> etree._Element:
    """No entities, no network, no depth beyond libxml2's 256: a file that needs them is not one of Word's."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged_word() from error
    if root.getroottree().docinfo.doctype:
        raise damaged_word()
    return root


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
    for element in root.iter(f"{_W}instrText", f"{_W}fldSimple"):
        attribute = f"{_W}instr"
        text = element.get(attribute) if element.tag == f"{_W}fldSimple" else element.text
        if text and _OUTSIDE_FIELDS.match(text):
            if element.tag == f"{_W}fldSimple":
                element.set(attribute, " QUOTE ")
            else:
                element.text = " QUOTE "
            cut += 1
    return cut


def _with_plain_equations(parts: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The same file with every equation as a run of its letters; None when it has no equations."""
    name = _main_part(parts)
    root = _parsed(parts[name])
    equations = [item for item in root.iter(f"{_MATH}oMath") if item.getparent() is not None]
    if not equations:
        return None
    for equation in equations:
        run = etree.Element(f"{_W}r")
        etree.SubElement(run, f"{_W}t").text = "".join(text.text or "" for text in equation.iter(f"{_MATH}t"))
        run.tail = equation.tail
        equation.getparent().replace(equation, run)
    for wrapper in list(root.iter(f"{_MATH}oMathPara")):
        parent = wrapper.getparent()
        for run in list(wrapper.iter(f"{_W}r")):
            parent.insert(parent.index(wrapper), run)
        parent.remove(wrapper)
    return {**parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _main_part(parts: Mapping[str, bytes]) -> str:
    types = _parsed(parts["[Content_Types].xml"])
    named = [
        item.get("PartName", "").lstrip("/")
        for item in types
        if item.get("ContentType", "").lower().endswith("wordprocessingml.document.main+xml")
    ]
    found = next((name for name in named if name in parts), "word/document.xml")
    if found not in parts:
        raise damaged_word()
    return found


def missing_words(parts: Mapping[str, bytes], pdf_text: str) -> list[str]:
    """Words of the body and notes that stand fewer times in the PDF than in the Word file.

    Both sides are compared without case, spaces and hyphens, so that a word broken over two lines is found.
    """
    squeezed = "".join(_WORD.findall(_folded(pdf_text)))
    wanted = Counter(word for text in _texts(parts) for word in _WORD.findall(_folded(text)))
    return [word for word, count in wanted.items() if squeezed.count(word) < min(count, _least(word, count))]


def _least(word: str, count: int) -> int:
    """A number or letter alone is found anywhere; for those one hit is enough, overlapping counts prove nothing."""
    return count if len(word) > 2 else 1


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "").replace("\ufffe", "")


def _texts(parts: Mapping[str, bytes]) -> Iterable[str]:
    names = [_main_part(parts), *(name for name in ("word/footnotes.xml", "word/endnotes.xml") if name in parts)]
    for name in names:
        for paragraph in _parsed(parts[name]).iter(f"{_W}p", f"{_W_STRICT}p"):
            yield "".join(_shown(paragraph))


def _shown(element: etree._Element) -> Iterable[str]:
    """The letters of a paragraph as Word shows them; paragraphs inside it (text boxes) come by themselves."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == _FALLBACK:
            continue
        name = etree.QName(child).localname
        if name in _SKIPPED or name == "p" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        else:
            yield from _shown(child)


def _is_hidden(run: etree._Element) -> bool:
    for namespace in (_W, _W_STRICT):
        for mark in run.iterfind(f"{namespace}rPr/{namespace}vanish"):
            return mark.get(f"{namespace}val", "true") not in ("0", "false", "off")
    return False


def _links_cut(count: int) -> Repair:
    what = "1 thing that was" if count == 1 else f"{count} things that were"
    message = (
        f"The Word file refers to {what} to be fetched from outside; nothing was fetched. "
        "Check that no picture is missing."
    )
    return Repair(code=RepairCode.EXTERNAL_LINKS_CUT, message=message, needs_look=True)


def _boxes(parts: Mapping[str, bytes], engine: str) -> list[Repair]:
    """The embedded engine sees our fonts only; LibreOffice also those of the machine."""
    count = len(without_shape(_texts(parts))) if engine == EMBEDDED else 0
    if not count:
        return []
    signs = "1 sign (an emoji or a symbol) is" if count == 1 else f"{count} signs (emoji or symbols) are"
    return [_warning(f"{signs} not in the fonts and would print as empty boxes. Take them out of the text.")]


def _missing(words: list[str]) -> Repair:
    """Says how many, not which: messages never hold the contents of a document."""
    count = "1 word of the Word file is" if len(words) == 1 else f"{len(words)} words of the Word file are"
    return _warning(
        f"{count} not found in its PDF. Compare the pages with Word, or save the file as PDF in Word and upload that."
    )


def _warning(message: str) -> Repair:
    return Repair(code=RepairCode.ENGINE_WARNING, message=message, needs_look=True)
