"""The parts of the overview: the welcome of a new applicant, the greeting, the tiles."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Workspace
from postmatch.ui import frame, session, uploads
from postmatch.ui.messages import plain, say
from postmatch.ui.places import page_path
from postmatch.usecases.sample import load_sample

STEPS = (
    (":material/person:", "Tell your story once", "Profile, exams, experience, and four short answers for the letter."),
    (":material/folder_open:", "Bring your documents", "PDF, photos or Word files. Each is checked and mended."),
    (
        ":material/picture_as_pdf:",
        "Send one combined PDF",
        "Letter, CV and documents in order, with contents and links.",
    ),
)


def is_new(workspace: Workspace) -> bool:
    """True while there is neither a fact nor a file."""
    return workspace.profile == Profile() and not workspace.documents


def welcome() -> None:
    """The first minute: what this does, a sample to try, or one's own start."""
    st.title("One application, ready to send", anchor=False)
    st.markdown(
        "Openings after the Match go to those who write to all of them, early, with everything in order. "
        "Postmatch helps you see what is missing, write a one-page CV and a short letter, "
        "and put it all into one PDF."
    )
    grid = st.grid("auto", min_column_width=240, border=True)
    for icon, title, words in STEPS:
        with grid.cell():
            st.header(f"{icon} {title}", anchor=False)
            st.markdown(words)
    with st.container(horizontal=True):
        sample = st.button(
            "Try it with a sample applicant", key="overview.sample", type="primary", icon=":material/play_arrow:"
        )
        if st.button("Start with my own facts", key="overview.start", icon=":material/edit:"):
            st.switch_page(page_path("profile"))
    st.markdown(
        ":gray[A saved workspace is brought back on the Workspace page. A CV, a JSON Resume, a LinkedIn archive or "
        "your MyERAS application is read on the Profile page, so that nobody types twice.]"
    )
    if sample:
        _load_sample()


def _load_sample() -> None:
    if uploads.work(
        "Sending the sample files through the same checks as anybody's",
        lambda progress: load_sample(session.workspace(), session.tools(), progress=progress),
    ):
        session.tell("success", "The sample applicant is loaded.")
        st.rerun()


def greet(workspace: Workspace) -> None:
    """Whose application this is, and the one button that leads on."""
    name = workspace.profile.identity.full_name
    if workspace.is_sample:
        say(
            "info",
            "You are looking at a fictional sample applicant.",
            "Look around and build the packet. Erase it on the Workspace page when you start with your own facts.",
        )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(plain(name) if name else "Your application", anchor=False, width="content")
        if st.button("Go to the packet", key="overview.packet", type="primary", icon=":material/picture_as_pdf:"):
            st.switch_page(page_path("packet"))


def tiles() -> None:
    """Four figures about the application, each with what it means."""
    now = frame.standing()
    packet = "Not built yet"
    if now.packet.is_built:
        packet = "Up to date" if now.packet.is_current else "Out of date"
    grid = st.grid(4, min_column_width=150)
    for label, value in (
        ("Documents in order", f"{now.ready_count} of {now.needed_count}"),
        ("Letters to send", str(now.letter_count)),
        ("Still to do", str(now.open_count)),
        ("Packet", packet),
    ):
        with grid.cell():
            st.metric(label, value, border=True, height="stretch")
