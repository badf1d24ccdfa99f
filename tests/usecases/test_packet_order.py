"""What goes in, and where: for each kind of packet, with documents, words in their place, and letters of our own."""

from __future__ import annotations

import pytest

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, LETTER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import Explanation, PacketForm, PacketProfile
from postmatch.domain.workspace import Workspace
from postmatch.usecases.packet_order import packet_order
from tests.domain.applicants import paper

EVERYTHING = PacketProfile(id="all", name="All")
PAPERS = (
    paper("diploma", id="d"),
    paper(LETTER_KIND, id="l", waived=False),
    paper(LETTER_KIND, id="w", waived=True, upload_sha256="f" * 64),
    paper("photo", id="p", included=False),
)
MSPE = Explanation(id="x", kind="mspe", text="My school writes none.")


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(documents=PAPERS, explanations=(MSPE, Explanation(id="y", kind="score_report")))


def order(workspace: Workspace, profile: PacketProfile, facts: Facts) -> list[str]:
    """Ids of documents and explanations, kinds of what we write."""
    entries = packet_order(workspace, profile, facts)
    return [(entry.document or entry.explanation).id if entry.document or entry.explanation else entry.kind
            for entry in entries]  # fmt: skip


def test_the_order_of_the_documents_is_the_applicants_and_what_we_write_comes_first(
    workspace: Workspace, facts: Facts
) -> None:
    assert order(workspace, EVERYTHING, facts) == [COVER_LETTER_KIND, CV_KIND, "d", "l", "x"]
    turned = workspace.with_order(["l", "d", "w", "p"])
    assert order(turned, EVERYTHING, facts) == [COVER_LETTER_KIND, CV_KIND, "l", "x", "d"]


def test_an_order_of_kinds_sorts_and_takes_nothing_else(workspace: Workspace, facts: Facts) -> None:
    own = PacketProfile(id="own", name="Own", kinds=(LETTER_KIND, "mspe", CV_KIND))
    assert order(workspace, own, facts) == ["l", "x", CV_KIND]


def test_the_applicants_own_letter_stands_in_the_place_of_ours(workspace: Workspace, facts: Facts) -> None:
    own = workspace.with_document(paper(COVER_LETTER_KIND, id="mine"))
    assert order(own, EVERYTHING, facts)[0] == "mine"
    assert order(own, EVERYTHING, facts).count("mine") == 1


def test_a_letter_portal_takes_letters_and_no_words_about_them(workspace: Workspace, facts: Facts) -> None:
    words = Explanation(id="z", kind=LETTER_KIND, text="Dr. Example is on leave.")
    portal = PacketProfile(id="portal", name="Portal", kinds=(LETTER_KIND,), form=PacketForm.LETTER_PORTAL)
    assert order(workspace.with_explanation(words), portal, facts) == ["l"]
