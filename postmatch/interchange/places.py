"""The parts of an address line: ``Enugu, Nigeria`` is a city and a country, ``Houston, Texas`` is no country at all."""

from __future__ import annotations

from postmatch.interchange.json_resume_words import is_in_united_states


def split_place(text: str) -> tuple[str, str]:
    """City (with what else stands before the country) and country; the country is empty when none is named."""
    before, comma, last = text.rpartition(",")
    if is_in_united_states(text) is None:
        return text.strip(" ,"), ""
    return (before.strip(" ,"), last.strip()) if comma else ("", last.strip())
