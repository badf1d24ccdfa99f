"""What differs between two workspaces, in words: for telling a stale tab which change was not saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postmatch.domain.workspace import Workspace

SHOWN = 3
LONGEST = 80
_SAID_OTHERWISE = {"packet", "letter_position_id"}
_NOT_TYPED = ("kind", "shown_on_cv", "sha256", "state", "status", "purpose")
"""Fields that hold no words of the applicant; of a new item they would only be noise."""


def describe_changes(before: Workspace, after: Workspace) -> str:
    """``situation: “...”; documents: 2 instead of 3`` for the first few differences; empty when there is none.

    Texts are quoted so that what somebody typed is not lost with the message, those of a new item too; identifiers are
    left out, and of a packet nobody can tell one from another by its record.
    """
    dumps = [workspace.model_dump(mode="json", exclude=_SAID_OTHERWISE) for workspace in (before, after)]
    found = _differences(*dumps, "workspace")
    if before.letter_position_id != after.letter_position_id and before.positions == after.positions:
        found.append("the program that the letter goes to")
    if before.packet != after.packet:
        found.append("the packet that was built")
    shown = "; ".join(found[:SHOWN])
    return f"{shown}; and {len(found) - SHOWN} more" if len(found) > SHOWN else shown


def _differences(before: Any, after: Any, name: str) -> list[str]:
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        fields = [key for key in after if not _is_id(key)]
        return [line for key in fields for line in _differences(before.get(key), after[key], _words(key))]
    if isinstance(before, list) and isinstance(after, list):
        return _list_differences(before, after, name)
    return [f"{name}: {_quoted(after)}"]


def _list_differences(before: list[Any], after: list[Any], name: str) -> list[str]:
    """Items are told apart by their ids; what has none, such as a line, by what it is."""
    known = {_mark(item): item for item in before}
    found: list[str] = []
    for item in after:
        if _mark(item) in known:
            found += _differences(known[_mark(item)], item, name)
        elif texts := list(_texts(item)):
            found.append(f"{name}: {', '.join(map(_quoted, texts))}")
    if not found and len(before) != len(after):
        return [f"{name}: {len(after)} instead of {len(before)}"]
    return found or [f"the order of {name}"]


def _mark(item: Any) -> str:
    return str(item.get("id", item)) if isinstance(item, dict) else str(item)


def _texts(item: Any) -> Iterator[str]:
    """The words that somebody may have typed in it; of what came as a file, its name."""
    if isinstance(item, dict) and item.get("file_name"):
        yield item["file_name"]
    elif isinstance(item, str):
        if item:
            yield item
    elif isinstance(item, list):
        for part in item:
            yield from _texts(part)
    elif isinstance(item, dict):
        for key, part in item.items():
            if not _is_id(key) and not key.endswith(_NOT_TYPED):
                yield from _texts(part)


def _is_id(key: str) -> bool:
    return key == "id" or key.endswith("_id")


def _words(key: str) -> str:
    return key.replace("_", " ")


def _quoted(value: Any) -> str:
    if value is None or value == "":
        return "emptied"
    text = str(value)
    return f"“{text[:LONGEST]}…”" if len(text) > LONGEST else f"“{text}”"
