"""What the body of a cover letter is made of: the applicant's own answers, chosen for one position."""

from __future__ import annotations

import re
from typing import NamedTuple

from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile, SpecialtyInterest
from postmatch.domain.word_finding import word_count

ANYWHERE = Position(id="none")  # a letter that goes to no program yet


class LetterPart(NamedTuple):
    """One answer under its question. ``is_shared``: it stands in every letter, whatever the program."""

    question: str
    text: str
    is_shared: bool = True


def letter_parts(profile: Profile, position: Position | None) -> tuple[LetterPart, ...]:
    """The answers that stand in the letter to that position, in its order; those that are empty are left out."""
    opening = position or ANYWHERE
    answers = profile.answers
    parts = (
        LetterPart("My situation", answers.situation),
        LetterPart("Why I did not match", answers.why_unmatched),
        LetterPart("What I am doing to improve", answers.improving),
        *(LetterPart(f"What draws me to {one.specialty}", one.draw, False) for one in interests(opening, answers)),
        LetterPart("Why this program", opening.why_this_program, False),
    )
    return tuple(part for part in parts if part.text)


def interests(position: Position, answers: LetterAnswers) -> tuple[SpecialtyInterest, ...]:
    """What draws the applicant to the position's specialty; to every specialty when the position names none.

    A letter about one specialty never carries what was written about another.
    """
    wanted = folded_specialty(position.specialty)
    return tuple(one for one in answers.specialties if not wanted or folded_specialty(one.specialty) == wanted)


def folded_specialty(specialty: str) -> str:
    """For comparing: "Internal Medicine (Primary Care)" is internal medicine, "Medicine-Pediatrics" is not."""
    return " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", " ", specialty).casefold()))


def letter_word_count(profile: Profile, position: Position | None) -> int:
    """Words of the applicant's in the letter, without its address, opening sentence and greeting."""
    return sum(word_count(part.text) for part in letter_parts(profile, position))
