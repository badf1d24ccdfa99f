"""Files that were made to do harm are refused before anything of them runs, in little time and memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from postmatch.conversion import Workers
from tests.rendering.made_templates import ATTACKS
from tests.rendering.template_tables import checked

SECONDS = 5.0  # measured: 0.2 at most
PEAK_BYTES = 250 * 1024 * 1024  # measured: 75 MB, most of it the libraries
WORDS = {
    "attribute chain": "calls",
    "range bomb": "calls “range”",
    "deep nesting": "inside too many others",
    "zip bomb": "unpacks to far more",
    "macros": "macros",
    "external picture": "a picture that is not in the file",
    "template from outside": "a Word template on another computer",
    "link that starts a program": "a place on a computer or a program",
    "DDE field": "start programs",
    "DDE field in pieces": "start programs",
    "DDE field behind a tag": "start programs",
    "product of nested loops": "inside the repetition of another list",
    "multiplied text": "reckons",
    "doubled text": "under a new name",
    "globals of a function": "calls",
    "format string": "calls",
    "attribute by a filter": "|attr",
    "macro that calls itself": "“macro”",
    "padding filter": "|center",
    "other file": "“include”",
    "entities": "damaged",
    "deep brackets": "longer than any tag",
    "100,000 tags": "far more tags",
    "100,000 tags that never close": "far more tags",
    "100,000 runs": "far longer",
    "5 MB of text": "unpacks to far more",
    "3,000 nested tables": "damaged",
    "picture that a drawing fetches": "a picture that is not in the file",
    "DDE field in a text of another name": "start programs",
    "DDE field in a text in capitals": "start programs",
    "DDE field in a header of another name": "start programs",
    "DDE field that was deleted": "start programs",
    "field whose instruction is a field": "start programs",
    "macros of another name": "macros",
    "macros of another relationship": "macros",
    "object of another name": "embedded",
    "package of another name": "embedded",
    "page of the web of another name": "embedded",
    "styles that are none": "damaged",
    "properties that are none": "damaged",
    "relations in a circle": "damaged",
    "type size of 5,000 digits": "sizes",
    "picture of 3.6 billion points": "more memory",
}


@pytest.fixture(scope="module")
def own_workers() -> Iterator[Workers]:
    """One process, so that its memory is that of these files."""
    with Workers(size=1) as workers:
        workers.confinement()  # started: that takes longer than any check
        yield workers


def test_every_attack_is_spoken_of() -> None:
    assert WORDS.keys() == ATTACKS.keys()


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_costs_nothing_but_its_refusal(name: str, own_workers: Workers) -> None:
    result = checked(name, ATTACKS[name](), "cv", own_workers)
    print(result.row)
    assert not result.report.is_usable
    first = result.report.problems[0]
    assert WORDS[name] in first.message
    assert first.hint
    assert result.seconds < SECONDS
    assert 0 < result.peak_bytes < PEAK_BYTES
