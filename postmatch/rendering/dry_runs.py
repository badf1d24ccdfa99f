"""Values to try a template with before it meets a profile: everything filled in, nothing at all, hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

from postmatch.domain.own_templates import Purpose
from postmatch.domain.workspace import Paper
from postmatch.rendering.finishing import Finish
from postmatch.rendering.links import Piece, StyledText
from postmatch.rendering.variables import LINKED, VARIABLES

FINISH = Finish(title="Trial", author="Trial", paper=Paper.LETTER, today=date(2000, 1, 1))
HOSTILE = (
    "Smith & Sons <Inc> {{ 7*7 }} {% if %} \"quoted\" 'too' ]]> &amp; \N{PILL} "
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} " + "Very long name " * 20
)


def trials(purpose: Purpose) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each trial is, for "With ... the template cannot be filled", and its values."""
    yield "everything filled in", trial_context(purpose, text="Sample text", entries=3)
    yield "nothing filled in", trial_context(purpose, text="", entries=0)
    yield "unusual text (&, <, braces, long names)", trial_context(purpose, text=HOSTILE, entries=2)


def trial_context(purpose: Purpose, *, text: str, entries: int) -> dict[str, Any]:
    """Every variable of that purpose with that text and a number, every list with that many entries.

    No two texts are the same: entries that are equal compare without an error, which those of a profile do not.
    """
    numbers = count(1)
    return _fields("", VARIABLES[purpose], lambda: f"{text} {next(numbers)}" if text else "", entries)


def _fields(prefix: str, paths: dict[str, str], text: Callable[[], str], entries: int) -> dict[str, Any]:
    """The values right below a path: of ``education[].title`` and ``education[].place`` the names title and place."""
    names = {path.removeprefix(prefix) for path in paths if path.startswith(prefix)}
    own = sorted({name.split(".")[0].split("[")[0] for name in names})
    return {name: _value(f"{prefix}{name}", paths, text, entries) for name in own if name}


def _value(path: str, paths: dict[str, str], text: Callable[[], str], entries: int) -> Any:
    if any(known.startswith(f"{path}[]") for known in paths):
        return [_value(f"{path}[]", paths, text, entries) for _ in range(entries)]
    if any(known.startswith(f"{path}.") for known in paths):
        return _fields(f"{path}.", paths, text, entries)
    if path.rpartition(".")[2] in LINKED:
        words = text()
        return StyledText((Piece(words), Piece(words, "https://example.org/"))) if words else StyledText()
    return text()
