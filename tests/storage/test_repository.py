"""What every repository does, proved on each of them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from postmatch.domain.documents import Document
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import REMOVED_KEPT, Workspace
from postmatch.errors import SaveConflict, StorageFailed
from postmatch.storage import DatabaseRepository, MemoryRepository, Repository

Make = Callable[[Path], Repository]


@pytest.fixture(params=[DatabaseRepository, lambda _folder: MemoryRepository()], ids=["database", "memory"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return request.param(tmp_path / "data")


def named(name: str) -> Workspace:
    return Workspace(profile=Profile(identity=Identity(family_name=name)))


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def with_file(workspace: Workspace, data: bytes) -> Workspace:
    document = Document(file_name="diploma.pdf", upload_sha256=sha256_of(data), upload_bytes=len(data))
    return workspace.with_document(document)


def test_a_new_repository_holds_nothing(repository: Repository) -> None:
    assert repository.load() is None
    assert repository.revision() == 0


def test_what_was_saved_is_loaded_again_with_its_revision(repository: Repository) -> None:
    data = b"%PDF-1.7 first"
    workspace = with_file(named("Okafor"), data)
    revision = repository.save(workspace, expected_revision=0, blobs={sha256_of(data): data})
    stored = repository.load()
    assert stored is not None
    assert (stored.workspace, stored.revision) == (workspace, revision)
    assert repository.revision() == revision > 0
    assert repository.blob(sha256_of(data)) == data


def test_every_save_raises_the_revision(repository: Repository) -> None:
    first = repository.save(named("A"), expected_revision=0)
    second = repository.save(named("B"), expected_revision=first)
    assert second > first


def test_a_save_from_an_older_revision_is_refused_and_changes_nothing(repository: Repository) -> None:
    first = repository.save(named("A"), expected_revision=0)
    newer = repository.save(named("B"), expected_revision=first)
    data = b"late"
    for stale in (0, first, newer + 1):
        with pytest.raises(SaveConflict) as caught:
            repository.save(with_file(named("C"), data), expected_revision=stale, blobs={sha256_of(data): data})
        assert caught.value.hint
    stored = repository.load()
    assert stored is not None
    assert (stored.workspace.profile.identity.family_name, stored.revision) == ("B", newer)
    with pytest.raises(StorageFailed):
        repository.blob(sha256_of(data))


def test_bytes_stay_as_long_as_the_workspace_refers_to_them_and_no_longer(repository: Repository) -> None:
    files = [f"file {number}".encode() for number in range(REMOVED_KEPT + 2)]
    workspace = named("A")
    for data in files:
        workspace = with_file(workspace, data)
    revision = repository.save(workspace, expected_revision=0, blobs={sha256_of(data): data for data in files})
    for document in workspace.documents:
        workspace = workspace.without_document(document.id)
        revision = repository.save(workspace, expected_revision=revision)
    gone, undoable = files[:2], files[2:]
    assert [repository.blob(sha256_of(data)) for data in undoable] == undoable
    for data in gone:
        with pytest.raises(StorageFailed, match="no longer stored"):
            repository.blob(sha256_of(data))


def test_bytes_that_are_stored_already_need_not_be_handed_over_again(repository: Repository) -> None:
    data = b"once"
    workspace = with_file(named("A"), data)
    first = repository.save(workspace, expected_revision=0, blobs={sha256_of(data): data})
    repository.save(workspace, expected_revision=first, blobs={sha256_of(data): data})
    assert repository.blob(sha256_of(data)) == data


def test_bytes_that_nothing_refers_to_are_not_kept(repository: Repository) -> None:
    repository.save(named("A"), expected_revision=0, blobs={sha256_of(b"stray"): b"stray"})
    with pytest.raises(StorageFailed):
        repository.blob(sha256_of(b"stray"))


def test_a_reference_to_bytes_that_nobody_has_is_a_fault_of_the_caller(repository: Repository) -> None:
    with pytest.raises(ValueError, match="neither stored nor handed over"):
        repository.save(with_file(named("A"), b"absent"), expected_revision=0)
    assert repository.load() is None


def test_bytes_under_a_hash_that_is_not_theirs_are_a_fault_of_the_caller(repository: Repository) -> None:
    with pytest.raises(ValueError, match="another SHA-256"):
        repository.save(with_file(named("A"), b"x"), expected_revision=0, blobs={sha256_of(b"x"): b"y"})
    assert repository.load() is None


def test_after_erasing_nothing_is_left_and_a_fresh_start_works(repository: Repository) -> None:
    data = b"secret scan"
    repository.save(with_file(named("A"), data), expected_revision=0, blobs={sha256_of(data): data})
    repository.erase()
    assert repository.load() is None
    assert repository.revision() == 0
    with pytest.raises(StorageFailed):
        repository.blob(sha256_of(data))
    repository.save(named("B"), expected_revision=0)
    stored = repository.load()
    assert stored is not None
    assert stored.workspace.profile.identity.family_name == "B"


def test_a_tab_opened_before_the_erasure_cannot_bring_the_work_back(repository: Repository) -> None:
    seen_by_old_tab = repository.save(named("A"), expected_revision=0)
    repository.erase()
    with pytest.raises(SaveConflict, match="erased"):
        repository.save(named("A"), expected_revision=seen_by_old_tab)
    assert repository.load() is None
    repository.save(named("B"), expected_revision=0)
    with pytest.raises(SaveConflict):
        repository.save(named("A"), expected_revision=seen_by_old_tab)


def test_erasing_nothing_is_no_fault(repository: Repository) -> None:
    repository.erase()
    repository.erase()
    assert repository.load() is None


def test_of_many_threads_that_save_at_once_none_loses_a_change(repository: Repository) -> None:
    """Each thread adds its own document, starting again from the newer state whenever it comes too late."""

    def add_one(number: int) -> None:
        data = f"by thread {number}".encode()
        while True:
            stored = repository.load()
            before, revision = (stored.workspace, stored.revision) if stored else (named("A"), 0)
            try:
                repository.save(with_file(before, data), expected_revision=revision, blobs={sha256_of(data): data})
            except SaveConflict:
                continue
            return

    threads = [threading.Thread(target=add_one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = repository.load()
    assert stored is not None
    hashes = {document.upload_sha256 for document in stored.workspace.documents}
    assert hashes == {sha256_of(f"by thread {number}".encode()) for number in range(8)}
