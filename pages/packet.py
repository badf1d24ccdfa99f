"""Packet: what it is for, what goes in, build it, look through it, take it away."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import packet_build, packet_contents, packet_profiles_view, packet_view, packet_written, session

st.title("Packet", anchor=False)
workspace = session.workspace()

st.header("What it is for", anchor=False)
profile = packet_profiles_view.choose(workspace)
packet_profiles_view.edit_own(workspace, profile)

st.header("What goes in", anchor=False)
workspace = session.workspace()
packet_contents.show_order(workspace, profile)
packet_contents.show_left_out(workspace, profile)
packet_written.show_before(workspace, profile)
packet_build.page_options(workspace, profile)
packet_build.show_standing()
packet_build.build_button()

record = session.workspace().packet
if record is not None:
    st.header("Your packet", anchor=False)
    packet_view.show_state(session.workspace(), record)
    packet_view.show_size(record)
    packet_view.show_written(record)
    packet_view.take_away(session.workspace(), record)
    packet_view.show_checks(record)
    packet_view.show_obstacles(record)
    st.header("Look through it", anchor=False)
    packet_view.leaf(record)
    st.header("Every file accounted for", anchor=False)
    packet_view.show_report(record)
