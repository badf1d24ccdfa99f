"""The program a letter goes to: one of those that were written to before, or another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import streamlit as st

from postmatch.domain.positions import Position
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.forms import letter_positions
from postmatch.ui.messages import plain

_KEY = "cover_letter.to"
ANOTHER = "another"
ANOTHER_LABEL = "Another program"


def choose_program(workspace: Workspace) -> None:
    """The programs there are, to change between; nothing while there is none, since the form below makes the first."""
    if workspace.positions:
        names = position_names(workspace.positions)
        st.selectbox(
            "Written to",
            [*names, ANOTHER],
            key=session.seed(_KEY, workspace.letter_position_id or ANOTHER),
            format_func=lambda one: names.get(one, ANOTHER_LABEL),
            help="Your answers stay the same; the program, the greeting and the paragraph about it are each program's.",
            on_change=_change,
        )
    _buttons(workspace)


def position_name(position: Position) -> str:
    """``Lakeview Hospital, Internal Medicine (PGY-1)``, as far as it is known."""
    where = ", ".join(part for part in (position.program, position.specialty) if part)
    level = f" (PGY-{position.pgy_level})" if position.pgy_level is not None else ""
    return f"{where or position.city or 'A program without a name'}{level}"


def position_names(positions: Iterable[Position]) -> dict[str, str]:
    """A name for each position by its id, no two alike: where they are, their track and their director tell those apart
    that have one name, and a number the rest. The list of choices takes the first of two that read the same."""
    every = tuple(positions)
    names = {one.id: position_name(one) for one in every}
    for detail in _DETAILS:
        shared = _shared(names.values())
        for one in every:
            more = detail(one)
            if names[one.id] in shared and more and more not in names[one.id]:
                names[one.id] = f"{names[one.id]} · {more}"
    return _numbered(names)


_DETAILS: tuple[Callable[[Position], str], ...] = (
    lambda one: ", ".join(part for part in (one.city, one.state) if part),
    lambda one: one.track.label if one.track else "",
    lambda one: one.director,
)


def _shared(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _numbered(names: dict[str, str]) -> dict[str, str]:
    taken, numbered = {ANOTHER_LABEL}, {}
    for position_id, name in names.items():
        number, shown = 1, name
        while shown in taken:
            number += 1
            shown = f"{name} · {number}"
        taken.add(shown)
        numbered[position_id] = shown
    return numbered


def _buttons(workspace: Workspace) -> None:
    position, gone = workspace.letter_position, letter_positions.removed()
    if not position and not gone:
        return
    with st.container(horizontal=True, gap="small"):
        if position:
            st.button(
                "Remove this program", key=f"cover_letter.remove.{position.id}", icon=":material/delete:",
                type="tertiary", on_click=letter_positions.remove, args=(position.id,),
            )  # fmt: skip
        if gone:
            st.button(
                f"Bring back {plain(position_name(gone))}", key="cover_letter.bring_back", icon=":material/undo:",
                type="tertiary", on_click=letter_positions.bring_back,
            )  # fmt: skip


def _change() -> None:
    chosen = session.widget_value(_KEY)
    session.commit(session.workspace().with_letter_to(None if chosen == ANOTHER else chosen))
