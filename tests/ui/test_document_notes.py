"""The notes on a document: what has to be settled about it, what may be done, and nothing twice."""

from __future__ import annotations

import pytest

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import Document, ReasonCode, Refusal
from postmatch.domain.edits import PageEdits, Redaction
from postmatch.domain.facts import Facts
from postmatch.domain.pages import PictureFault, PictureLook, SensitiveSpot, SpotKind, TextSource
from postmatch.ui.document_notes import SAID_OTHERWISE, Settle, notes_of

SPOT = SensitiveSpot(kind=SpotKind.PASSPORT, masked="••••42", page_number=3, box=(0.2, 0.2, 0.4, 0.23))


@pytest.fixture
def document() -> Document:
    return Document(
        kind="diploma", title="My diploma", file_name="d.pdf", upload_sha256="a", upload_bytes=1, pdf_sha256="b",
        page_count=4, unread_pages=(),
    )  # fmt: skip


def _finding(rule_id: str, document_id: str, status: FindingStatus = FindingStatus.WARNING) -> Finding:
    return Finding(
        rule_id=rule_id, kind="diploma", status=status, subject="My diploma", message=f"{rule_id} speaks.",
        document_id=document_id,
    )  # fmt: skip


def test_a_document_in_order_has_no_notes(document: Document, facts: Facts) -> None:
    assert notes_of(document, (), facts) == ()


def test_another_kind_is_named_with_its_words_and_offered(document: Document, facts: Facts) -> None:
    found = document.model_copy(update={"reads_like": "mspe", "reads_like_words": ("dean's letter",)})
    (note,) = notes_of(found, (), facts)
    assert (note.settle, note.target) == (Settle.FILE_AS, "mspe")
    assert "“dean's letter”" in note.message
    assert notes_of(found.model_copy(update={"kind": "mspe"}), (), facts) == ()


def test_a_number_leads_to_its_page_until_it_is_painted_over(document: Document, facts: Facts) -> None:
    shown = document.model_copy(update={"spots": (SPOT, SPOT.model_copy(update={"masked": "••••77"}))})
    (note,) = notes_of(shown, (), facts)
    assert (note.settle, note.target, note.label) == (Settle.PAINT_OVER, "3", "Paint it over")
    assert "••••42" in note.message
    assert "••••77" in note.message
    edits = PageEdits(redactions=(Redaction(page_number=3, box=(0.1, 0.1, 0.5, 0.3)),))
    assert notes_of(shown.model_copy(update={"edits": edits}), (), facts) == ()


def test_of_two_pages_with_numbers_each_button_says_which_it_paints(document: Document, facts: Facts) -> None:
    shown = document.model_copy(update={"spots": (SPOT, SPOT.model_copy(update={"page_number": 1}))})
    labels = [note.label for note in notes_of(shown, (), facts)]
    assert labels == ["Paint it over on page 1", "Paint it over on page 3"]


def test_one_number_twice_on_a_page_is_said_once(document: Document, facts: Facts) -> None:
    twice = document.model_copy(update={"spots": (SPOT, SPOT.model_copy(update={"box": (0.2, 0.8, 0.4, 0.83)}))})
    (note,) = notes_of(twice, (), facts)
    assert note.message == "Page 3 shows a passport number ••••42."


def test_a_poor_photo_is_said_and_straightening_is_an_offer_only(document: Document, facts: Facts) -> None:
    look = PictureLook(fault=PictureFault.TOO_DARK, message="The photo is too dark.", hint="Take it by daylight.")
    photo = document.model_copy(update={"looks": (look,), "shows_paper": True})
    poor, offer = notes_of(photo, (), facts)
    assert (poor.message, poor.hint, poor.is_offer) == (look.message, look.hint, False)
    assert (offer.settle, offer.is_offer) == (Settle.STRAIGHTEN, True)
    straightened = photo.model_copy(update={"edits": PageEdits(straightened=True)})
    assert notes_of(straightened, (), facts) == ()
    painted = photo.model_copy(
        update={"edits": PageEdits(redactions=(Redaction(page_number=1, box=(0.1, 0.1, 0.5, 0.3)),))}
    )
    assert [note.settle for note in notes_of(painted, (), facts)] == [None]  # its paint would be lost


def test_pages_that_nobody_read_are_named_until_they_are_left_out(document: Document, facts: Facts) -> None:
    mixed = document.model_copy(update={"unread_pages": (2, 4)})
    (note,) = notes_of(mixed, (), facts)
    assert note.message == "Pages 2 and 4 are pictures whose words Postmatch has not read."
    assert notes_of(mixed.model_copy(update={"edits": PageEdits(kept=(1, 3))}), (), facts) == ()
    assert notes_of(mixed.model_copy(update={"kind": "photo"}), (), facts) == ()


def test_a_file_that_an_older_version_took_in_is_never_silently_clean(document: Document, facts: Facts) -> None:
    (note,) = notes_of(document.model_copy(update={"unread_pages": None}), (), facts)
    assert "older Postmatch" in note.message
    assert "Replace it by the same file" in note.hint


def test_findings_that_name_the_document_are_said_and_no_others(document: Document, facts: Facts) -> None:
    findings = [
        _finding("same_person", document.id),
        _finding("same_pages", "another with the same title"),
        _finding("expired_files", document.id, FindingStatus.OK),
        *(_finding(rule_id, document.id) for rule_id in sorted(SAID_OTHERWISE)),
    ]
    assert [note.message for note in notes_of(document, findings, facts)] == ["same_person speaks."]


def test_of_a_scan_that_may_be_a_waived_letter_its_card_tells(document: Document, facts: Facts) -> None:
    scan = document.model_copy(update={"text_source": TextSource.OCR})
    told = (_finding("waived_scans", ""),)
    (note,) = notes_of(scan, told, facts)
    assert "a letter that you waived" in note.message
    assert "leave them out" in note.hint
    assert notes_of(scan, (), facts) == ()
    assert notes_of(document, told, facts) == ()
    assert notes_of(scan.model_copy(update={"included": False}), told, facts) == ()
    assert notes_of(scan, (*told, _finding("waived_letters", scan.id)), facts) == ()


def test_a_refused_file_has_its_reason_and_no_notes(facts: Facts) -> None:
    refusal = Refusal(code=ReasonCode.EMPTY, message="It is empty.", hint="Bring another.")
    refused = Document(file_name="e.pdf", upload_sha256="a", upload_bytes=0, refusal=refusal, spots=(SPOT,))
    assert notes_of(refused, (_finding("refused_files", refused.id),), facts) == ()


def test_the_rules_that_are_said_otherwise_exist() -> None:
    from postmatch.domain.rules import RULES

    assert {rule.id for rule in RULES} >= SAID_OTHERWISE
