"""What keeps the download closed: an answer is about exactly what was shown, and nobody vouches for what is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.runtime.media_file_storage import MediaFileStorageError

from postmatch.conversion import Workers
from postmatch.domain.documents import LETTER_KIND, Upload
from postmatch.domain.edits import PageEdits, Redaction
from postmatch.domain.facts import Facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.ui import session
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.tools import Tools
from tests.browser.pile import SAMPLE, with_numbers
from tests.pages.tab import UNMARKED, Tab

NAMED = Workspace(profile=Profile(identity=Identity(given_names="Chidi", family_name="Example")))
PHOTO = SAMPLE / "IMG_2041.jpg"


@pytest.fixture
def tools(workers: Workers, facts: Facts) -> Tools:
    return Tools(workers=workers, facts=facts, reads_scans=False)


@pytest.fixture
def taken(tools: Tools) -> Callable[..., Intake]:
    """``taken(name, data, edits)``: a workspace of one document with these edits."""

    def make(name: str, data: bytes, edits: PageEdits, told: Told = Told(kind="certificate")) -> Intake:  # noqa: B008
        return edited(take_in(NAMED, [Upload(name, data)], tools, told=told), edits, tools)

    return make


def edited(before: Intake, edits: PageEdits, tools: Tools) -> Intake:
    document_id = before.workspace.documents[0].id
    done = edit_pages(before.workspace, document_id, edits, tools, blob=before.blobs.__getitem__)
    return replace(done, blobs=before.blobs | done.blobs)


def with_packet(before: Intake, tools: Tools) -> Intake:
    options = PacketOptions(today=session.today())
    built = build_packet(before.workspace, tools, blob=before.blobs.__getitem__, options=options)
    workspace = before.workspace.model_copy(update={"packet": built.record})
    return replace(before, workspace=workspace, blobs=before.blobs | built.blobs)


def show(tab: Tab, intake: Intake) -> str:
    """The packet page with this workspace; the id of its document."""
    tab.receive(intake.workspace, intake.blobs)
    tab.visit("packet")
    return intake.workspace.documents[0].id


def is_closed(tab: Tab) -> bool:
    return tab.test.download_button(key="packet.download").disabled


def test_a_number_that_shows_since_was_never_meant_to_be_sent(tab: Tab, taken, tools: Tools) -> None:
    first = with_packet(taken("n.pdf", with_numbers(), PageEdits(kept=(1,))), tools)
    document_id = show(tab, first)
    tab.fill(f"packet.{document_id}.numbers", True)
    assert not is_closed(tab)
    kept = replace(first, workspace=tab.workspace)
    show(tab, with_packet(edited(kept, PageEdits(), tools), tools))
    assert is_closed(tab)
    assert "on page 1, Social Security number" in tab.texts()
    assert tab.value(f"packet.{document_id}.numbers") is False
    show(tab, with_packet(edited(kept, PageEdits(kept=(1,)), tools), tools))
    assert not is_closed(tab)


PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0.1, 0.1, 0.5, 0.5)),))


@pytest.mark.parametrize(
    ("name", "data", "edits"),
    [
        pytest.param("n.pdf", with_numbers(), PageEdits(kept=(1,)), id="a number left out"),
        pytest.param("scan.jpg", PHOTO.read_bytes(), PAINTED, id="painted by hand where nobody read a number"),
    ],
)
def test_a_packet_with_pages_that_were_changed_since_must_be_built_again(
    tab: Tab, taken, tools: Tools, name: str, data: bytes, edits: PageEdits
) -> None:
    show(tab, edited(with_packet(taken(name, data, PageEdits()), tools), edits, tools))
    assert "may have changed since this packet was built" in tab.notices("error")
    assert "packet.download" not in {button.key for button in tab.test.download_button}
    tab.press("packet.build")
    assert "may have changed" not in tab.notices("error")


def test_pages_that_nobody_read_are_named_before_the_packet_leaves(tab: Tab, taken, tools: Tools) -> None:
    show(tab, with_packet(taken("scan.jpg", PHOTO.read_bytes(), PageEdits()), tools))
    assert "Postmatch has not read the words on page 1 of" in tab.notices("info")


def test_a_tab_that_does_not_know_yet_hands_out_nothing_that_another_one_has_closed(
    tab: Tab, taken, tools: Tools
) -> None:
    told = Told(kind=LETTER_KIND, waived=False)
    built = with_packet(taken("l.jpg", PHOTO.read_bytes(), PageEdits(), told), tools)
    show(tab, built)
    assert not is_closed(tab)
    repository = tab.test.session_state["postmatch"].repository
    waived = built.workspace.documents[0].model_copy(update={"waived": True})
    newer = built.workspace.with_document(waived)
    repository.save(newer, expected_revision=repository.revision())
    with pytest.raises(MediaFileStorageError, match=r"marked as waived since.*Reload the page"):
        tab.download("packet.download")


def test_a_packet_built_after_the_painting_does_not_show_the_number_whatever_else_changes(
    tab: Tab, taken, tools: Tools
) -> None:
    built = with_packet(taken("n.pdf", with_numbers(), PageEdits(kept=(1,))), tools)
    document_id = show(tab, built)
    tab.fill(f"packet.{document_id}.numbers", True)
    tab.fill("packet.stamp", True)
    assert tab.workspace.packet.made_from != tab.workspace.fingerprint
    assert "may have changed" not in tab.notices("error")
    assert not is_closed(tab)


def test_a_page_that_was_straightened_after_the_look_is_looked_at_again_and_says_why(
    tab: Tab, taken, tools: Tools
) -> None:
    before = taken("diploma.jpg", PHOTO.read_bytes(), PageEdits())
    looked_at = (before.workspace.documents[0].look_sha256,)
    before = replace(before, workspace=before.workspace.model_copy(update={"looked_at": looked_at}))
    document_id = show(tab, with_packet(edited(before, PageEdits(straightened=True), tools), tools))
    assert is_closed(tab)
    assert "cut out of the photo, straightened" in tab.texts()
    tab.fill(f"packet.{document_id}.seen", True)
    assert not is_closed(tab)
    assert tab.workspace.looked_at == (*sorted((*looked_at, tab.workspace.documents[0].edited.sha256)),)


def test_of_separate_files_the_one_to_look_at_is_named(tab: Tab, taken, tools: Tools) -> None:
    one = taken("diploma.jpg", PHOTO.read_bytes(), PageEdits(straightened=True))
    apart = one.workspace.choices.model_copy(update={"packet_profile": "separate"})
    one = replace(one, workspace=one.workspace.model_copy(update={"choices": apart}))
    document_id = show(tab, with_packet(one, tools))
    file, _ = tab.workspace.packet.place_of(document_id)
    label = tab.test.checkbox(key=f"packet.{document_id}.seen").label
    assert f"(page 1 of {file.file_name})" in label.translate(UNMARKED)


def test_a_packet_with_a_file_that_nobody_remembers_must_be_built_again(tab: Tab, taken, tools: Tools) -> None:
    old = with_packet(taken("n.pdf", with_numbers(), PageEdits(kept=(2,))), tools)
    other = take_in(old.workspace.model_copy(update={"documents": ()}), [Upload("o.jpg", PHOTO.read_bytes())], tools)
    show(tab, replace(other, blobs=old.blobs | other.blobs))
    assert "not among your documents any more" in tab.notices("error")
    assert "packet.download" not in {button.key for button in tab.test.download_button}
    tab.press("packet.build")
    assert not tab.notices("error")


def test_a_packet_with_a_letter_whose_waiver_is_not_known_must_be_built_again(tab: Tab, taken, tools: Tools) -> None:
    told = Told(kind=LETTER_KIND, waived=False)
    built = with_packet(taken("l.jpg", PHOTO.read_bytes(), PageEdits(), told), tools)
    unknown = built.workspace.documents[0].model_copy(update={"waived": None})
    show(tab, replace(built, workspace=built.workspace.with_document(unknown)))
    assert "have not said whether it is waived" in tab.notices("error")
    assert "packet.download" not in {button.key for button in tab.test.download_button}


def test_what_is_wrong_with_our_letter_and_cv_stands_in_front_before_and_after_building(sample: Tab) -> None:
    workspace = sample.workspace
    here, there = (
        Position(program=program, why_this_program=f"{program} trains for rural care.")
        for program in ("Lakeview Hospital", "Riverside Community Hospital")
    )
    wrong = here.model_copy(update={"why_this_program": "Riverside Community Hospital is where I want to train."})
    work = [
        one.model_copy(update={"bullets": tuple(f"Line {n} about {one.role}: cared for patients." for n in range(14))})
        for one in workspace.profile.experience
    ]
    workspace = workspace.with_profile(workspace.profile.model_copy(update={"experience": tuple(work)}))
    sample.receive(workspace.with_position(there).with_position(wrong), {})
    sample.visit("packet")
    before = sample.notices("error")
    assert "names Riverside Community Hospital, to which this letter does not go" in before
    assert "**CV**" in before
    sample.press("packet.build")
    sample.fill("packet.stamp", True)  # the progress of the build is gone with the next run
    sample.receive(sample.workspace.with_profile(Profile(identity=workspace.profile.identity)), {})
    sample.visit("packet")
    inside = sample.notices("error")
    assert "names Riverside Community Hospital" in inside
    assert "**CV**" in inside


def test_a_letter_and_a_cv_that_are_as_they_should_be_have_nothing_in_front(sample: Tab) -> None:
    sample.visit("packet")
    sample.press("packet.build")
    assert sample.notices("error") == ""
