"""The database at rest: killed savers, full disks, locked folders, damaged files, two processes, real erasing."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from postmatch.domain.documents import Document
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import SaveConflict, StorageFailed
from postmatch.storage import DatabaseRepository
from postmatch.storage.database import BUSY_SECONDS

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Ngozichukwuka-Adaeze"

SAVER = """
import hashlib, sys
from pathlib import Path
from postmatch.domain.documents import Document
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import SaveConflict, StorageFailed
from postmatch.storage import DatabaseRepository

def workspace_of(number, size):
    data = number.to_bytes(4, "big") * (size // 4)
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(file_name=f"{number}.pdf", upload_sha256=sha256, upload_bytes=len(data))
    profile = Profile(identity=Identity(family_name=str(number)))
    return Workspace(profile=profile, documents=(document,)), {sha256: data}

repository = DatabaseRepository(Path(sys.argv[1]))
"""


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", SAVER + code, *map(str, arguments)]


def named(name: str) -> Workspace:
    return Workspace(profile=Profile(identity=Identity(family_name=name)))


def with_file(data: bytes) -> tuple[Workspace, dict[str, bytes]]:
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(file_name="scan.pdf", upload_sha256=sha256, upload_bytes=len(data))
    return named(SECRET).with_document(document), {sha256: data}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users of the machine can reach, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_reading_makes_neither_folder_nor_file(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    assert repository.load() is None
    assert repository.revision() == 0
    repository.erase()
    assert not folder.exists()


def test_another_start_finds_the_work(folder: Path) -> None:
    workspace, blobs = with_file(b"kept")
    revision = DatabaseRepository(folder).save(workspace, expected_revision=0, blobs=blobs)
    again = DatabaseRepository(folder)
    stored = again.load()
    assert stored is not None
    assert (stored.workspace, stored.revision) == (workspace, revision)
    assert [again.blob(sha256) for sha256 in blobs] == [b"kept"]


def test_at_rest_there_is_one_file(folder: Path) -> None:
    DatabaseRepository(folder).save(named("A"), expected_revision=0)
    assert [path.name for path in folder.iterdir()] == ["postmatch.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's application data closed by other means")
def test_only_this_user_may_read_folder_and_file(folder: Path) -> None:
    DatabaseRepository(folder).save(named("A"), expected_revision=0)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "postmatch.db").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are not a thing of Windows")
def test_the_mode_of_a_folder_that_was_there_before_is_not_ours_to_change(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    DatabaseRepository(tmp_path).save(named("A"), expected_revision=0)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_an_owner_sees_only_what_is_theirs(folder: Path) -> None:
    one, two = DatabaseRepository(folder, owner="one"), DatabaseRepository(folder, owner="two")
    workspace, blobs = with_file(b"of one")
    one.save(workspace, expected_revision=0, blobs=blobs)
    assert two.load() is None
    two.save(named("B"), expected_revision=0)
    two.erase()
    stored = one.load()
    assert stored is not None
    assert stored.workspace == workspace
    assert [one.blob(sha256) for sha256 in blobs] == [b"of one"]


def test_a_process_killed_in_the_middle_of_saving_leaves_a_whole_state(folder: Path) -> None:
    """Saves of 2 MB follow each other without a pause; each round ends with kill -9 at a random moment."""
    endless = """
revision, number = repository.revision(), int(sys.argv[2])
while True:
    number += 1
    workspace, blobs = workspace_of(number, 2_000_000)
    revision = repository.save(workspace, expected_revision=revision, blobs=blobs)
    print(number, revision, flush=True)
"""
    dice, number, interrupted, rounds = random.Random(1), 0, 0, 0
    while rounds < 5 or (not interrupted and rounds < 40):
        rounds += 1
        with subprocess.Popen(python(endless, folder, number), stdout=subprocess.PIPE, cwd=ROOT, text=True) as saver:
            assert saver.stdout is not None
            reported = [saver.stdout.readline()]
            with pytest.raises(subprocess.TimeoutExpired):
                saver.wait(timeout=dice.uniform(0.0, 0.2))
            saver.kill()
            reported += saver.stdout.read().splitlines()
        number, revision = map(int, next(line for line in reversed(reported) if line.strip()).split())
        interrupted += (folder / "postmatch.db-journal").exists()
        repository = DatabaseRepository(folder)
        stored = repository.load()
        assert stored is not None
        assert stored.revision in (revision, revision + 1)  # the very last may be kept before it could be told
        assert int(stored.workspace.profile.identity.family_name) - number == stored.revision - revision
        (sha256,) = stored.workspace.blob_hashes
        assert len(repository.blob(sha256)) == 2_000_000
        number += stored.revision - revision
    assert interrupted, "no kill hit the middle of a save: this test proved nothing"


def test_two_processes_that_save_at_once_lose_nothing_of_each_other(folder: Path) -> None:
    counting = """
for _ in range(25):
    while True:
        stored = repository.load()
        count = int(stored.workspace.profile.identity.family_name) if stored else 0
        workspace, blobs = workspace_of(count + 1, 400)
        try:
            repository.save(workspace, expected_revision=stored.revision if stored else 0, blobs=blobs)
        except SaveConflict:
            continue
        break
"""
    running = [subprocess.Popen(python(counting, folder), cwd=ROOT) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    stored = DatabaseRepository(folder).load()
    assert stored is not None
    assert (stored.workspace.profile.identity.family_name, stored.revision) == ("50", 50)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_disk_that_takes_no_more_is_a_plain_sentence_and_changes_nothing(folder: Path) -> None:
    """The system itself refuses every byte beyond 1 MB of a file."""
    limited = """
import resource
first, blobs = workspace_of(1, 400)
revision = repository.save(first, expected_revision=0, blobs=blobs)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
large, blobs = workspace_of(2, 4_000_000)
try:
    repository.save(large, expected_revision=revision, blobs=blobs)
except StorageFailed as error:
    assert not isinstance(error, SaveConflict)
    print(error)
assert repository.load().workspace == first
small, blobs = workspace_of(3, 400)
repository.save(small, expected_revision=revision, blobs=blobs)
"""
    done = subprocess.run(python(limited, folder), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "disk is full" in done.stdout
    stored = DatabaseRepository(folder).load()
    assert stored is not None
    assert stored.workspace.profile.identity.family_name == "3"


def test_a_full_database_says_that_the_disk_is_full(folder: Path) -> None:
    """SQLite answers with its own "full" when it may not add pages, as it does when the disk has none."""
    repository = DatabaseRepository(folder)
    first = repository.save(named("A"), expected_revision=0)
    sa.event.listen(repository._engine, "connect", lambda raw, _record: raw.execute("PRAGMA max_page_count = 40"))
    workspace, blobs = with_file(bytes(1_000_000))
    with pytest.raises(StorageFailed, match="disk is full") as caught:
        repository.save(workspace, expected_revision=first, blobs=blobs)
    assert SECRET not in str(caught.value) + str(caught.value.__cause__)
    stored = repository.load()
    assert stored is not None
    assert (stored.workspace.profile.identity.family_name, stored.revision) == ("A", first)


def as_an_ordinary_user(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the code as somebody whom the system holds to the modes of files; root would pass over them."""
    lower = "import os\nif os.geteuid() == 0:\n    os.setgid(65534); os.setuid(65534)\n"
    warm = "import tempfile\nDatabaseRepository(Path(tempfile.mkdtemp())).save(Workspace(), expected_revision=0)\n"
    return subprocess.run(python(warm + lower + code, folder), cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of POSIX")
def test_a_folder_that_may_not_be_written_is_a_plain_sentence(open_folder: Path) -> None:
    locked = open_folder / "locked"
    locked.mkdir(mode=0o555)
    code = """
try:
    repository.save(Workspace(), expected_revision=0)
except StorageFailed as error:
    print(error)
assert repository.load() is None
"""
    done = as_an_ordinary_user(code, locked)
    assert done.returncode == 0, done.stderr
    assert "locked" in done.stdout
    assert "POSTMATCH_DATA_DIR" in done.stdout
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of POSIX")
def test_work_in_a_folder_that_became_read_only_can_still_be_read(open_folder: Path) -> None:
    folder = open_folder / "data"
    DatabaseRepository(folder).save(named("A"), expected_revision=0)
    folder.chmod(0o555)
    (folder / "postmatch.db").chmod(0o444)
    code = """
stored = repository.load()
print(stored.workspace.profile.identity.family_name)
try:
    repository.save(Workspace(), expected_revision=stored.revision)
except StorageFailed as error:
    print(error)
"""
    done = as_an_ordinary_user(code, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A\n")
    assert "could not be saved" in done.stdout


def test_a_data_folder_whose_place_is_taken_by_a_file_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    for folder in (tmp_path / "data", tmp_path / "data" / "below"):
        repository = DatabaseRepository(folder)
        assert repository.load() is None
        with pytest.raises(StorageFailed, match="cannot be made"):
            repository.save(named("A"), expected_revision=0)
    assert (tmp_path / "data").read_text() == "not a folder"


def test_a_database_that_another_program_holds_is_a_plain_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 1 <= BUSY_SECONDS <= 10  # long enough for a backup program, short enough for a person who waits
    monkeypatch.setattr("postmatch.storage.database.BUSY_SECONDS", 0.1)
    repository = DatabaseRepository(folder)
    first = repository.save(named("A"), expected_revision=0)
    with closing(sqlite3.connect(folder / "postmatch.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageFailed, match="another program") as caught:
            repository.save(named("B"), expected_revision=first)
        assert not isinstance(caught.value, SaveConflict)
        with pytest.raises(StorageFailed, match="another program"):
            repository.load()
    assert repository.save(named("B"), expected_revision=first) > first


def test_a_file_that_is_no_database_is_set_aside_untouched_and_a_new_start_works(folder: Path) -> None:
    folder.mkdir()
    damaged = b"this was a database once " * 400
    (folder / "postmatch.db").write_bytes(damaged)
    repository = DatabaseRepository(folder)
    with pytest.raises(StorageFailed, match=r"postmatch\.damaged-1\.db"):
        repository.load()
    assert (folder / "postmatch.damaged-1.db").read_bytes() == damaged
    assert repository.load() is None
    repository.save(named("A"), expected_revision=0)
    stored = repository.load()
    assert stored is not None
    assert (folder / "postmatch.damaged-1.db").read_bytes() == damaged


def test_a_database_with_a_torn_page_is_set_aside_and_no_open_tab_can_hit_the_new_one(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    seen_by_open_tab = repository.save(named("A" * 50_000), expected_revision=0)
    torn = bytearray((folder / "postmatch.db").read_bytes())
    torn[4096:] = bytes(byte ^ 0xFF for byte in torn[4096:])
    (folder / "postmatch.db").write_bytes(torn)
    with pytest.raises(StorageFailed, match="damaged"):
        repository.load()
    assert (folder / "postmatch.damaged-1.db").read_bytes() == torn
    fresh = repository.save(named("B"), expected_revision=0)
    assert fresh - seen_by_open_tab > 1000


def test_a_second_damaged_database_does_not_replace_the_first_one_set_aside(folder: Path) -> None:
    folder.mkdir()
    for text in (b"one" * 999, b"two" * 999):
        (folder / "postmatch.db").write_bytes(text)
        with pytest.raises(StorageFailed):
            DatabaseRepository(folder).load()
    assert (folder / "postmatch.damaged-1.db").read_bytes() == b"one" * 999
    assert (folder / "postmatch.damaged-2.db").read_bytes() == b"two" * 999


def test_bytes_altered_inside_the_database_are_never_handed_out(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    workspace, blobs = with_file(b"the true scan")
    repository.save(workspace, expected_revision=0, blobs=blobs)
    with closing(sqlite3.connect(folder / "postmatch.db")) as other, other:
        other.execute("UPDATE stored_blob SET data = ?", (b"another scan",))
    with pytest.raises(StorageFailed, match="altered or damaged"):
        repository.blob(next(iter(blobs)))


def test_a_stored_workspace_that_is_not_understood_is_left_as_it_is(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    repository.save(named("A"), expected_revision=0)
    with closing(sqlite3.connect(folder / "postmatch.db")) as other, other:
        other.execute("UPDATE workspace SET body = ?", ('{"profile": 7}',))
    before = (folder / "postmatch.db").read_bytes()
    with pytest.raises(StorageFailed, match="left as it is"):
        repository.load()
    assert (folder / "postmatch.db").read_bytes() == before


def test_erasing_leaves_no_trace_in_any_file_of_the_folder(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    scan = b"passport scan " * 50_000
    workspace, blobs = with_file(scan)
    revision = repository.save(workspace, expected_revision=0, blobs=blobs)
    repository._files.keep_copy(2)
    (folder / "postmatch.damaged-1.db").write_bytes(SECRET.encode())
    (folder / "postmatch.damaged-1.db-journal").write_bytes(SECRET.encode())
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert everything.count(SECRET.encode()) >= 4
    repository.erase()
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert list(left) == ["postmatch.db"]
    assert SECRET.encode() not in left["postmatch.db"]
    assert b"passport" not in left["postmatch.db"]
    assert len(left["postmatch.db"]) < 100_000
    with pytest.raises(SaveConflict):
        DatabaseRepository(folder).save(workspace, expected_revision=revision, blobs=blobs)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not give names of one file twice so simply")
def test_a_copy_that_is_erased_is_overwritten_before_its_name_goes(folder: Path, tmp_path: Path) -> None:
    repository = DatabaseRepository(folder)
    repository.save(named(SECRET), expected_revision=0)
    repository._files.keep_copy(2)
    os.link(folder / "postmatch.before-2.db", tmp_path / "the same blocks")
    repository.erase()
    assert set((tmp_path / "the same blocks").read_bytes()) == {0}


def test_text_that_was_replaced_is_not_left_in_the_file(folder: Path) -> None:
    repository = DatabaseRepository(folder)
    first = repository.save(named(SECRET), expected_revision=0)
    repository.save(named("B"), expected_revision=first)
    assert SECRET.encode() not in (folder / "postmatch.db").read_bytes()


def test_a_damaged_database_can_be_erased_at_once(folder: Path) -> None:
    folder.mkdir()
    (folder / "postmatch.db").write_bytes(SECRET.encode() * 200)
    repository = DatabaseRepository(folder)
    repository.erase()
    assert list(folder.iterdir()) == []
    assert repository.load() is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes in its own way")
def test_erasing_reaches_what_a_killed_save_left_behind(folder: Path) -> None:
    """A journal left by a kill holds pages of before; it is rolled back first, then everything goes."""
    killed = """
import os, signal, sqlalchemy as sa
first, blobs = workspace_of(7, 400)
revision = repository.save(first, expected_revision=0, blobs=blobs)
@sa.event.listens_for(repository._engine, "commit")
def die(connection):
    connection.exec_driver_sql("PRAGMA cache_spill = ON")
    os.kill(os.getpid(), signal.SIGKILL)
second, blobs = workspace_of(8, 8_000_000)
repository.save(second, expected_revision=revision, blobs=blobs)
"""
    done = subprocess.run(python(killed, folder), cwd=ROOT, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert (folder / "postmatch.db-journal").exists()
    repository = DatabaseRepository(folder)
    stored = repository.load()
    assert stored is not None
    assert stored.workspace.profile.identity.family_name == "7"
    repository.erase()
    assert [path.name for path in folder.iterdir()] == ["postmatch.db"]
