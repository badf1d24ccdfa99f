"""From a profile and a position to the plain values that a cover-letter template prints.

The letter assembles what the applicant wrote and facts that exist. It adds no sentence about the applicant; the
few connecting words name the position, and are absent where nothing is known of it.
"""

from __future__ import annotations

import re
from datetime import date

from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile
from postmatch.rendering.at_a_glance import status_items
from postmatch.rendering.cleaning import clean_line, clean_lines, clean_paragraphs, joined
from postmatch.rendering.context import Context, person

ANYBODY = "Program Director"


def letter_context(profile: Profile, *, position: Position | None, enclosures: tuple[str, ...], today: date) -> Context:
    """All variables of a cover-letter template; ``enclosures`` are the titles of what goes with the letter."""
    opening = position or Position(id="none")
    answers = profile.answers
    subject = _position_phrase(opening, answers)
    director = clean_line(opening.director)
    return {
        **person(profile.identity),
        "date": f"{today:%B} {today.day}, {today.year}",
        "addressee": _addressee(opening, director),
        "subject": (subject[:1].upper() + subject[1:]) if subject else "",
        "salutation": f"Dear {director.split(',')[0].strip() or ANYBODY},",
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
    lines = [director, ANYBODY, clean_line(position.program), town]
    return [line for line in lines if line]


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
    """What draws the applicant to the position's specialty; to every specialty when the letter names none.

    A letter about one specialty never carries what was written about another.
    """
    wanted = _folded(position.specialty)
    chosen = [item for item in answers.specialties if not wanted or _folded(item.specialty) == wanted]
    return [paragraph for item in chosen for paragraph in clean_paragraphs(item.draw)]


def _folded(specialty: str) -> str:
    """For comparing: "Internal Medicine (Primary Care)" is internal medicine, "Medicine-Pediatrics" is not."""
    return " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", " ", clean_line(specialty)).casefold()))


def _in_words(names: list[str]) -> str:
    return joined(", ".join(names[:-1]), names[-1] if names else "", by=" or ")
