"""What a document is compared with: the workspace's own facts, odd words and other programs."""

from __future__ import annotations

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.positions import Position
from postmatch.domain.profile import Experience, Identity, LetterAnswers, Profile
from postmatch.domain.workspace import Workspace
from postmatch.usecases.expected_words import expected_words

HERE, THERE = Position(id="here", program="Cedar Valley"), Position(id="there", program="Maple Hollow")
PROFILE = Profile(
    identity=Identity(family_name="Everhart"),
    summary="None of the above",
    experience=(Experience(place="Harbor Clinic", bullets=("Learned {{ templating }}",)),),
    answers=LetterAnswers(situation="I hope for Maple Hollow."),
)
WORKSPACE = Workspace(profile=PROFILE).with_position(THERE).with_position(HERE)


def test_a_letter_may_name_the_program_it_goes_to_and_no_other(tools) -> None:
    assert expected_words(COVER_LETTER_KIND, WORKSPACE, tools, is_long=False).other_programs == ("Maple Hollow",)


def test_a_cv_may_name_no_program_but_what_the_profile_says_itself(tools) -> None:
    """Written in a letter's answer, a program's name is the applicant's own; the letter's checks tell of it."""
    workspace = WORKSPACE.with_position(Position(program="Harbor Clinic"))
    assert expected_words(CV_KIND, workspace, tools, is_long=False).other_programs == ("Cedar Valley",)


def test_a_place_where_the_applicant_was_may_stand_in_a_letter(tools) -> None:
    workspace = WORKSPACE.with_position(Position(program="Harbor Clinic")).with_position(HERE)
    assert "Harbor Clinic" not in expected_words(COVER_LETTER_KIND, workspace, tools, is_long=False).other_programs


def test_texts_that_look_like_a_mistake_are_known_as_the_applicants(tools) -> None:
    words = expected_words(CV_KIND, WORKSPACE, tools, is_long=False).own_words
    assert words == ("None of the above", "Learned {{ templating }}")
