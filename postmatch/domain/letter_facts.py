"""What must be readable in a finished letter: the applicant's words, the program's name and place, the enclosures.

As ``printed_facts``: from the profile and the position, never from what a template was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postmatch.domain.letter import ANYWHERE, interests
from postmatch.domain.positions import Position
from postmatch.domain.printed_facts import Fact, paragraphs, person_facts, status_facts
from postmatch.domain.profile import Profile
from postmatch.domain.salutation import family_names


def letter_facts(profile: Profile, position: Position | None, *, enclosures: Iterable[str]) -> tuple[Fact, ...]:
    """Everything that a letter to this position says; to any program when it is None."""
    opening = position or ANYWHERE
    return (
        *person_facts(profile.identity),
        *_position(opening),
        *_answers(profile, opening),
        *status_facts(profile.status, (), "facts[].value"),
        *(Fact(where="Enclosures", text=title, variables=("enclosures[]",)) for title in enclosures),
    )


def _position(position: Position) -> Iterator[Fact]:
    level = f"PGY-{position.pgy_level}" if position.pgy_level else ""
    for where, text, *variables in (
        ("Name of the program", position.program, "addressee[]", "opening"),
        ("City of the program", position.city, "addressee[]"),
        ("State of the program", position.state, "addressee[]"),
        ("Specialty of the position", position.specialty, "subject", "opening"),
        ("Level of the position", level, "subject", "opening"),
        ("Track of the position", position.track.label if position.track else "", "subject", "opening"),
        *(("Name of the director", name, "addressee[]", "salutation") for name in family_names(position.director)),
    ):
        yield Fact(where=where, text=text, variables=tuple(variables))


def _answers(profile: Profile, position: Position) -> Iterator[Fact]:
    answers = profile.answers
    yield from paragraphs("Your situation", answers.situation, "situation[]")
    yield from paragraphs("Why you did not match", answers.why_unmatched, "why_unmatched[]")
    yield from paragraphs("What you do to improve", answers.improving, "improving[]")
    for one in interests(position, answers):
        yield from paragraphs("What draws you to the specialty", one.draw, "interest[]")
    yield from paragraphs("Why this program", position.why_this_program, "why_this_program[]")
