"""Names as papers write them: one person in many spellings, and people who only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.names import agrees, can_be_one

ONE_PERSON = [
    ("Okafor, Adaeze", "Adaeze", "Okafor"),
    ("OKAFOR ADAEZE N.", "Adaeze", "Okafor"),
    ("A. Okafor", "Adaeze", "Okafor"),
    ("Dr. Adaeze Ngozi Okafor, MBBS", "Adaeze", "Okafor"),
    ("Dr. Okafor", "Adaeze", "Okafor"),
    ("Adaeze 0kafor", "Adaeze", "Okafor"),  # as a scan is read
    ("Mohamed Aly", "Mohammed", "Ali"),
    ("Youssef Al-Masri", "Yusuf", "Elmasri"),
    ("Yousef Almasri", "Yusuf", "Al Masri"),
    ("يوسف المصري", "Yousef", "Al Masri"),
    ("محمد حسن", "Mohammad", "Hassan"),
    ("Fatemeh Hosseini", "Fatima", "Husseini"),
    ("Ahmed Abdel-Rahman", "Ahmad", "Abdelrahman"),
    ("Abdul Rahman Khan", "Abdulrahman", "Khan"),
    ("Abdurrahman Khan", "Abd al-Rahman", "Khan"),
    ("Md Karim Rahman", "Md", "Rahman"),
    ("Chaudhry Imran", "Imran", "Chaudhary"),
    ("Priya Subramaniam", "Priya", "Subramanian"),
    ("S. Krishnan", "Srinivasan", "Krishnan"),
    ("José García Márquez", "Jose", "Garcia"),
    ("Jose Garcia", "José María", "García-Márquez"),
    ("Wang Xiaoming", "Xiao Ming", "Wang"),
    ("XIAO-MING WANG", "Xiaoming", "Wang"),
    ("王小明", "Xiaoming", "Wang"),  # not compared
    ("Nguyễn Văn An", "Van An", "Nguyen"),
    ("Do Minh Anh", "Minh Anh", "Do"),
    ("Le Van An", "Van An", "Le"),
    ("Müller Jürgen", "Juergen", "Mueller"),
    ("Lukasz Kowalski", "Łukasz", "Kowalski"),
    ("Yılmaz Şükrü", "Sukru", "Yilmaz"),
    ("Сергей Иванов", "Sergei", "Ivanov"),
    ("Ivanov Ivan Ivanovich", "Ivan", "Ivanov"),
    ("Yulia Petrova", "Julia", "Petrova"),
    ("Oleksandr Shevchenko", "Alexander", "Shevchenko"),
    ("O'Brien Sean", "Sean", "OBrien"),
    ("Gonzalez", "", "González"),
    ("", "Adaeze", "Okafor"),
    ("Adaeze Okafor", "", ""),
]
OTHER_PEOPLE = [
    ("Chidi Okafor", "Adaeze", "Okafor"),
    ("Adaeze Eze", "Adaeze", "Okafor"),  # a married name: the profile's other names know it
    ("Adaora Okoro", "Adaeze", "Okafor"),
    ("Honora Whitfield", "Adaeze", "Okafor"),
    ("Smith", "Adaeze", "Okafor"),
    ("Mohammed Hassan", "Mohammed", "Hussein"),
    ("محمد علي", "Yousef", "Ali"),
    ("Ali Ahmed", "Ali", "Khan"),
    ("Wei Chen", "Li", "Chen"),
    ("Priya Patel", "Pooja", "Patel"),
    ("Singh Amit", "Amit", "Sinha"),
    ("Ivan Petrov", "Ivan", "Sidorov"),
    ("Maria Lopez", "Mario", "Gomez"),
]


@pytest.mark.parametrize(("reading", "given_names", "family"), ONE_PERSON)
def test_one_person_in_another_spelling(reading: str, given_names: str, family: str) -> None:
    assert agrees(reading, given=given_names, family=family)


@pytest.mark.parametrize(("reading", "given_names", "family"), OTHER_PEOPLE)
def test_somebody_else(reading: str, given_names: str, family: str) -> None:
    assert not agrees(reading, given=given_names, family=family)


def test_one_word_is_not_both_names() -> None:
    assert not agrees("Ali Hassan", given="Ali", family="Ali")
    assert agrees("Ali Ali", given="Ali", family="Ali")


@pytest.mark.parametrize(
    ("first", "second", "can_be"),
    [
        ("Okafor Adaeze", "Adaeze N. Okafor", True),
        ("Xiao Ming Wang", "Wang Xiaoming", True),
        ("Adaeze Okafor", "Chidi Okafor", False),
        ("Adaeze Okafor", "Okafor", True),
        ("Adaeze Okafor", "王小明", True),
        ("", "Adaeze Okafor", True),
    ],
)
def test_two_names_of_unknown_structure(first: str, second: str, can_be: bool) -> None:
    assert can_be_one(first, second) is can_be
    assert can_be_one(second, first) is can_be


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_compared_and_a_name_is_its_own(reading: str, given_names: str, family: str) -> None:
    assert agrees(reading, given=given_names, family=family) in (True, False)
    assert agrees(f"{given_names} {family}", given=f"{given_names} {family}", family="")
    assert can_be_one(reading, reading)
