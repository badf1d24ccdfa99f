"""The sample applicant through the same gate as anybody."""

from __future__ import annotations

from postmatch.domain.workspace import Workspace
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.sample import load_sample


def test_the_sample_becomes_a_verified_packet_without_its_waived_letter(tools, today):
    loaded = load_sample(Workspace(), tools)
    assert loaded.workspace.is_sample
    assert all(document.is_usable for document in loaded.workspace.documents)
    options = PacketOptions(today=today)
    built = build_packet(loaded.workspace, tools, blob=loaded.blobs.__getitem__, options=options)
    assert built.file_name == "Okafor_Adaeze_Residency_Application.pdf"
    left_out = {d["name"]: d["reason"]["code"] for d in built.report["documents"] if d["status"] == "left_out"}
    assert list(left_out.values()) == ["waived"]
    cv = next(one for one in built.filled if one.kind == "cv")
    assert cv.page_count == 1
