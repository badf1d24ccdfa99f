"""How stored work is brought to the form of this version: one ordered list for the database and for archives.

A migration changes the tables, and each stored workspace as JSON; the change and its record are one transaction.
A migration is never edited once it was released: it describes the step from one past form to the next, so it uses
its own table definitions and plain JSON, not the domain's present values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

Json = dict[str, Any]


@dataclass(frozen=True)
class Migration:
    """One step. ``change_tables`` gets a connection inside the transaction; ``change_workspace`` is pure."""

    version: int
    name: str
    change_tables: Callable[[sa.Connection], None]
    change_workspace: Callable[[Json], Json]


class NewerForm(Exception):
    """What is stored was written by a later version than this one. Callers say so in their own words."""


def unchanged(body: Json) -> Json:
    """For a migration that leaves the workspace as it is."""
    return body


def _create_first_tables(connection: sa.Connection) -> None:
    """Every row has an owner, although there is only ``local`` yet, so that owners need no new keys later."""
    metadata = sa.MetaData()
    owner = sa.String(64)
    sa.Table(
        "workspace",
        metadata,
        sa.Column("owner", owner, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    sa.Table(  # apart from the workspace: it outlives an erasure, so that no revision is used twice
        "last_revision",
        metadata,
        sa.Column("owner", owner, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    sa.Table(
        "stored_blob",
        metadata,
        sa.Column("owner", owner, primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    metadata.create_all(connection, checkfirst=False)


def _no_tables(_connection: sa.Connection) -> None:
    """For a migration that changes only what workspaces say."""


def _packet_of_one_file(body: Json) -> Json:
    """A packet was one file; it became a list of files, of which this is the only one."""
    packet = body.get("packet")
    if packet is None:
        return body
    file = {name: packet[name] for name in ("sha256", "file_name", "bytes", "plan")}
    record = {name: packet[name] for name in ("file_name", "made_from", "made_on", "report_sha256")}
    return {**body, "packet": {"files": [file], **record}}


def _named_modern(body: Json) -> Json:
    """The one CV template and the one letter that there were are the modern pair now."""
    named = {"cv_template": {"strip": "modern"}, "cover_letter_template": {"classic": "modern"}}
    choices = {name: named.get(name, {}).get(value, value) for name, value in body.get("choices", {}).items()}
    return {**body, "choices": choices}


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", _create_first_tables, unchanged),
    Migration(2, "packets of several files", _no_tables, _packet_of_one_file),
    Migration(3, "the modern templates", _no_tables, _named_modern),
)

_RECORD = sa.Table(
    "migration",
    sa.MetaData(),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
)
_BODY = sa.table("workspace", sa.column("owner", sa.String), sa.column("body", sa.Text))


def form_of(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version of the form that this list leads to."""
    return migrations[-1].version


def stored_form(connection: sa.Connection) -> int:
    """The version that a database is in; 0 for an empty one. Reads only."""
    if not sa.inspect(connection).has_table(_RECORD.name):
        return 0
    return connection.scalar(sa.select(sa.func.max(_RECORD.c.version))) or 0


def upgrade_step(connection: sa.Connection, migration: Migration) -> None:
    """Changes tables and workspaces and records it; the caller's transaction makes it one."""
    _RECORD.create(connection, checkfirst=True)
    migration.change_tables(connection)
    for owner, body in connection.execute(sa.select(_BODY.c.owner, _BODY.c.body)).all():
        changed = json.dumps(migration.change_workspace(json.loads(body)), ensure_ascii=False)
        connection.execute(sa.update(_BODY).where(_BODY.c.owner == owner).values(body=changed))
    connection.execute(sa.insert(_RECORD).values(version=migration.version, name=migration.name))


def upgrade_workspace(body: Json, version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Json:
    """A workspace as JSON in the present form. Raises ``NewerForm`` when ``version`` is beyond the list."""
    if version > form_of(migrations):
        raise NewerForm(version)
    for migration in migrations:
        if migration.version > version:
            body = migration.change_workspace(body)
    return body
