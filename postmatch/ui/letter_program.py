"""The program a letter goes to: one of those that were written to before, or another one."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.positions import Position
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.messages import plain

_KEY = "cover_letter.to"
_REMOVED = "removed position"
ANOTHER = "another"


def choose_program(workspace: Workspace) -> None:
    """The programs there are, to change between; nothing while there is none, since the form below makes the first."""
    if workspace.positions:
        names = {position.id: position_name(position) for position in workspace.positions}
        st.selectbox(
            "Written to",
            [*names, ANOTHER],
            key=session.seed(_KEY, workspace.letter_position_id or ANOTHER),
            format_func=lambda one: names.get(one, "Another program"),
            help="Your answers stay the same; the program, the greeting and the paragraph about it are each program's.",
            on_change=_change,
        )
    _buttons(workspace)


def position_name(position: Position) -> str:
    """``Lakeview Hospital, Internal Medicine (PGY-1)``, as far as it is known."""
    where = ", ".join(part for part in (position.program, position.specialty) if part)
    level = f" (PGY-{position.pgy_level})" if position.pgy_level is not None else ""
    return f"{where or position.city or 'A program without a name'}{level}"


def _buttons(workspace: Workspace) -> None:
    position, gone = workspace.letter_position, _memory().get(_REMOVED)
    if not position and not gone:
        return
    with st.container(horizontal=True, gap="small"):
        if position:
            st.button(
                "Remove this program", key=f"cover_letter.remove.{position.id}", icon=":material/delete:",
                type="tertiary", on_click=_remove, args=(position,),
            )  # fmt: skip
        if gone:
            st.button(
                f"Bring back {plain(position_name(gone))}", key="cover_letter.bring_back", icon=":material/undo:",
                type="tertiary", on_click=_bring_back,
            )  # fmt: skip


def _memory() -> dict[str, Position]:
    """The program removed last, in this tab."""
    return session.remembered("letter programs", "", dict)


def _change() -> None:
    chosen = session.widget_value(_KEY)
    session.commit(session.workspace().with_letter_to(None if chosen == ANOTHER else chosen))


def _remove(position: Position) -> None:
    if session.commit(session.workspace().without_position(position.id)):
        _memory()[_REMOVED] = position


def _bring_back() -> None:
    if position := _memory().pop(_REMOVED, None):
        session.commit(session.workspace().with_position(position))
