"""One tab's hold on the workspace: what its fields show, what is saved at once, and what happens when that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.storage import DatabaseRepository
from postmatch.ui import session

FILE = {"file_name": "d.pdf", "upload_sha256": sha256(b"%PDF " * 100_000).hexdigest(), "upload_bytes": 500_000}


def one_field() -> None:
    """A page with one field that takes any name but "???", a button that adds a file, a counter of costly work, and all
    notices."""
    import streamlit as st

    from postmatch.domain.documents import Document
    from postmatch.ui import session
    from tests.ui.test_session import FILE

    workspace = session.workspace()
    identity = workspace.profile.identity
    typed = st.text_input("Given names", key=session.seed("name", identity.given_names))
    if typed != "???" and typed != identity.given_names:
        identity = identity.model_copy(update={"given_names": typed})
        session.commit(workspace.with_profile(workspace.profile.model_copy(update={"identity": identity})))
    if st.button("Add a file", key="add"):
        data = b"%PDF " * 100_000
        session.commit(session.workspace().with_document(Document(**FILE)), {FILE["upload_sha256"]: data})
    if session.workspace().documents:
        st.markdown(f"file: {len(session.blob(FILE['upload_sha256']))}")
    made = st.session_state.setdefault("made", [])
    session.remembered("length", session.workspace().fingerprint, lambda: made.append(typed))
    st.text(session.unsaved_reason(), width="stretch")
    if st.button("Erase", key="erase"):
        session.erase_everything()
        st.rerun()
    session.follow_other_tabs()
    for notice in session.take_notices():
        st.markdown(f"{notice.level}: {notice.message} {notice.hint}")


class Field:
    """The page above in one tab."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(one_field, default_timeout=60)
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception

    def type(self, text: str) -> None:
        self.app.text_input(key="name").set_value(text)
        self.run()

    @property
    def shown(self) -> str:
        return self.app.text_input(key="name").value

    @property
    def notices(self) -> list[str]:
        return [element.value for element in self.app.markdown]

    @property
    def unsaved(self) -> str:
        return self.app.text[0].value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the person at this machine; without a browser a visit brings no headers to tell so."""
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(session, "is_private_visit", lambda _headers: True)
    return tmp_path / "data"


@pytest.fixture
def kept(folder: Path) -> Callable[[], str]:
    """The given names as they lie on the disk."""

    def read() -> str:
        stored = DatabaseRepository(folder).load()
        return stored.workspace.profile.identity.given_names if stored else ""

    return read


@pytest.fixture
def elsewhere(folder: Path) -> Callable[[str], None]:
    """``elsewhere("Ngozi")``: another tab saves that name."""

    def save(name: str) -> None:
        repository = DatabaseRepository(folder)
        stored = repository.load()
        before = stored.workspace if stored else Workspace()
        changed = before.with_profile(Profile(identity=Identity(given_names=name)))
        repository.save(changed, expected_revision=repository.revision())

    return save


@contextmanager
def full_disk(field: Field) -> Iterator[None]:
    """While this lasts SQLite may add no page to the database, as when the disk has none left."""
    engine = field.app.session_state["postmatch"].repository._engine

    def forbid(raw: sa.PoolProxiedConnection, _record: object) -> None:
        raw.execute("PRAGMA max_page_count = 1")

    sa.event.listen(engine, "connect", forbid)
    yield
    sa.event.remove(engine, "connect", forbid)


LONG = "Adaeze " * 20_000


# --- fields ---------------------------------------------------------------------------------------------------


def test_a_new_field_shows_what_is_kept(folder: Path, elsewhere: Callable) -> None:
    elsewhere("Ngozi")
    assert Field().shown == "Ngozi"


def test_what_is_typed_is_read_in_the_same_run_and_saved_at_once(folder: Path, kept: Callable) -> None:
    field = Field()
    for name in ("Ada", "Adaeze", "Ada", ""):
        field.type(name)
        assert (field.shown, kept()) == (name, name)
        assert field.notices == []


def test_a_field_nobody_touches_follows_another_tab(folder: Path, elsewhere: Callable) -> None:
    field = Field()
    for name in ("Ngozi", "Chidi"):
        elsewhere(name)
        field.run()
        assert field.shown == name
        assert field.notices == []


def test_what_cannot_be_read_stays_in_its_field_until_the_model_changes(folder: Path, elsewhere: Callable) -> None:
    field = Field()
    field.type("Ada")
    field.type("???")
    field.run()
    assert field.shown == "???"
    elsewhere("Ngozi")
    field.run()
    assert field.shown == "Ngozi"


def test_a_field_that_was_emptied_of_what_cannot_be_read_can_be_edited_again(folder: Path, kept: Callable) -> None:
    field = Field()
    for name in ("???", "Ada", "???", "Adaeze"):
        field.type(name)
        assert field.shown == name
    assert kept() == "Adaeze"


# --- conflicts ------------------------------------------------------------------------------------------------


def test_a_late_change_is_refused_said_with_its_words_and_the_newer_version_is_shown(
    folder: Path, kept: Callable, elsewhere: Callable
) -> None:
    field = Field()
    field.type("Ada")
    elsewhere("Newer")
    field.type("Stale")
    assert (field.shown, kept()) == ("Newer", "Newer")
    (notice,) = field.notices
    assert notice.startswith("warning: Your application was changed in another tab")
    assert "“Stale”" in notice


def test_after_a_conflict_the_next_change_is_saved_and_the_notice_is_gone(
    folder: Path, kept: Callable, elsewhere: Callable
) -> None:
    field = Field()
    field.type("Ada")
    elsewhere("Newer")
    field.type("Stale")
    field.run()
    assert (field.shown, field.notices) == ("Newer", [])
    field.type("Stale")
    assert (field.shown, kept(), field.notices) == ("Stale", "Stale", [])


def test_work_erased_elsewhere_does_not_come_back_by_a_late_change(folder: Path, kept: Callable) -> None:
    field = Field()
    field.type("Ada")
    DatabaseRepository(folder).erase()
    field.type("Adaeze")
    assert (field.shown, kept()) == ("", "")
    assert "“Adaeze”" in field.notices[0]


# --- a disk that takes nothing --------------------------------------------------------------------------------


def test_on_a_full_disk_the_change_stays_in_the_tab_and_is_saved_once_there_is_room(
    folder: Path, kept: Callable
) -> None:
    field = Field()
    field.type("Ada")
    with full_disk(field):
        field.type(LONG)
        assert "disk is full" in field.unsaved
        assert [notice.split(":")[0] for notice in field.notices] == ["error"]
        field.run()
        assert (field.shown.strip(), kept(), field.notices) == (LONG.strip(), "Ada", [])
        assert "disk is full" in field.unsaved
    field.type("Adaeze")
    assert (kept(), field.unsaved) == ("Adaeze", "")


def test_a_file_that_could_not_be_saved_stays_in_the_tab_and_goes_with_the_next_save(
    folder: Path, kept: Callable
) -> None:
    field = Field()
    field.type("Ada")
    with full_disk(field):
        field.app.button(key="add").click()
        field.run()
        assert "disk is full" in field.unsaved
        field.run()
        assert "file: 500000" in field.notices
    field.type("Adaeze")
    assert (kept(), field.unsaved) == ("Adaeze", "")
    assert len(DatabaseRepository(folder).blob(FILE["upload_sha256"])) == 500_000
    field.run()
    assert "file: 500000" in field.notices


def test_what_could_not_be_saved_is_not_swept_away_by_another_tab(folder: Path, elsewhere: Callable) -> None:
    field = Field()
    field.type("Ada")
    with full_disk(field):
        field.type(LONG)
    elsewhere("Ngozi")
    field.run()
    assert field.shown.strip() == LONG.strip()


def test_a_folder_that_cannot_be_made_is_said_and_the_work_goes_on_in_the_tab(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    field = Field()
    field.type("Ada")
    assert field.shown == "Ada"
    assert field.unsaved
    field.run()
    assert field.shown == "Ada"


# --- memory, erasing, hosts -----------------------------------------------------------------------------------


def test_costly_work_is_done_once_until_what_it_was_made_from_changes(folder: Path) -> None:
    field = Field()
    field.run()
    assert field.app.session_state["made"] == [""]
    field.type("Ada")
    field.run()
    assert field.app.session_state["made"] == ["", "Ada"]


def test_erasing_empties_field_and_disk_and_says_so_once(folder: Path, kept: Callable) -> None:
    field = Field()
    field.type("Unforgettable")
    field.app.button(key="erase").click()
    field.run()
    assert (field.shown, kept()) == ("", "")
    assert field.notices[0].startswith("success: Everything has been erased.")
    assert b"Unforgettable" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    field.type("Ada")
    assert (kept(), field.notices) == ("Ada", [])


def test_a_stranger_on_a_host_writes_nothing_to_the_disk_and_reads_nothing(
    folder: Path, elsewhere: Callable, monkeypatch: pytest.MonkeyPatch, kept: Callable
) -> None:
    elsewhere("Owner")
    monkeypatch.undo()
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(folder))
    field = Field()
    assert field.shown == ""
    field.type("Stranger")
    assert kept() == "Owner"
    assert Field().shown == ""
