"""Bringing in what somebody has already: what a file says next to the profile, taken over item by item."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.imports import Unplaced
from postmatch.domain.proposals import Difference, Proposal, ProposalStatus
from postmatch.domain.values import LabelledEnum
from postmatch.errors import PostmatchError
from postmatch.ui import bring_in_actions, session, uploads
from postmatch.ui.bring_in_actions import Group
from postmatch.ui.folding import folding_box
from postmatch.ui.messages import plain
from postmatch.ui.places import page_path
from postmatch.usecases.bring_in import read_file

FILES = "JSON Resume (.json), LinkedIn data archive (.zip), your CV (Word or PDF), or your MyERAS application (PDF)"
HOW = (
    "What the file says is shown next to what you have. Your profile stays as it is until you take something over, and "
    "you choose item by item. Words that find no place in it are saved at once, below, so that none is lost; there you "
    "can throw them away. Numbers such as that of a passport are left out of them. The file itself is not kept."
)
GUESS = (
    "This was read from running text, so each item is a guess: which words are a title, a place, a date. Look at each "
    "before you select it."
)
_COLORS = {ProposalStatus.NEW: "green", ProposalStatus.DIFFERS: "orange"}
_LIST = ("brought in",)  # of its groups one is open at a time


def show_the_way() -> None:
    """The link from the profile, which also says when words of a file wait for a place."""
    waiting = len(session.workspace().unplaced)
    words = f" · {waiting} to place" if waiting else ""
    st.page_link(page_path("bring_in"), label=f"Bring in what you have{words}", icon=":material/move_to_inbox:")


def receive_file() -> None:
    """The uploader. What could not be placed is kept at once, so that closing the tab loses no words."""
    st.markdown(f":gray[{HOW}]")
    if chosen := uploads.receive(FILES, key="bring_in.file"):
        try:
            with st.spinner("Reading your file"):
                found = read_file(chosen[0], session.tools())
        except PostmatchError as error:
            session.tell_error(error)
        else:
            bring_in_actions.begin(found)
        st.rerun()


def show_found() -> None:
    """What the file in hand says, by parts of the profile; nothing without a file."""
    found = bring_in_actions.in_hand()
    if found is None:
        bring_in_actions.offer_undo()
        return
    st.header(plain(found.source), anchor=False)
    groups = bring_in_actions.groups()
    if found.is_guess:
        st.info(plain(GUESS), icon=":material/lightbulb:")
    if not groups:
        st.markdown("Your profile has all of it already, so there is nothing to take over.")
    with st.container(gap="xsmall"):
        for group in groups:
            _group(group)
    _there_already()
    _buttons(sum(len(group.selected) for group in groups))
    bring_in_actions.offer_undo()


def _group(group: Group) -> None:
    key, head = f"bring_in.group.{group.key}", f"**{plain(group.name)}** :gray[{_counts(group)}]"
    with folding_box(_LIST, group.key, head, box=f"bring-in-{group.key}", button=f"{key}.fold") as is_open:
        if is_open:
            _select_all(group, key)
            for proposal in group.proposals:
                _proposal(proposal, proposal.id in group.selected)


def _counts(group: Group) -> str:
    """``2 new, 1 differs · 2 selected``."""
    new = sum(one.status is ProposalStatus.NEW for one in group.proposals)
    differ = len(group.proposals) - new
    said = (f"{new} new" if new else "", f"{differ} with differences" if differ else "")
    return f"{', '.join(part for part in said if part)} · {len(group.selected)} selected"


def _select_all(group: Group, key: str) -> None:
    ids = [one.id for one in group.proposals]
    if len(ids) < 2:
        return
    with st.container(horizontal=True, gap="small"):
        for word, is_selected in (("Select all", True), ("Select none", False)):
            st.button(
                word, key=f"{key}.{'all' if is_selected else 'none'}", type="tertiary",
                on_click=bring_in_actions.select, args=(ids, is_selected),
            )  # fmt: skip


def _proposal(proposal: Proposal, is_selected: bool) -> None:
    """The item with a tick box; below it each field, with what the profile has now where that is something else."""
    key = f"bring_in.item.{proposal.id}"
    st.checkbox(
        f"**{plain(proposal.label)}** {_badge(proposal.status)}",
        key=session.seed(key, is_selected),
        on_change=bring_in_actions.select_one,
        args=(proposal.id, key),
    )
    st.markdown("\n".join(f"- {_difference(one, proposal.label)}" for one in proposal.differences))


def _difference(one: Difference, about: str) -> str:
    """``Dates: 2021 · you have: 2020``; without the first words where the item is called so itself."""
    name = "" if one.label == about else f"{plain(one.label)}: "
    has_now = f" :gray[· you have: {_in_line(one.present)}]" if one.present else ""
    return f"{name}{_in_line(one.found)}{has_now}"


def _in_line(words: str) -> str:
    return plain(words.replace("\n", " · "))


def _badge(status: LabelledEnum) -> str:
    return f":{_COLORS.get(status, 'gray')}-badge[{status.label}]"


def _there_already() -> None:
    if count := bring_in_actions.there_count():
        st.markdown(f":gray[{count} more {'item is' if count == 1 else 'items are'} in your profile already.]")


def _buttons(count: int) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            f"Take over {count} {'item' if count == 1 else 'items'}" if count else "Take over what is selected",
            key="bring_in.accept",
            type="primary",
            icon=":material/check:",
            disabled=not count,
            on_click=bring_in_actions.accept,
        )
        st.button("Done with this file", key="bring_in.done", on_click=bring_in_actions.finish)


def show_unplaced() -> None:
    """Words of files that found no place in the profile: here until they are thrown away."""
    unplaced = session.workspace().unplaced
    if not unplaced:
        return
    st.header("Words that found no place", anchor=False)
    st.markdown(
        ":gray[Nothing of your files is dropped without your word. Copy from here what belongs into your profile, and "
        "throw the rest away.]"
    )
    for source in dict.fromkeys(one.source for one in unplaced):
        _source(source, [one for one in unplaced if one.source == source])


def _source(source: str, pieces: Sequence[Unplaced]) -> None:
    with st.expander(f"{plain(source)} ({len(pieces)})", key=f"bring_in.unplaced.{pieces[0].id}", expanded=True):
        for piece in pieces:
            with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
                with st.container(width="stretch", gap="xsmall"):
                    if piece.heading:
                        st.markdown(f"**{plain(piece.heading)}**")
                    st.text(piece.text)
                st.button(
                    "Throw away", key=f"bring_in.unplaced.{piece.id}.drop", icon=":material/delete:", type="tertiary",
                    on_click=bring_in_actions.throw_away, args=([piece.id],),
                )  # fmt: skip
        if len(pieces) > 1:
            st.button(
                f"Throw all {len(pieces)} away", key=f"bring_in.unplaced.{pieces[0].id}.all",
                icon=":material/delete_sweep:", type="tertiary",
                on_click=bring_in_actions.throw_away, args=([piece.id for piece in pieces],),
            )  # fmt: skip
