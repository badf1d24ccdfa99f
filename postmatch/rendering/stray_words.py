"""Words that only a mistake of a template prints: ``None``, ``nan``, ``Undefined``, braces of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from postmatch.rendering.cleaning import clean_line

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_STOPS = ".,;:"
_STRAY = re.compile(rf"\b(?:None|nan|NaN|NaT|Undefined)\b|{_BRACES.pattern}")


def looks_stray(text: str) -> bool:
    """Whether the applicant's own text would be taken for a mistake; such texts are taken out before the search."""
    return bool(_STRAY.search(text))


def stray_words(lines: Iterable[str], own: Sequence[str], *, braces_only: bool) -> int:
    """How many stand in the lines beyond the applicant's own texts. ``braces_only`` for an own template, which may say
    "None" itself.

    An own text may be printed whole, or a part of it in a sentence of the letter; so its odd words are let pass too.
    """
    pattern = _BRACES if braces_only else _STRAY
    texts = sorted({clean_line(text) for text in own}, key=len, reverse=True)
    odd = {word.strip(_STOPS) for text in texts for word in text.split() if looks_stray(word)}
    found = (word for line in lines for word in _without(line, texts).split() if pattern.search(word))
    return sum(word.strip(_STOPS) not in odd for word in found)


def _without(line: str, texts: Iterable[str]) -> str:
    spaced = " ".join(line.split())
    if not looks_stray(spaced):
        return ""
    for text in texts:
        spaced = spaced.replace(text, " ")
    return spaced
