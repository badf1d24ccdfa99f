"""What was found in a template that was read: the variables it uses and prints, and the mistakes it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from jinja2 import nodes

from postmatch.domain.own_templates import Purpose
from postmatch.rendering.expressions import written
from postmatch.rendering.variables import LINKED, VARIABLES


class Wrong(StrEnum):
    """What a place in a template does that it must not, or cannot do."""

    UNKNOWN = "unknown"  # a variable that does not exist
    INSIDE = "inside"  # an attribute that leads into the program
    CALL = "call"
    FILTER = "filter"
    TEST = "test"
    NESTED = "nested"  # a loop in a loop through something of its own
    NO_LIST = "no_list"
    WHOLE = "whole"  # prints a list or an entry
    NO_TEXT = "no_text"  # prints what Python would write: a list of its own, a yes or no
    ARITHMETIC = "arithmetic"
    ASSIGNED = "assigned"
    STATEMENT = "statement"
    NEEDS_R = "needs_r"
    NO_R = "no_r"


@dataclass(frozen=True)
class Mistake:
    """``line`` is the line of the source it was parsed from; ``written`` as the template has it."""

    wrong: Wrong
    line: int
    written: str
    path: str = ""


@dataclass
class Reading:
    """What was found in one source: the paths that it uses, those that it prints, its mistakes in their order."""

    purpose: Purpose
    used: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)
    linked: set[int] = field(default_factory=set)  # lines that print a value with links in it

    def note(self, wrong: Wrong, node: nodes.Node, words: str = "", path: str = "") -> None:
        self.mistakes.append(Mistake(wrong, node.lineno, words or written(node), path))

    def knows(self, path: str) -> bool:
        return path in VARIABLES[self.purpose]

    def is_list(self, path: str | None) -> bool:
        return path is not None and any(known.startswith(f"{path}[]") for known in VARIABLES[self.purpose])

    def is_text(self, path: str) -> bool:
        """One plain text: no list, no entry, nothing with links in it."""
        return self.knows(path) and not (self.is_list(path) or self.has_fields(path) or is_linked(path))

    def has_fields(self, path: str) -> bool:
        return any(known.startswith(f"{path}.") for known in VARIABLES[self.purpose])


def is_linked(path: str | None) -> bool:
    return path is not None and path.rpartition(".")[2] in LINKED
