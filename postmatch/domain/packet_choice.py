"""Which packet is asked for: the profile in force, among those that are shipped and the applicant's own."""

from __future__ import annotations

from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.workspace import Workspace

USUAL_PROFILE = "email"


def all_profiles(workspace: Workspace, facts: Facts) -> tuple[PacketProfile, ...]:
    """Those that are shipped, then the applicant's own."""
    return (*facts.packet_profiles, *workspace.packet_profiles)


def find_profile(name: str, workspace: Workspace, facts: Facts) -> PacketProfile | None:
    """By id, or by name without regard to case; an id goes before a name."""
    profiles = all_profiles(workspace, facts)
    by_id = (profile for profile in profiles if profile.id == name)
    by_name = (profile for profile in profiles if profile.name.casefold() == name.strip().casefold())
    return next(by_id, None) or next(by_name, None)


def profile_in_force(workspace: Workspace, facts: Facts) -> PacketProfile:
    """The chosen one; the usual one when the choice is gone, and one PDF of everything when no profile is known. Stamp
    and dividers come on top when the applicant has asked for them in every packet."""
    choices = workspace.choices
    chosen = _by_id(choices.packet_profile, workspace, facts) or usual_profile(workspace, facts)
    return chosen.adding(stamp=choices.stamp, dividers=choices.dividers)


def usual_profile(workspace: Workspace, facts: Facts) -> PacketProfile:
    """What is sent where nothing else is asked for: one PDF of everything."""
    return _by_id(USUAL_PROFILE, workspace, facts) or PacketProfile(id=USUAL_PROFILE, name="One PDF")


def _by_id(profile_id: str, workspace: Workspace, facts: Facts) -> PacketProfile | None:
    return next((one for one in all_profiles(workspace, facts) if one.id == profile_id), None)
