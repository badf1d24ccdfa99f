"""What is wrong with the CV and the letter that we write, said where the packet is built and where it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.errors import PostmatchError
from postmatch.ui import session
from postmatch.ui.filled_view import filled_now
from postmatch.ui.messages import plain
from postmatch.ui.places import page_path
from postmatch.usecases.packet_account import set_right
from postmatch.usecases.packet_order import OUR_KINDS, packet_order
from postmatch.usecases.review_letter import names_another_program

_NAMES = {CV_KIND: "CV", COVER_LETTER_KIND: "Cover letter"}


def show_before(workspace: Workspace, profile: PacketProfile) -> None:
    """Of what would go in now, before it is built."""
    order = packet_order(workspace, profile, session.facts())
    for kind in (entry.kind for entry in order if entry.kind in OUR_KINDS and entry.document is None):
        if messages := list(dict.fromkeys(_wrong_now(kind, workspace))):
            _say(kind, messages, key=f"packet.written.{kind}")


def show_inside(record: PacketRecord, checklist: Iterable[Mapping[str, Any]]) -> None:
    """Of what the built packet holds: its report says it, whatever was changed since."""
    found = tuple(checklist)
    for kind in filter(record.place_of, OUR_KINDS):
        if messages := list(dict.fromkeys(one["message"] for one in found if one["hint"] == set_right(kind))):
            _say(kind, messages, key=f"packet.inside.{kind}")


def _wrong_now(kind: str, workspace: Workspace) -> list[str]:
    if kind == COVER_LETTER_KIND:
        named = names_another_program(workspace, session.facts(), session.today())
        return [*(one.message for one in named), *_failed(kind)]
    return _failed(kind)


def _failed(kind: str) -> list[str]:
    """What reading back found; a document that cannot be filled is told of by the build."""
    try:
        return [check.message for check in filled_now(kind).checks if not check.passed]
    except PostmatchError:
        return []


def _say(kind: str, messages: list[str], *, key: str) -> None:
    words = "  \n".join(plain(message) for message in messages)
    with st.container(key=key, gap="xsmall"):
        st.error(f"**{_NAMES[kind]}**  \n{words}", icon=":material/error:")
        st.page_link(page_path(kind), label=f"Set it right on the {_NAMES[kind]} page", icon=":material/arrow_forward:")
