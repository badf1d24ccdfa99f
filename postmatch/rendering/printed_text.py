"""The text of a finished document, to look for facts in it whatever way it is spaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from postmatch.domain.printed_facts import Fact
from postmatch.rendering.squeezing import Squeezed, goes_right_to_left, squeezed, squeezed_words

_TELLING = 3
"""A text of fewer letters is found anywhere, so how often proves nothing."""
_DIGITS = "0123456789"
_FIGURES = re.compile(r"\d+")


class PrintedText:
    """The text of a Word file or a PDF. ``flowing`` is the same without headers and footers, for what goes over the
    end of a page. A PDF may draw emoji as pictures, and holds lines with writing from right to left as the eye does."""

    def __init__(self, text: str, flowing: str = "", *, is_pdf: bool = False) -> None:
        self._with_symbols = not is_pdf
        self._texts = tuple(Squeezed(one, with_symbols=not is_pdf) for one in (text, flowing))
        self._mixed = Squeezed(_mixed_lines(text) if is_pdf else "", with_symbols=not is_pdf)

    def lacks(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts that are not there, or not as often as they should be."""
        missing: list[Fact] = []
        seen: Counter[str] = Counter()
        for fact in facts:
            wanted = self._squeezed(fact.text)
            seen[wanted] += 1
            if wanted and not self._holds(fact.text, wanted, seen[wanted]):
                missing.append(fact)
        return tuple(missing)

    def follows(self, paragraphs: Iterable[str]) -> bool:
        """Whether the paragraphs come one after the other. Those that are not there at all are no matter of order, and
        in lines that mix directions of writing it is the eye that decides."""
        text = self._texts[1].text or self._texts[0].text
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

    def _holds(self, text: str, wanted: str, times: int) -> bool:
        needed = times if len(wanted) >= _TELLING else 1
        found = max(one.count(wanted) for one in self._texts)
        return found >= needed or found + self._in_mixed_lines(text, wanted) >= needed

    def _in_mixed_lines(self, text: str, wanted: str) -> int:
        """How often the text is there word by word, in lines that hold its words in another order."""
        words = squeezed_words(text) if self._mixed.text else []
        counts = [self._mixed.count(word) for word in words]
        return max(0, min(counts, default=0) - self._mixed.count(wanted))

    def _squeezed(self, text: str) -> str:
        return squeezed(text, with_symbols=self._with_symbols)


def _mixed_lines(text: str) -> str:
    """The lines that hold writing from right to left, and those beside them, which a fact may go on to."""
    lines = text.splitlines()
    mixed = {at for at, line in enumerate(lines) if goes_right_to_left(line)}
    return "\n".join(line for at, line in enumerate(lines) if mixed.intersection((at - 1, at, at + 1)))


def without_running_lines(pages: Sequence[str], running: Iterable[str]) -> str:
    """The words of the pages without the headers and footers at their ends, whatever page number these have."""
    lines = [_without_figures(line) for line in running]
    return "\n".join(_stripped(Squeezed(page, with_symbols=False), lines) for page in pages)


def _without_figures(line: str) -> list[str]:
    """The words of a line without their figures, which may be a page's number."""
    return [squeezed(piece, with_symbols=False) for word in line.split() for piece in _FIGURES.split(word) if piece]


def _stripped(page: Squeezed, lines: Iterable[list[str]]) -> str:
    start, end = 0, len(page.text)
    for pieces in lines:
        text = page.text[start:end]
        if rest := _after(text, pieces):
            start = end - len(rest)
        elif rest := _before(text, pieces):
            end = start + len(rest)
    return page.between(start, end)


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
