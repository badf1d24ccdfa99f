"""The programs that letters go to, as this tab changes them: the one in hand, removing one and bringing it back.

Several things can arrive in one run, in any order: what was typed, and a click that leads to another program or removes
this one. So a change names its position, and what is typed stays with the program that it was typed for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from postmatch.domain.positions import Position
from postmatch.domain.values import new_id
from postmatch.domain.workspace import Workspace
from postmatch.ui import session


@dataclass
class _Memory:
    """``next_id`` is of the position that comes to be when the first field of "another program" is left."""

    next_id: str = field(default_factory=new_id)
    removed: Position | None = None


def _memory() -> _Memory:
    return session.remembered("letter programs", "", _Memory)


def not_yet() -> Position:
    """The position that does not exist yet, always of the same id until it does."""
    memory = _memory()
    taken = {one.id for one in (*session.workspace().positions, memory.removed) if one}
    if memory.next_id in taken:
        memory.next_id = new_id()
    return Position(id=memory.next_id)


def change(position_id: str, changed: Callable[[Position], Position]) -> None:
    """Changes this position, whichever the letter goes to meanwhile; one that was just removed comes back changed."""
    workspace, memory = session.workspace(), _memory()
    position = _of(workspace, position_id)
    if position is None and memory.removed and memory.removed.id == position_id:
        memory.removed = changed(memory.removed)
        return
    edited = workspace.with_position(changed(position or Position(id=position_id)))
    stays = position is not None or workspace.letter_position is not None
    session.commit(edited.with_letter_to(workspace.letter_position_id) if stays else edited)


def remove(position_id: str) -> None:
    """Takes the position out as it is now and remembers it in this tab until the next removal."""
    workspace = session.workspace()
    position = _of(workspace, position_id)
    session.commit(workspace.without_position(position_id))
    if position and _of(session.workspace(), position_id) is None:
        _memory().removed = position


def removed() -> Position | None:
    """The position removed last, as long as it is not back."""
    gone = _memory().removed
    return gone if gone and _of(session.workspace(), gone.id) is None else None


def bring_back() -> None:
    """The letter goes to it again. A conflict leaves it here, to be tried once more."""
    if gone := removed():
        session.commit(session.workspace().with_position(gone))


def _of(workspace: Workspace, position_id: str) -> Position | None:
    return next((one for one in workspace.positions if one.id == position_id), None)
