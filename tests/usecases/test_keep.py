"""Taking a workspace along and bringing it back."""

from __future__ import annotations

import pytest

from postmatch.domain.documents import Upload
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.errors import PostmatchError, ProfileUnreadable
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.keep import bring_in, save_profile, save_workspace


def test_a_saved_workspace_comes_back_whole(named, tools, pdf):
    taken = take_in(named, [Upload("d.pdf", pdf("d"))], tools, told=Told(kind="diploma"))
    saved = save_workspace(taken.workspace, taken.blobs.__getitem__)
    brought = bring_in(Workspace(), Upload("anything", saved))
    assert brought.workspace == taken.workspace
    assert brought.blobs == taken.blobs
    assert "Chidi Example" in brought.summary


def test_a_profile_file_replaces_the_profile_and_leaves_the_documents(named, tools, pdf):
    taken = take_in(named, [Upload("d.pdf", pdf("d"))], tools, told=Told(kind="diploma"))
    other = Workspace(profile=Profile(identity=Identity(given_names="Bo", family_name="Test")))
    brought = bring_in(taken.workspace, Upload("p.json", save_profile(other)))
    assert brought.workspace.profile == other.profile
    assert brought.workspace.documents == taken.workspace.documents


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"PK\x03\x04 not a zip", b"\xff\xfe\x00"])
def test_what_is_neither_is_refused_with_a_way_out(data):
    with pytest.raises(PostmatchError) as refused:
        bring_in(Workspace(), Upload("x", data))
    assert refused.value.hint


def test_a_profile_from_a_newer_version_is_refused_as_such():
    with pytest.raises(ProfileUnreadable, match="newer"):
        bring_in(Workspace(), Upload("x", b'{"basics": {"name": "A"}, "postmatch": {"format": 99}}'))


def test_what_was_removed_does_not_travel_with_a_saved_workspace(named, tools, pdf):
    taken = take_in(named, [Upload("passport.pdf", pdf("passport"))], tools, told=Told(kind="other"))
    removed = taken.workspace.without_document(taken.documents[0].id)
    brought = bring_in(Workspace(), Upload("x", save_workspace(removed, taken.blobs.__getitem__)))
    assert brought.workspace.removed == ()
    assert brought.blobs == {}
