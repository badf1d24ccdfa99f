"""What a stale tab is told about the change it could not save."""

from __future__ import annotations

from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import Award, Identity, Profile
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
