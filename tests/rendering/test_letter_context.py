from __future__ import annotations

from datetime import date

from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile, SpecialtyInterest
from postmatch.rendering.context import Context
from postmatch.rendering.letter_context import letter_context

TODAY = date(2026, 4, 6)


def letter(profile: Profile, position: Position | None = None, enclosures: tuple[str, ...] = ()) -> Context:
    return letter_context(profile, position=position, enclosures=enclosures, today=TODAY)


def test_a_known_position_is_named_in_address_subject_and_opening(full_profile: Profile, position: Position) -> None:
    context = letter(full_profile, position)
    assert context["date"] == "April 6, 2026"
    assert context["addressee"] == [
        "Jane Smith, MD",
        "Program Director",
        "Cedar Valley Medical Center",
        "Waterloo, Iowa",
    ]
    assert context["subject"] == "Categorical PGY-1 position in Internal Medicine (Primary Care)"
    assert context["salutation"] == "Dear Dr. Smith,"
    assert context["opening"] == (
        "I am writing about the categorical PGY-1 position in Internal Medicine (Primary Care) at Cedar Valley Medical"
        " Center, starting Jul 2026."
    )


def test_without_a_position_the_letter_names_the_specialties_and_nobody(full_profile: Profile) -> None:
    context = letter(full_profile)
    assert context["addressee"] == ["Program Director"]
    assert context["salutation"] == "Dear Program Director,"
    assert context["opening"] == "I am writing about a residency position in Internal Medicine or Family Medicine."


def test_nothing_known_gives_no_connecting_words() -> None:
    context = letter(Profile())
    assert context["subject"] == context["opening"] == ""
    texts = ("situation", "why_unmatched", "improving", "interest", "why_this_program", "facts", "enclosures")
    assert all(context[name] == [] for name in texts)


def test_a_program_alone_is_named_without_inventing_level_or_specialty() -> None:
    context = letter(Profile(), Position(program="Cedar Valley"))
    assert context["opening"] == "I am writing about the residency position at Cedar Valley."


def test_a_letter_about_one_specialty_never_carries_what_was_written_about_another(
    full_profile: Profile, position: Position
) -> None:
    assert letter(full_profile, position)["interest"] == ["The long view draws me."]
    assert letter(full_profile, Position(specialty="Psychiatry"))["interest"] == []
    assert letter(full_profile)["interest"] == ["The long view draws me.", "Whole families draw me."]


def test_medicine_pediatrics_is_not_internal_medicine() -> None:
    interest = SpecialtyInterest(specialty="Internal Medicine", draw="Draw.")
    profile = Profile(answers=LetterAnswers(specialties=(interest,)))
    assert letter(profile, Position(specialty="Internal Medicine Pediatrics"))["interest"] == []
    assert letter(profile, Position(specialty="INTERNAL  medicine"))["interest"] == ["Draw."]


def test_answers_keep_their_paragraphs_and_line_breaks(full_profile: Profile) -> None:
    context = letter(full_profile)
    assert context["situation"] == ["I did not match in 2026.", "I am free to start in July."]
    assert context["why_unmatched"] == ["I applied late:\nin the last week of October."]


def test_enclosures_are_the_titles_given(full_profile: Profile) -> None:
    assert letter(full_profile, enclosures=("CV", " ", "ECFMG\ncertificate"))["enclosures"] == [
        "CV",
        "ECFMG certificate",
    ]


def addressed(director: str) -> tuple[list[str], str]:
    context = letter(Profile(), Position(program="Cedar Valley", director=director))
    return context["addressee"], context["salutation"]


def test_what_was_written_of_the_director_becomes_an_address_and_a_greeting() -> None:
    assert addressed("Dr. Imara Sable-Finch") == (
        ["Dr. Imara Sable-Finch", "Program Director", "Cedar Valley"],
        "Dear Dr. Sable-Finch,",
    )
    assert addressed("Jane Smith, MD, Associate Program Director") == (
        ["Jane Smith, MD", "Associate Program Director", "Cedar Valley"],
        "Dear Dr. Smith,",
    )
    assert addressed("Jane Smith, MD & John\tDoe, DO") == (
        ["Jane Smith, MD and John Doe, DO", "Program Directors", "Cedar Valley"],
        "Dear Dr. Smith and Dr. Doe,",
    )


def test_a_director_who_is_not_known_is_no_line_of_the_address() -> None:
    for unknown in ("", "unknown", "TBD", "The Program Director"):
        assert addressed(unknown) == (["Program Director", "Cedar Valley"], "Dear Program Director,")
