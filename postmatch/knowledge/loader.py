"""Reads the data files of this folder into ``Facts`` and says which rows are due for a new look.

A wrong row is a fault of ours, not of the applicant: it raises ``ValueError`` naming file and row, and a test
reads the real files, so that it cannot reach an applicant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from postmatch.domain.documents import DocumentKind
from postmatch.domain.facts import Fact, Facts
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.values import Value

DATA = Path(__file__).parent
PROFILES = "packet_profiles"  # name of the data file, no ending
CHECKED_EVERY = timedelta(days=365)
MARKS = frozenset({"official", "secondary", "forum", "unverified", "design"})

Row = TypeVar("Row", bound=Value)


@cache
def load_facts() -> Facts:
    """The catalogue in packet order, all figures and packet profiles. Read once per process; the value is frozen."""
    return read_facts(*((DATA / f"{name}.toml").read_text("utf-8") for name in ("documents", "figures", PROFILES)))


def read_facts(documents: str, figures: str, packet_profiles: str) -> Facts:
    """``Facts`` from the text of the three data files.

    Raises ``ValueError`` naming file and row for text that is not TOML, an unknown table or field, an id or a
    place used twice, an unknown trust mark, and a profile that names a kind or a figure that is not there.
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
    profiles = _read_profiles(packet_profiles, {kind.id for kind in kinds}, {fact.id: fact for fact in facts})
    ordered = tuple(sorted(kinds, key=lambda kind: kind.place))
    return Facts(kinds=ordered, figures=tuple(facts), packet_profiles=profiles)


def overdue(facts: Facts, today: date) -> tuple[DocumentKind | Fact | PacketProfile, ...]:
    """Rows whose source was not read for more than a year, the longest unread first."""
    rows: list[DocumentKind | Fact | PacketProfile] = [*facts.kinds, *facts.figures, *facts.packet_profiles]
    dated = [(row.checked_on, row) for row in rows if row.checked_on is not None]
    late = [(checked_on, row) for checked_on, row in dated if today - checked_on > CHECKED_EVERY]
    return tuple(row for _, row in sorted(late, key=lambda one: one[0]))


def _read_profiles(text: str, kinds: Collection[str], figures: Mapping[str, Fact]) -> tuple[PacketProfile, ...]:
    name = f"{PROFILES}.toml"
    entries = [_with_figure(entry, figures) for entry in _tables(name, text, ("profile",))["profile"]]
    profiles = [_row(PacketProfile, name, entry) for entry in entries]
    _refuse_twice(name, "id", [profile.id for profile in profiles])
    for profile in profiles:
        if unknown := sorted(set(profile.kinds) - set(kinds)):
            raise ValueError(f"{name}: {profile.id!r} takes kinds that are not in documents.toml: {', '.join(unknown)}")
        if profile.checked_on is None or not profile.source:
            raise ValueError(f"{name}: {profile.id!r} has no source or no date on which it was read")
    return tuple(profiles)


def _with_figure(entry: Mapping[str, Any], figures: Mapping[str, Fact]) -> Mapping[str, Any]:
    """A size target that names a figure is that figure's value, so that it stands in one place."""
    named = entry.get("most_bytes")
    if not isinstance(named, str):
        return entry
    if named not in figures:
        raise ValueError(f"{PROFILES}.toml: {entry.get('id')!r} names a figure that is not there: {named!r}")
    return {**entry, "most_bytes": figures[named].value}


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
