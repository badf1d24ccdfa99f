"""The kinds of field an editor is made of: each shows a value in one widget and reads it back.

Nothing here writes the session. A field that was not touched returns the very value it was given, so that opening
a page never changes a profile. A change is also handed to ``handlers.take_over`` at once: when somebody types and then
clicks a button or another page, both can arrive in one run, and in that run the field may not be drawn any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from postmatch.domain.dates import PartialDate, read_partial_date
from postmatch.domain.values import LabelledEnum, Value
from postmatch.ui import messages, session
from postmatch.ui.forms import handlers

NOT_ANSWERED = "Not answered"
DATE_EXAMPLE = "Mar 2021"
_LARGEST = 2**53 - 1  # a browser keeps whole numbers exact up to here
_COLUMN_PIXELS = 260
_MEGABYTE = 1_000_000  # as mail programs count
Edited = TypeVar("Edited", bound=Value)
Changed = Callable[[], None]


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all fields have: the attribute they edit, the question, where they stand, and when they are asked.

    ``show`` turns a value into what the widget holds and ``parse`` turns it back.
    """

    name: str
    label: str
    help: str | None = None
    wide: bool = False
    applies: Callable[[Any], bool] = _always

    def show(self, value: Any) -> Any:
        return value

    def parse(self, raw: Any) -> Any:
        return raw

    def read(self, raw: Any, value: Any) -> Any:
        """The value the widget stands for: the very same one when it was not touched. Raises ``ValueError``."""
        return value if raw == self.show(value) else self.parse(raw)

    def widget(self, key: str, changed: Changed) -> Any:
        """Draws the widget, which has its value already, and returns what it holds."""
        raise NotImplementedError

    def draw(self, key: str, value: Any, changed: Changed) -> Any:
        """The widget with this value in it; returns what it holds now, as a value of the model."""
        return self.read(self.widget(session.seed(key, self.show(value)), changed), value)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text. ``keyboard`` and ``autocomplete`` help phones and browsers; they refuse nothing."""

    placeholder: str | None = None
    keyboard: str = "default"
    autocomplete: str | None = None

    def parse(self, raw: str) -> str:
        return raw.strip()

    def widget(self, key: str, changed: Changed) -> str:
        return st.text_input(
            self.label,
            key=key,
            type=self.keyboard,
            # Without a rule of our own these keyboards bring one that holds back what it dislikes, and it is lost.
            validate=None if self.keyboard == "default" else r"[\s\S]*",
            autocomplete=self.autocomplete,
            placeholder=self.placeholder,
            help=self.help,
            on_change=changed,
        )


@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    """A paragraph or more; grows with its text."""

    placeholder: str | None = None
    wide: bool = True

    def parse(self, raw: str) -> Any:
        return raw.strip()

    def widget(self, key: str, changed: Changed) -> str:
        return st.text_area(
            self.label,
            key=key,
            height="content",
            placeholder=self.placeholder,
            help=self.help,
            on_change=changed,
        )


@dataclass(frozen=True, kw_only=True)
class Lines(LongText):
    """A list of short texts, one line each; empty lines are left out."""

    def show(self, value: tuple[str, ...]) -> str:
        return "\n".join(value)

    def parse(self, raw: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in raw.split("\n") if line.strip())


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A year, a month or a day as people write them. What cannot be read stays, with a word about it beneath."""

    def show(self, value: PartialDate | None) -> str:
        return value.label if value else ""

    def parse(self, raw: str) -> PartialDate | None:
        return read_partial_date(raw)

    def widget(self, key: str, changed: Changed) -> str:
        return st.text_input(self.label, key=key, placeholder=DATE_EXAMPLE, help=self.help, on_change=changed)

    def draw(self, key: str, value: PartialDate | None, changed: Changed) -> PartialDate | None:
        raw = self.widget(session.seed(key, self.show(value)), changed)
        try:
            return self.read(raw, value)
        except ValueError:
            st.error(messages.plain(_unreadable(raw, value)), icon=":material/event_busy:")
            return value


def _unreadable(typed: str, kept: PartialDate | None) -> str:
    known = f" Until then {kept.label} stays." if kept else ""
    return f"“{typed}” is not a date we can read, so it is not kept. Write 2021, Mar 2021 or Mar 4, 2021.{known}"


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number, or nothing. An impossible one is shown as well: it must be seen to be put right."""

    def show(self, value: int | None) -> int | None:
        return value if value is not None and abs(value) <= _LARGEST else None

    def widget(self, key: str, changed: Changed) -> int | None:
        lowest = min(0, session.widget_value(key) or 0)
        return st.number_input(
            self.label, value=None, min_value=lowest, step=1, key=key, help=self.help, on_change=changed
        )

    def draw(self, key: str, value: int | None, changed: Changed) -> int | None:
        drawn = super().draw(key, value, changed)
        if drawn is not None and self.show(drawn) is None:
            st.error("The number kept here is too large to show. Type the right one.", icon=":material/error:")
        return drawn


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a closed set. With ``optional`` the first choice is that the question is not answered."""

    options: Sequence[LabelledEnum]
    optional: bool = True

    def widget(self, key: str, changed: Changed) -> LabelledEnum | None:
        return st.selectbox(
            self.label,
            (None, *self.options) if self.optional else tuple(self.options),
            format_func=_choice_label,
            key=key,
            placeholder=NOT_ANSWERED,
            help=self.help,
            on_change=changed,
        )


def _choice_label(option: LabelledEnum | None) -> str:
    return option.label if option else NOT_ANSWERED


@dataclass(frozen=True, kw_only=True)
class Megabytes(Field):
    """A size in bytes, asked for in MB; nothing sets no limit."""

    def show(self, value: int | None) -> float | None:
        return value / _MEGABYTE if value else None

    def parse(self, raw: float | None) -> int | None:
        return round(raw * _MEGABYTE) if raw else None

    def widget(self, key: str, changed: Changed) -> float | None:
        return st.number_input(
            self.label, value=None, min_value=0.0, step=0.5, format="%0.1f", key=key, help=self.help, on_change=changed
        )


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any number of a set of ids, in the order in which they were chosen. ``options`` gives ids with their words."""

    options: Callable[[], Mapping[str, str]]
    placeholder: str | None = None
    wide: bool = True

    def show(self, value: tuple[str, ...]) -> list[str]:
        known = self.options()
        return [one for one in value if one in known]

    def parse(self, raw: list[str]) -> tuple[str, ...]:
        return tuple(raw)

    def widget(self, key: str, changed: Changed) -> list[str]:
        known = self.options()
        return st.multiselect(
            self.label,
            list(known),
            format_func=known.__getitem__,
            key=key,
            placeholder=self.placeholder,
            help=self.help,
            on_change=changed,
        )


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """Yes, no, or not answered: a question whose silence means something."""

    def widget(self, key: str, changed: Changed) -> bool | None:
        return st.selectbox(
            self.label,
            (None, True, False),
            format_func={None: NOT_ANSWERED, True: "Yes", False: "No"}.__getitem__,
            key=key,
            placeholder=NOT_ANSWERED,
            help=self.help,
            on_change=changed,
        )


@dataclass(frozen=True, kw_only=True)
class Switch(Field):
    """On or off."""

    def widget(self, key: str, changed: Changed) -> bool:
        return st.toggle(self.label, key=key, help=self.help, on_change=changed)


def edit(value: Edited, fields: Sequence[Field], prefix: str, place: handlers.Place) -> Edited:
    """The value with what its fields hold now; the same object when nothing differs.

    ``place`` says where the value lies in the workspace. Keys are ``<prefix>.<field name>``. The fields stand in rows
    of two and, on a phone, one below the other in the same order.
    """
    grid = st.grid(2, min_column_width=_COLUMN_PIXELS)
    for field in fields:
        if not field.applies(value):
            continue
        key, before = f"{prefix}.{field.name}", getattr(value, field.name)
        with grid.cell(column_span="all" if field.wide else 1):
            now = field.draw(key, before, partial(handlers.take_over, place, field, key))
        if now != before:
            value = value.model_copy(update={field.name: now})
    return value
