"""What a reader of the CV would stumble over: time without an entry, work side by side, and wording."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.cv_review import CV_RULES
from postmatch.ui import session
from postmatch.ui.gaps_view import show_gaps
from postmatch.ui.messages import plain, show_finding
from postmatch.ui.places import page_path
from postmatch.usecases.review_cv import cv_gaps, review_cv

GAPS, OVERLAPS = "cv_gaps", "cv_overlaps"
FINE = "Nothing to change: no first person, no filler words, nothing in capitals, and every date names its month."

TO_PROFILE = "Change it in your profile"


def show() -> None:
    """Advice beside the CV; none of it keeps the CV back, and no word is changed by itself."""
    workspace, facts, today = session.workspace(), session.facts(), session.today()
    findings = review_cv(workspace, facts, today)
    st.header("Since graduation", anchor=False)
    of_gaps = {one.subject: one for one in findings if one.rule_id == GAPS}
    show_gaps(workspace.profile, cv_gaps(workspace, facts, today), of_gaps)
    _overlaps([one for one in findings if one.rule_id == OVERLAPS])
    st.header("Wording", anchor=False)
    _wording([one for one in findings if one.rule_id not in (GAPS, OVERLAPS)])


def _overlaps(findings: Sequence[Finding]) -> None:
    """Told, not judged."""
    if findings:
        st.markdown(f"**At the same time**  \n:gray[{plain(findings[0].why)} {plain(findings[0].hint)}]")
        st.markdown("\n".join(f"- {plain(one.message)}" for one in findings))


def _wording(findings: Sequence[Finding]) -> None:
    """By rule: what to do once, then each place with its words."""
    if not findings:
        st.markdown(f":green[:material/check:] {FINE}")
    for rule in CV_RULES:
        of_rule = [one for one in findings if one.rule_id == rule.id]
        broken = [one for one in of_rule if one.status is FindingStatus.UNKNOWN]
        for one in broken:
            show_finding(one)
        if found := [one for one in of_rule if one not in broken]:
            with st.container(border=True, gap="small"):
                st.markdown(f"**{plain(rule.title)}** :gray[{len(found)}]  \n:gray[{plain(found[0].hint)}]")
                st.markdown("\n".join(f"- {plain(one.message)}" for one in found))
                st.page_link(page_path("profile"), label=TO_PROFILE, icon=":material/edit:")
