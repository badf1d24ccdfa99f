"""The first field of a JSON file that is wrong, in words: ``work[0].startDate should be text, but it is null``."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError


def field_fault(error: ValidationError, raw: dict[str, Any], *, prefix: tuple[str, ...] = ()) -> str:
    """``work[0].startDate should be text, but it is null`` for the first wrong field in the order of the file."""
    faults = [({**fault, "loc": (*prefix, *fault["loc"])}) for fault in error.errors(include_url=False)]
    first = min(faults, key=lambda fault: _rank(raw, fault["loc"]))
    return f"{_path(first['loc'])} {_fault_in_words(first)}"


def _rank(raw: Any, location: tuple[str | int, ...]) -> tuple[int, ...]:
    """Where a field stands in the file, to compare with others; a field that is absent comes after its siblings."""
    rank: list[int] = []
    for step in location:
        if isinstance(raw, dict):
            rank.append(list(raw).index(step) if step in raw else len(raw))
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            rank.append(step)
            raw = raw[step]
    return tuple(rank)


def _path(location: tuple[str | int, ...]) -> str:
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step[:40]}" if path else step[:40]
    return path


def _fault_in_words(fault: Any) -> str:
    wanted = {"string_type": "text", "tuple_type": "a list in [ ]", "model_type": "a group in { }"}.get(fault["type"])
    if wanted:
        return f"should be {wanted}, but it is {kind_of(fault['input'])}"
    if fault["type"] == "extra_forbidden":
        return "is not a field we know"
    if fault["type"] == "missing":
        return "is missing"
    message = fault["msg"].removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
    return message if message.startswith("should") else f"is not right: {message}"


def kind_of(value: object) -> str:
    if value is None:
        return "null"
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"),
        ((int, float), "a number"),
        (str, "text"),
        ((list, tuple), "a list"),
        (dict, "a group"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "something else")
