"""What papers say of their person, and the names of other people that must not be taken for it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.pages import Reading, ReadingKind
from postmatch.domain.readings import digits, meanings, read_identity

NAME, AAMC, USMLE, BORN = ReadingKind


def read(text: str) -> dict[ReadingKind, str]:
    return {reading.kind: reading.value for reading in read_identity((text,))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name: OKAFOR, ADAEZE N.    AAMC ID: 12345678", "OKAFOR, ADAEZE N."),
        ("Applicant: Adaeze Okafor\nUSMLE/ECFMG ID: 0-123-456-7", "Adaeze Okafor"),
        ("Student Name\nAdaeze Okafor\nDOB 03/04/1994", "Adaeze Okafor"),
        ("Name (Last, First): Okafor, Adaeze", "Okafor, Adaeze"),
        ("Candidate's Name Mohammed bin Saleh al-Harbi  Sex M", "Mohammed bin Saleh al-Harbi"),
        ("Examinee Adaeze Okafor", "Adaeze Okafor"),
        ("This is to certify that Dr. Adaeze Ngozi Okafor, daughter of Emeka Okafor, completed", "Adaeze Ngozi Okafor"),
        ("This certifies that\n\nAdaeze Okafor\n\nhas met the requirements", "Adaeze Okafor"),
        ("letter on behalf of Dr. Adaeze Okafor, who worked with me", "Adaeze Okafor"),
        ("It is my pleasure to recommend Dr. Adaeze\nOkafor for residency.", "Adaeze Okafor"),
        ("Letter of Recommendation for Adaeze Okafor\nDear Program Director", "Adaeze Okafor"),
        ("RE: Adaeze Okafor, MD\nAAMC ID: 12345678", "Adaeze Okafor"),
        ("the University has conferred upon\nADAEZE OKAFOR\nthe degree of Doctor of Medicine", "ADAEZE OKAFOR"),
        ("Medical school transcript of Adaeze Okafor · MBBS", "Adaeze Okafor"),
        ("This is to certify that محمد حسن has", "محمد حسن"),
    ],
)
def test_a_name_in_its_usual_places(text: str, name: str) -> None:
    assert read(text)[NAME].rstrip(".") == name.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "I am writing this letter on behalf of the Department of Medicine",
        "Dear Dr. Honora Whitfield,\nI recommend Dr. Okafor",
        "Program Name: City Hospital",
        "Name of School: Udara Hills",
        "Father's Name: Emeka Okafor",
        "Supervisor Name: Honora Whitfield",
        "This is to certify that the above is true",
        "I certify that this translation is complete",
        "RE: Application for a PGY-1 Position",
        "Re: Internal Medicine Residency",
        "Evaluation of Clinical Skills",
        "USMLE Transcript of Scores",
        "Student: Page 1 of 3",
        "Applicant Name:\nAAMC ID:\n12345678",
        "to recommend him without reservation",
        "Sincerely,\nHonora Whitfield, MD\nDirector",
        "line\n" * 20 + "Name: Honora Whitfield",  # the signer of a form
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert NAME not in read(text)


def test_a_bare_name_counts_on_the_first_page_only() -> None:
    assert [reading.page_number for reading in read_identity(("Name: Adaeze Okafor",) * 2)] == [1]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("AAMC ID 12345678", AAMC, "12345678"),
        ("AAMC ID: 12345678 · season 2026", AAMC, "12345678"),
        ("AAMC Identification Number: 12345678", AAMC, "12345678"),
        ("USMLE/ECFMG ID 0-123-456-7", USMLE, "0-123-456-7"),
        ("USMLE identification number\n0-123-456-7", USMLE, "0-123-456-7"),
        ("ECFMG Number 01234567", USMLE, "01234567"),
        ("USMLE ID Number: 5-123-456-7", USMLE, "5-123-456-7"),
        ("Date of Birth: 04 Mar 1994", BORN, "04 Mar 1994"),
        ("Date of Birth (DD/MM/YYYY): 04/03/1994", BORN, "04/03/1994"),
        ("Birth date: March 4, 1994", BORN, "March 4, 1994"),
        ("DOB 1994-03-04 Sex F", BORN, "1994-03-04"),
        ("D.O.B. 4th March 1994", BORN, "4th March 1994"),
    ],
)
def test_a_number_or_a_date_beside_its_label(text: str, kind: ReadingKind, value: str) -> None:
    assert read(text) == {kind: value}


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "AAMC ID: 123456789",
        "ECFMG certificate number 0-123-456-7",  # another number on the same paper
        "Date certified Nov 14, 2023",
        "Date of birth: not shown",
        "0-123-456-7",
    ],
)
def test_a_number_without_its_label_says_nothing(text: str) -> None:
    assert read(text) == {}


def test_every_page_is_read_and_counted_from_one() -> None:
    texts = ("", "AAMC ID 12345678\nAAMC ID 12345678", "AAMC ID 87654321")

    assert read_identity(texts) == (
        Reading(kind=AAMC, value="12345678", page_number=2),
        Reading(kind=AAMC, value="87654321", page_number=3),
    )


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("04 Mar 1994", {date(1994, 3, 4)}),
        ("4-Mar-1994", {date(1994, 3, 4)}),
        ("04.MAR.1994", {date(1994, 3, 4)}),
        ("4th March 1994", {date(1994, 3, 4)}),
        ("Mar. 4, 1994", {date(1994, 3, 4)}),
        ("1994-03-04", {date(1994, 3, 4)}),
        ("03/04/1994", {date(1994, 3, 4), date(1994, 4, 3)}),
        ("31.12.1990", {date(1990, 12, 31)}),
        ("99/99/1990", set()),
        ("1994", set()),
        ("soon", set()),
    ],
)
def test_the_days_that_a_written_date_can_mean(written: str, days: set[date]) -> None:
    assert meanings(written) == days


def test_digits_of_a_number_however_it_is_written() -> None:
    assert digits("0-123-456-7") == digits("0 123 456 7") == digits("01234567")


@given(st.lists(st.text(max_size=200), max_size=3))
def test_any_text_is_read_and_every_reading_stands_on_its_page(texts: list[str]) -> None:
    for reading in read_identity(tuple(texts)):
        assert reading.value
        assert 1 <= reading.page_number <= len(texts)


@pytest.mark.parametrize("piece", ["Name: ", "to recommend ", "A. ", "Applicant: Aa ", "birth ", "a\n", " ", "Aa'a-"])
def test_a_hostile_page_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    read_identity((piece * 20_000,))
    assert time.perf_counter() - start < 2
