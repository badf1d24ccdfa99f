"""What runs before the page is drawn: a field that changed, and the buttons of lists.

Each takes its target by the path in the profile and the id of the item, and commits a changed workspace; so one
click is enough, and what was typed a moment before the click is not lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from postmatch.domain.values import Value
from postmatch.ui import session
from postmatch.ui.forms import letter_positions

Path = tuple[str, ...]  # where a list lies in the profile: ("experience",) or ("identity", "links")
_REMOVED = "removed"


class Place(NamedTuple):
    """Where an edited value lies: by its path in the profile, in a list also by its id; or a position, a
    document or an own packet profile by its id."""

    path: Path = ()
    item_id: str | None = None
    position_id: str | None = None
    document_id: str | None = None
    packet_profile_id: str | None = None


class Reader(Protocol):
    """What a field must be able to do here: say its attribute, and read what its widget holds."""

    name: str

    def read(self, raw: Any, value: Any) -> Any: ...


class Removed(NamedTuple):
    """The item removed last, so that it can be brought back to its place."""

    path: Path
    index: int
    item: Any


def take_over(place: Place, field: Reader, key: str) -> None:
    """Commits what one field holds now. What cannot be read changes nothing; the page says so beneath the field."""
    workspace, raw = session.workspace(), session.widget_value(key)

    def changed(value: Any) -> Any:
        return value.model_copy(update={field.name: field.read(raw, getattr(value, field.name))})

    try:
        if place.position_id:
            letter_positions.change(place.position_id, changed)
        elif place.document_id:
            document = workspace.document(place.document_id)
            session.commit(workspace.with_document(changed(document)) if document else workspace)
        elif place.packet_profile_id:
            own = (one for one in workspace.packet_profiles if one.id == place.packet_profile_id)
            for profile in own:
                session.commit(workspace.with_packet_profile(changed(profile)))
        else:
            session.commit(workspace.with_profile(_replaced(workspace.profile, place, changed)))
    except ValueError:
        return


def add(path: Path, make: Callable[[], Value]) -> None:
    """Puts a new item at the end of its list; made on the click, so that two quick clicks make two items."""
    item = make()
    _commit(path, (*_items(path), item))
    _kept()[_open_key(path)] = item.id


def fold(path: Path, item_id: str) -> None:
    """Opens the item for editing and closes the others of its list; closes it when it is open."""
    _kept()[_open_key(path)] = None if is_open(path, item_id) else item_id


def is_open(path: Path, item_id: str) -> bool:
    """True for the one item of the list that is being edited."""
    return _kept().get(_open_key(path)) == item_id


def remove(path: Path, item_id: str) -> None:
    """Takes the item out and remembers it in this tab until the next removal."""
    items = _items(path)
    for index, item in enumerate(items):
        if item.id == item_id:
            _commit(path, items[:index] + items[index + 1 :])
            if item_id not in _ids(path):
                _kept()[_REMOVED] = Removed(path, index, item)
            return


def bring_back() -> None:
    """Puts the item removed last back where it was. A conflict leaves it here, to be tried once more."""
    removed = _kept().get(_REMOVED)
    if removed is not None and removed.item.id not in _ids(removed.path):
        items = _items(removed.path)
        _commit(removed.path, (*items[: removed.index], removed.item, *items[removed.index :]))


def removed_from(path: Path) -> Value | None:
    """The item removed last when it came from this list and is not back in it, else None."""
    removed = _kept().get(_REMOVED)
    is_of_it = removed is not None and removed.path == path and removed.item.id not in _ids(path)
    return removed.item if is_of_it else None


def move(path: Path, item_id: str, steps: int) -> None:
    """Moves the item by so many places, at most to the end of the list; a missing item moves nothing."""
    items = list(_items(path))
    for index, item in enumerate(items):
        if item.id == item_id:
            items.insert(max(0, index + steps), items.pop(index))
            _commit(path, tuple(items))
            return


def _open_key(path: Path) -> str:
    return f"open {path[-1]}"


def _kept() -> dict[str, Any]:
    """What this tab keeps beside the workspace: which items are open, and what was removed last."""
    return session.remembered("profile lists", "", dict)


def _items(path: Path) -> tuple[Any, ...]:
    value: Any = session.workspace().profile
    for name in path:
        value = getattr(value, name)
    return value


def _ids(path: Path) -> set[str]:
    return {item.id for item in _items(path)}


def _commit(path: Path, items: tuple[Any, ...]) -> None:
    workspace = session.workspace()
    session.commit(workspace.with_profile(_replaced(workspace.profile, Place(path), lambda _: items)))


def _replaced(value: Any, place: Place, change: Callable[[Any], Any]) -> Any:
    """The value with a change at that place in it; unchanged when the item is gone."""
    if place.path:
        name, *rest = place.path
        inner = _replaced(getattr(value, name), place._replace(path=tuple(rest)), change)
        return value.model_copy(update={name: inner})
    if place.item_id is None:
        return change(value)
    return tuple(change(item) if item.id == place.item_id else item for item in value)
