"""Numbers that should not travel, and the many numbers of an application that should."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.pages import SpotKind
from postmatch.domain.sensitive_numbers import masked, sensitive_spans

SOCIAL, PASSPORT, ALIEN = SpotKind

FOUND = {
    SOCIAL: [
        ("SSN: 123-45-6789", "123-45-6789"),
        ("SSN 123456789", "123456789"),
        ("SSN 123.45.6789", "123.45.6789"),
        ("SSN 1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8 9"),
        ("SSN |2|1|9|-|0|9|-|9|9|9|9|", "2|1|9|-|0|9|-|9|9|9|9"),
        ("SSN ...... 219 09 9999", "219 09 9999"),
        ("SSN: ____219099999____", "219099999"),
        ("SSN 219-09-\r\n9999", "219-09-\r\n9999"),
        ("SS# 219099999", "219099999"),
        ("S.S.N. 219 09 9999", "219 09 9999"),
        ("Soc. Sec. # 219-09-9999", "219-09-9999"),
        ("Soc. Sec. No. 219 09 9999", "219 09 9999"),
        ("Social Security No.: 219099999", "219099999"),
        ("Social Security Number 123 45 6789", "123 45 6789"),
        ("Social security no. (SSN): 123-45-6789", "123-45-6789"),
        ("her social security card 219 09 9999", "219 09 9999"),
        ("Social Security Number\n219099999", "219099999"),
        ("Social Security Number (optional)\n\n2 1 9 0 9 9 9 9 9", "2 1 9 0 9 9 9 9 9"),
        ("Born SSN\n04/05/1994 2 1 9 0 9 9 9 9 9", "2 1 9 0 9 9 9 9 9"),
        ("Name Social Security Number Born\nAda Okafor 219 09 9999 04/05/1994", "219 09 9999"),
        ("Name\nSocial Security Number\nBorn\nAda Okafor\n219 09 9999\n04/05/1994", "219 09 9999"),
        ("his number 219-09-9999 is", "219-09-9999"),
        ("219\u201109\u20119999", "219\u201109\u20119999"),
        ("219\u201309\u20139999", "219\u201309\u20139999"),
        ("219\u221209\u22129999", "219\u221209\u22129999"),
        ("219\u00ad09\u00ad9999", "219\u00ad09\u00ad9999"),
        ("2\u200b19-09-99\u200b99", "2\u200b19-09-99\u200b99"),
        (
            "SSN\uff1a\uff12\uff11\uff19\uff0d\uff10\uff19\uff0d\uff19\uff19\uff19\uff19",
            "\uff12\uff11\uff19\uff0d\uff10\uff19\uff0d\uff19\uff19\uff19\uff19",
        ),
    ],
    PASSPORT: [
        ("Passport No. A12345678", "A12345678"),
        ("passport number: 123456789", "123456789"),
        ("passport no. AB 1234567", "AB 1234567"),
        ("passport no. ab1234567", "ab1234567"),
        ("Passport No: A 1 2 3 4 5 6 7 8", "A 1 2 3 4 5 6 7 8"),
        ("Passport number: 75 1234567", "75 1234567"),
        ("Passport No.: C01X00T47", "C01X00T47"),
        ("Passport: L898902C3", "L898902C3"),
        ("her passport A12345678", "A12345678"),
        ("Passport (Nigeria) No. A12345678", "A12345678"),
        ("Passport \u2116: A12345678", "A12345678"),
        ("Travel document number: X1234567", "X1234567"),
        ("Travel Document No. 12345678", "12345678"),
        ("Passport/Travel Document Number A12345678", "A12345678"),
        ("Reisepassnummer C01X00T47", "C01X00T47"),
        ("Número de pasaporte: G12345678", "G12345678"),
        ("No. du passeport 12AB34567", "12AB34567"),
        (
            "Passport number\u3000\uff21\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
            "\uff21\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        ),
        ("Passport Number\nN1234567", "N1234567"),
        ("Passport\nA12345678", "A12345678"),
        ("Type Code Passport No. / No. du passeport\r\nP UTO L898902C3\r\nSurname", "L898902C3"),
        ("Type P\r\nCode\r\nUTO\r\nPassport No.\r\nL898902C3", "L898902C3"),
        ("Passport No.\nNationality\nSex\nL898902C3\nUtopian\nF", "L898902C3"),
        ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C3"),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C3"),
        ("L898902C36UTO7408123F1204159ZE184226B<<<<<10", "L898902C3"),  # one field was misread
        ("L898902C36 UTO 740812 2 F 120415 9 ZE184226B<<<<<10", "L898902C3"),
        ("L 8 9 8 9 0 2 C 3 6 U T O 7 4 0 8 1 2 2 F 1 2 0 4 1 5 9 Z < 1 0", "L 8 9 8 9 0 2 C 3"),
    ],
    ALIEN: [
        ("USCIS# 123-456-789", "123-456-789"),
        ("USCIS Number 012-345-678", "012-345-678"),
        ("USCIS Number\n012 345 678", "012 345 678"),
        ("USCIS# Category\n123-456-789 IR1", "123-456-789"),
        ("A-Number: A012345678", "A012345678"),
        ("A\u2011Number: A012\u2011345\u2011678", "A012\u2011345\u2011678"),
        ("A# 012-345-678", "012-345-678"),
        ("A# 123456789", "123456789"),
        ("A#123456789", "123456789"),
        ("A012 345 678", "A012 345 678"),
        ("A-123456789", "A-123456789"),
        ("A 123 456 789", "A 123 456 789"),
        ("A 123456789", "A 123456789"),
        ("Permanent resident card A 123-456-789 expires 2030", "A 123-456-789"),
        ("Alien No. A12 345 678", "A12 345 678"),
        ("Alien Registration Number 123456789", "123456789"),
        ("Alien Registration # A 123 456 789", "A 123 456 789"),
        ("Alien Registration Number (A-Number): 012345678", "012345678"),
        ("Alien Registration Number (A-Number) (if any)\n► A- 1 2 3 4 5 6 7 8 9", "A- 1 2 3 4 5 6 7 8 9"),
        ("C1USA0123456784SRC0000000701<<", "012345678"),
    ],
}

OF_ANOTHER_KIND = [
    "AAMC ID 12345678",
    "AAMC ID: 1 2 3 4 5 6 7 8",
    "USMLE/ECFMG ID 0-123-456-7",
    "USMLE ID 01234567",
    "0\u2011123\u2011456\u20117",
    "0 123 456 7",
    "ECFMG certificate number 0-123-456-7",
    "NRMP ID N1234567",
    "Passport No.\n12345678",
    "Passport No.\nAAMC ID 12345678",
    "AAMC ID\nPassport No.\n12345678\nnone",
    "Passport No.: none\nUSMLE ID 0-123-456-7",
    "Passport number\nUSMLE ID\n01234567",
    "Phone 614 555 0142",
    "+1 614-555-0142",
    "+234 803 555 0142",
    "Tel. 222-33-4444",
    "Fax\n219-09-9999",
    "SSN (leave blank)\n614-555-0142",
    "SSN\n(614) 555-0142",
    "SSN Phone\n614 555 0142",
    "000-12-3456",
    "666-12-3456",
    "912-12-3456",
    "SSN: 912-70-1234",
    "123-00-3456",
    "123-45-0000",
    "SSN: XXX-XX-6789",
    "last four of SSN: 6789",
    "SSN 1234567890",
    "123 45 6789",
    "123.45.6789",
    "123456789",
    "1 2 3 4 5 6 7 8 9",
    "Marks 123 45 6789",
    "SSN on file.\nClinical skills 1 2 3 4 5 6 7 8 9",
    "SSN: ____\nRatings\n4 5 4 5 4 4 5 5 4 5 4",
    "SSN: XXX-XX-1234\nAnatomy 165 70 72 68 70",
    "Social Security Administration 614-555-0142",
    "Social security 2019 2020 2021",
    "passport photo 2x2 inches, taken 2024",
    "Passport photos: 2, paid 12345678 naira",
    "Passport valid until 2030-05-04",
    "Passport No. Date of issue\n04 MAY 2020 04 05 2020",
    "Passport number\n04MAY2020",
    "Passport number, issued 2020-05-04",
    "Passport no longer needed; 20 copies",
    "Passport and visa required. Ref: AB1234567",
    "Passport Number:\nAdmission I-94 Record Number 12345678901",
    "Admission (I-94) Record Number: 123456789A1\nPassport country",
    "SEVIS ID N0012345678",
    "Receipt Number SRC2012345678",
    "USCIS Online Account Number 123456789012",
    "DOB 04/05/1994",
    "1994-05-04",
    "04.05.1994",
    "NPI 1234567890",
    "NPI: 1 2 3 4 5 6 7 8 9 0",
    "DEA AB1234563",
    "License 123456789",
    "BLS eCard 215512345678",
    "Grant AI123456789",
    "Grant No. K23-HL-123456",
    "1R01AI123456-01A1",
    "NCT01234567",
    "ISBN 978-3-16-148410-0",
    "ISBN 0-19-852663-6",
    "doi:10.1000/123-45-6789",
    "https://doi.org/10.1016/j.x.2020.123-45-6789",
    "PMID 31234567",
    "PMID: 123456789",
    "ORCID 0000-0002-1825-0097",
    "IBAN GB82 WEST 1234 5698 7654 32",
    "CAS 123-45-6",
    "ZIP 44106-1234",
    "SSN:\nZIP 44106-1234",
    "SSN: 44106-1234",
    "Cleveland, OH 44106",
    "Roll No. A123456789",
    "Roll No.\nA012345678",
    "Student ID A123456789",
    "Student Reg. No: A012345678",
    "Room A-101 225 334",
    "Group A 123 456 789\nGroup B 100 200 300",
    "A 123 456 789 12",
    "a 123 456 789",
    "a number 123456789",
    "A number of 123456789 cells",
    "L898902C31UTO7408123F1204150ZE184226B<<<<<10",
]


@pytest.mark.parametrize(
    ("kind", "text", "number"), [(kind, text, number) for kind, rows in FOUND.items() for text, number in rows]
)
def test_a_number_that_should_not_travel(kind: SpotKind, text: str, number: str) -> None:
    assert [(span.kind, text[span.start : span.end]) for span in sensitive_spans(text)] == [(kind, number)]


@pytest.mark.parametrize("text", OF_ANOTHER_KIND)
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


def test_a_number_inside_another_is_hidden_with_it() -> None:
    text = "A-Number Passport No.\nA 123456789"

    assert [text[span.start : span.end] for span in sensitive_spans(text)] == ["A 123456789"]


PIECES = [
    "SSN ",
    "passport no. ",
    "A-",
    "A 123 456 789",
    "219-09-",
    "1",
    " ",
    "|",
    "<",
    "(",
    "\n",
    "\u2011",
    "\u200b",
    "x",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def test_spans_lie_in_any_text(text: str) -> None:
    spans = sensitive_spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def processor_seconds(text: str) -> float:
    start = time.process_time()
    sensitive_spans(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "123-45-", "passport ", "passport no. 1", "SSN 1 ", "A-", "A 123 456 789\n", "(", "<", "1<", "\u200b1"],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    short = min(processor_seconds(text[:50_000]) for _ in range(3))
    long = min(processor_seconds(text) for _ in range(2))

    assert long / short < 8  # sixteen when the time grows with the square
