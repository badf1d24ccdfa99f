"""No field of a profile is forgotten: what is typed or dated there is asked for, or named here as not printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from postmatch.domain.cv_form import CvForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.positions import Position, Track
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.profile import (
    Award,
    Certification,
    Ecfmg,
    EcfmgState,
    Education,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    GapNote,
    Identity,
    Language,
    LetterAnswers,
    Link,
    MatchYear,
    Membership,
    Profile,
    Publication,
    Skill,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)
from postmatch.domain.values import Value

MARK, DATE = "Quixotic", PartialDate(year=1957, month=4)
WORDS = "Something"
WHEN = "2014-03"
IDENTITY_TEXTS = ("given_names", "family_name", "preferred_name", "email", "phone", "city", "country", "aamc_id",
                  "usmle_id", "nrmp_id")  # fmt: skip

PROFILE = Profile(
    identity=Identity(
        **dict.fromkeys(IDENTITY_TEXTS, WORDS),
        other_names=(WORDS,),
        date_of_birth=WHEN,
        links=(Link(label=WORDS, url="example.org"),),
    ),
    summary=WORDS,
    status=Status(work_authorization=WorkAuthorization.EAD, authorization_expires=WHEN, earliest_start=WHEN,
                  ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on=WHEN, certificate_number=WORDS,
                              valid_until=WHEN)),
    exams=(Exam(kind=ExamKind.STEP_1, result=ExamResult.PASSED, date=WHEN),),
    education=(Education(institution=WORDS, degree=WORDS, area=WORDS, city=WORDS, country=WORDS, start=WHEN, end=WHEN,
                         honors=WORDS, details=(WORDS,)),),
    experience=(Experience(place=WORDS, role="Role", department=WORDS, city=WORDS, country=WORDS, supervisor=WORDS,
                           start=WHEN, end=WHEN, bullets=(WORDS,), why_meaningful=WORDS),),
    publications=(Publication(title=WORDS, authors=WORDS, venue=WORDS, date=WHEN, volume=WORDS, issue=WORDS,
                              pages=WORDS, note=WORDS, url=WORDS),),
    certifications=(Certification(name=WORDS, issuer=WORDS, issued=WHEN, expires=WHEN),),
    languages=(Language(name=WORDS, level=WORDS),),
    awards=(Award(title=WORDS, issuer=WORDS, date=WHEN, detail=WORDS),),
    memberships=(Membership(organization=WORDS, role=WORDS, start=WHEN, end=WHEN),),
    skills=(Skill(name=WORDS, detail=WORDS),),
    gap_notes=(GapNote(text=WORDS, start=WHEN, end=WHEN),),
    match_history=(MatchYear(specialty=WORDS),),
    answers=LetterAnswers(situation=WORDS, why_unmatched=WORDS, improving=WORDS,
                          specialties=(SpecialtyInterest(specialty=WORDS, draw=WORDS),)),
)  # fmt: skip
POSITION = Position(program=WORDS, specialty=WORDS, pgy_level=1, track=Track.CATEGORICAL, city=WORDS, state=WORDS,
                    director=WORDS, start=WHEN, why_this_program=WORDS)  # fmt: skip

NOT_ON_A_CV = {
    "identity.preferred_name", "identity.other_names.0", "identity.aamc_id", "identity.usmle_id", "identity.nrmp_id",
    "identity.date_of_birth", "identity.links.0.label",
    "status.ecfmg.certificate_number", "status.ecfmg.valid_until",
    "experience.0.why_meaningful",  # for MyERAS
    "match_history.0.specialty",  # for the letter's answers, in the applicant's words
    "answers.situation", "answers.why_unmatched", "answers.improving", "answers.specialties.0.specialty",
    "answers.specialties.0.draw",
}  # fmt: skip
NOT_IN_A_LETTER = {"start"}  # named in the opening sentence, which depends on what else is known


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text and date in the value, with the way to it."""
    if isinstance(value, PartialDate) or (type(value) is str and not path.endswith((".id", "id"))):
        yield path, value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}".strip("."))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from leaves(part, f"{path}.{index}")


def changed(value: Any, path: str) -> Any:
    """The value with a mark at that place."""
    if not path:
        return DATE if isinstance(value, PartialDate) else MARK
    step, _, rest = path.partition(".")
    if isinstance(value, tuple):
        return tuple(changed(part, rest) if index == int(step) else part for index, part in enumerate(value))
    return value.model_copy(update={step: changed(getattr(value, step), rest)})


def is_asked_for(facts: Any) -> bool:
    texts = [fact.text for fact in facts]
    return any(MARK in text or "1957" in text for text in texts)


def test_the_profile_here_fills_every_field_that_holds_words_or_a_date() -> None:
    """A field that is added to the profile must be filled above, and then be printed or be named as not printed."""
    empty = [path for path, value in leaves(PROFILE) if value in ("", None)]
    assert empty == []
    assert sum(1 for _ in leaves(PROFILE)) > 70


@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE)])
def test_a_changed_field_changes_what_is_asked_for(path: str) -> None:
    facts = cv_facts(changed(PROFILE, path), CvForm(), is_long=True)
    assert is_asked_for(facts) is (path not in NOT_ON_A_CV), path


@pytest.mark.parametrize("path", [path for path, _ in leaves(POSITION)])
def test_a_changed_field_of_the_position_changes_what_a_letter_is_asked_for(path: str) -> None:
    facts = letter_facts(PROFILE, changed(POSITION, path), enclosures=())
    assert is_asked_for(facts) is (path not in NOT_IN_A_LETTER), path


@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE.answers, "answers") if "specialty" not in path])
def test_a_changed_answer_changes_what_a_letter_is_asked_for(path: str) -> None:
    assert is_asked_for(letter_facts(changed(PROFILE, path), POSITION, enclosures=())), path
