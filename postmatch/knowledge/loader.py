"""Reads the data files of this folder into ``Facts`` and says which rows are due for a new look.

A wrong row is a fault of ours, not of the applicant: it raises ``ValueError`` naming file and row, and a test
reads the real files, so that it cannot reach an applicant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from postmatch.domain.documents import DocumentKind
from postmatch.domain.facts import Fact, Facts, Specialty, WordList
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.values import Value

DATA = Path(__file__).parent
PROFILES = "packet_profiles"  # name of the data file, no ending
WORDS = "words"
CHECKED_EVERY = timedelta(days=365)
MARKS = frozenset({"official", "secondary", "forum", "unverified", "design"})

Row = TypeVar("Row", bound=Value)
Dated = DocumentKind | Fact | PacketProfile | WordList


@cache
def load_facts() -> Facts:
    """The catalogue in packet order, all figures, packet profiles and word lists. Read once per process; the value is
    frozen."""
    names = ("documents", "figures", PROFILES, WORDS)
    return read_facts(*((DATA / f"{name}.toml").read_text("utf-8") for name in names))


def read_facts(documents: str, figures: str, packet_profiles: str, words: str = "") -> Facts:
    """``Facts`` from the text of the data files.

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
    _refuse_unknown_marks("figures.toml", facts)
    profiles = _read_profiles(packet_profiles, {kind.id for kind in kinds}, {fact.id: fact for fact in facts})
    ordered = tuple(sorted(kinds, key=lambda kind: kind.place))
    lists, specialties = _read_words(words)
    return Facts(
        kinds=ordered, figures=tuple(facts), packet_profiles=profiles, word_lists=lists, specialties=specialties
    )


def overdue(facts: Facts, today: date) -> tuple[Dated, ...]:
    """Rows whose source was not read for more than a year, the longest unread first."""
    rows: list[Dated] = [*facts.kinds, *facts.figures, *facts.packet_profiles, *facts.word_lists]
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


def _read_words(text: str) -> tuple[tuple[WordList, ...], tuple[Specialty, ...]]:
    name = f"{WORDS}.toml"
    tables = _tables(name, text, ("list", "specialty"))
    lists = [_row(WordList, name, entry) for entry in tables["list"]]
    specialties = [_row(Specialty, name, entry) for entry in tables["specialty"]]
    _refuse_twice(name, "id", [one.id for one in lists])
    _refuse_twice(name, "name", [called.casefold() for one in specialties for called in one.names])
    _refuse_unknown_marks(name, lists)
    return tuple(lists), tuple(specialties)


def _refuse_unknown_marks(file_name: str, rows: Sequence[Fact | WordList]) -> None:
    for row in rows:
        if row.mark not in MARKS:
            raise ValueError(f"{file_name}: {row.id!r} has the unknown mark {row.mark!r}")


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
