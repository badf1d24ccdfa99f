"""How a program is called in the list of those that were written to, as far as anything is known of it."""

from __future__ import annotations

import pytest

from postmatch.domain.positions import Position
from postmatch.ui.letter_program import position_name, position_names


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


LAKE = Position(id="a", program="Lakeview")


@pytest.mark.parametrize(
    ("other", "names"),
    [
        ({"program": "Riverside"}, ["Lakeview", "Riverside"]),
        ({"city": "Toledo"}, ["Lakeview", "Lakeview · Toledo"]),
        ({"director": "Dr. Almeida"}, ["Lakeview", "Lakeview · Dr. Almeida"]),
        ({"track": "preliminary"}, ["Lakeview", "Lakeview · Preliminary"]),
        ({}, ["Lakeview", "Lakeview · 2"]),
        ({"program": "Another program"}, ["Lakeview", "Another program · 2"]),
    ],
)
def test_no_two_programs_read_the_same(other: dict[str, str], names: list[str]) -> None:
    second = Position.model_validate({"id": "b", "program": "Lakeview", **other})
    assert list(position_names((LAKE, second)).values()) == names


def test_three_of_one_name_and_place_are_counted() -> None:
    same = tuple(Position(id=one, program="Lakeview", city="Toledo") for one in "abc")
    names = position_names((*same, LAKE.model_copy(update={"id": "d"})))
    assert list(names.values()) == ["Lakeview · Toledo", "Lakeview · Toledo · 2", "Lakeview · Toledo · 3", "Lakeview"]
