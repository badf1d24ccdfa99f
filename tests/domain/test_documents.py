"""Documents: what their properties answer, and words that reports of earlier versions already use."""

from __future__ import annotations

import pytest

from postmatch.domain.documents import LETTER_KIND, Repair, RepairCode
from tests.domain.applicants import paper, refused


def test_a_document_is_usable_when_the_gate_made_a_pdf_of_it() -> None:
    assert paper("diploma").is_usable
    assert not refused("diploma").is_usable


def test_only_a_letter_of_recommendation_is_a_letter() -> None:
    assert paper(LETTER_KIND).is_letter
    assert not paper("cover_letter").is_letter


@pytest.mark.parametrize(("looks", "needs_look"), [((), False), ((False,), False), ((False, True), True)])
def test_one_repair_to_look_at_is_enough(looks: tuple[bool, ...], needs_look: bool) -> None:
    repairs = tuple(Repair(code=RepairCode.REBUILT, message="Rebuilt.", needs_look=look) for look in looks)
    assert paper("diploma", repairs=repairs).needs_look is needs_look


def test_two_documents_never_share_an_id() -> None:
    assert len({paper("diploma").id for _ in range(1000)}) == 1000
