"""One call for everything that can be said about a letter, the words counted."""

from __future__ import annotations

import tomllib

import pytest

from postmatch.domain.positions import Position
from postmatch.domain.workspace import Workspace
from postmatch.usecases.review_letter import review_letter, word_count
from samples.applicant import PROFILE
from samples.make_documents import HOME


@pytest.fixture
def sample() -> Workspace:
    positions = tomllib.loads((HOME / "workspace.toml").read_text("utf-8"))["position"]
    workspace = Workspace(profile=PROFILE)
    for position in positions:
        workspace = workspace.with_position(Position.model_validate(position))
    return workspace


def test_the_sample_letter_has_nothing_to_mend_and_a_usual_length(sample, facts, today):
    assert review_letter(sample, facts, today) == ()
    assert 250 <= word_count(sample) <= 400


def test_the_words_are_those_of_the_letter_to_the_chosen_program(sample):
    assert word_count(sample.with_letter_to(None)) != word_count(sample)
    assert word_count(Workspace()) == 0
