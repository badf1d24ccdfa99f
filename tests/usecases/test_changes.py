"""What a stale tab is told about the change it could not save."""

from __future__ import annotations

from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import Document
from postmatch.domain.positions import Position
from postmatch.domain.profile import Award, Experience, GapNote, Identity, Profile
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.usecases.changes import LONGEST, describe_changes


def _named(name: str) -> Workspace:
    return Workspace(id="same", profile=Profile(identity=Identity(given_names=name)))


def test_what_was_typed_is_quoted():
    assert describe_changes(_named("Ana"), _named("Anna")) == "given names: “Anna”"


def test_an_emptied_field_is_said_to_be_emptied():
    assert describe_changes(_named("Ana"), _named("")) == "given names: emptied"


def test_a_longer_list_is_told_by_its_length():
    more = Workspace(id="same", profile=Profile(awards=(Award(id="a"),)))
    assert describe_changes(Workspace(id="same"), more) == "awards: 1 instead of 0"


def test_the_words_of_a_new_item_are_quoted():
    note = GapNote(id="g", start=PartialDate(year=2021, month=3), text="Prepared for Step 2 CK")
    more = Workspace(id="same", profile=Profile(gap_notes=(note,)))
    assert describe_changes(Workspace(id="same"), more) == "gap notes: “2021-03”, “Prepared for Step 2 CK”"


def test_a_new_item_is_quoted_beside_those_that_stay_and_a_change_is_told_of_the_right_one():
    first, second, third = (Award(id=one, title=one.upper()) for one in "abc")
    before = Workspace(id="same", profile=Profile(awards=(first, second)))
    after = Workspace(id="same", profile=Profile(awards=(second.model_copy(update={"title": "New"}), third)))
    assert describe_changes(before, after) == "title: “New”; awards: “C”"


def test_a_removed_item_is_told_by_the_length_and_a_moved_one_as_order():
    first, second = (Award(id=one, title=one.upper()) for one in "ab")
    both = Workspace(id="same", profile=Profile(awards=(first, second)))
    assert describe_changes(both, Workspace(id="same", profile=Profile(awards=(second,)))) == "awards: 1 instead of 2"
    moved = Workspace(id="same", profile=Profile(awards=(second, first)))
    assert describe_changes(both, moved) == "the order of awards"


def test_a_new_line_of_an_entry_is_quoted():
    before = Experience(id="e", bullets=("Ran the ward",))
    after = before.model_copy(update={"bullets": ("Ran the ward", "Taught students")})
    told = describe_changes(*(Workspace(id="same", profile=Profile(experience=(one,))) for one in (before, after)))
    assert told == "bullets: “Taught students”"


def test_no_identifier_is_printed():
    position = Position(id="546c0d63", program="Lakeview Hospital")
    before = Workspace(id="same")
    assert describe_changes(before, before.with_position(position)) == "positions: “Lakeview Hospital”"
    two = before.with_position(position).with_position(Position(id="5e5e5e5e", program="Riverside"))
    assert describe_changes(two, two.with_letter_to("546c0d63")) == "the program that the letter goes to"


def test_a_new_file_is_told_by_its_name_alone():
    file = Document(file_name="diploma.pdf", upload_sha256="4d1a9a" * 8, upload_bytes=7, page_marks=(("bef4d1a9",),))
    assert describe_changes(Workspace(id="same"), Workspace(id="same").with_document(file)) == (
        "documents: “diploma.pdf”"
    )


def test_long_texts_are_cut_and_many_changes_counted():
    before = Workspace(id="same")
    identity = Identity(given_names="x" * 500, family_name="b", email="c", phone="d", city="e")
    told = describe_changes(before, Workspace(id="same", profile=Profile(identity=identity)))
    assert "x" * LONGEST + "…" in told
    assert told.endswith("and 2 more")


def test_a_packet_is_told_as_such_and_not_by_its_record():
    record = PacketRecord(
        file_name="a.pdf", files=(), made_from="714691dc2ce194d2", made_on=PartialDate(year=2026), report_sha256="r"
    )
    assert describe_changes(_named("Ana"), _named("Ana").model_copy(update={"packet": record})) == (
        "the packet that was built"
    )


def test_no_difference_is_no_text():
    assert describe_changes(_named("Ana"), _named("Ana")) == ""
