"""Building the packet: how its pages look, the button, progress, and what went wrong if it did."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.packet_profiles import PacketForm, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError
from postmatch.ui import frame, session
from postmatch.ui.messages import plain, say
from postmatch.usecases.build_packet import PacketOptions, build_packet


def page_options(workspace: Workspace, profile: PacketProfile) -> None:
    """Stamp and dividers for this packet. An own kind of packet says it itself, letters for a portal stay as they are,
    and where files stay apart there is nothing to divide."""
    if profile.is_as_written or any(one.id == profile.id for one in workspace.packet_profiles):
        return
    with st.container(horizontal=True):
        _option("stamp", "Your name and the page number on every page", workspace)
        if profile.form is PacketForm.ONE_PDF:
            _option("dividers", "A title sheet before each document", workspace)


def _option(name: str, label: str, workspace: Workspace) -> None:
    key = f"packet.{name}"

    def take() -> None:
        now = session.workspace()
        choices = now.choices.model_copy(update={name: bool(session.widget_value(key))})
        session.commit(now.model_copy(update={"choices": choices}))

    st.toggle(label, key=session.seed(key, getattr(workspace.choices, name)), on_change=take)


def show_standing() -> None:
    """How many needed documents are not in order; an incomplete packet may be built all the same."""
    now = frame.standing()
    missing = now.needed_count - now.ready_count
    if missing:
        st.markdown(
            f":gray[{missing} of {now.needed_count} needed documents are not in order yet: see the checklist on the "
            "Documents page. You can build now and again later.]"
        )


def build_button() -> None:
    if st.button("Build the packet", key="packet.build", type="primary", icon=":material/picture_as_pdf:"):
        build()


def build(*, split: bool = False) -> None:
    """Builds and verifies the packet with visible progress; the result is kept with the workspace."""
    session.catch_up()
    workspace = session.workspace()
    with st.status("Building your packet", expanded=True) as status:
        bar = st.progress(0.0)
        try:
            built = build_packet(
                workspace,
                session.tools(),
                blob=session.blob,
                options=PacketOptions(today=session.today(), split=split),
                progress=lambda share, words: bar.progress(share, text=words),
            )
        except PostmatchError as error:
            status.update(label="The packet was not built", state="error", expanded=True)
            say("error", error.message, error.hint)
            return
        for check in built.checks:
            st.markdown(f":material/check: {plain(check.message)}")
        if not session.commit(workspace.model_copy(update={"packet": built.record}), built.blobs):
            status.update(label="The packet was not kept", state="error", expanded=False)
            return
        status.update(label="The packet is built and every page was checked", state="complete", expanded=False)
