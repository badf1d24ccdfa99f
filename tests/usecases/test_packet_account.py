"""What was wrong with a document of ours when it was read back goes into the findings of its packet."""

from __future__ import annotations

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.workspace import Workspace
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.packet_account import filled_findings
from tests.long_profiles import six_page_profile
from tests.usecases.conftest import TODAY


def no_blob(sha256: str) -> bytes:
    raise AssertionError(f"no stored bytes were needed, yet {sha256} was asked for")


def test_a_cv_that_is_too_long_goes_out_with_a_finding(tools) -> None:
    workspace = Workspace(profile=six_page_profile())
    built = build_packet(workspace, tools, blob=no_blob, options=PacketOptions(today=TODAY))
    told = [finding for finding in built.findings if finding.rule_id == "filled_document"]
    assert [(finding.kind, finding.subject) for finding in told] == [(CV_KIND, "CV")]
    assert "pages where one was promised" in told[0].message


def test_a_sound_letter_and_what_stays_out_have_none(tools) -> None:
    workspace = Workspace(profile=six_page_profile())
    built = build_packet(workspace, tools, blob=no_blob, options=PacketOptions(today=TODAY))
    assert COVER_LETTER_KIND in {one.kind for one in built.filled}
    assert filled_findings(built.filled, ()) == ()
