"""How a program is called in the list of those that were written to, as far as anything is known of it."""

from __future__ import annotations

import pytest

from postmatch.domain.positions import Position
from postmatch.ui.letter_program import position_name


@pytest.mark.parametrize(
    ("position", "name"),
    [
        (
            Position(program="Lakeview", specialty="Internal Medicine", pgy_level=1),
            "Lakeview, Internal Medicine (PGY-1)",
        ),
        (Position(program="Lakeview"), "Lakeview"),
        (Position(city="Toledo"), "Toledo"),
        (Position(director="Dr. Almeida"), "A program without a name"),
    ],
)
def test_a_program_is_called_by_what_is_known_of_it(position: Position, name: str) -> None:
    assert position_name(position) == name
