"""A repository in a database: SQLite in one folder of this user, reached through SQLAlchemy.

Each call opens a connection of its own and closes it, so any thread may call. SQLite keeps its rollback journal
(not the write-ahead log): at rest there is one file, which people may copy and which erasing reaches; a process
that is killed in the middle of a save leaves a journal from which the next one restores the state before it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import randbits

import sqlalchemy as sa
from pydantic import ValidationError

from postmatch.domain.workspace import Workspace
from postmatch.errors import StorageFailed
from postmatch.storage.faults import in_plain_words, not_understood, written_by_newer
from postmatch.storage.folder import DatabaseFiles
from postmatch.storage.migrations import MIGRATIONS, Migration, NewerForm, form_of, stored_form, upgrade_step
from postmatch.storage.repository import Stored, check_blobs, check_revision, checked_blob

LOCAL_OWNER = "local"
BUSY_SECONDS = 5.0

_WORKSPACE = sa.table(
    "workspace", sa.column("owner", sa.String), sa.column("revision", sa.BigInteger), sa.column("body", sa.Text)
)
_LAST_REVISION = sa.table("last_revision", sa.column("owner", sa.String), sa.column("revision", sa.BigInteger))
_BLOB = sa.table(
    "stored_blob", sa.column("owner", sa.String), sa.column("sha256", sa.String), sa.column("data", sa.LargeBinary)
)


class DatabaseRepository:
    """See ``Repository``. Nothing is opened or made before the first call; only a save makes folder and file."""

    def __init__(self, folder: Path, *, owner: str = LOCAL_OWNER, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self._files = DatabaseFiles(folder)
        self._owner = owner
        self._migrations = migrations
        self._engine = _sqlite_engine(self._files.database)
        self._preparing = threading.Lock()
        self._is_prepared = False

    def load(self) -> Stored | None:
        with self._reading() as connection:
            query = sa.select(_WORKSPACE.c.body, _WORKSPACE.c.revision).where(_WORKSPACE.c.owner == self._owner)
            row = connection.execute(query).one_or_none() if connection else None
        return Stored(_read_workspace(row.body), row.revision) if row else None

    def revision(self) -> int:
        with self._reading() as connection:
            return self._value(connection, _WORKSPACE) if connection else 0

    def save(self, workspace: Workspace, *, expected_revision: int, blobs: Mapping[str, bytes] | None = None) -> int:
        new, body = blobs or {}, workspace.model_dump_json()
        with self._writing("save") as connection:
            check_revision(self._value(connection, _WORKSPACE), expected_revision)
            stored, wanted = self._stored_hashes(connection), workspace.blob_hashes
            check_blobs(workspace, stored=stored, new=new)
            self._delete_blobs(connection, stored - wanted)
            self._insert_blobs(connection, {sha256: new[sha256] for sha256 in wanted - stored})
            revision = self._next_revision(connection)
            self._replace(connection, _WORKSPACE, revision=revision, body=body)
        return revision

    def blob(self, sha256: str) -> bytes:
        with self._reading() as connection:
            query = sa.select(_BLOB.c.data).where(_BLOB.c.owner == self._owner, _BLOB.c.sha256 == sha256)
            data = connection.scalar(query) if connection else None
        return checked_blob(sha256, data)

    def erase(self) -> None:
        """Removes the work of this owner, and every copy in the folder; zeros are written over what is freed."""
        with in_plain_words(self._files, "erase"):
            self._files.remove_copies()
            if not self._files.exists:
                return
        try:
            self._erase_rows()
        except StorageFailed:
            if self._files.exists:
                raise
            with in_plain_words(self._files, "erase"):  # it was damaged and has just been set aside
                self._files.remove_copies()

    def _erase_rows(self) -> None:
        with self._writing("erase") as connection:
            for rows in (_WORKSPACE, _BLOB):
                connection.execute(sa.delete(rows).where(rows.c.owner == self._owner))
        with suppress(sqlite3.Error):  # gives the space back; the text is gone already, secure_delete zeroed it
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM")
            finally:
                raw.close()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection that sees one state of the database; None while there is no database."""
        with in_plain_words(self._files, "read"):
            if not self._files.exists:
                yield None
                return
            self._prepare()
            with self._begun(writes=False) as connection:
                self._refuse_newer(connection)
                yield connection

    @contextmanager
    def _writing(self, purpose: str) -> Iterator[sa.Connection]:
        """A connection whose changes are kept together at the end, or not at all when an error passes by."""
        with in_plain_words(self._files, purpose):
            if not self._files.exists:
                self._files.create()
                self._is_prepared = False
            self._prepare()
            with self._begun(writes=True) as connection:
                self._refuse_newer(connection)
                yield connection

    @contextmanager
    def _begun(self, *, writes: bool) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(postmatch_writes=writes) as connection, connection.begin():
            yield connection

    def _prepare(self) -> None:
        """Brings the database to the present form, once; each migration is a transaction of its own."""
        with self._preparing:
            if self._is_prepared:
                return
            with self._begun(writes=False) as connection:
                form = self._refuse_newer(connection)
            for migration in self._migrations:
                if migration.version > form:
                    self._migrate(migration)
            self._is_prepared = True

    def _migrate(self, migration: Migration) -> None:
        """Another process may be doing the same: who comes second finds it done."""
        with self._begun(writes=True) as connection:
            form = stored_form(connection)
            if form >= migration.version:
                return
            if form and connection.scalar(sa.select(sa.func.count()).select_from(_WORKSPACE)):
                self._files.keep_copy(migration.version)
            upgrade_step(connection, migration)

    def _refuse_newer(self, connection: sa.Connection) -> int:
        form = stored_form(connection)
        if form > form_of(self._migrations):
            raise written_by_newer() from NewerForm(form)
        return form

    def _value(self, connection: sa.Connection, table: sa.TableClause) -> int:
        return connection.scalar(sa.select(table.c.revision).where(table.c.owner == self._owner)) or 0

    def _next_revision(self, connection: sa.Connection) -> int:
        """Counts on from the last one ever used. After a damaged database was set aside its count is unknown, so
        the new one begins far off, where no tab that is still open can hit it by chance."""
        last = self._value(connection, _LAST_REVISION) or (randbits(40) if self._files.has_set_aside else 0)
        self._replace(connection, _LAST_REVISION, revision=last + 1)
        return last + 1

    def _replace(self, connection: sa.Connection, table: sa.TableClause, **values: object) -> None:
        changed = connection.execute(sa.update(table).where(table.c.owner == self._owner).values(**values))
        if not changed.rowcount:
            connection.execute(sa.insert(table).values(owner=self._owner, **values))

    def _stored_hashes(self, connection: sa.Connection) -> set[str]:
        return set(connection.scalars(sa.select(_BLOB.c.sha256).where(_BLOB.c.owner == self._owner)))

    def _delete_blobs(self, connection: sa.Connection, hashes: set[str]) -> None:
        for sha256 in hashes:
            connection.execute(sa.delete(_BLOB).where(_BLOB.c.owner == self._owner, _BLOB.c.sha256 == sha256))

    def _insert_blobs(self, connection: sa.Connection, blobs: Mapping[str, bytes]) -> None:
        for sha256, data in blobs.items():
            connection.execute(sa.insert(_BLOB).values(owner=self._owner, sha256=sha256, data=data))


def _read_workspace(body: str) -> Workspace:
    try:
        return Workspace.model_validate_json(body)
    except (ValidationError, OverflowError) as error:
        raise not_understood() from error


def _sqlite_engine(database: Path) -> sa.Engine:
    """Short connections, no values of the applicant in error texts, and transactions begun by us: Python's own
    driver would begin one only at the first change, too late to compare revisions."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(database)),
        poolclass=sa.NullPool,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS},
    )

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = EXTRA")  # a finished save outlives a power cut

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("postmatch_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
