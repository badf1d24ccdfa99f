"""Reads the data files of this folder into ``Facts`` and says which rows are due for a new look.

A wrong row is a fault of ours, not of the applicant: it raises ``ValueError`` naming file and row, and a test
reads the real files, so that it cannot reach an applicant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from postmatch.domain.documents import DocumentKind
from postmatch.domain.facts import Fact, Facts
from postmatch.domain.values import Value

DATA = Path(__file__).parent
CHECKED_EVERY = timedelta(days=365)
MARKS = frozenset({"official", "secondary", "forum", "unverified", "design"})

Row = TypeVar("Row", bound=Value)


@cache
def load_facts() -> Facts:
    """The catalogue in packet order, and all figures. Read once per process; the value is frozen."""
    return read_facts((DATA / "documents.toml").read_text("utf-8"), (DATA / "figures.toml").read_text("utf-8"))


def read_facts(documents: str, figures: str) -> Facts:
    """``Facts`` from the text of the two data files.

    Raises ``ValueError`` naming file and row for text that is not TOML, an unknown table or field, an id or a
    place used twice, and an unknown trust mark.
    """
    tables = _tables("documents.toml", documents, ("kind", "own"))
    kinds = [_row(DocumentKind, "documents.toml", entry) for table in tables.values() for entry in table]
    rows = _tables("figures.toml", figures, ("figure",))["figure"]
    facts = [_row(Fact, "figures.toml", entry) for entry in rows]
    _refuse_twice("documents.toml", "id", [kind.id for kind in kinds])
    _refuse_twice("documents.toml", "place", [kind.place for kind in kinds])
    _refuse_twice("figures.toml", "id", [fact.id for fact in facts])
    for fact in facts:
        if fact.mark not in MARKS:
            raise ValueError(f"figures.toml: {fact.id!r} has the unknown mark {fact.mark!r}")
    return Facts(kinds=tuple(sorted(kinds, key=lambda kind: kind.place)), figures=tuple(facts))


def overdue(facts: Facts, today: date) -> tuple[DocumentKind | Fact, ...]:
    """Rows whose source was not read for more than a year, the longest unread first."""
    rows: list[DocumentKind | Fact] = [*facts.kinds, *facts.figures]
    late = [row for row in rows if today - row.checked_on > CHECKED_EVERY]
    return tuple(sorted(late, key=lambda row: row.checked_on))


def _tables(file_name: str, text: str, names: tuple[str, ...]) -> dict[str, list[Mapping[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file_name} is not TOML: {error}") from error
    if unknown := sorted(set(data) - set(names)):
        raise ValueError(f"{file_name} has unknown tables: {', '.join(unknown)}")
    return {name: data.get(name, []) for name in names}


def _row(row_type: type[Row], file_name: str, entry: Mapping[str, Any]) -> Row:
    try:
        return row_type.model_validate(entry)
    except ValidationError as error:
        raise ValueError(f"{file_name}: the row {entry.get('id', '(no id)')!r} is wrong: {error}") from error


def _refuse_twice(file_name: str, field: str, values: list[Any]) -> None:
    twice = sorted({str(value) for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"{file_name}: {field} used twice: {', '.join(twice)}")
