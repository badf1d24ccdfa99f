"""The overview: the first minute of a new applicant, and where an applicant stands."""

from __future__ import annotations

import tomllib

from postmatch.domain.checklist import FindingStatus
from postmatch.domain.next_steps import next_steps
from postmatch.ui import session
from postmatch.ui.places import PAGES
from postmatch.usecases.review_workspace import review_workspace
from postmatch.usecases.sample import SAMPLE
from tests.pages.tab import Tab


def _tiles(tab: Tab) -> dict[str, str]:
    return {tile.label: tile.value for tile in tab.test.metric}


def test_a_new_applicant_is_welcomed_with_two_ways_to_begin_and_no_figures(tab: Tab) -> None:
    assert tab.title == "One application, ready to send"
    assert [button.key for button in tab.test.button] == ["overview.sample", "overview.start"]
    assert _tiles(tab) == {}
    assert not tab.test.error
    tab.press("overview.start")
    assert tab.title == "Profile"


def test_every_page_of_the_menu_opens_for_a_new_applicant(tab: Tab) -> None:
    for name, title, _ in PAGES[1:]:
        tab.visit(name)
        assert tab.title == title


def test_the_sample_goes_through_the_gate_and_is_marked_as_a_sample(tab: Tab) -> None:
    tab.press("overview.sample")
    files = {entry["file"] for entry in tomllib.loads((SAMPLE / "workspace.toml").read_text("utf-8"))["document"]}
    assert {document.file_name for document in tab.workspace.documents} == files
    assert all(document.is_usable for document in tab.workspace.documents)
    assert "The sample applicant is loaded" in tab.notices("success")
    assert tab.title == "Adaeze Okafor"
    assert "Fictional sample applicant" in tab.texts()
    tab.visit("overview")
    assert "The sample applicant is loaded" not in tab.notices("success")


def test_every_link_of_a_step_leads_to_a_page_of_the_menu(sample: Tab) -> None:
    names = {name for name, *_ in PAGES}
    assert sample.test.page_link
    assert {link.proto.page for link in sample.test.page_link} <= names


def test_steps_come_longest_lead_time_first_and_say_how_many_more_there_are(sample: Tab) -> None:
    sample.visit("documents")
    for name in ("Scan_ECFMG_cert.pdf", "MSPE_scan.pdf"):
        sample.press(f"documents.{sample.document(name).id}.remove")
    sample.visit("overview")
    findings = review_workspace(sample.workspace, session.facts(), today=session.today())
    steps = next_steps(findings)
    words = sample.texts()
    places = [words.index(step.message) for step in steps[:4]]
    assert len(steps) > 4
    assert places == sorted(places)
    assert [step.days for step in steps] == sorted((step.days for step in steps), reverse=True)
    assert f"{len(steps) - 4} more in the checklist on the Documents page." in words
    open_count = sum(finding.status in (FindingStatus.TODO, FindingStatus.BLOCKED) for finding in findings)
    assert _tiles(sample)["Still to do"] == str(open_count)


def test_removing_a_needed_document_is_seen_on_the_tiles_and_in_the_sidebar(sample: Tab) -> None:
    ready, needed = map(int, _tiles(sample)["Documents in order"].split(" of "))
    document = sample.document("Scan_ECFMG_cert.pdf")
    sample.visit("documents")
    sample.press(f"documents.{document.id}.remove")
    sample.visit("overview")
    assert _tiles(sample)["Documents in order"] == f"{ready - 1} of {needed}"
    assert any(f"{ready - 1} of {needed} needed" in bar.text for bar in sample.test.progress)


def test_letters_one_may_send_do_not_count_a_waived_one(sample: Tab) -> None:
    letters = [document for document in sample.workspace.documents if document.is_letter]
    assert any(letter.waived for letter in letters)
    assert _tiles(sample)["Letters to send"] == str(sum(letter.waived is False for letter in letters))


def test_the_tile_of_the_packet_follows_building_and_changing(sample: Tab) -> None:
    assert _tiles(sample)["Packet"] == "Not built yet"
    sample.press("overview.packet")
    assert sample.title == "Packet"
    sample.press("packet.build")
    sample.visit("overview")
    assert _tiles(sample)["Packet"] == "Up to date"
    sample.visit("profile")
    sample.fill("profile.city", "Toledo")
    sample.visit("overview")
    assert _tiles(sample)["Packet"] == "Out of date"


def test_a_name_is_never_taken_for_markdown(tab: Tab) -> None:
    tab.visit("profile")
    tab.fill("profile.given_names", "![x](http://example.com/x.png) :red[Eve]")
    tab.visit("overview")
    assert r"\!\[x\]\(http\:" + "\u2060" + r"//example\.com/x\.png\) \:red\[Eve\]" in tab.title
