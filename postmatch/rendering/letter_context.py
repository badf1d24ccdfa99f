"""From a profile and a position to the plain values that a cover-letter template prints.

The letter assembles what the applicant wrote and facts that exist. It adds no sentence about the applicant; the
few connecting words name the position, and are absent where nothing is known of it.
"""

from __future__ import annotations

from datetime import date

from postmatch.domain.letter import ANYWHERE, interests
from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile
from postmatch.domain.salutation import addressees, role, salutation
from postmatch.rendering.at_a_glance import status_items
from postmatch.rendering.cleaning import clean_line, clean_lines, clean_paragraphs, joined
from postmatch.rendering.context import Context, person


def letter_context(profile: Profile, *, position: Position | None, enclosures: tuple[str, ...], today: date) -> Context:
    """All variables of a cover-letter template; ``enclosures`` are the titles of what goes with the letter."""
    opening = position or ANYWHERE
    answers = profile.answers
    subject = _position_phrase(opening, answers)
    director = clean_line(opening.director)
    return {
        **person(profile.identity),
        "date": f"{today:%B} {today.day}, {today.year}",
        "addressee": _addressee(opening, director),
        "subject": (subject[:1].upper() + subject[1:]) if subject else "",
        "salutation": salutation(director),
        "opening": _opening(opening, subject),
        "situation": list(clean_paragraphs(answers.situation)),
        "why_unmatched": list(clean_paragraphs(answers.why_unmatched)),
        "improving": list(clean_paragraphs(answers.improving)),
        "interest": _interest(opening, answers),
        "why_this_program": list(clean_paragraphs(opening.why_this_program)),
        "facts": status_items(profile.status),
        "enclosures": clean_lines(enclosures),
    }


def _addressee(position: Position, director: str) -> list[str]:
    town = joined(clean_line(position.city), clean_line(position.state))
    people = " and ".join(one.written for one in addressees(director))
    return [line for line in (people, role(director), clean_line(position.program), town) if line]


def _position_phrase(position: Position, answers: LetterAnswers) -> str:
    """``categorical PGY-1 position in Internal Medicine``, from what is known; empty when nothing is."""
    level = f"PGY-{position.pgy_level}" if position.pgy_level else ""
    track = position.track.label.lower() if position.track else ""
    specialty = clean_line(position.specialty)
    if not any((level, track, specialty, clean_line(position.program))):
        specialty = _in_words(clean_lines(tuple(item.specialty for item in answers.specialties)))
        if not specialty:
            return ""
    kind = joined(track, level or "residency", "position", by=" ")
    return joined(kind, specialty, by=" in ")


def _opening(position: Position, subject: str) -> str:
    """One neutral sentence that names the position; for specialties only, ``a``; nothing without facts."""
    if not subject:
        return ""
    program = clean_line(position.program)
    named = any((program, position.specialty, position.pgy_level, position.track))
    at = f" at {program}" if program else ""
    start = f", starting {position.start.label}" if position.start else ""
    return f"I am writing about {'the' if named else 'a'} {subject}{at}{start}."


def _interest(position: Position, answers: LetterAnswers) -> list[str]:
    return [paragraph for one in interests(position, answers) for paragraph in clean_paragraphs(one.draw)]


def _in_words(names: list[str]) -> str:
    return joined(", ".join(names[:-1]), names[-1] if names else "", by=" or ")
