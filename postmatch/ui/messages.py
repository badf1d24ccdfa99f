"""Words on the screen: notices, findings, repairs, refusals. User text is escaped here, in one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import streamlit as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import Document, Repair
from postmatch.ui import session

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")
# Streamlit makes links, icons and arrows of these after Markdown was read, when a backslash has gone already.
_LIVE = re.compile(r"(?<=:)(?=//|material/|streamlit:)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[<>-])(?=[<>=-])", re.IGNORECASE)
_WORD_JOINER = "\u2060"  # takes no room
_BADGES = {
    FindingStatus.OK: ("green", ":material/check_circle:"),
    FindingStatus.TODO: ("orange", ":material/radio_button_unchecked:"),
    FindingStatus.WARNING: ("yellow", ":material/warning:"),
    FindingStatus.BLOCKED: ("red", ":material/block:"),
    FindingStatus.UNKNOWN: ("gray", ":material/help:"),
}
_DRAW = {"info": st.info, "success": st.success, "warning": st.warning, "error": st.error}
_ICONS = {
    "info": ":material/info:",
    "success": ":material/check_circle:",
    "warning": ":material/warning:",
    "error": ":material/error:",
}


def plain(text: str) -> str:
    """User text for a Markdown sink: reads exactly as typed, on one line, links and images stay text."""
    return _MARKDOWN.sub(r"\\\1", _LIVE.sub(_WORD_JOINER, " ".join(text.split())))


def show_notices() -> None:
    """Draws what has to be said once (a conflict, an undo, a full disk).

    An ``info`` answers a button far down a list, where the top of the page is out of sight: it floats as well.
    """
    for notice in session.take_notices():
        if notice.level == "info":
            st.toast(plain(notice.message), icon=_ICONS["info"], duration="long")
        _DRAW[notice.level](f"{plain(notice.message)}  \n{plain(notice.hint)}", icon=_ICONS[notice.level])


def say(level: str, message: str, hint: str = "") -> None:
    """One message in place: what happened, then what to do now."""
    _DRAW[level](f"{plain(message)}  \n{plain(hint)}" if hint else plain(message), icon=_ICONS[level])


def lead_time(days: int) -> str:
    """How long a remedy takes, in words: ``can be done now``, ``about 3 days``, ``about 4 weeks``."""
    if days <= 0:
        return "can be done now"
    if days < 14:
        return f"about {days} day{'s' if days != 1 else ''}"
    return f"about {round(days / 7)} weeks"


def status_badge(status: FindingStatus) -> None:
    color, icon = _BADGES[status]
    st.badge(status.label, icon=icon, color=color)


def show_finding(finding: Finding, *, offer: Callable[[Finding], None] | None = None) -> None:
    """One finding as a card: subject and status, what is wrong, why it matters, what to do, how long it takes.
    ``offer`` draws what can be done about it right here."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(finding.subject)}**", width="content")
            status_badge(finding.status)
        st.markdown(plain(finding.message))
        if finding.status is not FindingStatus.OK:
            if finding.why:
                st.markdown(f":gray[{plain(finding.why)}]")
            if finding.hint:
                takes = f" :gray[({lead_time(finding.days)})]" if finding.days else ""
                st.markdown(f":material/arrow_forward: {plain(finding.hint)}{takes}")
        if offer:
            offer(finding)


def show_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        show_finding(finding)


def show_repairs(repairs: Iterable[Repair]) -> None:
    """What the gate changed in a file, one line each."""
    for repair in repairs:
        icon = ":material/visibility:" if repair.needs_look else ":material/build:"
        st.markdown(f"{icon} :gray[{plain(repair.message)}]")


def size_label(count: int) -> str:
    """Bytes for people: ``640 KB``, ``1.4 MB`` (decimal units, as mail programs count)."""
    if not count:
        return "empty"
    return f"{count / 1_000_000:.1f} MB" if count >= 999_500 else f"{max(1, round(count / 1000))} KB"


def pages_label(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def short_name(document: Document) -> str:
    """The file's name without the folders and the .zip it came in."""
    return document.file_name.rsplit("/", 1)[-1]


def document_line(document: Document) -> str:
    """File name, pages and size of a document, escaped for Markdown."""
    parts = [plain(short_name(document))]
    if document.final:
        kept, came = document.final.page_count, document.page_count or 0
        parts.append(pages_label(came) if kept == came else f"{kept} of {pages_label(came)}")
    parts.append(size_label(document.upload_bytes))
    return " · ".join(parts)
