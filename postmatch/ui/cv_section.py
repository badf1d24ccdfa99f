"""One section of the CV, folded to a line or open: its heading, the fields its entries print, its entries and lines."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.cv_form import CvForm, CvPart, CvSection, EntryField, Relevance, SectionForm
from postmatch.domain.workspace import Workspace
from postmatch.ui import cv_form_actions, session
from postmatch.ui.cv_form_actions import line_digest
from postmatch.ui.cv_sections import Entry, entries, fields_of
from postmatch.ui.forms import handlers
from postmatch.ui.messages import plain

_LIST = ("cv sections",)  # of these one is open at a time
MOST_SHORT = 90  # characters of a line that are shown to tell it by


def show_section(workspace: Workspace, section: SectionForm) -> None:
    """The section in a box. What is folded is not drawn, so a long CV stays a short page."""
    key, is_open = cv_form_actions.section_key(section.section, "fold"), _is_open(section.section)
    with st.container(border=True, key=f"cv-section-{section.section.value}", gap="small"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            st.markdown(_head(workspace, section), width="stretch")
            st.button(
                "Close" if is_open else "Change",
                key=key,
                icon=":material/expand_less:" if is_open else ":material/tune:",
                type="tertiary",
                on_click=handlers.fold,
                args=(_LIST, section.section.value),
            )
        if is_open:
            _settings(section)
            if section.shown:
                for entry in entries(workspace.profile, section.section):
                    _entry(workspace.cv_form, entry)


def _is_open(section: CvSection) -> bool:
    return handlers.is_open(_LIST, section.value)


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
    said = (count, off if off_count else "", f"without {without}" if without else "")
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


def _entry(form: CvForm, entry: Entry) -> None:
    """One entry: printed or not, how much it matters when the page is full, and its lines."""
    st.space("xsmall")
    title = f"**{plain(_short(entry.title))}**" + (f" :gray[{plain(entry.detail)}]" if entry.detail else "")
    if entry.is_off:
        st.markdown(f"{title}  \n:gray[Your profile keeps it off the CV: switch “Show on CV” on there.]")
        return
    whole = CvPart(entry_id=entry.id)
    if not _printed(form, whole, title, f"cv.entry.{entry.id}.shown"):
        return
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
        _printed(form, part, plain(line), f"cv.entry.{entry.id}.line.{line_digest(line)}")


def _printed(form: CvForm, part: CvPart, label: str, key: str) -> bool:
    """A tick box: ticked is printed."""
    is_printed = part not in form.hidden
    st.checkbox(
        label, key=session.seed(key, is_printed), on_change=cv_form_actions.set_printed, args=(part, key)
    )  # fmt: skip
    return is_printed


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHORT else f"{text[:MOST_SHORT].rstrip()}…"
