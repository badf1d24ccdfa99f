"""What of a citation stays the same in every style: names of authors, first page, the identifier in an address."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"^\s*https?://(www\.)?", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,}\S*")
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)", re.IGNORECASE)
_BETWEEN_AUTHORS = re.compile(r",|;|&|\band\b")
_SHORTEST_NAME = 3
_FIRST_NUMBER = re.compile(r"\s*(\d+)\s*[-–—]+\s*\d+\s*")


def author_texts(authors: str) -> tuple[str, ...]:
    """The longest word of each author: given names may be shortened to initials, the family name may not.

    Of "Bello, Tunde; Okafor, A." that is what stands before the comma.
    """
    is_by_semicolon = ";" in authors
    parts = [one.split(",")[0] for one in authors.split(";")] if is_by_semicolon else _BETWEEN_AUTHORS.split(authors)
    longest = (max(part.split(), key=len, default="") for part in parts)
    return tuple(word for word in longest if len(word.strip(".")) >= _SHORTEST_NAME)


def page_text(pages: str) -> str:
    """The first page of a range, which PubMed may shorten ("201-9"); anything else as typed."""
    found = _FIRST_NUMBER.fullmatch(pages)
    return found[1] if found else pages


def link_text(url: str) -> str:
    """What identifies an address however it is written: the DOI, the number in PubMed, else host and path."""
    if found := _DOI.search(url):
        return found[0]
    if found := _PUBMED.search(url):
        return found[1]
    return _SCHEME.sub("", url).strip().rstrip("/")
