"""One browser tab's hold on the workspace: what it shows, what it last saved, what it has to say.

The only module that touches ``st.session_state``. The record is the workspace in the repository; session state
is a cache of it that a refresh may throw away at any moment.

Two ideas carry the module:

* ``commit`` saves at once and knows the revision it started from, so a stale tab meets a visible conflict.
* ``seed`` hands a model's value to a widget exactly when the model changed elsewhere, so that the model is the
  one owner and a widget never shows something else than what is kept, except what the person is typing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from postmatch.conversion import Workers
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError, SaveConflict, StorageFailed
from postmatch.knowledge import load_facts
from postmatch.storage import DatabaseRepository, MemoryRepository, Repository, data_directory
from postmatch.ui.hosting import is_private_visit
from postmatch.usecases.changes import describe_changes
from postmatch.usecases.tools import Tools

_KEY = "postmatch"
Made = TypeVar("Made")


@dataclass(frozen=True)
class Notice:
    """Something the applicant should read once: ``level`` is info, success, warning or error."""

    level: str
    message: str
    hint: str = ""


@dataclass
class _Held:
    """What one tab holds. ``unsaved`` is the sentence why the newest change rests in this tab only, ``unsaved_blobs``
    are its files by SHA-256, which go with the next save."""

    repository: Repository
    is_kept: bool  # True when work is written to this computer
    workspace: Workspace = field(default_factory=Workspace)
    revision: int = 0
    unsaved: str = ""
    unsaved_blobs: dict[str, bytes] = field(default_factory=dict)
    wants_rerun: bool = False
    notices: list[Notice] = field(default_factory=list)
    model_values: dict[str, Any] = field(default_factory=dict)  # key -> model value at the last draw
    widget_values: dict[str, Any] = field(default_factory=dict)  # key -> widget value at the last draw
    overruled: set[str] = field(default_factory=set)  # widgets whose content a conflict has rejected
    remembered: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # name -> (token, value)
    counters: dict[str, int] = field(default_factory=dict)


def _held() -> _Held:
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _open()
    return st.session_state[_KEY]


def _open() -> _Held:
    if not is_private_visit(st.context.headers):
        return _Held(repository=MemoryRepository(), is_kept=False)
    try:
        held = _Held(repository=DatabaseRepository(data_directory()), is_kept=True)
        _reload(held)
    except StorageFailed as error:
        held = _Held(repository=MemoryRepository(), is_kept=False, unsaved=error.message)
        held.notices.append(Notice("error", error.message, error.hint))
    return held


def _reload(held: _Held) -> None:
    stored = held.repository.load()
    held.workspace, held.unsaved, held.unsaved_blobs = stored.workspace if stored else Workspace(), "", {}
    held.revision = stored.revision if stored else held.repository.revision()


# --- the workspace ---------------------------------------------------------------------------------------------


def workspace() -> Workspace:
    """The workspace as this tab knows it."""
    return _held().workspace


def commit(changed: Workspace, blobs: Mapping[str, bytes] | None = None) -> bool:
    """Saves at once when anything differs. True when it is kept (or nothing had to be).

    A conflict reloads the newer version and says what was not taken over; a full disk or a locked folder keeps
    the change in this tab and says so. Neither raises.
    """
    held = _held()
    if changed == held.workspace and not blobs:
        return True
    new = held.unsaved_blobs | dict(blobs or {})
    try:
        held.revision = held.repository.save(changed, expected_revision=held.revision, blobs=new)
    except SaveConflict:
        rejected = describe_changes(held.workspace, changed)
        _reload(held)
        held.overruled = set(held.model_values)
        held.wants_rerun = True
        held.notices.append(_conflict_notice(rejected))
        return False
    except StorageFailed as error:
        held.workspace, held.unsaved, held.unsaved_blobs = changed, error.message, new
        held.notices.append(Notice("error", error.message, error.hint))
        return False
    held.workspace, held.unsaved, held.unsaved_blobs = changed, "", {}
    return True


def _conflict_notice(rejected: str) -> Notice:
    return Notice(
        "warning",
        "Your application was changed in another tab or window, so the change you just made here was not saved. "
        "The newer version is shown now.",
        f"Not saved from this tab: {rejected}. Make the change again if you still want it." if rejected else "",
    )


def blob(sha256: str) -> bytes:
    """Stored bytes by their SHA-256; raises ``StorageFailed`` when they are not there or not intact."""
    return blob_reader()(sha256)


def blob_reader() -> Callable[[str], bytes]:
    """``blob`` for use outside a run of the page: a deferred download has no session to look things up in."""
    held = _held()

    def read(sha256: str) -> bytes:
        return held.unsaved_blobs.get(sha256) or held.repository.blob(sha256)

    return read


def workspace_reader() -> Callable[[], Workspace]:
    """The newest workspace, whichever tab saved it, for use outside a run of the page; raises ``StorageFailed``."""
    held = _held()

    def read() -> Workspace:
        stored = None if held.unsaved else held.repository.load()
        return stored.workspace if stored else held.workspace

    return read


def erase_everything() -> None:
    """Deletes the stored workspace, its files and everything this tab remembers. Raises ``StorageFailed``."""
    held = _held()
    held.repository.erase()
    for key in list(st.session_state):
        del st.session_state[key]
    _held().notices.append(Notice("success", "Everything has been erased. Nothing of yours is kept here any more."))


def is_kept_on_this_computer() -> bool:
    """True when changes are written to this computer; False on a host, where they live in memory only."""
    return _held().is_kept


def unsaved_reason() -> str:
    """Why the newest change is not saved, or an empty text."""
    return _held().unsaved


def follow_other_tabs() -> None:
    """Ends a run of the frame: shows what another tab has saved meanwhile, or what a conflict brought back."""
    catch_up()
    held = _held()
    if held.wants_rerun:
        held.wants_rerun = False
        st.rerun()


def catch_up() -> None:
    """Takes over what another tab has saved meanwhile. Before a long job, whose result could not be kept otherwise."""
    held = _held()
    try:
        if held.repository.revision() != held.revision and not held.unsaved:
            _reload(held)
            held.wants_rerun = True
    except StorageFailed as error:
        held.notices.append(Notice("error", error.message, error.hint))


# --- widgets ---------------------------------------------------------------------------------------------------


def seed(key: str, value: Any) -> str:
    """Gives the widget ``key`` the model's value when it is new or the model changed elsewhere; returns ``key``.

    What the person changed in this very run stays, so that the editor can read it; so does a text that could
    not be understood, until the model itself changes. After a conflict the model wins once: otherwise the editor
    would read the rejected text from its widget and save it over the newer version after all.
    """
    held = _held()
    is_untouched = key in st.session_state and st.session_state[key] == held.widget_values.get(key)
    model_moved = value != held.model_values.get(key)
    if key not in st.session_state or key in held.overruled or (is_untouched and model_moved):
        st.session_state[key] = value
    held.overruled.discard(key)
    held.model_values[key] = value
    held.widget_values[key] = st.session_state[key]
    return key


def widget_value(key: str, default: Any = None) -> Any:
    """What a widget holds now; for callbacks, which run before the widget is drawn."""
    return st.session_state.get(key, default)


def clear_widget(key: str) -> None:
    """Empties a widget that has done its work (a password field)."""
    st.session_state.pop(key, None)


def fresh_key(key: str) -> str:
    """A key that changes after ``use_up(key)``: the way to empty a file uploader."""
    return f"{key}.{_held().counters.get(key, 0)}"


def use_up(key: str) -> None:
    counters = _held().counters
    counters[key] = counters.get(key, 0) + 1


def use_count(key: str) -> int:
    """How often ``use_up(key)`` was called."""
    return _held().counters.get(key, 0)


def component_value(key: str, name: str) -> Any:
    """What a component of ours has sent under ``name``, unchecked; for its callbacks. None when there is nothing."""
    sent = st.session_state.get(key)
    return sent.get(name) if isinstance(sent, Mapping) else None


# --- notices, memory, tools ------------------------------------------------------------------------------------


def tell(level: str, message: str, hint: str = "") -> None:
    """Queues a notice for the top of the page; it is shown once."""
    _held().notices.append(Notice(level, message, hint))


def tell_error(error: PostmatchError) -> None:
    tell("error", error.message, error.hint)


def take_notices() -> tuple[Notice, ...]:
    """The notices not shown yet; they are gone afterwards."""
    held = _held()
    notices, held.notices = tuple(held.notices), []
    return notices


def remembered(name: str, token: Any, make: Callable[[], Made]) -> Made:
    """``make()`` once per ``token``: keeps one value per name in this tab (previews, filled documents)."""
    memory = _held().remembered
    if name not in memory or memory[name][0] != token:
        memory[name] = (token, make())
    return memory[name][1]


def today() -> date:
    return date.today()  # noqa: DTZ011 - the outermost caller asks what day it is here


def facts() -> Facts:
    return load_facts()


@st.cache_resource(show_spinner=False)
def _pool() -> Workers:
    """The sandboxed child processes of the whole server."""
    return Workers()


def workers() -> Workers:
    """The sandboxed child processes as this workspace may use them: one that served it serves nobody else."""
    return _pool().lent_to(workspace().id)


def tools() -> Tools:
    return Tools(workers=workers(), facts=facts())
