from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.rendering.context import cv_context
from postmatch.rendering.letter_context import letter_context
from postmatch.rendering.variables import VARIABLES, Purpose
from templates.make_readme import README, with_tables


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Every path below a context value, as the list of variables writes them; an entry of a list is no value itself."""
    if path and not (isinstance(value, dict) and path.endswith("[]")):
        yield path
    if isinstance(value, dict):
        for name, part in value.items():
            yield from paths(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for part in value:
            yield from paths(part, f"{path}[]")


def contexts(profile: Profile, position: Position, today: date) -> dict[Purpose, dict[str, Any]]:
    return {
        "cv": cv_context(profile, today=today),
        "cover_letter": letter_context(profile, position=position, enclosures=("CV",), today=today),
    }


@pytest.mark.parametrize("purpose", ["cv", "cover_letter"])
def test_the_list_of_variables_is_exactly_what_a_full_profile_gives(
    purpose: Purpose, full_profile: Profile, position: Position, today: date
) -> None:
    assert set(paths(contexts(full_profile, position, today)[purpose])) == set(VARIABLES[purpose])


@pytest.mark.parametrize("purpose", ["cv", "cover_letter"])
def test_an_empty_profile_gives_the_same_variables_at_the_top(
    purpose: Purpose, position: Position, today: date
) -> None:
    given = contexts(Profile(), position, today)[purpose]
    assert set(given) == {path for path in VARIABLES[purpose] if "[]" not in path}


def test_the_readme_lists_what_the_code_and_the_folders_have() -> None:
    written = README.read_text(encoding="utf-8")
    assert with_tables(written) == written
    for purpose in VARIABLES:
        assert all(f"| `{path}` | {text} |" in written for path, text in VARIABLES[purpose].items())


def test_a_readme_without_a_list_is_not_written_without_it() -> None:
    with pytest.raises(ValueError, match="Variables of a CV"):
        with_tables("## Variables of a cover letter\n\n| Variable | What it is |\n|---|---|\n")
