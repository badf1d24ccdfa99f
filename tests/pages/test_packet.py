"""The packet page: build, look through, account for every file, and take it away only when all was looked at."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from postmatch.conversion import Workers
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.usecases.build_packet import BuiltPacket, PacketOptions, build_packet
from postmatch.usecases.intake import Intake
from postmatch.usecases.tools import Tools
from tests.browser.pile import NUMBER, with_number
from tests.pages.tab import Tab

REPAIRED = "pdf_bad/pikepdf-content-stream-errors.pdf"


@pytest.fixture(scope="module")
def built_sample(sample_intake: Intake, workers: Workers, facts: Facts) -> tuple[Workspace, dict[str, bytes]]:
    """The sample applicant with a packet, and the bytes to keep for both."""
    blobs, workspace = sample_intake.blobs, sample_intake.workspace
    tools, options = Tools(workers=workers, facts=facts), PacketOptions(today=session.today())
    built = build_packet(workspace, tools, blob=blobs.__getitem__, options=options)
    return workspace.model_copy(update={"packet": built.record}), blobs | built.blobs


@pytest.fixture
def built(tab: Tab, built_sample: tuple[Workspace, dict[str, bytes]]) -> Tab:
    """The packet page of the sample applicant, whose packet is current."""
    tab.receive(*built_sample)
    tab.visit("packet")
    return tab


@pytest.fixture
def named(tab: Tab) -> Tab:
    """A tab of somebody who has told a name and nothing else."""
    tab.visit("profile")
    tab.fill("profile.given_names", "Chidi")
    tab.fill("profile.family_name", "Example")
    return tab


def _file(corpus: Path, path: str, name: str = "") -> tuple[str, bytes]:
    return name or path.rsplit("/", 1)[-1], (corpus / path).read_bytes()


def _words(pdf: bytes) -> str:
    """The text of all pages, as anybody's viewer finds it."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _bring(tab: Tab, *files: tuple[str, bytes]) -> None:
    tab.visit("documents")
    tab.upload("documents.upload", *files)
    tab.visit("packet")


def test_before_the_first_build_there_is_a_list_and_a_button_and_no_download(sample: Tab) -> None:
    sample.visit("packet")
    assert [one.label for one in sample.test.expander] == ["Stays out (1)"]
    assert "You waived your right to see this letter" in sample.texts()
    assert not sample.test.download_button


def test_the_built_packet_is_checked_and_downloads_with_every_page(sample: Tab) -> None:
    sample.visit("packet")
    sample.press("packet.build")
    (status,) = sample.test.status
    assert (status.label, status.state) == ("The packet is built and every page was checked", "complete")
    assert sample.texts().count(":material/check:") >= 8
    record = sample.workspace.packet
    with pikepdf.open(io.BytesIO(sample.download("packet.download"))) as packet:
        assert len(packet.pages) == record.page_count
        titles = [str(item.title) for item in packet.open_outline().root]
    assert titles[:3] == ["Cover letter", "Contents", "Curriculum vitae"]
    assert sample.test.download_button(key="packet.download").proto.label == "Download the packet"
    assert f"{record.page_count} pages" in sample.texts()


def test_every_file_is_accounted_for_on_the_page_and_in_the_report(built: Tab) -> None:
    report = json.loads(built.download("packet.report"))
    names = sorted(document.file_name for document in built.workspace.documents)
    assert sorted(entry["name"] for entry in report["documents"]) == names
    lines = built.texts().splitlines()
    for name in names:
        assert (
            sum(name in line and line.startswith((":material/check_circle:", ":material/block:")) for line in lines)
            == 1
        )
    assert any("LOR - Dr Lindqvist.pdf :gray[You waived your right" in line for line in lines)


def test_the_packet_can_be_leafed_through_to_its_last_page(built: Tab) -> None:
    pages = built.test.pagination(key="packet.page_number")
    first = built.pictures()
    pages.set_value(built.workspace.packet.page_count)
    built.run()
    assert len(built.pictures()) == 1
    assert built.pictures() != first


def test_a_change_makes_the_packet_older_until_it_is_built_again(built: Tab) -> None:
    older = "This packet is older than your latest change"
    built.run()
    assert older not in built.notices("warning")
    built.visit("profile")
    built.fill("profile.phone", "+1 614 555 0199")
    built.visit("packet")
    assert older in built.notices("warning")
    before = built.workspace.packet.files[0].sha256
    built.press("packet.build")
    assert older not in built.notices("warning")
    assert built.workspace.packet.files[0].sha256 != before


def test_a_letter_waived_after_the_build_closes_the_download_until_a_new_one(built: Tab) -> None:
    built.visit("documents")
    letter = next(one for one in built.workspace.documents if one.is_letter and one.waived is False)
    built.fill(f"documents.{letter.id}.waived", True)
    built.visit("packet")
    assert "holds a letter that you have marked as waived" in built.notices("error")
    assert "packet.download" not in {button.key for button in built.test.download_button}
    built.press("packet.build")
    assert built.download("packet.download").startswith(b"%PDF-")
    assert built.workspace.packet.place_of(letter.id) is None


def test_a_repaired_file_must_be_looked_at_before_the_download(named: Tab, corpus: Path) -> None:
    _bring(named, _file(corpus, REPAIRED, "hurt.pdf"), _file(corpus, "pdf_good/pikepdf-outlines.pdf"))
    named.press("packet.build")
    box = f"packet.{named.document('hurt.pdf').id}.seen"
    assert "1 repaired document to look at before you download" in named.notices("info")
    assert named.test.download_button(key="packet.download").disabled
    assert not named.test.download_button(key="packet.report").disabled
    assert "(pages " in named.test.checkbox(key=box).label
    assert [one.key for one in named.test.checkbox if one.key.endswith(".seen")] == [box]
    named.fill(box, True)
    assert named.download("packet.download").startswith(b"%PDF-")
    assert "older than your latest change" not in named.notices("warning")
    named.visit("overview")
    named.visit("packet")
    assert named.value(box) is True
    named.fill(box, False)
    assert named.test.download_button(key="packet.download").disabled


def test_a_refused_file_stays_out_and_says_why_before_and_after_building(named: Tab, corpus: Path) -> None:
    _bring(named, _file(corpus, "MANIFEST.tsv", "list.pdf"), _file(corpus, "pdf_good/pikepdf-outlines.pdf"))
    reason = named.document("list.pdf").refusal.message
    assert f"- list.pdf: :gray[{reason}" in named.texts()
    named.press("packet.build")
    assert f":material/block: list.pdf :gray[{reason}]" in named.texts()


def test_a_number_keeps_the_packet_until_it_is_painted_over_or_meant(named: Tab) -> None:
    _bring(named, ("ead.pdf", with_number()))
    named.press("packet.build")
    box = f"packet.{named.document('ead.pdf').id}.numbers"
    assert "1 document with sensitive numbers to decide about before you download" in named.notices("info")
    assert named.test.download_button(key="packet.download").disabled
    named.fill(box, True)
    assert NUMBER in _words(named.download("packet.download"))
    named.fill(box, False)
    named.press(f"{box}.paint")
    named.answer(f"paint.{named.document('ead.pdf').id}.save")
    assert f"Page 1 of “{named.document('ead.pdf').title}” is painted over." in named.notices("success")
    assert "may have changed since this packet was built" in named.notices("error")
    assert "packet.download" not in {button.key for button in named.test.download_button}
    named.press("packet.build")
    packet = named.download("packet.download")
    assert NUMBER not in _words(packet)
    assert "Nothing follows." in _words(packet)


def test_separate_files_come_as_one_zip_and_each_alone(sample: Tab) -> None:
    sample.visit("packet")
    sample.fill("packet.profile", "separate")
    sample.press("packet.build")
    record = sample.workspace.packet
    with zipfile.ZipFile(io.BytesIO(sample.download("packet.download"))) as bundle:
        assert bundle.namelist() == [file.file_name for file in record.files]
        one = bundle.read(record.files[0].file_name)
    assert len(record.files) > 5
    assert sample.download(f"packet.file.{record.files[0].sha256}") == one


def test_a_packet_of_ones_own_is_made_used_changed_and_deleted(sample: Tab) -> None:
    sample.visit("packet")
    sample.press("packet.profile.new")
    (own,) = sample.workspace.packet_profiles
    assert sample.workspace.choices.packet_profile == own.id
    key = f"packet.profile.{own.id}"
    sample.fill(f"{key}.name", "For Dr. Whitfield")
    sample.fill(f"{key}.kinds", ["usmle_transcript", "cv"])
    sample.fill(f"{key}.most_bytes", 3.5)
    sample.fill(f"{key}.stamp", True)
    own = sample.workspace.packet_profiles[0]
    assert (own.name, own.kinds, own.most_bytes, own.stamp) == (
        "For Dr. Whitfield",
        ("usmle_transcript", "cv"),
        3_500_000,
        True,
    )
    sample.press("packet.build")
    sections = sample.workspace.packet.files[0].plan.sections
    assert [section.kind for section in sections] == ["contents", "usmle_transcript", "cv"]
    assert "Adaeze Okafor, AAMC ID" in _words(sample.download("packet.download"))
    sample.press(f"{key}.delete")
    assert sample.workspace.packet_profiles == ()
    assert sample.value("packet.profile") == "email"


def test_a_packet_that_cannot_be_made_small_enough_says_so_and_comes_in_parts(sample: Tab) -> None:
    sample.visit("packet")
    sample.press("packet.profile.new")
    sample.fill(f"packet.profile.{sample.workspace.packet_profiles[0].id}.most_bytes", 0.4)
    sample.press("packet.build")
    assert len(sample.workspace.packet.files) == 1
    assert " dpi, " in sample.texts()
    assert "more than the 400 KB aimed at" in sample.notices("warning")
    assert " KB to " not in sample.notices("warning")  # each document says it for itself
    assert not re.search(r"from (\d+) to \1 dpi", sample.texts())
    sample.press("packet.split")
    record = sample.workspace.packet
    assert len(record.files) > 1
    assert record.file_name.endswith(".zip")
    assert not sample.is_offered("packet.split")
    assert "older than your latest change" not in sample.notices("warning")


def test_stamp_and_dividers_are_switched_on_for_the_usual_packet(sample: Tab) -> None:
    sample.visit("packet")
    sample.fill("packet.stamp", True)
    sample.fill("packet.dividers", True)
    sample.press("packet.build")
    kinds = [section.kind for section in sample.workspace.packet.files[0].plan.sections]
    assert kinds.count("divider") > 5
    assert f"page 1 of {sample.workspace.packet.page_count}" in _words(sample.download("packet.download"))


def test_of_a_letter_and_a_cv_with_words_there_is_nothing_to_tell(built: Tab) -> None:
    assert "in this packet holds" not in built.notices("warning")


def test_a_letter_and_a_cv_that_say_nothing_are_told_beside_the_download(named: Tab) -> None:
    named.visit("packet")
    named.press("packet.build")
    assert "The cover letter in this packet holds none of your own words" in named.notices("warning")
    assert "The CV in this packet holds little more than your name" in named.notices("warning")


def test_letters_for_a_portal_stay_as_they_are(sample: Tab) -> None:
    sample.visit("packet")
    sample.fill("packet.stamp", True)
    sample.fill("packet.profile", "letter_portal")
    assert "packet.stamp" not in {toggle.key for toggle in sample.test.toggle}
    sample.press("packet.build")
    letter = sample.test.session_state["postmatch"].repository.blob(sample.workspace.packet.files[0].sha256)
    assert "page 1 of" not in _words(letter)


def test_checks_report_to_print_and_what_stands_in_the_way_of_pdf_a_are_there_on_request(built: Tab) -> None:
    assert built.download("packet.sheet").startswith(b"%PDF-")
    labels = [one.label for one in built.test.expander]
    assert any(label.endswith("checks passed") for label in labels)
    assert "claims no PDF/A conformance" in built.texts()
    before = built.texts().count("- Page ")
    built.press(f"packet.archival.{built.workspace.packet.files[0].sha256}")
    assert built.texts().count("- Page ") > before or "Nothing was found" in built.texts()
    assert ".;" not in built.texts()


def test_a_packet_that_is_large_for_an_email_is_told_the_size_that_passes(
    tab: Tab, built_sample: tuple[Workspace, dict[str, bytes]]
) -> None:
    workspace, blobs = built_sample
    record = workspace.packet
    large = record.model_copy(update={"files": (record.files[0].model_copy(update={"bytes": 9_700_000}),)})
    tab.receive(workspace.model_copy(update={"packet": large}), blobs)
    tab.visit("packet")
    assert tab.notices("info").startswith("9.7 MB is large for an e-mail.")
    assert "at most 7.0 MB passes" in tab.notices("info")


def test_a_packet_shows_what_another_tab_has_changed_before(sample: Tab) -> None:
    sample.visit("packet")
    _save_elsewhere(sample)
    sample.press("packet.build")
    assert f"page 1 of {sample.workspace.packet.page_count}" in _words(sample.download("packet.download"))
    assert "another tab" not in sample.notices("warning")


def test_a_packet_that_another_tab_overtakes_is_not_kept_and_says_so(
    sample: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*given: Any, **options: Any) -> BuiltPacket:
        _save_elsewhere(sample)
        return build_packet(*given, **options)

    monkeypatch.setattr("postmatch.ui.packet_build.build_packet", overtaken)
    sample.visit("packet")
    sample.press("packet.build")
    assert "Not saved from this tab: the packet that was built." in sample.notices("warning")
    assert sample.workspace.packet is None


def _save_elsewhere(tab: Tab) -> None:
    """Another tab switches the stamp on, and this one does not know it yet."""
    repository, now = tab.test.session_state["postmatch"].repository, tab.workspace
    stamped = now.model_copy(update={"choices": now.choices.model_copy(update={"stamp": True})})
    repository.save(stamped, expected_revision=repository.revision(), blobs={})


def test_with_nothing_to_put_in_no_packet_is_built_and_it_is_said_why(tab: Tab) -> None:
    tab.visit("packet")
    tab.press("packet.build")
    (status,) = tab.test.status
    assert (status.label, status.state) == ("The packet was not built", "error")
    assert status.proto.expanded  # or the reason would be folded away
    assert tab.notices("error")
    assert tab.workspace.packet is None
    assert not tab.test.download_button
