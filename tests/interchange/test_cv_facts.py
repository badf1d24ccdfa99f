"""Contact, status and certification: what is a fact, and what is a negation, a wish or somebody else's."""

from __future__ import annotations

import pytest

from postmatch.domain.imports import Imported
from postmatch.domain.profile import CitizenshipClass, EcfmgState, Identity, Status, WorkAuthorization
from postmatch.interchange.cv_text import read_cv
from tests.interchange.cv_samples import lines_of


def read(text: str) -> Imported:
    return read_cv(lines_of(text), source="cv")


@pytest.mark.parametrize(
    "text",
    [
        "Not ECFMG certified",
        "ECFMG: not certified",
        "Will be ECFMG certified in 2027",
        "Eligible for ECFMG certification in 2026",
        "Not a permanent resident",
        "Permanent resident: No",
        "Green card pending",
        "Green card expired",
        "I will not need J-1 sponsorship",
        "Married to a U.S. citizen",
        "Not available from 2027",
    ],
)
def test_a_negation_a_condition_or_another_person_makes_no_fact(text: str) -> None:
    imported = read(text)
    assert imported.profile.status == Status()
    assert [one.text for one in imported.unplaced] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Requires visa sponsorship",
        "Needs a visa",
        "Work authorization: citizenship",
        "Clinical Medicine",
        "ECFMG Certificate",
        "First attempt",
        "Visa status",
        "Phone",
        "Address and name",
    ],
)
def test_words_of_labels_are_kept_where_no_fact_was_taken(text: str) -> None:
    assert text in [one.text for one in read(f"Ada Example\n{text}").unplaced]


@pytest.mark.parametrize(
    ("text", "authorization", "citizenship"),
    [
        ("Work status: Needs J-1 visa sponsorship", WorkAuthorization.NEEDS_J1, None),
        ("Non-U.S. citizen, requires a J-1 visa", WorkAuthorization.NEEDS_J1, CitizenshipClass.NON_US_CITIZEN),
        ("Not a U.S. citizen; green card", WorkAuthorization.PERMANENT_RESIDENT, CitizenshipClass.NON_US_CITIZEN),
        ("Citizenship: U.S. citizen", WorkAuthorization.US_CITIZEN, None),
        ("Holds J-1 status", WorkAuthorization.HOLDS_J1, None),
    ],
)  # fmt: skip
def test_what_is_told_for_certain_leaves_nothing(
    text: str, authorization: WorkAuthorization, citizenship: CitizenshipClass | None
) -> None:
    imported = read(text)
    status = imported.profile.status
    assert (status.work_authorization, status.citizenship_class) == (authorization, citizenship)
    assert imported.unplaced == ()


@pytest.mark.parametrize(
    ("text", "state", "date"),
    [
        ("ECFMG certified Aug 2022", EcfmgState.CERTIFIED, "2022-08"),
        ("ECFMG certification\tCertified, Aug 2022", EcfmgState.CERTIFIED, "2022-08"),
        ("ECFMG certificate No. 0123456, Aug 2022 | Step 1 pending", EcfmgState.CERTIFIED, "2022-08"),
        ("ECFMG certification: in progress", EcfmgState.IN_PROGRESS, ""),
        ("ECFMG certification expected Jun 2027", EcfmgState.IN_PROGRESS, ""),
    ],
)
def test_the_certification_and_its_date(text: str, state: EcfmgState, date: str) -> None:
    ecfmg = read(f"Ada Example\n{text}").profile.status.ecfmg
    assert (ecfmg.state, str(ecfmg.certified_on or "")) == (state, date)


@pytest.mark.parametrize(
    "text", ["Houston, Texas", "International Medical Graduate", "Lagos, Nigeria", "Green card holder", "needs a job"]
)
def test_a_place_or_a_calling_is_nobody_s_name(text: str) -> None:
    profile = read(f"{text}\nAda Example").profile
    assert profile.identity.full_name == "Ada Example"


def test_labels_before_facts_are_told_by_them_and_labels_of_a_second_fact_are_not() -> None:
    imported = read("Name: Dr. Ada Example\nE-mail: a@example.com | Tel: +1 614 555 0142\nE-mail: b@example.com")
    who = imported.profile.identity
    assert who == Identity(given_names="Ada", family_name="Example", email="a@example.com", phone="+1 614 555 0142")
    assert [one.text for one in imported.unplaced] == ["E-mail: b@example.com"]
