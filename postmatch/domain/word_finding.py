"""Words of a list in a text, and the sentences of a text: how rules about wording read.

A listed word is found whole, whatever its case; ``*`` at its end stands for any ending, hyphens in it for a hyphen, a
space or nothing (``part-time``), a space for any white space, and ``^`` before it for the beginning of the text.
Without a letter or digit it is no word, and found nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_CACHED = 1024  # patterns
_BETWEEN = re.compile(r"[\s‐-]+")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]+[\"”’')\]]*(?=\s|$)|\n+")
_LONGEST_ABBREVIATION = 12  # characters to look back over
_ABBREVIATION = re.compile(
    r"\b(?:Dr|Drs|Prof|Mr|Mrs|Ms|St|Mt|No|vs|approx|etc|e\.g|i\.e|cf|Fig|vol|al|Inc|Jr|Sr|Dept|Univ|Hosp|U\.S|[A-Z])\.$",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """Where a listed word stands in the text, and how it is written there."""

    words: str
    start: int
    end: int


def find_words(text: str, words: Iterable[str], *, as_written: bool = False) -> Iterator[Found]:
    """Every place of every listed word, in order; of words within each other the longest. ``as_written``: only in the
    case of the list, or with a capital at its first letter."""
    pattern = _pattern(tuple(words), as_written)
    for found in pattern.finditer(text) if pattern else ():
        yield Found(found.group(), *found.span())


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without white space around them; every line break ends one too."""
    return tuple(text[start:end].strip() for start, end in sentence_spans(text))


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence with words in it starts and ends, its closing mark included. A period after an abbreviation
    or an initial ends none, so that nothing is cut after "Dr."."""
    spans, start = [], 0
    for mark in _SENTENCE_END.finditer(text):
        end = mark.start() if mark.group().startswith("\n") else mark.end()
        if (
            mark.group() == "."
            and mark.end() < len(text)
            and _ABBREVIATION.search(text, max(start, mark.end() - _LONGEST_ABBREVIATION), mark.end())
        ):
            continue
        spans.append((start, end))
        start = mark.end()
    spans.append((start, len(text)))
    return tuple((first, last) for first, last in spans if text[first:last].strip())


def word_count(text: str) -> int:
    """Words as word processors count them: what stands between white space and has a letter or digit in it."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def around(text: str, start: int, end: int, *, most: int = 70) -> str:
    """The words from ``start`` to ``end`` with some of their neighbors, as a quotation: cut at spaces, marked with an
    ellipsis where something is left out."""
    room = max(0, most - (end - start)) // 2
    first = 0 if start <= room else text.find(" ", start - room - 1, start) + 1 or start
    last = len(text) if len(text) - end <= room else text.rfind(" ", end, end + room + 1)
    last = end if last < end else last
    quoted = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{quoted}{' …' if last < len(text) else ''}"


@lru_cache(_CACHED)
def _pattern(words: tuple[str, ...], as_written: bool) -> re.Pattern[str] | None:
    known = sorted((word for word in words if any(map(str.isalnum, word))), key=len, reverse=True)
    if not known:
        return None
    alternatives = "|".join(_expression(word, as_written) for word in known)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", 0 if as_written else re.IGNORECASE)


def _expression(word: str, as_written: bool) -> str:
    begins, any_ending = word.startswith("^"), r"\w*" if word.endswith("*") else ""
    stem = word.removeprefix("^").removesuffix("*").strip()
    gaps = [*map(_gap, _BETWEEN.findall(stem)), ""]
    letters = "".join(re.escape(part) + gap for part, gap in zip(_BETWEEN.split(stem), gaps, strict=True))
    letters = re.sub("['’]", "['’]", letters)
    if as_written and stem[:1].islower():
        letters = f"[{stem[0]}{stem[0].upper()}]{letters[1:]}"
    return rf"\A{letters}{any_ending}" if begins else letters + any_ending


def _gap(between: str) -> str:
    """One expression for each run, so that no text can be divided among several."""
    if between.isspace():
        return r"\s+"
    return r"[‐\s-]+" if any(map(str.isspace, between)) else r"[‐\s-]?"
