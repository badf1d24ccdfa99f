"""Scripts beside Latin, Greek and Cyrillic: which of our fonts draws which, and what a script is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class ScriptFont:
    """A font of ours for one script; ``letters`` are its Unicode blocks, as the inside of a regular expression."""

    family: str
    letters: str


SCRIPT_FONTS = (
    ScriptFont("Noto Naskh Arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ScriptFont("Liberation Sans", "\u0590-\u05ff\ufb1d-\ufb4f"),  # Hebrew
    ScriptFont("Noto Sans Devanagari", "\u0900-\u097f\ua8e0-\ua8ff"),
    ScriptFont("Noto Sans Bengali", "\u0980-\u09ff"),
    ScriptFont("Noto Sans Gurmukhi", "\u0a00-\u0a7f"),
    ScriptFont("Noto Sans Gujarati", "\u0a80-\u0aff"),
    ScriptFont("Noto Sans Oriya", "\u0b00-\u0b7f"),
    ScriptFont("Noto Sans Tamil", "\u0b80-\u0bff"),
    ScriptFont("Noto Sans Telugu", "\u0c00-\u0c7f"),
    ScriptFont("Noto Sans Kannada", "\u0c80-\u0cff"),
    ScriptFont("Noto Sans Malayalam", "\u0d00-\u0d7f"),
    ScriptFont("Noto Sans Sinhala", "\u0d80-\u0dff"),
    ScriptFont("Noto Sans Thai", "\u0e00-\u0e7f"),
    ScriptFont("Noto Sans Lao", "\u0e80-\u0eff"),
    ScriptFont("Noto Sans Myanmar", "\u1000-\u109f\uaa60-\uaa7f"),
    ScriptFont("Noto Sans Georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f"),
    ScriptFont("Noto Sans Ethiopic", "\u1200-\u139f\u2d80-\u2ddf"),
    ScriptFont("Noto Sans Khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    ScriptFont("Noto Sans Armenian", "\u0530-\u058f\ufb13-\ufb17"),
)
_JOINERS = "\u200c\u200d"
"""Zero-width signs that say how the letters around them join; they must not be cut off."""
_STRETCH = re.compile("|".join(f"([{font.letters}][{font.letters}{_JOINERS}]*)" for font in SCRIPT_FONTS))

_CALLED = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
"""First words of Unicode's names that are not what the script is called."""


def has_script_letters(text: str) -> bool:
    """True when a font of ``SCRIPT_FONTS`` is needed for it."""
    return _STRETCH.search(text) is not None


def stretches(text: str) -> Iterator[tuple[str, ScriptFont | None]]:
    """The text in pieces of one script each, in order; None for what needs no font of its own."""
    position = 0
    for found in _STRETCH.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], None
        yield found.group(), SCRIPT_FONTS[(found.lastindex or 1) - 1]
        position = found.end()
    if position < len(text):
        yield text[position:], None


def script_names(letters: Iterable[str]) -> tuple[str, ...]:
    """What the scripts of these letters are called, in alphabetical order: ``("Chinese", "Tibetan")``."""
    first_words = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters}
    return tuple(sorted({_CALLED.get(word, word.title()) for word in first_words}))
