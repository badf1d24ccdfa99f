"""Numbers that should not travel, and the many numbers of an application that should."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.documents import LETTER_KIND, Document
from postmatch.domain.edits import PageEdits, Redaction, StoredPdf
from postmatch.domain.pages import SensitiveSpot, SpotKind
from postmatch.domain.sensitive import masked, numbers_key, sensitive_spans, spots_in_packet, visible_spots
from postmatch.domain.workspace import Workspace
from tests.domain.applicants import paper

SOCIAL, PASSPORT, ALIEN = SpotKind


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("SSN: 123-45-6789", SOCIAL, "123-45-6789"),
        ("SSN 123456789", SOCIAL, "123456789"),
        ("Social Security Number 123 45 6789", SOCIAL, "123 45 6789"),
        ("Social security no. (SSN): 123-45-6789", SOCIAL, "123-45-6789"),
        ("his number 219-09-9999 is", SOCIAL, "219-09-9999"),
        ("Passport No. A12345678", PASSPORT, "A12345678"),
        ("passport number: 123456789", PASSPORT, "123456789"),
        ("Passport Number\nN1234567", PASSPORT, "N1234567"),
        ("Passport: L898902C3", PASSPORT, "L898902C3"),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", PASSPORT, "L898902C3"),
        ("USCIS# 123-456-789", ALIEN, "123-456-789"),
        ("USCIS Number 012-345-678", ALIEN, "012-345-678"),
        ("A-Number: A012345678", ALIEN, "A012345678"),
        ("A# 012-345-678", ALIEN, "012-345-678"),
        ("A012 345 678", ALIEN, "A012 345 678"),
        ("Alien Registration Number (A-Number): 012345678", ALIEN, "012345678"),
    ],
)
def test_a_number_that_should_not_travel(text: str, kind: SpotKind, number: str) -> None:
    (span,) = sensitive_spans(text)

    assert span.kind is kind
    assert text[span.start : span.end] == number


@pytest.mark.parametrize(
    "text",
    [
        "AAMC ID 12345678",
        "USMLE/ECFMG ID 0-123-456-7",
        "ECFMG certificate number 0-123-456-7",
        "NRMP ID N1234567",
        "Phone 614 555 0142",
        "+1 614-555-0142",
        "Tel. 222-33-4444",
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "123-00-3456",
        "123-45-0000",
        "Marks 123 45 6789",
        "passport photo 2x2 inches, taken 2024",
        "Passport valid until 2030-05-04",
        "NPI 1234567890",
        "Grant AI123456789",
        "Roll No. A123456789",
        "Student Reg. No: A012345678",
        "Room A-101 225 334",
        "ISBN 978-3-16-148410-0",
        "ZIP 44106-1234",
    ],
)
def test_a_number_of_another_kind(text: str) -> None:
    assert sensitive_spans(text) == ()


def test_several_in_one_text_come_in_order_and_do_not_overlap() -> None:
    text = "SSN 123-45-6789, passport number A12345678, A-Number A012345678"

    spans = sensitive_spans(text)
    assert [span.kind for span in spans] == [SOCIAL, PASSPORT, ALIEN]
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_mask_shows_the_end_only() -> None:
    assert masked("123-45-6789") == "••••89"
    assert masked("L898902C3") == "••••C3"


SPOT = SensitiveSpot(kind=PASSPORT, masked="••••42", page_number=2, box=(0.1, 0.2, 0.3, 0.25))


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


@given(st.text(max_size=300))
def test_spans_lie_in_any_text(text: str) -> None:
    for span in sensitive_spans(text):
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("piece", ["passport ", "1", "123-45-", "A-", "social security ", "(", "<", "SSN "])
def test_a_hostile_page_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    sensitive_spans(piece * 10_000)
    assert time.perf_counter() - start < 2


def test_what_is_meant_to_be_sent_is_exactly_what_is_shown() -> None:
    shown = with_spot()
    others = [
        shown.model_copy(update={"spots": (*shown.spots, shown.spots[0].model_copy(update={"page_number": 9}))}),
        shown.model_copy(update={"edited": StoredPdf(sha256="e" * 64, bytes=1, page_count=1)}),
        shown.model_copy(update={"edits": PageEdits(kept=())}),
    ]
    assert numbers_key(shown) == numbers_key(shown.model_copy(update={"title": "another", "kind": "other"}))
    assert len({numbers_key(shown), *(numbers_key(one) for one in others)}) == 4
