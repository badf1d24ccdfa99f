"""Text reduced to what two programs agree on: no white space, no dashes, no case, no marks that only steer the layout.

Lines break at other places in a PDF than in Word, capitals may be a matter of style, and hyphens belong to the line.
"""

from __future__ import annotations

import re
import unicodedata

_DROPPED = ("Z", "Cc", "Cf", "Cs", "Pd")  # separators, control, format, halves of characters, dashes
_SELECTORS = range(0xFE00, 0xFE10)  # which picture of a character is meant
# Hebrew to Arabic Extended, their presentation forms, and the blocks of old and African scripts (Unicode, UAX #9)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_WORD = re.compile(r"\w+")


class _Kept(dict[int, int | None]):
    """What ``str.translate`` asks of each character: itself, or None for nothing. Every character is judged once."""

    def __init__(self, *, with_symbols: bool) -> None:
        super().__init__()
        self._with_symbols = with_symbols

    def __missing__(self, code: int) -> int | None:
        self[code] = code if _is_kept(code, self._with_symbols) else None
        return self[code]


_TABLES = {with_symbols: _Kept(with_symbols=with_symbols) for with_symbols in (True, False)}


def squeezed(text: str, *, with_symbols: bool = True) -> str:
    """The letters, figures and signs of a text in their order. Without symbols also emoji are dropped, which programs
    draw as pictures, in pieces or not at all."""
    if not text.isascii():
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        text = unicodedata.normalize("NFKC", whole)
    return text.casefold().translate(_TABLES[with_symbols])


def squeezed_words(text: str) -> list[str]:
    """Each word by itself: where writing goes from right to left, a PDF holds the words of a line in another order."""
    return [word for word in map(squeezed, _WORD.findall(text)) if word]


def _is_kept(code: int, with_symbols: bool) -> bool:
    category = unicodedata.category(chr(code))
    if category.startswith(_DROPPED) or code in _SELECTORS:
        return False
    return with_symbols or category not in ("So", "Sk", "Cn", "Co")


def goes_right_to_left(text: str) -> bool:
    """Whether any letter of it belongs to a script that does."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
