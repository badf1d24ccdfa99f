"""The size that most of a Word document is set in, in half points (ECMA-376 part 1, 17.3.2.38)."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from postmatch.conversion.word_package import parsed_xml
from postmatch.rendering.word_parts import Parts, W, body_part, styles_part

_WORDS_OWN = 20  # what a document without any size is set in: 10 pt
_ENOUGH_TEXT = 400  # characters; with less of it a name in large type would be taken for the text
_SHARE_OF_NORMAL = 0.2
_TEXT_SIZES = range(16, 30)  # 8 to 14.5 pt: what text is set in; larger are names and headings

_Styles = dict[str, tuple[int | None, str | None]]  # style id -> its own size, the style it is based on


def body_half_points(parts: Parts) -> int:
    """The size of the style "Normal", or the commonest one where hardly anything is set in that.

    People often leave Normal as Word made it and set the size of every line by hand.
    """
    counts, normal = text_sizes(parts)
    total = counts.total()
    if total < _ENOUGH_TEXT or counts[normal] >= _SHARE_OF_NORMAL * total:
        return normal
    likely = [(count, -size) for size, count in counts.items() if size in _TEXT_SIZES]
    return -max(likely)[1] if likely else normal


def text_sizes(parts: Parts) -> tuple[Counter[int], int]:
    """How many characters of the body are set in each size, and the size of the style "Normal"; half points."""
    styles, normal_id, default = _read_styles(parts)
    normal = _size_of(styles, normal_id) or default
    counts: Counter[int] = Counter()
    for paragraph in parsed_xml(parts[body_part(parts)]).iter(f"{W}p"):
        usual = _size_of(styles, _named(paragraph, f"{W}pPr/{W}pStyle")) or normal
        for run in paragraph.iter(f"{W}r"):
            size = _own_size(run.find(f"{W}rPr")) or _size_of(styles, _named(run, f"{W}rPr/{W}rStyle")) or usual
            counts[size] += sum(len(text.text or "") for text in run.iterchildren(f"{W}t"))
    return counts, normal


def _read_styles(parts: Parts) -> tuple[_Styles, str, int]:
    name = styles_part(parts)
    if name is None:
        return {}, "", _WORDS_OWN
    root = parsed_xml(parts[name])
    styles: _Styles = {}
    normal = ""
    for style in root.iterchildren(f"{W}style"):
        based = style.find(f"{W}basedOn")
        style_id = style.get(f"{W}styleId", "")
        styles[style_id] = (_own_size(style.find(f"{W}rPr")), None if based is None else based.get(f"{W}val"))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            normal = style_id
    return styles, normal, _own_size(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or _WORDS_OWN


def _size_of(styles: _Styles, name: str | None) -> int | None:
    """The size that a style gives, its own or that of the styles it is based on; None when none says."""
    seen: set[str] = set()
    while name and name in styles and name not in seen:
        seen.add(name)
        size, based = styles[name]
        if size:
            return size
        name = based
    return None


def _named(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def _own_size(properties: etree._Element | None) -> int | None:
    said = None if properties is None else properties.find(f"{W}sz")
    value = "" if said is None else said.get(f"{W}val", "")
    return int(value) if value.isdecimal() else None
