"""Packet: what goes in, build it, look through it, take it away."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import packet_view, session

st.title("Packet", anchor=False)
workspace = session.workspace()

st.header("What goes in", anchor=False)
packet_view.show_contents(workspace)
packet_view.show_standing()
packet_view.build_button()

record = session.workspace().packet
if record is not None:
    st.header("Your packet", anchor=False)
    packet_view.show_state(session.workspace(), record)
    packet_view.acknowledge_repairs(session.workspace())
    packet_view.take_away(session.workspace(), record)
    st.header("Look through it", anchor=False)
    packet_view.leaf(record)
    st.header("Every file accounted for", anchor=False)
    packet_view.show_report(record)
