"""The workspace: its verbs lose nothing, a removal can be undone, and the fingerprint moves when the packet would."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Repair, RepairCode
from postmatch.domain.edits import PageEdits
from postmatch.domain.packet import Plan, Section
from postmatch.domain.packet_profiles import Explanation, PacketProfile
from postmatch.domain.positions import Position
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.recommendations import Recommendation
from postmatch.domain.waivers import WaivedLetter
from postmatch.domain.workspace import REMOVED_KEPT, Choices, PacketFile, PacketRecord, Paper, Workspace
from tests.domain.applicants import paper, refused, when


def packet_file(name: str, *source_ids: str) -> PacketFile:
    """A file of a packet, one page a source; its bytes are those of its name."""
    sections = [
        Section(source_id=source_id, kind="other", title=source_id, first_page=number, page_count=1)
        for number, source_id in enumerate(source_ids, start=1)
    ]
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return PacketFile(sha256=sha256, file_name=name, bytes=10, plan=Plan(sections=tuple(sections)))


RECORD = PacketRecord(
    files=(packet_file("one.pdf", "a", "b"), packet_file("two.pdf", "c")),
    file_name="packet.zip",
    made_from="0" * 16,
    made_on=when("2026-11-23"),
    report_sha256="d" * 64,
    sheet_sha256="e" * 64,
)


def workspace_of(*titles: str) -> Workspace:
    """Documents whose ids are their titles."""
    return Workspace(id="w", documents=tuple(paper("other", title=title, id=title) for title in titles))


def titles(workspace: Workspace) -> list[str]:
    return [document.title for document in workspace.documents]


FIVE = workspace_of(*"abcde")


# --- order ----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from("abcdexyz"), unique=True))
def test_no_order_loses_or_adds_a_document(order: list[str]) -> None:
    ordered = FIVE.with_order(order)
    named = [title for title in order if title in "abcde"]
    assert titles(ordered) == named + [title for title in "abcde" if title not in named]
    assert set(ordered.documents) == set(FIVE.documents)


# --- adding, replacing, removing, restoring -------------------------------------------------------------------


def test_a_document_of_a_known_id_is_replaced_in_its_place_and_a_new_one_comes_last() -> None:
    changed = FIVE.with_document(paper("other", title="B", id="b"))
    assert titles(changed) == ["a", "B", "c", "d", "e"]
    assert titles(FIVE.with_document(paper("other", title="f", id="f"))) == ["a", "b", "c", "d", "e", "f"]


def test_a_removed_document_comes_back_as_it_was() -> None:
    gone = FIVE.without_document("b")
    assert titles(gone) == ["a", "c", "d", "e"]
    assert gone.removed == (FIVE.document("b"),)
    back = gone.with_restored("b")
    assert back.document("b") == FIVE.document("b")
    assert back.removed == ()


@pytest.mark.parametrize("change", [Workspace.without_document, Workspace.with_restored])
def test_an_unknown_id_changes_nothing(change: Callable[[Workspace, str], Workspace]) -> None:
    assert change(FIVE, "x") == FIVE


def test_removing_twice_is_removing_once() -> None:
    once = FIVE.without_document("b")
    assert once.without_document("b") == once


def test_so_many_removals_can_be_undone_and_the_oldest_goes_first() -> None:
    names = [f"{number:02}" for number in range(REMOVED_KEPT + 2)]
    workspace = workspace_of(*names)
    for name in names:
        workspace = workspace.without_document(name)
    assert [document.id for document in workspace.removed] == names[2:]
    assert workspace.with_restored(names[0]) == workspace
    assert titles(workspace.with_restored(names[2])) == [names[2]]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcde")), max_size=30))
def test_whatever_is_removed_and_restored_every_document_is_in_exactly_one_place(steps: list) -> None:
    workspace = FIVE
    for removes, name in steps:
        workspace = workspace.without_document(name) if removes else workspace.with_restored(name)
    everywhere = [*workspace.documents, *workspace.removed]
    assert sorted(document.id for document in everywhere) == list("abcde")
    assert workspace.blob_hashes == FIVE.blob_hashes


# --- bytes that are still needed ------------------------------------------------------------------------------


def test_bytes_of_documents_removed_ones_and_the_packet_are_still_needed() -> None:
    kept, gone, locked = paper("diploma"), paper("mspe"), refused("other")
    workspace = Workspace(documents=(kept, locked), removed=(gone,), packet=RECORD)
    uploads = {document.upload_sha256 for document in (kept, gone, locked)}
    packet = {RECORD.report_sha256, RECORD.sheet_sha256, *(file.sha256 for file in RECORD.files)}
    assert workspace.blob_hashes == uploads | packet
    assert Workspace().blob_hashes == frozenset()


# --- one's own CV and letter ----------------------------------------------------------------------------------


def test_the_newest_usable_and_included_file_is_ones_own_cv() -> None:
    first, second = paper(CV_KIND, title="first"), paper(CV_KIND, title="second")
    assert Workspace(documents=(first, second, refused(CV_KIND))).own_cv == second
    assert Workspace(documents=(first, second.model_copy(update={"included": False}))).own_cv == first
    assert Workspace(documents=(refused(CV_KIND),)).own_cv is None
    assert Workspace(documents=(first,)).own_cover_letter is None
    letter = paper(COVER_LETTER_KIND)
    assert Workspace(documents=(first, letter)).own_cover_letter == letter


def test_a_waiver_said_of_one_copy_of_a_file_holds_for_every_copy() -> None:
    letter = paper("letter_of_recommendation", waived=True)
    copy = letter.model_copy(update={"id": "copy", "kind": CV_KIND, "waived": None})
    other = paper(CV_KIND, title="other")
    workspace = Workspace(documents=(letter, copy, other))
    assert [workspace.is_waived(document) for document in workspace.documents] == [True, True, False]
    assert Workspace(documents=(letter, copy)).own_cv is None


def without(workspace: Workspace, name: str) -> Workspace:
    return workspace.without_document(name).without_removed()


LETTER = paper("letter_of_recommendation", id="l", waived=True, page_keys=("tb", ""), page_marks=(("t", "b"), ()))
OTHER_FORM = paper("other", id="o", page_keys=("ub", ""), page_marks=(("b",), ()))
WAYS_TO_GO = {
    "more were removed after it": lambda one: _with_removals(one.without_document("l")),
    "removed, then saved": lambda one: without(one, "l"),
    "another file in its place": lambda one: one.with_document(paper("other", title="new", id="l", waived=False)),
}


def _with_removals(workspace: Workspace) -> Workspace:
    for number in range(REMOVED_KEPT):
        diploma = paper("diploma", title=str(number), id=f"d{number}")
        workspace = workspace.with_document(diploma).without_document(diploma.id)
    return workspace


@pytest.mark.parametrize("way", WAYS_TO_GO)
def test_a_waiver_stays_when_its_letter_is_gone_for_good(way: str) -> None:
    gone = WAYS_TO_GO[way](Workspace(documents=(LETTER, OTHER_FORM)))
    assert LETTER.id not in {one.id for one in gone.removed}
    again = Workspace.model_validate_json(gone.model_dump_json())
    assert again.waived_pages(OTHER_FORM) == (1,)
    assert again.is_waived_file(LETTER.model_copy(update={"waived": None}))
    assert again.blob_hashes.isdisjoint({LETTER.upload_sha256})


def test_a_letter_that_goes_twice_is_remembered_once() -> None:
    once = without(Workspace(documents=(LETTER,)), "l")
    assert without(once.with_document(LETTER), "l") == once


@pytest.mark.parametrize("way", ["put back", "added again", "added again, the first can be put back"])
def test_a_waiver_that_is_taken_back_leaves_nothing_behind(way: str) -> None:
    with_it = Workspace(documents=(LETTER, OTHER_FORM))
    gone = with_it.without_document("l") if "put back" in way else without(with_it, "l")
    added = LETTER.model_copy(update={"id": "again", "waived": None})
    back = gone.with_restored("l") if way == "put back" else gone.with_document(added)
    (letter,) = back.documents_of(LETTER.kind)
    assert back.is_waived(letter)
    assert back.is_waived(OTHER_FORM)
    answered = back.with_waiver(letter.id, False)
    assert not answered.waived_letters
    assert not any(answered.is_waived(document) for document in answered.documents)
    assert without(answered, letter.id).waived_before == ()


def test_only_no_said_of_the_same_file_takes_a_waiver_back() -> None:
    gone = without(Workspace(documents=(LETTER, OTHER_FORM)), "l")
    assert gone.with_waiver("o", False).is_waived(OTHER_FORM)
    again = gone.with_document(LETTER.model_copy(update={"waived": None}))
    for answer in (True, None):
        assert again.with_waiver("l", answer).is_waived(OTHER_FORM)
    assert again.with_waiver("nobody", False) == again


# --- positions ------------------------------------------------------------------------------------------------


def test_a_position_is_added_or_replaced_and_becomes_the_letters() -> None:
    first, second = Position(program="Lakeview"), Position(program="Riverside")
    workspace = Workspace().with_position(first).with_position(second)
    assert workspace.letter_position == second
    again = workspace.with_position(first.model_copy(update={"city": "Toledo"}))
    assert {position.id for position in again.positions} == {first.id, second.id}
    assert again.letter_position.city == "Toledo"
    assert Workspace().letter_position is None


# --- packets ---------------------------------------------------------------------------------------------------


def test_a_packet_of_several_files_is_one_packet() -> None:
    assert (RECORD.page_count, RECORD.bytes) == (3, 20)
    place = RECORD.place_of("b")
    assert place is not None
    assert (place[0].file_name, place[1].first_page) == ("one.pdf", 2)
    assert RECORD.place_of("nobody") is None


def test_profiles_and_explanations_are_added_replaced_and_taken_away_by_id() -> None:
    first, second = PacketProfile(id="p", name="One"), PacketProfile(id="q", name="Two")
    workspace = Workspace().with_packet_profile(first).with_packet_profile(second)
    renamed = workspace.with_packet_profile(first.model_copy(update={"name": "Uno"}))
    assert [profile.name for profile in renamed.packet_profiles] == ["Uno", "Two"]
    assert renamed.without_packet_profile("p").packet_profiles == (second,)
    assert renamed.without_packet_profile("x") == renamed
    why = Explanation(id="e", kind="mspe", text="The school does not write one.")
    told = Workspace().with_explanation(why).with_explanation(why.model_copy(update={"text": "It closed."}))
    assert [explanation.text for explanation in told.explanations] == ["It closed."]
    assert told.without_explanation("e") == Workspace(id=told.id)


# --- the fingerprint ------------------------------------------------------------------------------------------

FULL = Workspace(
    id="w",
    profile=Profile(identity=Identity(given_names="Adaeze")),
    documents=(paper("diploma", id="d"), paper("mspe", id="m")),
    positions=(Position(id="p", program="Lakeview"), Position(id="q", program="Riverside")),
    letter_position_id="p",
)


def with_first(**changes: object) -> Workspace:
    return FULL.with_document(FULL.documents[0].model_copy(update=changes))


MOVES = {
    "profile": FULL.with_profile(Profile(identity=Identity(given_names="Ada"))),
    "a document added": FULL.with_document(paper("photo")),
    "a document removed": FULL.without_document("d"),
    "the order": FULL.with_order(["m", "d"]),
    "a title": with_first(title="Degree"),
    "a kind": with_first(kind="mspe"),
    "other pages": with_first(pdf_sha256="e" * 64),
    "left out": with_first(included=False),
    "a waiver": with_first(waived=True),
    "a repair": with_first(repairs=(Repair(code=RepairCode.REBUILT, message="Rebuilt.", needs_look=True),)),
    "the position": FULL.model_copy(update={"letter_position_id": "q"}),
    "the program": FULL.with_position(Position(id="p", program="Hillside")),
    "the paper": FULL.model_copy(update={"choices": Choices(paper=Paper.A4)}),
    "the template": FULL.model_copy(update={"choices": Choices(cv_template="other")}),
    "an explanation": FULL.with_explanation(Explanation(kind="mspe", text="None is written.")),
    "a packet profile": FULL.with_packet_profile(PacketProfile(name="Mine")),
    "the choice of the profile": FULL.model_copy(update={"choices": Choices(packet_profile="separate")}),
    "the pages wanted": with_first(edits=PageEdits(kept=(1,))),
    "the engine": FULL.model_copy(update={"choices": Choices(engine="libreoffice")}),
}
BEFORE = WaivedLetter(upload_sha256="e", marks=())
STAYS = {
    "what was looked at": FULL.model_copy(update={"looked_at": ("e" * 64,)}),
    "the packet itself": FULL.model_copy(update={"packet": RECORD}),
    "what was removed before": FULL.model_copy(update={"removed": (paper("photo"),)}),
    "a waived letter of before": FULL.model_copy(
        update={"waived_before": (WaivedLetter(upload_sha256="e", marks=()),)}
    ),
    "how its pages are known again": with_first(page_marks=(("t", "b"),)),
    "who writes letters": FULL.model_copy(update={"recommendations": (Recommendation(writer="Dr. Ines Almeida"),)}),
}


@pytest.mark.parametrize("name", MOVES)
def test_the_fingerprint_moves_with_everything_a_packet_is_made_from(name: str) -> None:
    assert MOVES[name].fingerprint != FULL.fingerprint


@pytest.mark.parametrize("name", STAYS)
def test_the_fingerprint_stays_with_what_no_packet_shows(name: str) -> None:
    assert STAYS[name] != FULL
    assert STAYS[name].fingerprint == FULL.fingerprint


def test_no_two_of_these_changes_have_the_same_fingerprint() -> None:
    found = [workspace.fingerprint for workspace in MOVES.values()]
    assert len(set(found)) == len(found)
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in found)


def test_the_fingerprint_survives_saving_and_loading() -> None:
    assert Workspace.model_validate_json(FULL.model_dump_json()).fingerprint == FULL.fingerprint
