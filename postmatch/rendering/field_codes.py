"""The fields of a Word part (ECMA-376 part 1, 17.16): only those stay that count, link or print what the file has."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from postmatch.domain.names import word_set
from postmatch.rendering.word_parts import W

_THAT_STAY = word_set(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF STYLEREF NOTEREF SEQ HYPERLINK DATE TIME CREATEDATE SAVEDATE "
    "PRINTDATE TITLE AUTHOR SUBJECT SYMBOL TOC TC ADVANCE FORMTEXT FORMCHECKBOX FORMDROPDOWN MERGEFIELD"
)
_OF_ANOTHER_FIELD = "{ }"  # the instruction of a field that begins with a field: it may become any instruction at all


def harmful_field(root: etree._Element) -> str | None:
    """The name of a field that may read other files or start programs."""
    for code in _instructions(root):
        name = (code.split() or [""])[0].lstrip("\\").upper()
        if code.strip() and name not in _THAT_STAY:
            return name
    return None


def _instructions(root: etree._Element) -> Iterator[str]:
    """The instruction of each field, put together where Word has it in pieces, with what was deleted of it and may be
    taken back, and with plain text that stands in it."""
    pieces: list[str] | None = None
    for element in root.iter(*(f"{W}{name}" for name in ("fldSimple", "fldChar", "instrText", "delInstrText", "t"))):
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif element.tag == f"{W}fldChar":
            is_begin = element.get(f"{W}fldCharType") == "begin"
            if pieces is not None:
                code = "".join(pieces)
                yield _OF_ANOTHER_FIELD if is_begin and not code.strip() else code
            pieces = [] if is_begin else None  # a field inside the instruction of another begins one of its own
        elif pieces is not None:
            pieces.append(element.text or "")
        elif element.tag != f"{W}t":
            yield element.text or ""
