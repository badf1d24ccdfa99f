"""Which numbers would leave with a packet, and what was said about them."""

from __future__ import annotations

import pytest

from postmatch.domain.documents import LETTER_KIND, Document
from postmatch.domain.edits import PageEdits, Redaction, StoredPdf
from postmatch.domain.pages import SensitiveSpot, SpotKind
from postmatch.domain.sensitive import numbers_key, spots_in_packet, visible_spots
from postmatch.domain.workspace import Workspace
from tests.domain.applicants import paper

SPOT = SensitiveSpot(kind=SpotKind.PASSPORT, masked="••••42", page_number=2, box=(0.1, 0.2, 0.3, 0.25))


def with_spot(kind: str = "work_authorization", **changes: object) -> Document:
    return paper(kind, page_count=3, spots=(SPOT,), **changes)


def in_packet(document: Document) -> list[SensitiveSpot]:
    return [spot for _, spot in spots_in_packet(Workspace(documents=(document,)))]


def test_a_spot_leaves_with_the_packet() -> None:
    assert in_packet(with_spot()) == [SPOT]


@pytest.mark.parametrize(
    "document",
    [
        with_spot(included=False),
        with_spot(kind=LETTER_KIND, waived=True),
        with_spot(edits=PageEdits(kept=(1, 3))),
        with_spot(edits=PageEdits(redactions=(Redaction(page_number=2, box=(0.09, 0.19, 0.31, 0.26)),))),
    ],
    ids=["deselected", "waived", "page left out", "painted over"],
)
def test_a_spot_that_does_not_leave(document: Document) -> None:
    assert in_packet(document) == []


@pytest.mark.parametrize(
    "redaction",
    [
        Redaction(page_number=1, box=(0.09, 0.19, 0.31, 0.26)),
        Redaction(page_number=2, box=(0.09, 0.19, 0.25, 0.26)),
        Redaction(page_number=2, box=(0.5, 0.5, 0.9, 0.9)),
    ],
    ids=["other page", "half of it", "elsewhere"],
)
def test_an_area_that_hides_too_little(redaction: Redaction) -> None:
    assert visible_spots(with_spot(edits=PageEdits(redactions=(redaction,)))) == (SPOT,)


def test_what_is_meant_to_be_sent_is_exactly_what_is_shown() -> None:
    shown = with_spot()
    others = [
        shown.model_copy(update={"spots": (*shown.spots, shown.spots[0].model_copy(update={"page_number": 9}))}),
        shown.model_copy(update={"edited": StoredPdf(sha256="e" * 64, bytes=1, page_count=1)}),
        shown.model_copy(update={"edits": PageEdits(kept=())}),
    ]
    assert numbers_key(shown) == numbers_key(shown.model_copy(update={"title": "another", "kind": "other"}))
    assert len({numbers_key(shown), *(numbers_key(one) for one in others)}) == 4
