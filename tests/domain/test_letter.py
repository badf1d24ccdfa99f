"""The body of a letter: the right answers for the position, and how many words they are."""

from __future__ import annotations

from postmatch.domain.letter import folded_specialty, interests, letter_parts, letter_word_count
from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile, SpecialtyInterest

ANSWERS = LetterAnswers(
    situation="I did not match.",
    improving="I work.",
    specialties=(
        SpecialtyInterest(specialty="Internal Medicine", draw="The ward."),
        SpecialtyInterest(specialty="Family Medicine", draw="The families."),
    ),
)
PROFILE = Profile(answers=ANSWERS)
POSITION = Position(specialty="Internal Medicine (Primary Care)", why_this_program="Its clinic.")


def test_a_letter_holds_the_answers_in_order_without_those_that_are_empty_or_about_another_specialty() -> None:
    parts = [(part.question, part.text, part.is_shared) for part in letter_parts(PROFILE, POSITION)]
    assert parts == [
        ("My situation", "I did not match.", True),
        ("What I am doing to improve", "I work.", True),
        ("What draws me to Internal Medicine", "The ward.", False),
        ("Why this program", "Its clinic.", False),
    ]


def test_a_letter_to_nobody_tells_of_every_specialty() -> None:
    texts = [part.text for part in letter_parts(PROFILE, None)]
    assert texts == ["I did not match.", "I work.", "The ward.", "The families."]


def test_another_specialty_has_no_interest_of_its_own() -> None:
    assert interests(Position(specialty="Psychiatry"), ANSWERS) == ()


def test_the_words_of_the_parts_are_counted() -> None:
    assert letter_word_count(PROFILE, POSITION) == 4 + 2 + 2 + 2
    assert letter_word_count(Profile(), None) == 0


def test_brackets_and_case_do_not_make_another_specialty_and_pediatrics_does() -> None:
    assert folded_specialty("INTERNAL  Medicine (Primary Care)") == folded_specialty("internal medicine")
    assert folded_specialty("Medicine-Pediatrics") != folded_specialty("Internal Medicine")
