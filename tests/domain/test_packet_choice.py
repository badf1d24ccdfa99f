"""Which packet is asked for: the chosen profile, and what happens when it is gone."""

from __future__ import annotations

from postmatch.domain.facts import Facts
from postmatch.domain.packet_choice import all_profiles, find_profile, profile_in_force
from postmatch.domain.packet_profiles import PacketForm, PacketProfile
from postmatch.domain.workspace import Choices, Workspace

OWN = PacketProfile(id="mine", name="For Lakeview", kinds=("diploma",))


def choosing(profile_id: str, *own: PacketProfile) -> Workspace:
    return Workspace(packet_profiles=own, choices=Choices(packet_profile=profile_id))


def test_everybody_begins_with_the_email_packet(facts: Facts) -> None:
    assert profile_in_force(Workspace(), facts).id == "email"
    assert profile_in_force(Workspace(), facts).most_bytes == 7_000_000


def test_a_chosen_profile_is_in_force_whether_shipped_or_ones_own(facts: Facts) -> None:
    assert profile_in_force(choosing("separate"), facts).form is PacketForm.SEPARATE_FILES
    assert profile_in_force(choosing("mine", OWN), facts) == OWN


def test_a_choice_that_is_gone_falls_back_to_the_email_packet(facts: Facts) -> None:
    workspace = choosing("mine", OWN).without_packet_profile("mine")
    assert workspace.packet_profiles == ()
    assert profile_in_force(workspace, facts).id == "email"


def test_without_any_profile_a_packet_is_one_pdf_of_everything() -> None:
    profile = profile_in_force(Workspace(), Facts(kinds=()))
    assert (profile.form, profile.kinds, profile.most_bytes) == (PacketForm.ONE_PDF, (), None)


def test_what_is_asked_for_every_packet_is_not_printed_on_letters_for_a_portal(facts: Facts) -> None:
    asked = Choices(stamp=True, dividers=True)
    for one in facts.packet_profiles:
        workspace = Workspace(choices=asked.model_copy(update={"packet_profile": one.id}))
        profile = profile_in_force(workspace, facts)
        assert (profile.stamp, profile.dividers) == ((False, False) if one.id == "letter_portal" else (True, True))


def test_a_profile_of_ones_own_never_hides_a_shipped_one(facts: Facts) -> None:
    pretender = PacketProfile(id="email", name="Mine")
    assert profile_in_force(choosing("email", pretender), facts) == facts.packet_profiles[0]


def test_a_profile_is_found_by_id_or_by_its_name_in_any_case(facts: Facts) -> None:
    workspace = choosing("email", OWN)
    assert find_profile("mine", workspace, facts) == OWN
    assert find_profile(" for LAKEVIEW ", workspace, facts) == OWN
    assert find_profile("letter_portal", workspace, facts) in facts.packet_profiles
    assert find_profile("nobody's", workspace, facts) is None
    assert all_profiles(workspace, facts) == (*facts.packet_profiles, OWN)
