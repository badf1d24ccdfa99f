"""No field of a profile is forgotten: what is told there is asked for, or named here as not printed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

from postmatch.domain.cv_form import CvForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.positions import Position, Track
from postmatch.domain.printed_facts import Fact, cv_facts
from postmatch.domain.profile import (
    Award,
    Certification,
    CitizenshipClass,
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
    SoapOutcome,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)
from postmatch.domain.values import Value

MARK, DATE, NUMBER = "Quixotic", PartialDate(year=1957, month=4), 97531
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
    status=Status(citizenship_class=CitizenshipClass.US_CITIZEN, work_authorization=WorkAuthorization.EAD,
                  authorization_expires=WHEN, earliest_start=WHEN,
                  ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on=WHEN, certificate_number=WORDS,
                              valid_until=WHEN)),
    exams=(Exam(kind=ExamKind.STEP_1, result=ExamResult.PASSED, score=245, attempts=3, date=WHEN),),
    education=(Education(institution=WORDS, degree=WORDS, area=WORDS, city=WORDS, country=WORDS, start=WHEN, end=WHEN,
                         honors=WORDS, diploma_in_english=True, details=(WORDS,)),),
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
    match_history=(MatchYear(year=2024, specialty=WORDS, programs_applied=90, interviews_received=2,
                             interviews_attended=2, programs_ranked=2, soap=next(iter(SoapOutcome))),),
    answers=LetterAnswers(situation=WORDS, why_unmatched=WORDS, improving=WORDS,
                          specialties=(SpecialtyInterest(specialty=WORDS, draw=WORDS),)),
)  # fmt: skip
POSITION = Position(program=WORDS, specialty=WORDS, pgy_level=1, track=Track.CATEGORICAL, city=WORDS, state=WORDS,
                    director=WORDS, start=WHEN, why_this_program=WORDS)  # fmt: skip

NOT_ON_A_CV = {
    "identity.preferred_name", "identity.other_names.0", "identity.aamc_id", "identity.usmle_id", "identity.nrmp_id",
    "identity.date_of_birth", "identity.links.0.label",
    "status.citizenship_class", "status.ecfmg.certificate_number", "status.ecfmg.valid_until",
    "education.0.diploma_in_english",
    "experience.0.why_meaningful",  # for MyERAS
    # what the applications before came to: for the letter's answers, in the applicant's words
    "match_history.0.year", "match_history.0.specialty", "match_history.0.programs_applied",
    "match_history.0.interviews_received", "match_history.0.interviews_attended", "match_history.0.programs_ranked",
    "match_history.0.soap",
    "answers.situation", "answers.why_unmatched", "answers.improving", "answers.specialties.0.specialty",
    "answers.specialties.0.draw",
}  # fmt: skip
NOT_IN_A_LETTER = {"start"}  # named in the opening sentence, which depends on what else is known


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything that can be told, with the way to it: texts, dates, numbers, choices, yes and no, and blanks."""
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from leaves(part, f"{path}.{index}")
    elif isinstance(value, Value) and not isinstance(value, PartialDate):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}".strip("."))
    elif path.rpartition(".")[2] != "id":
        yield path, value


def changed(value: Any, path: str) -> Any:
    """The value with something else at that place."""
    if not path:
        return _other(value)
    step, _, rest = path.partition(".")
    if isinstance(value, tuple):
        return tuple(changed(part, rest) if index == int(step) else part for index, part in enumerate(value))
    return value.model_copy(update={step: changed(getattr(value, step), rest)})


def _other(value: Any) -> Any:
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, bool):
        return not value
    return {PartialDate: DATE, int: NUMBER, str: MARK}[type(value)]


def is_asked_for(facts: tuple[Fact, ...], before: tuple[Fact, ...], value: Any) -> bool:
    """Whether the changed value is in a fact, or, of a choice, whether the facts are others than before."""
    texts = [fact.text for fact in facts]
    if isinstance(value, Enum | bool):
        return facts != before
    return any(mark in text for text in texts for mark in (MARK, "1957", str(NUMBER)))


def test_the_profile_here_fills_every_field() -> None:
    """A field that is added to the profile must be filled above, and then be printed or be named as not printed."""
    told = [*leaves(PROFILE), *leaves(POSITION)]
    assert [path for path, value in told if value in ("", None)] == []
    assert {path for path, value in told if type(value) is int} >= {"exams.0.score", "exams.0.attempts", "pgy_level"}
    assert len(told) > 100


def test_what_is_named_as_not_printed_is_a_field() -> None:
    assert {path for path, _ in leaves(PROFILE)} >= NOT_ON_A_CV


@pytest.mark.parametrize(("path", "value"), [*leaves(PROFILE)], ids=str)
def test_a_changed_field_changes_what_is_asked_for(path: str, value: Any) -> None:
    before, facts = (cv_facts(one, CvForm(), is_long=True) for one in (PROFILE, changed(PROFILE, path)))
    assert is_asked_for(facts, before, value) is (path not in NOT_ON_A_CV), path


@pytest.mark.parametrize(("path", "value"), [*leaves(POSITION)], ids=str)
def test_a_changed_field_of_the_position_changes_what_a_letter_is_asked_for(path: str, value: Any) -> None:
    before, facts = (letter_facts(PROFILE, one, enclosures=()) for one in (POSITION, changed(POSITION, path)))
    assert is_asked_for(facts, before, value) is (path not in NOT_IN_A_LETTER), path


@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE.answers, "answers") if "specialty" not in path])
def test_a_changed_answer_changes_what_a_letter_is_asked_for(path: str) -> None:
    facts = letter_facts(changed(PROFILE, path), POSITION, enclosures=())
    assert is_asked_for(facts, (), ""), path
