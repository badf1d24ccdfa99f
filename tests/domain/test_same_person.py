"""Two readings that contradict each other, and the many that only look as if they did."""

from __future__ import annotations

import pytest

from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import Document
from postmatch.domain.edits import PageEdits
from postmatch.domain.pages import Reading, ReadingKind
from postmatch.domain.profile import Identity
from postmatch.domain.same_person import Contradiction, contradictions
from tests.domain.applicants import paper, when

NAME, AAMC, USMLE, BORN = ReadingKind
ADAEZE = Identity(given_names="Adaeze", family_name="Okafor", aamc_id="10000001", usmle_id="0-000-001-1")


def says(title: str, *readings: tuple[ReadingKind, str, int], **changes: object) -> Document:
    found = tuple(Reading(kind=kind, value=value, page_number=page) for kind, value, page in readings)
    return paper("mspe", title=title, readings=found, **changes)


def found(identity: Identity, *documents: Document) -> list[Contradiction]:
    return list(contradictions(identity, documents))


@pytest.mark.parametrize(
    "reading",
    [
        (NAME, "OKAFOR, Adaeze N.", 1),
        (AAMC, "10000001", 1),
        (USMLE, "00000011", 1),
        (USMLE, "0 000 001 1", 1),
        (BORN, "04 Mar 1994", 1),
    ],
)
def test_what_agrees_with_the_profile_or_what_it_does_not_say(reading: tuple[ReadingKind, str, int]) -> None:
    assert found(ADAEZE, says("A", reading)) == []


@pytest.mark.parametrize(
    "reading",
    [(NAME, "Chidi Eze", 3), (AAMC, "20000002", 3), (USMLE, "0-999-001-1", 3)],
    ids=lambda reading: reading[0],
)
def test_a_page_of_somebody_else_is_told_with_its_number(reading: tuple[ReadingKind, str, int]) -> None:
    (one,) = found(ADAEZE, says("A", (NAME, "Adaeze Okafor", 1), (AAMC, "10000001", 1), reading))

    assert (one.reading.value, one.reading.page_number) == reading[1:]
    assert one.other is None
    assert one.known in ("Adaeze Okafor", "10000001", "0-000-001-1")


def test_one_finding_per_document_and_kind_however_many_pages_differ() -> None:
    pages = tuple((AAMC, f"2000000{page}", page) for page in range(1, 6))

    assert [one.reading.page_number for one in found(ADAEZE, says("A", *pages))] == [1]


def test_another_name_beside_the_right_one_or_beside_a_number_of_the_applicant_is_of_somebody_else() -> None:
    assert found(ADAEZE, says("A", (NAME, "Honora Whitfield", 1), (NAME, "Adaeze Okafor", 1))) == []
    assert found(ADAEZE, says("A", (NAME, "Honora Whitfield", 1), (AAMC, "10000001", 1))) == []


@pytest.mark.parametrize("other_names", [("Adaeze Eze",), ("Eze",), ("Ada Eze", "Adaeze Eze")])
def test_a_name_that_the_profile_explains(other_names: tuple[str, ...]) -> None:
    paper_in_it = says("A", (NAME, "Adaeze Eze", 1))

    assert found(ADAEZE, paper_in_it)
    assert found(ADAEZE.model_copy(update={"other_names": other_names}), paper_in_it) == []
    assert found(ADAEZE.model_copy(update={"preferred_name": "Ada"}), says("B", (NAME, "Ada Okafor", 1))) == []


@pytest.mark.parametrize(
    ("born", "written", "agrees"),
    [
        ("1994-03-04", "04 Mar 1994", True),
        ("1994-03-04", "04/03/1994", True),
        ("1994-03-04", "03/04/1994", True),
        ("1994-03", "4 March 1994", True),
        ("1994", "4 March 1994", True),
        ("1994-03-04", "05 Mar 1994", False),
        ("1994-03-04", "03/05/1994", False),
        ("1994", "4 March 1995", False),
    ],
)
def test_dates_of_birth(born: str, written: str, agrees: bool) -> None:
    identity = ADAEZE.model_copy(update={"date_of_birth": when(born)})

    assert (found(identity, says("A", (BORN, written, 1))) == []) is agrees


def test_where_the_profile_is_silent_papers_are_compared_with_what_most_of_them_say() -> None:
    right = [says(title, (BORN, written, 1)) for title, written in (("A", "04 Mar 1994"), ("B", "03/04/1994"))]
    wrong = says("C", (BORN, "05 Mar 1994", 2))

    (one,) = found(ADAEZE, wrong, *right)
    assert one.document == wrong
    assert one.other in right
    assert (one.reading.value, one.known) in (("05 Mar 1994", "04 Mar 1994"), ("05 Mar 1994", "03/04/1994"))


def test_two_papers_that_disagree_are_one_finding() -> None:
    first, second = says("A", (AAMC, "11111111", 1)), says("B", (AAMC, "22222222", 1))

    assert [(one.document, one.other) for one in found(Identity(), first, second)] == [(second, first)]


def test_one_paper_alone_contradicts_nobody_and_a_page_left_out_does_not_count() -> None:
    assert found(Identity(), says("A", (AAMC, "11111111", 1))) == []
    assert found(ADAEZE, says("A", (AAMC, "11111111", 2), edits=PageEdits(kept=(1, 3)))) == []


def test_a_date_that_is_none_is_not_compared() -> None:
    identity = ADAEZE.model_copy(update={"date_of_birth": PartialDate(year=1994)})

    assert found(identity, says("A", (BORN, "99/99/1994", 1))) == []
