"""What the packet is for: one of the usual kinds of packet, or one that the applicant has made."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.packet_choice import all_profiles, profile_in_force
from postmatch.domain.packet_profiles import PacketForm, PacketProfile
from postmatch.domain.values import new_id
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.ui.components import OrderItem, order_list
from postmatch.ui.forms import packet_profile_form
from postmatch.ui.messages import plain

MEGABYTE = 1_000_000


def choose(workspace: Workspace) -> PacketProfile:
    """One of all kinds of packet; the choice is kept. Returns the one in force."""
    facts = session.facts()
    profiles = {profile.id: profile for profile in all_profiles(workspace, facts)}
    in_force = profile_in_force(workspace, facts)
    st.radio(
        "What is the packet for?",
        list(profiles),
        key=session.seed("packet.profile", in_force.id),
        format_func=lambda one: plain(profiles[one].name),
        captions=[plain(profile.note or in_words(profile)) for profile in profiles.values()],
        on_change=_choose,
        label_visibility="collapsed",
    )
    return in_force


def in_words(profile: PacketProfile) -> str:
    """What an own packet asks for: form, number of kinds, size target."""
    kinds = f"{len(profile.kinds)} kind{'' if len(profile.kinds) == 1 else 's'} of documents" if profile.kinds else ""
    size = f"at most {profile.most_bytes / MEGABYTE:g} MB" if profile.most_bytes else ""
    return ", ".join(part for part in (profile.form.label, kinds, size) if part)


def edit_own(workspace: Workspace, profile: PacketProfile) -> None:
    """Makes a packet of one's own from the one in force; edits or deletes it when it is the applicant's."""
    is_own = any(one.id == profile.id for one in workspace.packet_profiles)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Make a kind of packet of your own", key="packet.profile.new", icon=":material/add:", type="tertiary",
            on_click=_make,
        )  # fmt: skip
        if is_own:
            st.button(
                f"Delete “{plain(profile.name)}”", key=f"packet.profile.{profile.id}.delete",
                icon=":material/delete:", type="tertiary", on_click=_delete, args=(profile.id,),
            )  # fmt: skip
    if is_own:
        with st.expander(f"Change “{plain(profile.name)}”", key=f"packet.profile.{profile.id}.edit", expanded=True):
            session.commit(session.workspace().with_packet_profile(packet_profile_form(profile)))
            _order_kinds(profile)


def _order_kinds(profile: PacketProfile) -> None:
    """The chosen kinds in the order of the packet; with one or none there is nothing to order."""
    if len(profile.kinds) < 2:
        return
    label = session.facts().label

    def take(kinds: list[str]) -> None:
        session.commit(session.workspace().with_packet_profile(profile.model_copy(update={"kinds": tuple(kinds)})))

    st.markdown("Order of the kinds")
    items = [OrderItem(kind, label(kind)) for kind in profile.kinds]
    order_list(items, key=f"packet.profile.{profile.id}.order", label="Order of the kinds", on_order=take)


def _choose() -> None:
    _take(session.workspace(), session.widget_value("packet.profile"))


def _make() -> None:
    workspace = session.workspace()
    model = profile_in_force(workspace, session.facts())
    own = PacketProfile(
        id=new_id(),
        name=f"My packet {len(workspace.packet_profiles) + 1}",
        form=PacketForm.ONE_PDF if model.form is PacketForm.LETTER_PORTAL else model.form,
        kinds=model.kinds,
        most_bytes=model.most_bytes,
        stamp=model.stamp,
        dividers=model.dividers,
    )
    _take(workspace.with_packet_profile(own), own.id)


def _delete(profile_id: str) -> None:
    session.commit(session.workspace().without_packet_profile(profile_id))


def _take(workspace: Workspace, profile_id: str) -> None:
    chosen = workspace.choices.model_copy(update={"packet_profile": profile_id})
    session.commit(workspace.model_copy(update={"choices": chosen}))
