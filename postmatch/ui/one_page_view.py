"""How the CV sits on its page: what fits, what could leave it, and what was left out, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from postmatch.domain.one_page import Fit, ProposedCut, ProposedCuts, left_out_now
from postmatch.domain.workspace import Workspace
from postmatch.ui import cv_form_actions
from postmatch.ui.cv_form_actions import line_digest
from postmatch.ui.messages import pages_label, plain, say

SHOWN = 8
"""Proposals that are shown at once; the rest unfolds."""
_COLORS = {
    Fit.ONE_PAGE: ("green", ":material/check_circle:"),
    Fit.NEARLY_EMPTY: ("blue", ":material/space_bar:"),
    Fit.TOO_LONG: ("orange", ":material/warning:"),
    Fit.SEVERAL_PAGES: ("gray", ":material/description:"),
}


def fit_badge(fit: Fit, page_count: int) -> None:
    color, icon = _COLORS[fit]
    pages = pages_label(page_count)
    too_much = f"{pages}: too {'long' if page_count > 1 else 'full'}"
    words = {Fit.TOO_LONG: too_much, Fit.NEARLY_EMPTY: f"{pages}, nearly empty"}
    st.badge(words.get(fit, pages), icon=icon, color=color)


def in_words(fit: Fit, *, body: float | None, free_share: float) -> str:
    """``Set in 10.5 pt; 8 % of the page is free.``; empty where nothing was set to fit."""
    if body is None or fit is Fit.TOO_LONG:
        return ""
    return f"Set in {body:g} pt; {round(free_share * 100)} % of the page is free."


def show_proposals(proposed: ProposedCuts) -> None:
    """What to leave out, in order of least loss; nothing is left out before the button is pressed."""
    cuts = proposed.cuts
    if not cuts:
        say("warning", "Your CV does not fit on one page, and there is nothing left to propose.", _SHORTEN)
        return
    with st.container(border=True, key="cv-proposals", gap="small"):
        st.markdown("**To fit on one page, these could stay out, least loss first**")
        st.markdown(f":gray[{plain(_FITS if proposed.fits else _STILL_TOO_LONG)}]")
        _list(cuts[:SHOWN])
        if len(cuts) > SHOWN:
            with st.expander(f"And {len(cuts) - SHOWN} more", key="cv.proposals.more"):
                _list(cuts[SHOWN:])
        st.button(
            "Leave it out" if len(cuts) == 1 else f"Leave these {len(cuts)} out", key="cv.leave_out", type="primary",
            icon=":material/content_cut:", on_click=cv_form_actions.leave_out, args=(tuple(one.part for one in cuts),),
        )  # fmt: skip


def _list(cuts: Sequence[ProposedCut]) -> None:
    """By their reasons, each said once for what follows each other."""
    for reason, parts in groupby(cuts, key=lambda one: one.reason):
        lines = "\n".join(f"- {plain(one.label)}" for one in parts)
        st.markdown(f":gray[{plain(reason)}]\n{lines}")


def show_left_out(workspace: Workspace) -> None:
    """What the one page goes without, each with its way back; nothing when it has everything."""
    gone = left_out_now(workspace.profile, workspace.cv_form)
    if not gone:
        return
    with st.expander(f"Left out of the one page ({len(gone)})", key="cv.left_out", icon=":material/content_cut:"):
        st.markdown(":gray[It stays in your profile, and the long form of the CV prints it.]")
        if len(gone) > 1:
            st.button(
                "Put everything back", key="cv.put_back.all", icon=":material/undo:",
                on_click=cv_form_actions.put_back, args=(tuple(one.part for one in gone),),
            )  # fmt: skip
        for one in gone:
            _gone(one)


def _gone(one: ProposedCut) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(plain(one.label), width="stretch")
        st.button(
            "Put back", key=f"cv.put_back.{part_key(one)}", icon=":material/undo:", type="tertiary",
            on_click=cv_form_actions.put_back, args=((one.part,),),
        )  # fmt: skip


def part_key(cut: ProposedCut) -> str:
    """A key for a part that does not move when another one goes."""
    return f"{cut.part.entry_id}.{line_digest(cut.part.line)}" if cut.part.line else cut.part.entry_id


_SHORTEN = "Shorten the longest texts in your profile, or hide a section under Contents."
_FITS = "Your profile keeps all of it. Mark what must stay under Contents, and this list changes."
_STILL_TOO_LONG = "Even without all of it the page is too full. Shorten the longest texts in your profile as well."
