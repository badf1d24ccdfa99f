"""What a Word file has that the embedded engine draws differently without saying so, measured with office2pdf 0.4.

WordprocessingML is ECMA-376 part 1: lists are 17.9, text boxes 20.1 (and VML in part 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from postmatch.conversion.word_file import W, WordFile, parsed

_STYLES = "word/styles.xml"
_NO_LIST = "0"  # a ``w:numId`` that takes a paragraph out of the list of its style


def drawn_differently(file: WordFile) -> tuple[str, ...]:
    """Plain sentences for an applicant: what differs, in the order of how much it matters."""
    body = file.body()
    lists = list(_list_paragraphs(file, body))
    return tuple(sentence for sentence, is_there in _DIFFERENCES if is_there(file, body, lists))


def _has_lists_in_cells(_file: WordFile, _body: etree._Element, lists: list[etree._Element]) -> bool:
    return any(next(one.iterancestors(f"{W}tc"), None) is not None for one in lists)


def _has_lists_in_lists(_file: WordFile, _body: etree._Element, lists: list[etree._Element]) -> bool:
    levels = (one.find(f"{W}pPr/{W}numPr/{W}ilvl") for one in lists)
    return any(level is not None and level.get(f"{W}val", "0") != "0" for level in levels)


def _has_text_boxes(_file: WordFile, body: etree._Element, _lists: list[etree._Element]) -> bool:
    return next(body.iter(f"{W}txbxContent"), None) is not None


def _has_charts(file: WordFile, _body: etree._Element, _lists: list[etree._Element]) -> bool:
    return any(name.startswith(("word/charts/", "word/diagrams/")) for name in file.parts)


_Test = Callable[[WordFile, etree._Element, list[etree._Element]], bool]
_DIFFERENCES: tuple[tuple[str, _Test], ...] = (
    ("Charts and SmartArt may be missing or look different.", _has_charts),
    ("Text boxes may stand a little beside their place.", _has_text_boxes),
    ("Lists inside table cells have lost their bullets or numbers.", _has_lists_in_cells),
    ("Lists inside lists are set as one list.", _has_lists_in_lists),
)


def _list_paragraphs(file: WordFile, body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs with a bullet or a number, of their own or of their style."""
    styles = _list_styles(file)
    for properties in body.iter(f"{W}pPr"):
        own = properties.find(f"{W}numPr/{W}numId")
        style = properties.find(f"{W}pStyle")
        is_listed = own is not None and own.get(f"{W}val") != _NO_LIST
        if is_listed or (own is None and style is not None and style.get(f"{W}val") in styles):
            yield properties.getparent()


def _list_styles(file: WordFile) -> frozenset[str]:
    if _STYLES not in file.parts:
        return frozenset()
    styles = parsed(file.parts[_STYLES]).iter(f"{W}style")
    return frozenset(
        style.get(f"{W}styleId", "") for style in styles if style.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    )
