"""Where an applicant stands: what is needed, what of it is in order, and whether the packet is still current."""

from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import LETTER_KIND, Document, DocumentKind, Necessity
from postmatch.domain.facts import Facts
from postmatch.domain.packet import Plan
from postmatch.domain.standing import OPEN, stand
from postmatch.domain.workspace import PacketFile, PacketRecord, Workspace
from tests.domain.applicants import paper, refused, when


def kind(name: str, necessity: Necessity) -> DocumentKind:
    return DocumentKind(
        id=name,
        label=name,
        issuer="",
        how_to_get="",
        lead_days=0,
        place=1,
        necessity=necessity,
        why="",
        source="",
        checked_on=date(2026, 11, 1),
    )


FACTS = Facts(
    kinds=(
        kind("always", Necessity.ALWAYS),
        kind("ever", Necessity.ALWAYS),
        kind("sometimes", Necessity.IF_APPLIES),
        kind("nice", Necessity.HELPFUL),
    )
)


def finding(about: str, status: FindingStatus) -> Finding:
    return Finding(rule_id="r", kind=about, status=status, subject="S", message="It is so.")


def counts(*documents: Document, findings: tuple[Finding, ...] = ()) -> tuple[int, int]:
    """Kinds in order, kinds needed."""
    now = stand(Workspace(documents=documents), findings, FACTS)
    return now.ready_count, now.needed_count


def test_at_the_beginning_nothing_is_in_order_of_what_everybody_needs() -> None:
    assert counts() == (0, 2)
    assert stand(Workspace(), (), FACTS).share == 0.0


def test_a_usable_document_puts_its_kind_in_order_and_a_refused_one_does_not() -> None:
    assert counts(paper("always")) == (1, 2)
    assert counts(refused("always")) == (0, 2)
    assert counts(paper("always"), paper("always", title="again")) == (1, 2)


def test_what_is_merely_helpful_counts_nowhere() -> None:
    assert counts(paper("nice"), findings=(finding("nice", FindingStatus.TODO),)) == (0, 2)


def test_what_applies_to_some_is_needed_once_it_is_there_or_asked_for() -> None:
    assert counts(paper("sometimes")) == (1, 3)
    assert counts(findings=(finding("sometimes", FindingStatus.TODO),)) == (0, 3)
    assert counts(findings=(finding("sometimes", FindingStatus.OK),)) == (0, 2)


@pytest.mark.parametrize("status", OPEN)
def test_a_document_about_which_something_is_left_to_do_is_not_in_order(status: FindingStatus) -> None:
    assert counts(paper("always"), findings=(finding("always", status),)) == (0, 2)


@pytest.mark.parametrize("status", sorted(set(FindingStatus) - set(OPEN)))
def test_a_warning_alone_does_not_take_a_document_out_of_order(status: FindingStatus) -> None:
    assert counts(paper("always"), findings=(finding("always", status),)) == (1, 2)


def test_a_rule_that_is_content_puts_a_kind_in_order_without_a_file_unless_another_is_not() -> None:
    content, asks = finding("always", FindingStatus.OK), finding("always", FindingStatus.TODO)
    assert counts(findings=(content,)) == (1, 2)
    assert counts(findings=(content, asks)) == (0, 2)


def test_open_findings_are_counted_each() -> None:
    findings = tuple(finding("nice", status) for status in FindingStatus)
    assert stand(Workspace(), findings, FACTS).open_count == len(OPEN)


def test_the_share_is_between_nothing_and_everything() -> None:
    everything = Workspace(documents=(paper("always"), paper("ever")))
    assert stand(everything, (), FACTS).share == 1.0
    assert stand(Workspace(), (), Facts(kinds=())).share == 0.0


def test_only_letters_that_may_be_sent_are_counted() -> None:
    letters = [paper(LETTER_KIND, title=str(waived), waived=waived) for waived in (True, False, None)]
    copy_of_waived = letters[0].model_copy(update={"id": "copy", "waived": False})
    broken = refused(LETTER_KIND).model_copy(update={"waived": False})
    assert stand(Workspace(documents=(*letters, copy_of_waived, broken)), (), FACTS).letter_count == 1


def test_the_packet_is_current_until_something_it_is_made_from_changes() -> None:
    workspace = Workspace(documents=(paper("always"),))
    assert not stand(workspace, (), FACTS).packet.is_built
    record = PacketRecord(
        files=(PacketFile(sha256="c" * 64, file_name="packet.pdf", bytes=1, plan=Plan(sections=())),),
        file_name="packet.pdf",
        made_from=workspace.fingerprint,
        made_on=when("2026-11-23"),
        report_sha256="d" * 64,
    )
    built = workspace.model_copy(update={"packet": record})
    assert stand(built, (), FACTS).packet.is_current
    changed = stand(built.with_document(paper("ever")), (), FACTS).packet
    assert changed.is_built
    assert not changed.is_current
