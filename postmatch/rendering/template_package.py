"""A template of somebody else as a Word file: opened only when nothing in it runs, and nothing outside is asked for.

The parts of a .docx are those of ECMA-376 part 2 (packages, relationships) and part 1 (WordprocessingML).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.media_types import DOCX, recognised
from postmatch.conversion.word_package import begins_as_xml, content_types, is_declared_xml, parsed_xml
from postmatch.domain.own_templates import TemplateProblem
from postmatch.errors import UploadRefused
from postmatch.rendering.field_codes import harmful_field
from postmatch.rendering.package_rules import (
    ANEW,
    STRICT,
    fault_of_drawings,
    fault_of_part,
    fault_of_relations,
    has_wrong_root,
)
from postmatch.rendering.template_problems import refused
from postmatch.rendering.word_parts import W

MAX_PARTS = 1_000
MAX_BYTES = 30 * 1024 * 1024
MAX_XML_BYTES = 4 * 1024 * 1024
"""What a template may unpack to, and each part of text in it. The largest of the corpus has 0.3 MB of text."""

_UNREADABLE = (
    OpcError, etree.LxmlError, zipfile.BadZipFile, LookupError, ValueError, AttributeError, TypeError, RecursionError,
    OSError, ArithmeticError, AssertionError, NotImplementedError,
)  # fmt: skip


class PackageRefused(Exception):
    """The file is not opened any further; ``problem`` says why."""

    def __init__(self, problem: TemplateProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def open_package(docx: bytes) -> DocxTemplate:
    """The opened file. Raises ``PackageRefused``, also for what python-docx stumbles over."""
    check_package(docx)
    opened = DocxTemplate(io.BytesIO(docx))
    try:
        opened.init_docx()
        document = opened.docx
        _ = document.element.body.tag, list(document.sections), document.styles.element.tag
        _ = document.core_properties.title, list(document.part.package.iter_parts())
    except _UNREADABLE as error:
        raise _damaged() from error
    return opened


def check_package(docx: bytes) -> None:
    """Raises ``PackageRefused`` for whatever runs or is fetched. Of a filled template it is asked once more: a tag that
    leaves out a piece of a field makes another field of the rest."""
    parts = _parts(docx)
    for kind, root in _roots(parts):
        if fault := fault_of_relations(root) or fault_of_drawings(root) or _fault_of_text(root):
            raise PackageRefused(fault)
        if has_wrong_root(root, kind):
            raise _damaged()


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
    types = content_types(parts)
    for name, contents in parts.items():
        if fault := fault_of_part(name, contents, types[name]):
            raise PackageRefused(fault)
    return parts


def _roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The content type and the root of every part that is XML, whatever it is called."""
    for name, kind in content_types(parts).items():
        contents = parts[name]
        if not is_declared_xml(name, kind) and not begins_as_xml(contents):
            continue
        if len(contents) > MAX_XML_BYTES:
            raise _too_large()
        try:
            root = parsed_xml(contents)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged() from error
        if root.getroottree().docinfo.doctype:
            raise _damaged()
        yield kind, root


def _fault_of_text(root: etree._Element) -> TemplateProblem | None:
    if next(root.iter(f"{STRICT}*"), None) is not None:
        message = "This Word file is saved as “Strict Open XML”, which cannot be filled."
        return refused(message, "In Word, save it as an ordinary Word document (.docx), and upload that.")
    name = harmful_field(root)
    if name is not None:
        message = "A field in this Word file may read other files or start programs (Word shows it with Alt+F9)."
        hint = "In Word, select everything, press Ctrl+Shift+F9 to turn fields into text, save, and upload it again."
        return refused(message, hint, paragraph=f"{{ {name[:20]} … }}")
    if next(root.iter(f"{W}mailMerge"), None) is not None:
        message = "This Word file is set up for a mail merge, which asks for another file when it is opened."
        hint = "In Word, choose Mailings, Start Mail Merge, Normal Word Document, save the file, and upload it again."
        return refused(message, hint)
    if next(root.iter(f"{W}altChunk", f"{W}subDoc"), None) is not None:
        return refused("Another document is linked into this Word file.", ANEW)
    return None


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
