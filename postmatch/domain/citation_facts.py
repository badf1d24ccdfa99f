"""What of a citation stays the same in every style: names of authors, first page, the identifier in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SCHEME = re.compile(r"^\s*https?://(www\.)?", re.IGNORECASE)
_DOI = re.compile(r"(?<!\w)10\.\d{4,}\S*")
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)(?!\w)", re.IGNORECASE)
_BETWEEN_AUTHORS = re.compile(r",|;|&|\band\b")
_GIVEN = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*")
_SHORTEST_NAME, _MOST_INITIALS = 3, 4
_FIRST_NUMBER = re.compile(r"\s*(\d+)\s*[-–—]+\s*\d+\s*")


def author_texts(authors: str) -> tuple[str, ...]:
    """The longest word of each author: given names may be shortened to initials, the family name may not.

    Of "Bello, Tunde; Okafor, A." that is what stands before the comma; where what stands behind one can be no given
    name, it is asked for too.
    """
    if ";" not in authors:
        return _longest_words(_BETWEEN_AUTHORS.split(authors))
    return _longest_words(part for one in authors.split(";") for part in _never_shortened(one))


def _never_shortened(author: str) -> list[str]:
    """The parts of one author between two semicolons that no style may shorten."""
    family, comma, given = author.partition(",")
    is_one_name = comma and not _is_initials(family.split()[-1:]) and all(map(_is_given, given.split()))
    return [family] if is_one_name else _BETWEEN_AUTHORS.split(author)


def _is_given(word: str) -> bool:
    return word[0].isupper() and _GIVEN.fullmatch(word) is not None


def _longest_words(parts: Iterable[str]) -> tuple[str, ...]:
    longest = (max(filter(_is_name, part.split()), key=len, default="") for part in parts)
    return tuple(word.strip(".") for word in longest if word)


def _is_name(word: str) -> bool:
    """Not "X.Y." nor "AC": styles write initials with dots or without."""
    bare = word.strip(".")
    return len(bare) >= _SHORTEST_NAME and "." not in bare and not _is_initials([bare])


def _is_initials(words: list[str]) -> bool:
    letters = re.sub(r"[.-]", "", "".join(words))
    return letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS


def typed_authors(authors: str) -> str:
    """The list as typed; the separator behind its last author is not printed."""
    kept = len(authors)
    while kept and (authors[kept - 1] in ",; " or not authors[kept - 1].isprintable()):
        kept -= 1
    return authors[:kept]


def page_text(pages: str) -> str:
    """The first page of a range, which PubMed may shorten ("201-9"); anything else as typed."""
    found = _FIRST_NUMBER.fullmatch(pages)
    return found[1] if found else pages


def link_text(url: str) -> str:
    """What identifies an address however it is written: the DOI, the number in PubMed, else host and path."""
    if found := _DOI.search(url):
        return found[0].rstrip("/")
    if found := _PUBMED.search(url):
        return found[1]
    return _SCHEME.sub("", url).strip().rstrip("/")
