from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.rendering.context import cv_context
from postmatch.rendering.dry_runs import HOSTILE, trial_context, trials
from postmatch.rendering.letter_context import letter_context
from postmatch.rendering.links import StyledText


def shape(value: object) -> object:
    """Names and kinds, without the values."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "styled" if isinstance(value, StyledText) else "text"


@pytest.mark.parametrize("purpose", ["cv", "cover_letter"])
def test_a_trial_has_the_shape_of_the_real_thing(
    purpose: str, full_profile: Profile, position: Position, today: date
) -> None:
    real = (
        cv_context(full_profile, today=today)
        if purpose == "cv"
        else letter_context(full_profile, position=position, enclosures=("CV",), today=today)
    )
    tried = trial_context(purpose, text="x", entries=1)  # type: ignore[arg-type]
    assert tried.keys() == real.keys()
    same = [name for name, value in real.items() if shape(value) == shape(tried[name])]
    assert len(same) >= len(real) * 0.8  # sections have lists that only some of them fill


def test_the_trials_are_full_empty_and_hostile() -> None:
    full, empty, hostile = (context for _, context in trials("cv"))
    assert len(full["education"]) == 3
    assert empty["education"] == []
    assert not empty["contact_line"]
    assert hostile["name"].startswith(HOSTILE)
    assert {"&", "<", "{", "\N{PILL}"} <= set(HOSTILE)


def test_no_two_texts_of_a_trial_are_the_same() -> None:
    entries = trial_context("cv", text="x", entries=3)["education"]
    assert len({entry["title"] for entry in entries}) == 3
