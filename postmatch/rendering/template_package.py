"""A template of somebody else as a Word file: opened only when nothing in it runs, and nothing outside is asked for.

The parts of a .docx are those of ECMA-376 part 2 (packages, relationships) and part 1 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.media_types import DOCX, recognised
from postmatch.domain.names import word_set
from postmatch.domain.own_templates import TemplateProblem
from postmatch.errors import UploadRefused
from postmatch.rendering.template_problems import refused

MAX_PARTS = 1_000
MAX_BYTES = 30 * 1024 * 1024
MAX_XML_BYTES = 4 * 1024 * 1024
"""What a template may unpack to, and each part of text in it. The largest of the corpus has 0.3 MB of text."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RUNS_CODE = re.compile(
    r"vbaProject|vbaData|/activeX/|attachedToolbars|webextension|\.exe$|\.bat$|\.js$|\.vbs$", re.IGNORECASE
)
_EMBEDDED = re.compile(r"^word/(embeddings|afchunk)|oleObject", re.IGNORECASE)
_FIELDS_THAT_STAY = word_set(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF STYLEREF NOTEREF SEQ HYPERLINK DATE TIME CREATEDATE SAVEDATE "
    "PRINTDATE TITLE AUTHOR SUBJECT SYMBOL TOC TC ADVANCE FORMTEXT FORMCHECKBOX FORMDROPDOWN MERGEFIELD"
)
_LINKS_THAT_STAY = frozenset({"http", "https", "mailto", "tel"})
_ANEW = (
    "Open it in Word, select everything (Ctrl+A), copy it into a new blank document, save that as .docx, and upload it."
)


class PackageRefused(Exception):
    """The file is not opened any further; ``problem`` says why."""

    def __init__(self, problem: TemplateProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def open_package(docx: bytes) -> DocxTemplate:
    """The opened file. Raises ``PackageRefused`` and nothing else, whatever the bytes are."""
    check_package(docx)
    opened = DocxTemplate(io.BytesIO(docx))
    try:
        opened.init_docx()
        _ = opened.docx.element.body.tag, list(opened.docx.sections)
    except (OpcError, etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError) as error:
        raise _damaged() from error
    return opened


def check_package(docx: bytes) -> None:
    """Raises ``PackageRefused`` for whatever runs or is fetched. Of a filled template it is asked once more: a tag that
    leaves out a piece of a field makes another field of the rest."""
    for name, root in _roots(_parts(docx)):
        if name.endswith(".rels"):
            _check_relations(root)
        else:
            _check_text(root)


def _parts(docx: bytes) -> Mapping[str, bytes]:
    try:
        found = recognised(docx)
        if found is not DOCX:
            raise _no_word_file(found.a_file)
        parts = open_archive(docx, max_entries=MAX_PARTS, max_bytes=MAX_BYTES)
    except UploadRefused as error:
        raise _too_large() if error.reason == "too_large" else _damaged(empty=error.reason == "empty") from error
    except ArchiveRefused as error:
        raise _too_large() if error.fault in ("too_large", "too_many_entries") else _damaged() from error
    for name, contents in parts.items():
        _check_part(name, contents)
    return parts


def _check_part(name: str, contents: bytes) -> None:
    if _RUNS_CODE.search(name):
        message = "This Word file has macros or controls (small programs), and templates must not run anything."
        raise PackageRefused(refused(message, _ANEW))
    if _EMBEDDED.search(name):
        message = "Another file is embedded in this Word file, which a template must not have."
        raise PackageRefused(
            refused(message, "Delete the embedded object in Word, save the file, and upload it again.")
        )
    if name.endswith((".xml", ".rels")):
        if len(contents) > MAX_XML_BYTES:
            raise _too_large()
        if _STRICT in contents[:4096]:
            message = "This Word file is saved as “Strict Open XML”, which cannot be filled."
            raise PackageRefused(
                refused(message, "In Word, save it as an ordinary Word document (.docx), and upload that.")
            )


def _roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """No entities, no network, no depth beyond libxml2's 256: a file that needs them is not one of Word's."""
    for name, contents in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(contents, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged() from error
        if root.getroottree().docinfo.doctype:
            raise _damaged()
        yield name, root


def _check_relations(root: etree._Element) -> None:
    """Links that a reader may click stay; whatever is fetched when the file is opened does not."""
    for relation in root.iter(_RELATION):
        if relation.get("TargetMode") != "External":
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind != "hyperlink" or _scheme(relation.get("Target", "")) not in _LINKS_THAT_STAY:
            raise PackageRefused(_outside(kind))


def _scheme(address: str) -> str:
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


def _outside(kind: str) -> TemplateProblem:
    what = {
        "attachedTemplate": "a Word template on another computer",
        "image": "a picture that is not in the file",
        "hyperlink": "a place on a computer or a program",
    }.get(kind, "another file")
    return refused(f"This Word file refers to {what}, and nothing outside the file may be fetched.", _ANEW)


def _check_text(root: etree._Element) -> None:
    for code in _field_codes(root):
        name = code.split()[0].lstrip("\\").upper() if code.split() else ""
        if name and name not in _FIELDS_THAT_STAY:
            message = "A field in this Word file may read other files or start programs (Word shows it with Alt+F9)."
            hint = (
                "In Word, select everything, press Ctrl+Shift+F9 to turn fields into text, save, and upload it again."
            )
            raise PackageRefused(refused(message, hint, paragraph=f"{{ {name[:20]} … }}"))
    if root.find(f".//{_W}mailMerge") is not None:
        message = "This Word file is set up for a mail merge, which asks for another file when it is opened."
        hint = "In Word, choose Mailings, Start Mail Merge, Normal Word Document, save the file, and upload it again."
        raise PackageRefused(refused(message, hint))
    if root.find(f".//{_W}altChunk") is not None or root.find(f".//{_W}subDoc") is not None:
        raise PackageRefused(refused("Another document is linked into this Word file.", _ANEW))


def _field_codes(root: etree._Element) -> Iterator[str]:
    """The instruction of each field (17.16), put together where Word has it in pieces."""
    pieces: list[str] | None = None
    for element in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if element.tag == f"{_W}fldSimple":
            yield element.get(f"{_W}instr", "")
        elif element.tag == f"{_W}instrText":
            if pieces is None:
                yield element.text or ""
            else:
                pieces.append(element.text or "")
        else:  # a field inside the instruction of another begins one of its own
            if pieces:
                yield "".join(pieces)
            pieces = [] if element.get(f"{_W}fldCharType") == "begin" else None


def _no_word_file(a_file: str) -> PackageRefused:
    is_document = not a_file.startswith("not ")
    what = f"This is {a_file}" if is_document else "This is no Word file"
    copy = "a copy without the password" if "locked" in a_file else "it as a Word document (.docx)"
    return PackageRefused(
        refused(f"{what}, so it cannot be a template.", f"Open it in Word, save {copy}, and upload that.")
    )


def _too_large() -> PackageRefused:
    return PackageRefused(
        refused(
            "This Word file unpacks to far more than a template needs, as harmful files do, so it was not opened.",
            "Make its pictures smaller, or start from a new document in Word, and upload that.",
        )
    )


def _damaged(*, empty: bool = False) -> PackageRefused:
    message = "This file is empty." if empty else "This Word file is damaged, so it cannot be read."
    return PackageRefused(refused(message, "Open it in Word, save it again, and upload the new file."))
