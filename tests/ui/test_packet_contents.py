"""The list of what goes in is the order in which the packet is built, and dragging changes it and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from postmatch.conversion import Workers
from postmatch.domain.facts import Facts
from postmatch.domain.packet_choice import profile_in_force
from postmatch.domain.packet_profiles import Explanation, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.ui.packet_contents import reordered, rows
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.intake import Intake
from postmatch.usecases.sample import load_sample
from postmatch.usecases.tools import Tools

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def tools(workers: Workers, facts: Facts) -> Tools:
    return Tools(workers=workers, facts=facts)


@pytest.fixture(scope="module")
def sample(tools: Tools) -> Intake:
    """The sample applicant, who also explains why there is no score report."""
    loaded = load_sample(Workspace(), tools)
    explained = loaded.workspace.with_explanation(Explanation(kind="score_report", text="It is on its way."))
    return Intake(explained, loaded.blobs, loaded.documents)


OWN = PacketProfile(id="own", name="Own", kinds=("score_report", "photo", "letter_of_recommendation", "cv"))


@pytest.mark.parametrize("own", [None, OWN])
def test_the_list_is_what_is_built(sample: Intake, tools: Tools, own: PacketProfile | None) -> None:
    workspace = sample.workspace
    if own:
        chosen = workspace.choices.model_copy(update={"packet_profile": own.id})
        workspace = workspace.with_packet_profile(own).model_copy(update={"choices": chosen})
    shown = [item.id for _, item in rows(workspace, profile_in_force(workspace, tools.facts), tools.facts)]
    built = build_packet(workspace, tools, blob=sample.blobs.__getitem__, options=PacketOptions(today=TODAY))
    assert shown == [section.source_id for section in built.files[0].plan.sections]
    assert len(shown) > 4


def test_documents_move_and_those_that_stay_out_keep_their_places(sample: Intake, facts: Facts) -> None:
    workspace = sample.workspace
    profile = profile_in_force(workspace, facts)
    ids = [document.id for document in workspace.documents]
    out = [document.id for document in workspace.documents if document.waived]
    shown = [item.id for _, item in rows(workspace, profile, facts) if not item.is_fixed]
    assert len(out) == 1
    moved = [shown[-1], *shown[:-1]]
    after = [document.id for document in reordered(workspace, profile, moved).documents]
    assert [one for one in after if one not in out] == moved
    assert after.index(out[0]) == ids.index(out[0])
    assert [
        item.id for _, item in rows(reordered(workspace, profile, moved), profile, facts) if not item.is_fixed
    ] == moved


def test_in_an_order_of_kinds_nothing_can_be_dragged(sample: Intake, facts: Facts) -> None:
    assert all(item.is_fixed for _, item in rows(sample.workspace, OWN, facts))
    letters = OWN.model_copy(update={"kinds": ("letter_of_recommendation",)})
    assert any(not item.is_fixed for _, item in rows(sample.workspace, letters, facts))
