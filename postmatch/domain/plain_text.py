"""Text as a pattern reads it: one form of every digit, dash and blank, and the way back to where each of them stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_FORMS = {"\x00": " ", "\x02": "-", "\xad": "-", "\ufffe": "-", "−": "-", "«": "<", "‹": "<"}
"""What its category does not tell: PDFium's hyphens at a line end, soft hyphens, which fonts draw as hyphens, the minus
sign, and what text recognition makes of the filler of a machine-readable zone."""
_CACHED = 4096


class PlainText(NamedTuple):
    """``text[i]`` stood at ``places[i]`` of what it was made from."""

    text: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, which must not be empty, stood."""
        return self.places[start], self.places[end - 1] + 1

    def without_blanks(self) -> PlainText:
        """The same with its lines kept and the blanks in them gone."""
        kept = [place for place, letter in enumerate(self.text) if letter not in " \t"]
        return PlainText("".join(self.text[place] for place in kept), [self.places[place] for place in kept])


def plain_text(text: str) -> PlainText:
    """Fullwidth forms become ASCII, every decimal digit 0 to 9, every dash a hyphen and every blank a space; what takes
    no room, such as a zero-width space, is left out."""
    if text.isascii() and "\x00" not in text and "\x02" not in text:
        return PlainText(text, range(len(text)))
    forms = [(place, form) for place, letter in enumerate(text) if (form := _plain(letter))]
    return PlainText("".join(form for _, form in forms), [place for place, _ in forms])


@lru_cache(_CACHED)
def _plain(letter: str) -> str:
    """One character, or none."""
    if letter in _FORMS:
        return _FORMS[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category in ("Pd", "Zs", "Cf"):
        return {"Pd": "-", "Zs": " ", "Cf": ""}[category]
    compatible = unicodedata.normalize("NFKC", letter)
    return compatible if len(compatible) == 1 else letter
