"""Text reduced to what two programs agree on: no white space, no dashes, no case, no marks that only steer the layout.

Lines break at other places in a PDF than in Word, capitals may be a matter of style, and hyphens belong to the line.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise

_DROPPED = ("Z", "Cc", "Cf", "Cs", "Pd")  # separators, control, format, halves of characters, dashes
_SELECTORS = range(0xFE00, 0xFE10)  # which picture of a character is meant
_NONCHARACTERS = range(0xFDD0, 0xFDF0)  # and the last two of every plane: a PDF's mark for a hyphen at a line's end
_GAP = "\0"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")  # never printed; those between words are kept
# Hebrew to Arabic Extended, their presentation forms, and the blocks of old and African scripts (Unicode, UAX #9)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_WORD = re.compile(r"\w+")


class _Kept(dict[int, str]):
    """What ``str.translate`` asks of each character: itself, or a gap. Every character is judged once."""

    def __init__(self, *, with_symbols: bool) -> None:
        super().__init__()
        self._with_symbols = with_symbols

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if _is_kept(code, self._with_symbols) else _GAP
        return self[code]


_TABLES = {with_symbols: _Kept(with_symbols=with_symbols) for with_symbols in (True, False)}


def squeezed(text: str, *, with_symbols: bool = True) -> str:
    """The letters, figures and signs of a text in their order. Without symbols also emoji are dropped, which programs
    draw as pictures, in pieces or not at all."""
    return _with_gaps(text, with_symbols=with_symbols).replace(_GAP, "")


class Squeezed:
    """A squeezed text that still knows where its words begin and end."""

    def __init__(self, text: str, *, with_symbols: bool = True) -> None:
        pieces = _with_gaps(text, with_symbols=with_symbols).split(_GAP)
        self.text = "".join(pieces)
        self._gaps = {0, *accumulate(map(len, pieces))}

    def count(self, wanted: str) -> int:
        """How often a squeezed text stands there by itself: "245" is not in "1245", nor "Emory" in "memory"."""
        found, at = 0, self.text.find(wanted) if wanted else -1
        while at >= 0:
            is_whole = self._is_edge(at) and self._is_edge(at + len(wanted))
            found += is_whole
            at = self.text.find(wanted, at + (len(wanted) if is_whole else 1))
        return found

    def between(self, start: int, end: int) -> str:
        """That part of the text, its words set apart."""
        edges = [start, *sorted(gap for gap in self._gaps if start < gap < end), end]
        return " ".join(self.text[one:other] for one, other in pairwise(edges))

    def _is_edge(self, at: int) -> bool:
        return at in self._gaps or not (self.text[at - 1].isalnum() and self.text[at].isalnum())


def _with_gaps(text: str, *, with_symbols: bool) -> str:
    if not text.isascii():
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        # Marks on both sides of a control character change their order once it is gone, so it goes first.
        text = unicodedata.normalize("NFKC", _CONTROLS.sub("", whole))
    return text.casefold().translate(_TABLES[with_symbols])


def squeezed_words(text: str) -> list[str]:
    """Each word by itself: where writing goes from right to left, a PDF holds the words of a line in another order."""
    return [word for word in map(squeezed, _WORD.findall(text)) if word]


def _is_kept(code: int, with_symbols: bool) -> bool:
    category = unicodedata.category(chr(code))
    if category.startswith(_DROPPED) or code in _SELECTORS or code in _NONCHARACTERS or code & 0xFFFE == 0xFFFE:
        return False
    return with_symbols or category not in ("So", "Sk", "Cn", "Co")


def goes_right_to_left(text: str) -> bool:
    """Whether any letter of it belongs to a script that does."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
