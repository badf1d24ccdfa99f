"""Editors of lists: one box per item, titled by its content and keyed by its id, with buttons to order and remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from postmatch.domain.values import Value
from postmatch.ui import messages
from postmatch.ui.forms import handlers
from postmatch.ui.forms.fields import Field, edit


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One list of the profile and how it is asked for.

    ``title`` and ``detail`` word an item in plain text. ``makers`` gives, for the items that are there, the words on
    each add button and what makes its item. ``folds`` is False for items so small that folding them would hide more
    than it saves.
    """

    path: handlers.Path
    noun: str
    empty: str
    fields: Sequence[Field]
    makers: Callable[[Sequence[Any]], Mapping[str, Callable[[], Value]]]
    title: Callable[[Any], str]
    detail: Callable[[Any], str] = field(default=lambda _: "")
    folds: bool = True
    page: str = "profile"

    @property
    def prefix(self) -> str:
        return f"{self.page}.{self.path[-1]}"


def edit_list(items: tuple[Any, ...], asked: Asked) -> tuple[Any, ...]:
    """The items with what their fields hold now, in the same order. Buttons change the list through handlers."""
    if not items:
        st.markdown(f":gray[{messages.plain(asked.empty)}]")
    draw = _folding_item if asked.folds else _open_item
    edited = tuple(draw(item, asked, place, len(items)) for place, item in enumerate(items))
    _add_buttons(items, asked)
    return edited


def _folding_item(item: Any, asked: Asked, place: int, count: int) -> Any:
    """Not an expander: that one forgets whether it is open, and what is being typed in it, when its title changes."""
    prefix, is_open = f"{asked.prefix}.{item.id}", handlers.is_open(asked.path, item.id)
    with st.container(border=True, key=f"{prefix}.box"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            title = st.empty()  # filled last, so that it names what the fields hold now
            st.button(
                "Close" if is_open else "Edit",
                key=f"{prefix}.fold",
                icon=":material/expand_less:" if is_open else ":material/edit:",
                type="tertiary",
                on_click=handlers.fold,
                args=(asked.path, item.id),
            )
        edited = item
        if is_open:  # what is folded is not drawn: a rerun stays small however long the list is
            edited = edit(item, asked.fields, prefix, handlers.Place(asked.path, item.id))
            _item_buttons(item, asked, place, count)
        title.markdown(_title(edited, asked), width="stretch")
    return edited


def _open_item(item: Any, asked: Asked, place: int, count: int) -> Any:
    with st.container(border=True, key=f"{asked.prefix}.{item.id}.box"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            title = st.empty()
            _item_buttons(item, asked, place, count)
        edited = edit(item, asked.fields, f"{asked.prefix}.{item.id}", handlers.Place(asked.path, item.id))
        title.markdown(_title(edited, asked), width="content")
    return edited


def _title(item: Any, asked: Asked) -> str:
    """In bold what it is; below, in grey, when it was and what else tells it apart."""
    title = asked.title(item) or f"New {asked.noun}"
    hidden = "" if getattr(item, "shown_on_cv", True) else "not on the CV"
    detail = " · ".join(part for part in (asked.detail(item), hidden) if part)
    bold = f"**{messages.plain(title)}**"
    return f"{bold}  \n:gray[{messages.plain(detail)}]" if detail else bold


def _item_buttons(item: Any, asked: Asked, place: int, count: int) -> None:
    prefix, path = f"{asked.prefix}.{item.id}", asked.path
    with st.container(horizontal=True, width="content", gap="small"):
        for word, icon, steps, is_last in (
            ("Move up", ":material/arrow_upward:", -1, place == 0),
            ("Move down", ":material/arrow_downward:", 1, place == count - 1),
        ):
            if count > 1:
                st.button(
                    word,
                    key=f"{prefix}.{word.lower().replace(' ', '_')}",
                    icon=icon,
                    type="tertiary",
                    disabled=is_last,
                    on_click=handlers.move,
                    args=(path, item.id, steps),
                )
        st.button(
            "Remove",
            key=f"{prefix}.remove",
            icon=":material/delete:",
            type="tertiary",
            on_click=handlers.remove,
            args=(path, item.id),
        )


def _add_buttons(items: tuple[Any, ...], asked: Asked) -> None:
    with st.container(horizontal=True, width="content", gap="small"):
        for words, make in asked.makers(items).items():
            st.button(
                words,
                key=f"{asked.prefix}.{words.lower().replace(' ', '_')}",
                icon=":material/add:",
                on_click=handlers.add,
                args=(asked.path, make),
            )
        if gone := handlers.removed_from(asked.path):
            title = asked.title(gone) or f"the empty {asked.noun}"
            st.button(
                f"Bring back {messages.plain(title)}",
                key=f"{asked.prefix}.bring_back",
                icon=":material/undo:",
                type="tertiary",
                on_click=handlers.bring_back,
            )
