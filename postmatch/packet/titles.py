"""How a title is written wherever a PDF keeps it as text: outline, properties, link descriptions."""

from __future__ import annotations


def one_line(text: str) -> str:
    """On one line and without control characters, which viewers show as boxes and XML cannot carry."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
