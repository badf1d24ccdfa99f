"""What a letter must say: the answers for this program, whom it goes to, and what goes with it."""

from __future__ import annotations

from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    Ecfmg,
    EcfmgState,
    Identity,
    LetterAnswers,
    Profile,
    SpecialtyInterest,
    Status,
)

PROFILE = Profile(
    identity=Identity(given_names="Marisol", family_name="Everhart", phone="+1 555 010 0199"),
    status=Status(ecfmg=Ecfmg(state=EcfmgState.CERTIFIED, certified_on="2022-05-10")),
    answers=LetterAnswers(
        situation="I did not match.\n\nI can start in July.",
        why_unmatched="I applied late.",
        improving="I work on a registry.",
        specialties=(
            SpecialtyInterest(specialty="Internal Medicine", draw="The long view."),
            SpecialtyInterest(specialty="Family Medicine", draw="Whole families."),
        ),
    ),
)
POSITION = Position(
    program="Cedar Valley Medical Center",
    specialty="Internal Medicine (Primary Care)",
    pgy_level=1,
    city="Waterloo",
    state="Iowa",
    director="Jane Smith, MD",
    why_this_program="Your clinic is close to my registry.",
)


def texts(position: Position | None) -> list[str]:
    return [fact.text for fact in letter_facts(PROFILE, position, enclosures=("CV", "Diploma")) if fact.text]


def test_everything_that_the_letter_is_about_is_asked_for() -> None:
    assert texts(POSITION) == [
        "Marisol Everhart", "+1 555 010 0199", "Cedar Valley Medical Center", "Waterloo", "Iowa",
        "Internal Medicine (Primary Care)", "PGY-1", "Smith", "I did not match.", "I can start in July.",
        "I applied late.", "I work on a registry.", "The long view.", "Your clinic is close to my registry.",
        "Certified", "May 10, 2022", "CV", "Diploma",
    ]  # fmt: skip


def test_a_letter_to_nobody_yet_asks_for_every_interest_and_no_program() -> None:
    assert {"The long view.", "Whole families."} <= set(texts(None))
    assert "PGY-1" not in texts(None)
