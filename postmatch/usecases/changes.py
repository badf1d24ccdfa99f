"""What differs between two workspaces, in words: for telling a stale tab which change was not saved."""

from __future__ import annotations

from typing import Any

from postmatch.domain.workspace import Workspace

SHOWN = 3
LONGEST = 80


def describe_changes(before: Workspace, after: Workspace) -> str:
    """``situation: “...”; documents: 3 instead of 2`` for the first few differences; empty when there is none.

    Texts are quoted so that what somebody typed is not lost with the message; identifiers are left out, and of a packet
    nobody can tell one from another by its record.
    """
    dumps = [workspace.model_dump(mode="json", exclude={"packet"}) for workspace in (before, after)]
    found = list(_differences(*dumps, "workspace"))
    if before.packet != after.packet:
        found.append("the packet that was built")
    shown = "; ".join(found[:SHOWN])
    return f"{shown}; and {len(found) - SHOWN} more" if len(found) > SHOWN else shown


def _differences(before: Any, after: Any, name: str) -> list[str]:
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        return [line for key in after for line in _differences(before.get(key), after[key], _words(key))]
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return [f"{name}: {len(after)} instead of {len(before)}"]
        pairs = zip(before, after, strict=True)
        return [line for old, new in pairs for line in _differences(old, new, name)]
    return [f"{name}: {_quoted(after)}"]


def _words(key: str) -> str:
    return key.replace("_", " ")


def _quoted(value: Any) -> str:
    if value is None or value == "":
        return "emptied"
    text = str(value)
    return f"“{text[:LONGEST]}…”" if len(text) > LONGEST else f"“{text}”"
