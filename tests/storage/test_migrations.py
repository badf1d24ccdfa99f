"""The list of migrations: order, one transaction each, copies, and work from a newer version."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import ArchiveUnreadable, StorageFailed
from postmatch.storage import DatabaseRepository, read_archive, write_archive
from postmatch.storage.folder import COPIES_KEPT
from postmatch.storage.migrations import MIGRATIONS, Migration, NewerForm, form_of, unchanged, upgrade_workspace

WORKSPACE = Workspace(profile=Profile(summary="before"))
ROOT = Path(__file__).resolve().parents[2]


def add_colour(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE workspace ADD COLUMN colour TEXT")


def with_summary(text: str) -> Any:
    def change(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "profile": {**body["profile"], "summary": body["profile"]["summary"] + text}}

    return change


def no_tables(_connection: sa.Connection) -> None:
    """A step that changes only what the workspace says."""


FORM = form_of()
PRESENT = list(range(1, FORM + 1))
LATER = (
    *MIGRATIONS,
    Migration(FORM + 1, "a colour", add_colour, with_summary(", coloured")),
    Migration(FORM + 2, "a word", no_tables, with_summary(", worded")),
)
LATER_FORMS = [*PRESENT, FORM + 1, FORM + 2]


def forms(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "postmatch.db")) as connection:
        return [row[0] for row in connection.execute("SELECT version FROM migration ORDER BY version")]


def summary_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return json.loads(connection.execute("SELECT body FROM workspace").fetchone()[0])["profile"]["summary"]


def test_the_list_counts_from_one_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
    assert form_of() == MIGRATIONS[-1].version


def test_a_new_database_is_recorded_in_the_present_form(tmp_path: Path) -> None:
    DatabaseRepository(tmp_path, migrations=LATER).save(WORKSPACE, expected_revision=0)
    assert forms(tmp_path) == LATER_FORMS
    assert not list(tmp_path.glob("postmatch.before-*"))


def test_an_older_database_is_brought_forward_with_its_work_and_revision(tmp_path: Path) -> None:
    revision = DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    stored = DatabaseRepository(tmp_path, migrations=LATER).load()
    assert stored is not None
    assert stored.workspace.profile.summary == "before, coloured, worded"
    assert stored.revision == revision
    assert forms(tmp_path) == LATER_FORMS


def test_a_copy_is_kept_before_each_step(tmp_path: Path) -> None:
    DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    DatabaseRepository(tmp_path, migrations=LATER).load()
    assert summary_in(tmp_path / f"postmatch.before-{FORM + 1}.db") == "before"
    assert summary_in(tmp_path / f"postmatch.before-{FORM + 2}.db") == "before, coloured"
    older = tmp_path / "older"
    older.mkdir()
    (tmp_path / f"postmatch.before-{FORM + 1}.db").rename(older / "postmatch.db")
    stored = DatabaseRepository(older).load()
    assert stored is not None
    assert stored.workspace == WORKSPACE


def test_of_the_copies_only_the_newest_few_are_kept(tmp_path: Path) -> None:
    many = (*MIGRATIONS, *(Migration(number, "word", no_tables, unchanged) for number in range(FORM + 1, FORM + 12)))
    DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    DatabaseRepository(tmp_path, migrations=many).load()
    kept = sorted(int(path.stem.rpartition("-")[2]) for path in tmp_path.glob("postmatch.before-*"))
    assert kept == [FORM + 11 - COPIES_KEPT + number for number in range(1, COPIES_KEPT + 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are not a thing of Windows")
def test_a_copy_is_closed_to_other_users(tmp_path: Path) -> None:
    DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    DatabaseRepository(tmp_path, migrations=LATER).load()
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("postmatch*")} == {0o600}


def test_a_step_that_fails_leaves_the_state_before_it(tmp_path: Path) -> None:
    def change_then_fail(connection: sa.Connection) -> None:
        add_colour(connection)
        connection.exec_driver_sql("INSERT INTO no_such_table VALUES (1)")

    broken = (*MIGRATIONS, Migration(FORM + 1, "broken", change_then_fail, unchanged))
    DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    with pytest.raises(StorageFailed):
        DatabaseRepository(tmp_path, migrations=broken).load()
    assert forms(tmp_path) == PRESENT
    stored = DatabaseRepository(tmp_path).load()
    assert stored is not None
    assert stored.workspace == WORKSPACE
    DatabaseRepository(tmp_path, migrations=LATER).load()  # would fail if the column had stayed
    assert forms(tmp_path) == LATER_FORMS


def test_a_database_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    DatabaseRepository(tmp_path, migrations=LATER).save(WORKSPACE, expected_revision=0)
    before = (tmp_path / "postmatch.db").read_bytes()
    older = DatabaseRepository(tmp_path)
    for attempt in (older.load, older.revision, older.erase, lambda: older.save(WORKSPACE, expected_revision=1)):
        with pytest.raises(StorageFailed, match="newer version"):
            attempt()
    assert (tmp_path / "postmatch.db").read_bytes() == before


def test_a_version_that_is_still_open_notices_when_a_newer_one_migrates(tmp_path: Path) -> None:
    older = DatabaseRepository(tmp_path)
    revision = older.save(WORKSPACE, expected_revision=0)
    DatabaseRepository(tmp_path, migrations=LATER).load()
    with pytest.raises(StorageFailed, match="newer version"):
        older.save(WORKSPACE, expected_revision=revision)


def test_two_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    DatabaseRepository(tmp_path).save(WORKSPACE, expected_revision=0)
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.storage.test_migrations import LATER\n"
        "from postmatch.storage import DatabaseRepository\n"
        "print(DatabaseRepository(Path(sys.argv[1]), migrations=LATER).load().workspace.profile.summary)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert {process.communicate(timeout=60)[0].strip() for process in running} == {"before, coloured, worded"}
    assert forms(tmp_path) == LATER_FORMS


def test_the_same_list_brings_an_archive_forward() -> None:
    workspace, blobs = read_archive(write_archive(WORKSPACE, {}.__getitem__), migrations=LATER)
    assert workspace.profile.summary == "before, coloured, worded"
    assert blobs == {}


def test_an_archive_whose_old_form_is_not_what_it_says_is_refused() -> None:
    def needs_more(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "profile": body["no such field"]}

    with pytest.raises(ArchiveUnreadable, match="old form"):
        read_archive(
            write_archive(WORKSPACE, {}.__getitem__),
            migrations=(*MIGRATIONS, Migration(FORM + 1, "more", no_tables, needs_more)),
        )


def test_a_workspace_beyond_the_list_is_newer() -> None:
    with pytest.raises(NewerForm):
        upgrade_workspace({}, FORM + 3, LATER)
    assert upgrade_workspace({"a": 1}, form_of(), MIGRATIONS) == {"a": 1}


# --- from version 1 to 2: a packet became a list of files -------------------------------------------------------

PACKET, REPORT = b"%PDF-1.7 a packet", b'{"format": 1}'
SECTION = {"source_id": "cv", "kind": "cv", "title": "Curriculum vitae", "first_page": 1, "page_count": 1}
RECORD_OF_1 = {
    "sha256": hashlib.sha256(PACKET).hexdigest(),
    "file_name": "Okafor_Adaeze_Residency_Application.pdf",
    "bytes": len(PACKET),
    "plan": {"sections": [SECTION]},
    "made_from": "0123456789abcdef",
    "made_on": "2026-11-23",
    "report_sha256": hashlib.sha256(REPORT).hexdigest(),
}
NEW_IN_2 = ("packet_profiles", "explanations")


def body_of_1(**values: Any) -> dict[str, Any]:
    """A workspace as version 1 wrote it."""
    body = WORKSPACE.model_dump(mode="json")
    choices = {name: value for name, value in body["choices"].items() if name != "packet_profile"}
    return {name: value for name, value in body.items() if name not in NEW_IN_2} | {"choices": choices} | values


def check_the_packet(workspace: Workspace) -> None:
    record = workspace.packet
    assert record is not None
    assert [(file.sha256, file.file_name, file.bytes) for file in record.files] == [
        (RECORD_OF_1["sha256"], RECORD_OF_1["file_name"], len(PACKET))
    ]
    assert (record.file_name, record.page_count, record.bytes) == (RECORD_OF_1["file_name"], 1, len(PACKET))
    assert (record.made_from, record.made_on.label) == ("0123456789abcdef", "Nov 23, 2026")
    assert workspace.blob_hashes == {RECORD_OF_1["sha256"], RECORD_OF_1["report_sha256"]}


def test_a_database_with_a_packet_of_one_file_keeps_it_and_its_bytes(tmp_path: Path) -> None:
    first = DatabaseRepository(tmp_path, migrations=MIGRATIONS[:1])
    first.save(WORKSPACE, expected_revision=0)
    with closing(sqlite3.connect(tmp_path / "postmatch.db")) as connection, connection:
        connection.execute("UPDATE workspace SET body = ?", (json.dumps(body_of_1(packet=RECORD_OF_1)),))
        rows = [(RECORD_OF_1["sha256"], PACKET), (RECORD_OF_1["report_sha256"], REPORT)]
        connection.executemany("INSERT INTO stored_blob SELECT owner, ?, ? FROM workspace", rows)
    repository = DatabaseRepository(tmp_path)
    stored = repository.load()
    assert stored is not None
    check_the_packet(stored.workspace)
    assert repository.blob(RECORD_OF_1["sha256"]) == PACKET


def test_an_archive_with_a_packet_of_one_file_keeps_it_and_its_bytes() -> None:
    blobs = {RECORD_OF_1["sha256"]: PACKET, RECORD_OF_1["report_sha256"]: REPORT}
    index = {
        "format_version": 1,
        "workspace": body_of_1(packet=RECORD_OF_1),
        "blobs": [{"sha256": sha256, "bytes": len(data)} for sha256, data in blobs.items()],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("workspace.json", json.dumps(index))
        for sha256, data in blobs.items():
            archive.writestr(f"blobs/{sha256}", data)
    workspace, read = read_archive(out.getvalue())
    check_the_packet(workspace)
    assert read == blobs


def test_a_workspace_without_a_packet_has_none_afterwards() -> None:
    assert upgrade_workspace(body_of_1(packet=None), 1)["packet"] is None
    assert Workspace.model_validate(upgrade_workspace(body_of_1(), 1)) == WORKSPACE


# --- from version 2 to 3: the templates that there were became the modern pair -----------------------------------


@pytest.mark.parametrize(
    ("field", "stored", "now"),
    [
        ("cv_template", "strip", "modern"),
        ("cover_letter_template", "classic", "modern"),
        ("cv_template", "other", "other"),
        ("paper", "a4", "a4"),
    ],
)
def test_the_templates_of_version_2_are_the_modern_pair_and_other_choices_stay(
    field: str, stored: str, now: str
) -> None:
    body = WORKSPACE.model_dump(mode="json")
    body["choices"][field] = stored
    assert getattr(Workspace.model_validate(upgrade_workspace(body, 2)).choices, field) == now
