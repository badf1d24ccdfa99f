"""The text of a finished document, to look for facts in it whatever way it is spaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from postmatch.domain.printed_facts import Fact
from postmatch.rendering.squeezing import goes_right_to_left, squeezed, squeezed_words

_TELLING = 3
"""A text of fewer letters is found anywhere, so how often proves nothing."""
_DIGITS = "0123456789"
_FIGURES = re.compile(r"\d+")


class PrintedText:
    """The text of a Word file or a PDF. ``flowing`` is the same without headers and footers, for what goes over the
    end of a page; ``with_symbols`` is False where emoji may be drawn as pictures."""

    def __init__(self, text: str, flowing: str = "", *, with_symbols: bool = True) -> None:
        self._with_symbols = with_symbols
        self._is_mixed = goes_right_to_left(text)
        self._texts = (self._squeezed(text), self._squeezed(flowing))

    def lacks(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts that are not there, or not as often as they should be."""
        missing: list[Fact] = []
        seen: Counter[str] = Counter()
        for fact in facts:
            wanted = self._squeezed(fact.text)
            seen[wanted] += 1
            if wanted and not self._holds(wanted, seen[wanted]) and not (self._is_mixed and self._has_words(fact.text)):
                missing.append(fact)
        return tuple(missing)

    def follows(self, paragraphs: Iterable[str]) -> bool:
        """Whether the paragraphs come one after the other. Those that are not there at all are no matter of order, and
        in lines that mix directions of writing it is the eye that decides."""
        text = self._texts[1] or self._texts[0]
        at = 0
        for paragraph in paragraphs:
            wanted = self._squeezed(paragraph)
            if not wanted or goes_right_to_left(paragraph):
                continue
            found = text.find(wanted, at)
            if found >= 0:
                at = found + len(wanted)
            elif wanted in text:
                return False
        return True

    def names_any(self, names: Iterable[str]) -> bool:
        wanted = filter(None, map(self._squeezed, names))
        return any(name in self._texts[0] for name in wanted)

    def _holds(self, wanted: str, times: int) -> bool:
        needed = times if len(wanted) >= _TELLING else 1
        if needed == 1:
            return any(wanted in text for text in self._texts)
        return any(text.count(wanted) >= needed for text in self._texts)

    def _has_words(self, text: str) -> bool:
        return all(word in self._texts[0] for word in squeezed_words(text))

    def _squeezed(self, text: str) -> str:
        return squeezed(text, with_symbols=self._with_symbols)


def without_running_lines(pages: Sequence[str], running: Iterable[str]) -> str:
    """The letters of the pages without the headers and footers at their ends, whatever page number these have."""
    lines = [_without_figures(line) for line in running]
    return "".join(_stripped(squeezed(page, with_symbols=False), lines) for page in pages)


def _without_figures(line: str) -> list[str]:
    """The words of a line without their figures, which may be a page's number."""
    return [squeezed(piece, with_symbols=False) for word in line.split() for piece in _FIGURES.split(word) if piece]


def _stripped(page: str, lines: Iterable[list[str]]) -> str:
    for pieces in lines:
        page = _after(page, pieces) or _before(page, pieces) or page
    return page


def _after(page: str, pieces: Iterable[str]) -> str:
    """What follows the line at the top of the page; empty when the page does not start with it."""
    for piece in pieces:
        page = page.lstrip(_DIGITS)
        if not page.startswith(piece):
            return ""
        page = page.removeprefix(piece)
    return page


def _before(page: str, pieces: Sequence[str]) -> str:
    """What stands before the line at the foot of the page; empty when the page does not end with it."""
    for piece in reversed(pieces):
        page = page.rstrip(_DIGITS)
        if not page.endswith(piece):
            return ""
        page = page.removesuffix(piece)
    return page
