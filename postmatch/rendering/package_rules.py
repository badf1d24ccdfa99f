"""What the parts and relationships of somebody's template may be: by what they are, for their names are free.

Content types and relationship types are those of ECMA-376 parts 1 and 2 and of [MS-OFFMACRO2] and [MS-DOCX].
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from postmatch.domain.own_templates import TemplateProblem
from postmatch.rendering.template_problems import refused
from postmatch.rendering.word_parts import W

ANEW = (
    "Open it in Word, select everything (Ctrl+A), copy it into a new blank document, save that as .docx, and upload it."
)
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
"""The namespace of the other form of Word files, which cannot be filled."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_PICTURE_ADDRESSES = ("src", f"{_OFFICE}href", f"{_OFFICE}althref")
_ELSEWHERE = re.compile(r"\s*(https?:|ftp:|file:|smb:|[a-z]:\\|\\\\|//)", re.IGNORECASE)
_RUNS_CODE = re.compile(
    r"vbaProject|vbaData|/activeX/|attachedToolbars|webextension|\.exe$|\.bat$|\.js$|\.vbs$", re.IGNORECASE
)
_EMBEDDED = re.compile(r"^word/(embeddings|afchunk)|oleObject", re.IGNORECASE)
_TYPE_RUNS_CODE = re.compile(r"vba|macroenabled|activex|attachedtoolbars|webextension")
_TYPE_EMBEDDED = re.compile(
    r"oleobject|\.package$|^application/(rtf|pdf|msword|zip)$|^text/(html|rtf|plain)$|^message/|xhtml|spreadsheetml\.sheet$"
)
_RELATIONS_RUN_CODE = frozenset(
    {
        "vbaproject", "wordvbadata", "control", "activexcontrolbinary", "attachedtoolbars", "extensibility",
        "webextension", "webextensiontaskpanes", "taskpanes", "keymapcustomizations",
    }
)  # fmt: skip
_RELATIONS_EMBED = frozenset(
    {"oleobject", "package", "afchunk", "subdocument", "frame", "externallink", "externallinkpath", "mailmergesource",
     "mailmergeheadersource", "attachedtemplate"}
)  # fmt: skip
_FILES_IN_FILES = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"{\\rtf", b"%PDF-")
_LINKS_THAT_STAY = frozenset({"http", "https", "mailto", "tel"})
_ROOTS = {
    "document.main": "document",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}
"""Which element the parts of Word begin with (part 1, 11.3), by their content type."""


def fault_of_part(name: str, contents: bytes, kind: str) -> TemplateProblem | None:
    """What is wrong with a part for what it is; ``kind`` is its content type in small letters."""
    if _RUNS_CODE.search(name) or _TYPE_RUNS_CODE.search(kind):
        return _macros()
    if _EMBEDDED.search(name) or _TYPE_EMBEDDED.search(kind) or contents.startswith(_FILES_IN_FILES):
        return _embedded()
    return None


def fault_of_relations(root: etree._Element) -> TemplateProblem | None:
    """Links that a reader may click stay; what is fetched, run or opened with the file does not."""
    return next(filter(None, map(_fault_of_relation, root.iter(_RELATION))), None)


def fault_of_drawings(root: etree._Element) -> TemplateProblem | None:
    """Old drawings (VML, part 4, 19.1) may name the address of a picture themselves, without a relationship."""
    for drawn in root.iter(f"{_VML}*"):
        if any(_ELSEWHERE.match(drawn.get(name, "")) for name in _PICTURE_ADDRESSES):
            return _outside("image")
    return None


def has_wrong_root(root: etree._Element, kind: str) -> bool:
    """Whether a part of Word begins with another element than its content type says."""
    expected = _ROOTS.get(kind.rpartition("wordprocessingml.")[2].removesuffix("+xml"))
    return expected is not None and root.tag != f"{W}{expected}"


def _fault_of_relation(relation: etree._Element) -> TemplateProblem | None:
    kind = relation.get("Type", "").strip().rpartition("/")[2]
    if relation.get("TargetMode") == "External":
        is_link = kind == "hyperlink" and _scheme(relation.get("Target", "")) in _LINKS_THAT_STAY
        return None if is_link else _outside(kind)
    if kind.lower() in _RELATIONS_RUN_CODE:
        return _macros()
    return _embedded() if kind.lower() in _RELATIONS_EMBED else None


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
    return refused(f"This Word file refers to {what}, and nothing outside the file may be fetched.", ANEW)


def _macros() -> TemplateProblem:
    message = "This Word file has macros or controls (small programs), and templates must not run anything."
    return refused(message, ANEW)


def _embedded() -> TemplateProblem:
    return refused(
        "Another file is embedded in this Word file, which a template must not have.",
        "Delete the embedded object in Word, save the file, and upload it again.",
    )
