"""The experiences as text for MyERAS: counted against its limits, to change right here, and to copy."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.eras_text import ErasEntry, ErasField, ErasText, eras_text
from postmatch.domain.profile import Experience
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.components import copy_text
from postmatch.ui.folding import Opener, folding_box
from postmatch.ui.forms import questions
from postmatch.ui.forms.fields import edit
from postmatch.ui.forms.handlers import Place
from postmatch.ui.messages import plain

_LIST = ("eras",)  # of its experiences one is open at a time
_OPEN = Opener("Open", ":material/expand_more:")
_FIELDS = tuple(one for one in questions.EXPERIENCE if one.name in ("bullets", "why_meaningful"))
HOW = (
    "MyERAS counts characters, spaces included; its own counter has the last word. The words are those of your "
    "profile: what you change here changes there."
)


def show() -> None:
    """A line with its counts for each experience; the open one with its texts."""
    workspace = session.workspace()
    texts = eras_text(workspace.profile, session.facts())
    if not texts.entries:
        st.markdown(":gray[No experience in your profile yet. What you enter there appears here, ready to paste.]")
        return
    st.markdown(f":gray[{HOW}]")
    _totals(texts)
    experiences = {one.id: one for one in workspace.profile.experience}
    with st.container(gap="xsmall", key="cv-eras-list"):
        for entry in texts.entries:
            _entry(workspace, experiences[entry.experience_id], entry)


def _totals(texts: ErasText) -> None:
    with st.container(horizontal=True, gap="small"):
        _count("experiences", len(texts.entries), texts.most_entries)
        _count("most meaningful", texts.meaningful_count, texts.most_meaningful)


def _count(words: str, count: int, most: int) -> None:
    is_over = count > most
    st.badge(
        f"{count} of {most} {words}", icon=":material/error:" if is_over else None, color="red" if is_over else "gray"
    )


def _entry(workspace: Workspace, experience: Experience, entry: ErasEntry) -> None:
    key, head = f"cv.eras.{entry.experience_id}", f"**{plain(entry.title)}**  \n{_counts(entry)}"
    box, button = f"eras-{entry.experience_id}", f"{key}.fold"
    with folding_box(_LIST, entry.experience_id, head, box=box, button=button, opener=_OPEN) as is_open:
        if is_open:
            _text("Description", entry.description, key=f"{key}.description")
            if entry.meaningful.text:
                _text("Why it was meaningful", entry.meaningful, key=f"{key}.meaningful")
            _edit(workspace, experience, key)


def _counts(entry: ErasEntry) -> str:
    parts = [plain(entry.dates)] if entry.dates else []
    parts += [_in_words(entry.description)]
    parts += [_in_words(entry.meaningful)] if entry.meaningful.text else []
    return " :gray[·] ".join(f":gray[{part}]" if not part.startswith(":") else part for part in parts)


def _in_words(field: ErasField) -> str:
    """``412/750``; what is over is red."""
    words = plain(f"{field.count}/{field.most}")
    return f":red[{words}]" if field.over else words


def _text(name: str, field: ErasField, *, key: str) -> None:
    st.markdown(f"**{name}** :gray[{plain(f'{field.count} of {field.most} characters')}]")
    if not field.text:
        st.markdown(":gray[Nothing yet.]")
        return
    if field.over:
        st.markdown(f":red[:material/error: {field.over} characters too many for MyERAS, which would not take it.]")
    copy_text(field.text, key=key, label=name.lower())
    if field.over and field.shortened:
        st.markdown(":gray[The whole sentences that fit, if you want to leave the rest out:]")
        copy_text(field.shortened, key=f"{key}.shortened", label=f"{name.lower()}, shortened")
    if field.unusual:
        signs = plain(" ".join(field.unusual))
        st.markdown(f":gray[Look at these signs in MyERAS after pasting, it may show them differently: {signs}]")


def _edit(workspace: Workspace, experience: Experience, key: str) -> None:
    """The same fields as in the profile; the counts above follow as soon as a field is left."""
    edited = edit(experience, _FIELDS, key, Place(("experience",), experience.id))
    if edited != experience:
        changed = tuple(edited if one.id == experience.id else one for one in workspace.profile.experience)
        session.commit(workspace.with_profile(workspace.profile.model_copy(update={"experience": changed})))
