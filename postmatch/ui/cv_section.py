"""One section of the CV, folded to a line or open: its heading, the fields its entries print, its entries and lines."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.cv_entries import same_line
from postmatch.domain.cv_form import CvForm, CvPart, EntryField, Relevance, SectionForm
from postmatch.domain.documents import CV_KIND
from postmatch.domain.workspace import Workspace
from postmatch.ui import cv_form_actions, session
from postmatch.ui.cv_form_actions import line_digest
from postmatch.ui.cv_sections import Entry, entries, fields_of
from postmatch.ui.folding import Opener, folding_box
from postmatch.ui.messages import plain
from postmatch.usecases.chosen_template import is_long_form

_LIST = ("cv sections",)  # of these one is open at a time
_CHANGE = Opener("Change", ":material/tune:")
MOST_SHORT = 90  # characters of a line that are shown to tell it by


def show_section(workspace: Workspace, section: SectionForm) -> None:
    """The section in a box that folds."""
    name, head = section.section.value, _head(workspace, section)
    button = cv_form_actions.section_key(section.section, "fold")
    with folding_box(_LIST, name, head, box=f"cv-section-{name}", button=button, opener=_CHANGE) as is_open:
        if is_open:
            _settings(section)
            if section.shown:
                for entry in entries(workspace.profile, section.section):
                    _entry(workspace.cv_form, entry, _left_out(workspace))


def _head(workspace: Workspace, section: SectionForm) -> str:
    name = section.heading or section.section.label
    detail = _in_words(workspace, section)
    bold = f"**{plain(name)}**"
    return f"{bold} :gray[{plain(detail)}]" if detail else bold


def _in_words(workspace: Workspace, section: SectionForm) -> str:
    """``3 entries, 1 of them off``; what differs from the usual is named."""
    if not section.shown:
        return "Not on the CV"
    found = entries(workspace.profile, section.section)
    hidden = {part.entry_id for part in workspace.cv_form.hidden if not part.line}
    off_count = sum(entry.is_off or entry.id in hidden for entry in found)
    count = f"{len(found)} {'entry' if len(found) == 1 else 'entries'}" if found else ""
    off = "off" if off_count == len(found) else f"{off_count} of them off"
    words = fields_of(section.section)
    without = ", ".join(words[field].lower() for field in section.without if field in words)
    gone = len({part.entry_id for part in _left_out(workspace) if not part.line} & {entry.id for entry in found})
    said = (
        count,
        off if off_count else "",
        f"{gone} left out of the one page" if gone else "",
        f"without {without}" if without else "",
    )
    return " · ".join(part for part in said if part)


def _settings(section: SectionForm) -> None:
    kind, key = section.section, cv_form_actions.section_key
    st.toggle(
        "On the CV", key=session.seed(key(kind, "shown"), section.shown), on_change=cv_form_actions.set_section,
        args=(kind, "shown"),
    )  # fmt: skip
    if not section.shown:
        return
    st.text_input(
        "Heading", key=session.seed(key(kind, "heading"), section.heading), placeholder=kind.label,
        on_change=cv_form_actions.set_section, args=(kind, "heading"),
    )  # fmt: skip
    words = fields_of(kind)
    if not words:
        return
    shown = [field for field in words if field not in section.without]
    st.pills(
        "Printed with each entry", list(words), selection_mode="multi", key=session.seed(key(kind, "fields"), shown),
        format_func=words.__getitem__, on_change=cv_form_actions.set_fields, args=(kind,),
    )  # fmt: skip
    if EntryField.DATES in words:
        _order_of_entries(section)


def _order_of_entries(section: SectionForm) -> None:
    kind, key = section.section, cv_form_actions.section_key
    st.toggle(
        "In the order of my profile", key=session.seed(key(kind, "as_entered"), section.as_entered),
        help="Otherwise the newest entry stands first.", on_change=cv_form_actions.set_section,
        args=(kind, "as_entered"),
    )  # fmt: skip


def _left_out(workspace: Workspace) -> tuple[CvPart, ...]:
    """What the one page goes without; the long form prints it all the same."""
    return () if is_long_form(CV_KIND, workspace) else workspace.cv_form.left_out


def _entry(form: CvForm, entry: Entry, left_out: tuple[CvPart, ...]) -> None:
    """One entry: printed or not, how much it matters when the page is full, and its lines."""
    st.space("xsmall")
    title = f"**{plain(_short(entry.title))}**" + (f" :gray[{plain(entry.detail)}]" if entry.detail else "")
    if entry.is_off:
        st.markdown(f"{title}  \n:gray[Your profile keeps it off the CV: switch “Show on CV” on there.]")
        return
    whole = CvPart(entry_id=entry.id)
    if not _printed(form, whole, title, f"cv.entry.{entry.id}.shown"):
        return
    is_gone = _say_left_out(whole, left_out, f"cv.entry.{entry.id}")
    st.segmented_control(
        f"When the page is full: {plain(_short(entry.title))}",
        list(Relevance),
        key=session.seed(cv_form_actions.mark_key(entry.id), form.relevance(entry.id)),
        required=True,
        format_func=lambda one: one.label,
        label_visibility="collapsed",
        on_change=cv_form_actions.set_mark,
        args=(entry.id,),
    )
    for line in entry.lines:
        part = CvPart(entry_id=entry.id, line=line)
        key = f"cv.entry.{entry.id}.line.{line_digest(line)}"
        if _printed(form, part, plain(line), key) and not is_gone:
            _say_left_out(part, left_out, key)


def _say_left_out(part: CvPart, left_out: tuple[CvPart, ...], key: str) -> bool:
    """That the one page goes without it although it is ticked, and the way back."""
    gone = tuple(
        one for one in left_out if one.entry_id == part.entry_id and same_line(one.line) == same_line(part.line)
    )
    if gone:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(":orange[:material/content_cut: Left out of the one page]", width="content")
            st.button(
                "Put back", key=f"{key}.put_back", icon=":material/undo:", type="tertiary",
                on_click=cv_form_actions.put_back, args=(gone,),
            )  # fmt: skip
    return bool(gone)


def _printed(form: CvForm, part: CvPart, label: str, key: str) -> bool:
    """A tick box: ticked is printed."""
    is_printed = part not in form.hidden
    st.checkbox(
        label, key=session.seed(key, is_printed), on_change=cv_form_actions.set_printed, args=(part, key)
    )  # fmt: skip
    return is_printed


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHORT else f"{text[:MOST_SHORT].rstrip()}…"
