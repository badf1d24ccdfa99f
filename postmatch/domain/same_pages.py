"""Pages that stand in two documents: the diploma once alone and once more in a scan of everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from postmatch.domain.pages import PageFacts
from postmatch.domain.values import Value


class SharedPages(Value):
    """Two documents, and the page numbers (from 1) of each page of the first that the second has too."""

    first: str
    second: str
    page_numbers: tuple[tuple[int, int], ...]


def page_keys(pages: Sequence[PageFacts]) -> tuple[str, ...]:
    """One key per page, equal for pages of equal text and look above the foot; empty for a blank page."""
    return tuple(page.text + page.body for page in pages)


def shared_pages(keys_by_document: Mapping[str, Sequence[str]]) -> tuple[SharedPages, ...]:
    """Every pair of documents that has a page in common, in the order given. Blank pages are shared with nobody."""
    places = {document: _first_places(keys) for document, keys in keys_by_document.items()}
    found = []
    for first, second in combinations(places, 2):
        common = [(number, places[second][key]) for key, number in places[first].items() if key in places[second]]
        if common:
            found.append(SharedPages(first=first, second=second, page_numbers=tuple(common)))
    return tuple(found)


def _first_places(keys: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, key in enumerate(keys, 1):
        if key:
            places.setdefault(key, number)
    return places
