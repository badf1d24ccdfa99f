"""What a document is compared with: the workspace's own facts, odd words and other programs."""

from __future__ import annotations

import pytest

from postmatch.domain.cv_form import CvForm, CvSection, SectionForm
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.positions import Position
from postmatch.domain.profile import Award, Experience, Identity, LetterAnswers, Profile, Publication
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


@pytest.mark.parametrize(
    "off",
    [
        {"cv_form": CvForm(sections=(SectionForm(section=CvSection.SUMMARY, shown=False),))},
        {"profile": PROFILE.model_copy(update={"summary": "", "answers": LetterAnswers(situation="None of mine")})},
        {"profile": PROFILE.model_copy(update={"summary": "", "awards": (Award(title="None", shown_on_cv=False),)})},
    ],
)
def test_odd_words_that_this_cv_does_not_print_excuse_nothing(off: dict[str, object], tools) -> None:
    workspace = WORKSPACE.model_copy(update=off)
    words = expected_words(CV_KIND, workspace, tools, is_long=False).own_words
    assert words == ("Learned {{ templating }}",)


def test_odd_words_in_headings_authors_and_addresses_are_the_applicants(tools) -> None:
    form = CvForm(sections=(SectionForm(section=CvSection.AWARDS, heading="None yet"),))
    paper = Publication(title="A paper", authors="None A, Everhart M", url="example.org/{{x}}")
    workspace = Workspace(profile=Profile(publications=(paper,)), cv_form=form)
    words = expected_words(CV_KIND, workspace, tools, is_long=False).own_words
    assert {"None yet", "None A, Everhart M", "example.org/{{x}}"} <= set(words)


def test_a_letter_knows_the_odd_words_of_its_position_and_not_those_of_the_cv(tools) -> None:
    workspace = WORKSPACE.with_position(Position(id="here", program="None Valley", director="Jane %}"))
    workspace = workspace.model_copy(update={"profile": PROFILE.model_copy(update={"answers": LetterAnswers()})})
    words = expected_words(COVER_LETTER_KIND, workspace, tools, is_long=False).own_words
    assert set(words) >= {"None Valley", "Jane %}"}
    assert "None of the above" not in words
