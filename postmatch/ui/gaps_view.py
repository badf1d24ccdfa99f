"""Time since graduation on screen: each gap with a line to write, and the lines that account for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from postmatch.domain.checklist import Finding
from postmatch.domain.dates import period_label
from postmatch.domain.gaps import Gap
from postmatch.domain.profile import GapNote, Profile
from postmatch.ui import session
from postmatch.ui.messages import plain

NONE = "Every month since your graduation is accounted for."
NO_GRADUATION = (
    "Gaps are counted from your graduation. Enter the month in which you finished medical school in your profile, "
    "under Education."
)
EXAMPLE = "Prepared for Step 2 CK"  # short: a phone shows about 30 characters


def show_gaps(profile: Profile, gaps: Sequence[Gap], findings: Mapping[str, Finding]) -> None:
    """Open gaps first, each with its field; below them the lines that account for time already.

    ``findings`` are what the rule says of each gap, by the gap's label.
    """
    if profile.graduation is None:
        st.markdown(f":gray[{NO_GRADUATION}]")
    elif not gaps:
        st.markdown(f":green[:material/check:] {NONE}")
    for gap in gaps:
        _gap(gap, findings.get(gap.label))
    for note in profile.gap_notes:
        _note(note)


def _gap(gap: Gap, finding: Finding | None) -> None:
    key = f"cv.gap.{gap.start}"
    with st.container(border=True, key=f"gap-{gap.start}", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(gap.label)}** :gray[{plain(gap.length)}]", width="content")
            st.badge(
                "No entry" if gap.certain else "May be a gap", icon=":material/event_busy:",
                color="orange" if gap.certain else "gray",
            )  # fmt: skip
        if finding:
            st.markdown(f"{plain(finding.message)} :gray[{plain(finding.hint)}]")
        st.text_input(
            f"One line about {plain(gap.label)}",
            key=session.seed(key, ""),
            placeholder=EXAMPLE,
            label_visibility="collapsed",
            on_change=_account_for,
            args=(gap, key),
        )


def _note(note: GapNote) -> None:
    key, when = f"cv.gap_note.{note.id}", period_label(note.start, note.end, note.ongoing)
    with st.container(border=True, key=f"gap-note-{note.id}", gap="xsmall"):
        is_told = " :green-badge[:material/check_circle: Accounted for]" if note.text else ""
        st.markdown(f"**{plain(when or 'Without dates')}**{is_told}")
        st.text_area(
            f"Your line about {plain(when or 'a time without dates')}",
            key=session.seed(f"{key}.text", note.text),
            height="content",
            placeholder="Emptied, the line is gone",
            label_visibility="collapsed",
            on_change=_reword,
            args=(note.id, f"{key}.text"),
        )
        st.toggle(
            "Show on CV",
            key=session.seed(f"{key}.shown", note.shown_on_cv),
            on_change=_switch,
            args=(note.id, f"{key}.shown"),
        )


def _account_for(gap: Gap, key: str) -> None:
    """Makes a line of the profile for exactly this time."""
    if text := str(session.widget_value(key, "")).strip():
        _keep((*session.workspace().profile.gap_notes, gap.note(text)))


def _reword(note_id: str, key: str) -> None:
    """An emptied line is taken out: the gap shows again."""
    text = str(session.widget_value(key, "")).strip()
    notes = session.workspace().profile.gap_notes
    changed = (one.model_copy(update={"text": text}) if one.id == note_id else one for one in notes)
    _keep(tuple(one for one in changed if one.id != note_id or text))


def _switch(note_id: str, key: str) -> None:
    shown = bool(session.widget_value(key))
    notes = session.workspace().profile.gap_notes
    _keep(tuple(one.model_copy(update={"shown_on_cv": shown}) if one.id == note_id else one for one in notes))


def _keep(notes: tuple[GapNote, ...]) -> None:
    workspace = session.workspace()
    session.commit(workspace.with_profile(workspace.profile.model_copy(update={"gap_notes": notes})))
