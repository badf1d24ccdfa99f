"""The checklist on screen: what to do today, and everything that was checked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.next_steps import next_steps
from postmatch.ui import explanations_view, session
from postmatch.ui.messages import lead_time, plain, say, show_finding, status_badge
from postmatch.ui.places import page_path

PAGE_OF_RULE = {"step_3_for_h1b": ("profile", "Profile")}
PAGE_OF_KIND = {CV_KIND: ("profile", "Profile"), COVER_LETTER_KIND: ("cover_letter", "Cover letter")}
CHECKLIST_PAGE = "documents"
FILTERS = ("To do", "In order", "All")


def show_steps(findings: Sequence[Finding], *, count: int, place: str) -> None:
    """The first ``count`` things to do, longest lead time first, each with the page where it is done."""
    steps = next_steps(findings)
    if not steps:
        say("success", "Everything that was checked is in order.", "Build the packet and look through its pages.")
        return
    for finding in steps[:count]:
        _show_step(finding, place)
    if len(steps) > count:
        st.markdown(f":gray[{len(steps) - count} more in the checklist on the Documents page.]")


def _show_step(finding: Finding, place: str) -> None:
    by_kind = PAGE_OF_KIND.get(finding.kind, (CHECKLIST_PAGE, "Documents"))
    page, title = PAGE_OF_RULE.get(finding.rule_id, by_kind)
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(finding.subject)}**", width="content")
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                st.markdown(f":gray[{lead_time(finding.days)}]", width="content")
                status_badge(finding.status)
        st.markdown(plain(finding.message))
        if finding.hint:
            st.markdown(f":material/arrow_forward: {plain(finding.hint)}")
        if page != place:
            st.page_link(page_path(page), label=f"Go to {title}", icon=":material/arrow_forward:")


def show_checklist(findings: Sequence[Finding]) -> None:
    """Every finding, with a filter that starts at what is left to do; a missing document may be explained instead."""
    chosen = st.segmented_control(
        "Show", FILTERS, key="documents.filter", default=FILTERS[0], required=True, label_visibility="collapsed"
    )
    shown = [
        finding
        for finding in findings
        if chosen == "All" or (finding.status is FindingStatus.OK) == (chosen == "In order")
    ]
    if not shown:
        st.markdown(":gray[Nothing here.]")
    for finding in shown:
        show_finding(finding, offer=lambda one: explanations_view.offer(one, session.workspace()))
