"""What the shipped letters print, whatever their design."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import Template, fill_cover_letter, templates

TODAY = date(2026, 4, 6)
ReadLines = Callable[[bytes], list[str]]

every_letter = pytest.mark.parametrize("template", templates("cover_letter"), ids=lambda template: template.name)


@every_letter
def test_the_letter_keeps_the_applicants_paragraphs_in_order(
    template: Template, full_profile: Profile, position: Position, read_lines: ReadLines
) -> None:
    docx = fill_cover_letter(
        full_profile,
        position=position,
        enclosures=("CV", "ECFMG certificate"),
        template=template,
        paper=Paper.LETTER,
        today=TODAY,
    )
    lines = read_lines(docx)
    greeting = next(line for line in lines if line.startswith("Dear "))
    assert "Smith" in greeting
    assert lines[lines.index(greeting) + 1 :] == [
        "I am writing about the categorical PGY-1 position in Internal Medicine (Primary Care) at Cedar Valley Medical"
        " Center, starting Jul 2026.",
        "I did not match in 2026.",
        "I am free to start in July.",
        "I applied late:\nin the last week of October.",
        "I completed a hands-on elective.",
        "The long view draws me.",
        "Your clinic is close to the registry I work on.",
        "ECFMG certification: Certified, Mar 14, 2023  ·  Work status: Work permit (EAD), until Mar 2027"
        "  ·  Available from: Jul 2026",
        "Sincerely,",
        "Adaeze Chiamaka Okafor",
        "Enclosures: CV  ·  ECFMG certificate",
    ]


@every_letter
def test_a_letter_of_an_empty_profile_says_nothing_about_the_applicant(
    template: Template, read_lines: ReadLines
) -> None:
    docx = fill_cover_letter(
        Profile(answers=LetterAnswers()),
        position=None,
        enclosures=(),
        template=template,
        paper=Paper.A4,
        today=TODAY,
    )
    assert read_lines(docx) == ["April 6, 2026", "Program Director", "Dear Program Director,", "Sincerely,"]
