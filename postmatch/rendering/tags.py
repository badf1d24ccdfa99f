"""The tags of a template as they stand in Word: made whole where Word has taken them apart, and told by their place.

Word cuts ``{{ name }}`` over several runs wherever it marks spelling or somebody edits, and turns straight quotes into
typographic ones. Both are undone here, before docxtpl sees the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

_OPENING = re.compile(r"\{[{%#]")
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛", "'"), "\u00a0": " ", "\u202f": " "})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARK = re.compile(r"^\{[{%#](p|tr|tc|r)(?=\s)")
_SHOWN = 80  # letters of a paragraph: enough to find it


@dataclass(frozen=True)
class Tag:
    """``text`` with its braces; ``paragraph`` is the beginning of the words around it, ``part`` where that stands."""

    text: str
    paragraph: str
    part: str

    @property
    def is_comment(self) -> bool:
        return self.text.startswith("{#")

    @property
    def mark(self) -> str:
        """``p``, ``tr``, ``tc`` or ``r``, which docxtpl takes away; empty without one."""
        found = _MARK.match(self.text)
        return found[1] if found else ""

    @property
    def inner(self) -> str:
        """What Jinja reads of it, without braces, mark and dashes."""
        return " ".join(self.text[2 + len(self.mark) : -2].strip().strip("-+").split())


@dataclass(frozen=True)
class Block:
    """A paragraph with its tags; ``rest`` is what is left of its text, or of its table row's, without them."""

    words: str
    part: str
    tags: tuple[Tag, ...]
    rest: str
    row_rest: str = ""

    @property
    def is_torn(self) -> bool:
        """Whether a tag begins or ends here that does not end or begin here."""
        return bool(_BRACES.search(self.rest))


def mend(element: Any) -> None:
    """Puts every tag of every paragraph below the element into one run, in plain quotes. Text boxes are looked at too;
    tags that run over several paragraphs stay as they are."""
    for paragraph in element.iter(qn("w:p")):
        nodes = list(_own_texts(paragraph))
        text = "".join(node.text or "" for node in nodes)
        if "{" in text:
            _put_back(nodes, text)


def blocks(element: Any, part: str) -> Iterator[Block]:
    """The paragraphs below the element in their order. ``part`` is for people: "the header"."""
    for paragraph in element.iter(qn("w:p")):
        text = _text(paragraph)
        words = shortened(text)
        tags = tuple(Tag(text[start:end], words, part) for start, end in spans(text))
        row_rest = _row_rest(paragraph) if any(tag.mark in ("tr", "tc") for tag in tags) else ""
        yield Block(words, part, tags, without_tags(text), row_rest)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag begins and ends. One pass, whatever the text: an opening without an end costs one look for each
    kind of brace."""
    endless: set[str] = set()
    place = 0
    while opening := _OPENING.search(text, place):
        place = opening.end()
        end = -1 if opening[0] in endless else text.find(_CLOSINGS[opening[0]], place)
        if end < 0:
            endless.add(opening[0])
        else:
            place = end + 2
            yield opening.start(), place


def without_tags(text: str) -> str:
    ends = [0, *(place for span in spans(text) for place in span), len(text)]
    return "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))


def opening_count(text: str) -> int:
    return sum(1 for _ in _OPENING.finditer(text))


def all_text(element: Any) -> str:
    """The letters below the element. Not ``itertext``: python-docx gives its elements a ``text`` of their own, which
    lxml then repeats at each level."""
    return etree.tostring(element, method="text", encoding="unicode")


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def on_own_lines(source: str) -> tuple[str, tuple[str, ...]]:
    """A patched source with every tag at the beginning of a line, and the tags: that of line n is tag n - 2, so that a
    line number of Jinja names the tag and not a page of XML."""
    flat = source.replace("\n", " ")
    found = [flat[start:end] for start, end in spans(flat)]
    tags = [tag for tag in found if not tag.startswith("{#")]
    return re.sub(r"\{\{|\{%", "\n\\g<0>", flat), tuple(tags)


def placed(patched: Iterable[str], tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """For each tag that docxtpl has left or made, the one in Word that it comes from: the n-th of the same words."""
    by_inner: dict[str, list[Tag]] = {}
    for tag in tags:
        by_inner.setdefault(tag.inner, []).append(tag)
    found = []
    for text in patched:
        waiting = by_inner.get(Tag(text, "", "").inner, [])
        found.append(waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else Tag(text, "", ""))
    return tuple(found)


def _own_texts(paragraph: Any) -> Iterator[Any]:
    """Its text nodes, without those of paragraphs inside it (text boxes)."""
    return (node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph)


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in _own_texts(paragraph))


def _row_rest(paragraph: Any) -> str:
    row = next(paragraph.iterancestors(qn("w:tr")), None)
    return "" if row is None else without_tags("".join(map(_text, row.iter(qn("w:p")))))


def _put_back(nodes: list[Any], text: str) -> None:
    """A tag goes whole to where it begins; every other letter stays where it is."""
    owner = [index for index, node in enumerate(nodes) for _ in node.text or ""]
    pieces: list[list[str]] = [[] for _ in nodes]
    end = 0
    for start, after in [*spans(text), (len(text), len(text))]:
        for place in range(end, start):
            pieces[owner[place]].append(text[place])
        if start < after:
            pieces[owner[start]].append(_plain(text[start:after]))
        end = after
    for node, new in zip(nodes, map("".join, pieces), strict=True):
        if new != (node.text or ""):
            node.text = new
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _plain(tag: str) -> str:
    return _INVISIBLE.sub("", tag.translate(_QUOTES))
