"""Addresses: only what is surely a country is taken for one."""

from __future__ import annotations

import pytest

from postmatch.interchange.places import split_place


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Enugu, Nigeria", ("Enugu", "Nigeria")),
        ("Houston, Texas, USA", ("Houston, Texas", "USA")),
        ("Houston, Texas", ("Houston, Texas", "")),
        ("Nigeria", ("", "Nigeria")),
        ("Atlanta, Georgia", ("Atlanta, Georgia", "")),
        ("", ("", "")),
    ],
)
def test_an_address_is_split_at_its_country(text: str, parts: tuple[str, str]) -> None:
    assert split_place(text) == parts
