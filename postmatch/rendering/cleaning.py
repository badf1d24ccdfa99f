"""Text as it may stand in a Word file: no control characters, no half characters, no stray white space."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED_CATEGORIES = {"Cc", "Cs"}
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def clean_line(text: str | None) -> str:
    """The text on one line, runs of white space made one space; an empty text for None.

    Control characters and lone surrogates, which XML cannot hold, are dropped; letters are composed (NFC),
    because a decomposed accent is drawn beside its letter by some engines.
    """
    return " ".join(_printable(text).split())


def clean_paragraphs(text: str | None) -> tuple[str, ...]:
    """What was typed, cut at empty lines; single line breaks inside a paragraph are kept as ``\\n``."""
    blocks = re.split(r"\n\s*\n", _printable(text).strip())
    paragraphs = ("\n".join(" ".join(line.split()) for line in block.strip().split("\n")) for block in blocks)
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def clean_lines(texts: tuple[str, ...]) -> list[str]:
    """Each text on one line; those with nothing in them are left out."""
    return [line for line in map(clean_line, texts) if line]


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that are not empty, with the separator only between two of them."""
    return by.join(part for part in parts if part)


def _printable(text: str | None) -> str:
    if not text:
        return ""
    # Through UTF-16: two halves that belong together become one character, a lone half disappears.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    lines = _LINE_ENDS.sub("\n", whole).replace("\t", " ")
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in _UNWANTED_CATEGORIES)
    return unicodedata.normalize("NFC", _NONCHARACTERS.sub("", "".join(kept)))
