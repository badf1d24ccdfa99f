"""The file that is being looked at in this tab, which of its items are selected, and what the buttons do with them.

A file in hand lives in this tab only; what is taken over from it and the words that found no place are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import streamlit as st

from postmatch.domain.imports import Imported
from postmatch.domain.profile import Profile
from postmatch.domain.proposals import Proposal, ProposalStatus, proposals
from postmatch.ui import session
from postmatch.usecases.bring_in import take_over


@dataclass
class _InHand:
    """``before`` and ``after``: the profile around the last taking over, for the way back."""

    found: Imported | None = None
    selected: set[str] = field(default_factory=set)
    before: Profile | None = None
    after: Profile | None = None


@dataclass(frozen=True)
class Group:
    """A part of the profile with what the file says about it; ``key`` is its name for keys."""

    name: str
    proposals: tuple[Proposal, ...]
    selected: frozenset[str]

    @property
    def key(self) -> str:
        return re.sub(r"\W+", "-", self.name.lower())


def _held() -> _InHand:
    return session.remembered("brought in", "", _InHand)


def begin(found: Imported) -> None:
    """A file to look at. Of a guess nothing is selected beforehand; otherwise what the profile does not have yet."""
    session.catch_up()  # reading takes a while, and what another tab saved meanwhile would lose its words
    if not _keep_unplaced(found):
        session.tell("warning", f"{found.source} was read, but its words could not be kept.", "Choose the file again.")
        return
    held = _held()
    held.found = found
    told = proposals(session.workspace().profile, found.profile)
    held.selected = {one.id for one in told if one.status is ProposalStatus.NEW and not found.is_guess}


def _keep_unplaced(found: Imported) -> bool:
    """Words without a place are kept before anything else of the file is shown: a file in hand is one whose words
    are here, in this tab at least when the disk is full."""
    return session.commit(take_over(session.workspace(), found, ())) or bool(session.unsaved_reason())


def in_hand() -> Imported | None:
    return _held().found


def _told() -> tuple[Proposal, ...]:
    found = in_hand()
    return proposals(session.workspace().profile, found.profile) if found else ()


def groups() -> tuple[Group, ...]:
    """What could be taken over, by part of the profile."""
    open_ones = [one for one in _told() if one.status is not ProposalStatus.THERE]
    selected = _held().selected
    names = dict.fromkeys(one.group for one in open_ones)
    grouped = {name: tuple(one for one in open_ones if one.group == name) for name in names}
    return tuple(Group(name, of, frozenset(selected & {one.id for one in of})) for name, of in grouped.items())


def there_count() -> int:
    """How many items of the file are in the profile already."""
    return sum(one.status is ProposalStatus.THERE for one in _told())


def select(ids: Iterable[str], is_selected: bool) -> None:
    held = _held()
    held.selected = held.selected | set(ids) if is_selected else held.selected - set(ids)


def select_one(proposal_id: str, key: str) -> None:
    select([proposal_id], bool(session.widget_value(key)))


def accept() -> None:
    """Takes over what is selected; the rest stays to be looked at."""
    held, workspace = _held(), session.workspace()
    chosen = {one.id for group in groups() for one in group.proposals if one.id in held.selected}
    if held.found is None or not chosen:
        return
    still_there = tuple(one for one in workspace.unplaced if one.digest == held.found.digest)
    changed = take_over(workspace, held.found.model_copy(update={"unplaced": still_there}), chosen)
    if session.commit(changed):
        held.before, held.after = workspace.profile, changed.profile
        held.selected -= chosen
        count = "1 item is" if len(chosen) == 1 else f"{len(chosen)} items are"
        session.tell("success", f"{count} in your profile now.", "Look them over there: a file may be wrong.")


def finish() -> None:
    """Puts the file away; what was not taken over of it is gone."""
    held = _held()
    held.found, held.selected = None, set()


def offer_undo() -> None:
    """The way back from the last taking over, as long as nothing was changed after it."""
    held = _held()
    if held.before is not None and session.workspace().profile == held.after:
        st.button(
            "Undo the last taking over", key="bring_in.undo", icon=":material/undo:", type="tertiary", on_click=_undo
        )


def _undo() -> None:
    held = _held()
    if held.before is not None and session.commit(session.workspace().with_profile(held.before)):
        held.before = held.after = None


def throw_away(ids: Iterable[str]) -> None:
    workspace, gone = session.workspace(), set(ids)
    left = tuple(one for one in workspace.unplaced if one.id not in gone)
    session.commit(workspace.model_copy(update={"unplaced": left}))
