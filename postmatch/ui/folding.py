"""A box that is a line until it is opened. What is folded is not drawn, so a long list stays a short page.

Not an expander: that one forgets whether it is open, and what is being typed in it, when its title changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import streamlit as st

from postmatch.ui.forms import handlers


class Opener(NamedTuple):
    """The words on the button that opens a box, and its icon."""

    word: str
    icon: str


LOOK = Opener("Look", ":material/visibility:")
_LESS = ":material/expand_less:"


@contextmanager
def folding_box(
    group: handlers.Path, item_id: str, head: str, *, box: str, button: str, opener: Opener = LOOK
) -> Iterator[bool]:
    """A bordered container (key ``box``) with ``head`` in Markdown and the button (key ``button``) that opens and
    closes it; yields whether it is open. Of a ``group`` one is open at a time."""
    is_open = handlers.is_open(group, item_id)
    with st.container(border=True, key=box, gap="small"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            st.markdown(head, width="stretch")
            st.button(
                "Close" if is_open else opener.word, key=button, icon=_LESS if is_open else opener.icon,
                type="tertiary", on_click=handlers.fold, args=(group, item_id),
            )  # fmt: skip
        yield is_open
