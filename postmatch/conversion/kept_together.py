"""Headings that must not stand alone at the foot of a page, for an engine that does not keep paragraphs together.

Word moves a paragraph to the next page when it is to be kept with the one behind it (``w:keepNext``, ECMA-376 part 1,
17.3.1.15). The same is had by a page break before it, put in where a first layout shows that it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from lxml import etree

from postmatch.conversion.word_file import W, WordFile, main_part, parsed
from postmatch.conversion.word_package import as_xml

_WINDOW = 400
"""Letters between the place of one paragraph on the page and that of the next: a footer, a note, what is drawn."""
_COMPARED = 40  # letters of a paragraph
_STYLES = "word/styles.xml"
_BEFORE_THE_BREAK = {f"{W}pStyle", f"{W}keepNext", f"{W}keepLines"}  # the order of CT_PPr
_OFF = {"0", "false", "off"}
_MOST_BREAKS = 6
_MOST_PAGES = 10  # a CV has a few; a manual would be laid out again and again


class _Pdf(Protocol):
    @property
    def pdf(self) -> bytes: ...


Result = TypeVar("Result", bound=_Pdf)


def laid_out_together(file: WordFile, lay_out: Callable[[WordFile], Result]) -> Result:
    """What ``lay_out`` makes of the file, again with a page break before each heading that stood alone at the foot."""
    from postmatch.conversion.pages import count_pages, read_texts  # PDFium loads where it is used

    result = lay_out(file)
    before: tuple[str, ...] = ()
    for _ in range(_MOST_BREAKS):
        if not 1 < count_pages(result.pdf) <= _MOST_PAGES:
            break
        texts = tuple(read_texts(result.pdf))
        broken = (
            with_break(file, texts) if texts != before else None
        )  # a break that moved nothing, in a cell of a table
        if broken is None:
            break
        before = texts
        file, result = broken, lay_out(broken)
    return result


def with_break(file: WordFile, page_texts: Sequence[str]) -> WordFile | None:
    """The file with a page break before the first paragraph that was parted from the one it is to be kept with.

    ``page_texts`` are the texts of its pages as they were laid out. None when nothing is parted, or when a break would
    change nothing because the paragraph begins its page already.
    """
    root = parsed(file.parts[main_part(file.parts)])
    paragraphs = [one for one in root.iter(f"{W}p") if _letters(_text(one))]
    kept = _kept_with_next(paragraphs, file)
    pages = _pages(paragraphs, page_texts)
    for index in range(len(paragraphs) - 1):
        if kept[index] and pages[index] < pages[index + 1]:
            first = _first_of_chain(index, kept, pages)
            if first and pages[first - 1] == pages[first]:
                _break_before(paragraphs[first])
                return file.with_parts({main_part(file.parts): as_xml(root)})
    return None


def _first_of_chain(index: int, kept: Sequence[bool], pages: Sequence[int]) -> int:
    """The first of the paragraphs of this page that are kept with each other up to ``index``."""
    while index and kept[index - 1] and pages[index - 1] == pages[index]:
        index -= 1
    return index


def _pages(paragraphs: Iterable[etree._Element], page_texts: Sequence[str]) -> list[int]:
    """On which page each paragraph begins; one that is not found is taken to stand where the one before it does."""
    texts = [_letters(text) for text in page_texts]
    page = place = 0
    found: list[int] = []
    for paragraph in paragraphs:
        words = _letters(_text(paragraph))[:_COMPARED]
        for number, start in ((page, place), (page + 1, 0)):
            at = texts[number].find(words, start, start + _WINDOW + len(words)) if number < len(texts) else -1
            if at >= 0:
                page, place = number, at + len(words)
                break
        found.append(page)
    return found


def _kept_with_next(paragraphs: Sequence[etree._Element], file: WordFile) -> list[bool]:
    styles = _styles(file)
    return [_says_keep(one.find(f"{W}pPr"), styles) for one in paragraphs]


def _styles(file: WordFile) -> dict[str, etree._Element]:
    if _STYLES not in file.parts:
        return {}
    return {style.get(f"{W}styleId", ""): style for style in parsed(file.parts[_STYLES]).iter(f"{W}style")}


def _says_keep(properties: etree._Element | None, styles: dict[str, etree._Element]) -> bool:
    """What a paragraph says itself, else its style, else the style that one is based on."""
    seen: set[str] = set()
    name = ""
    while True:
        mark = properties.find(f"{W}keepNext") if properties is not None else None
        if mark is not None:
            return mark.get(f"{W}val", "1") not in _OFF
        based_on = styles[name].find(f"{W}basedOn") if name else _style_mark(properties)
        name = based_on.get(f"{W}val", "") if based_on is not None else ""
        if name in seen or name not in styles:
            return False
        seen.add(name)
        properties = styles[name].find(f"{W}pPr")


def _style_mark(properties: etree._Element | None) -> etree._Element | None:
    return properties.find(f"{W}pStyle") if properties is not None else None


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    before = [child for child in properties if child.tag in _BEFORE_THE_BREAK]
    properties.insert(len(before), etree.Element(f"{W}pageBreakBefore"))


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def _letters(text: str) -> str:
    """Letters and digits alone, in small ones: capitals may be a matter of style."""
    return re.sub(r"[\W_]+", "", text).casefold()
