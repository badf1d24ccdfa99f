"""The .zip of a workspace: nothing lost on the way, and nothing taken in that is not exactly what was saved."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import Document, Refusal
from postmatch.domain.edits import PageEdits, Redaction
from postmatch.domain.packet import Plan, Section
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import PacketFile, PacketRecord, Workspace
from postmatch.errors import ArchiveUnreadable, StorageFailed
from postmatch.storage import DatabaseRepository, is_archive, read_archive, write_archive
from postmatch.storage.archive import MAX_BYTES, MAX_ENTRIES
from postmatch.storage.migrations import form_of

DIPLOMA = b"%PDF-1.7 a diploma"
REFUSAL = Refusal(code="damaged", message="m", hint="h")


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def one_file() -> tuple[Workspace, dict[str, bytes]]:
    document = Document(
        id="d1",
        file_name="Diplôme 🎓/2019.pdf",
        upload_sha256=sha256_of(DIPLOMA),
        upload_bytes=len(DIPLOMA),
        refusal=REFUSAL,
    )
    return Workspace(id="w1").with_document(document), {sha256_of(DIPLOMA): DIPLOMA}


def archive() -> bytes:
    workspace, blobs = one_file()
    return write_archive(workspace, blobs.__getitem__)


def rewritten(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive with its entries changed, put together again by an ordinary zip program."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return out.getvalue()


def with_index(data: bytes, **values: Any) -> bytes:
    def change(entries: dict[str, bytes]) -> None:
        entries["workspace.json"] = json.dumps({**json.loads(entries["workspace.json"]), **values}).encode()

    return rewritten(data, change)


documents = st.builds(
    lambda name, data, removed, refused: (
        Document(
            file_name=name,
            upload_sha256=sha256_of(data),
            upload_bytes=len(data),
            pdf_sha256=None if refused else sha256_of(data + b"as PDF"),
            refusal=REFUSAL if refused else None,
        ),
        {sha256_of(data): data} | ({} if refused else {sha256_of(data + b"as PDF"): data + b"as PDF"}),
        removed,
    ),
    st.text(max_size=20),
    st.binary(max_size=50),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(documents, max_size=5), st.text(), st.sampled_from(["1999", "2024-02", "2024-02-29"]))
def test_what_was_written_is_read_back_exactly(files: list[Any], text: str, day: str) -> None:
    workspace = Workspace(profile=Profile(summary=text, identity=Identity(other_names=(text, "x"))))
    blobs: dict[str, bytes] = {sha256_of(b"packet"): b"packet", sha256_of(b"report"): b"report"}
    for document, its_blobs, is_removed in files:
        workspace = workspace.with_document(document)
        workspace = workspace.without_document(document.id) if is_removed else workspace
        blobs |= its_blobs
    file = PacketFile(
        sha256=sha256_of(b"packet"),
        file_name="packet.pdf",
        bytes=6,
        plan=Plan(sections=(Section(source_id="cv", kind="cv", title=text, first_page=1, page_count=1),)),
    )
    record = PacketRecord(
        files=(file,),
        file_name="packet.pdf",
        made_from=workspace.fingerprint,
        made_on=PartialDate.model_validate(day),
        report_sha256=sha256_of(b"report"),
    )
    workspace = workspace.model_copy(update={"packet": record})
    assert read_archive(write_archive(workspace, blobs.__getitem__)) == (workspace, blobs)


def test_an_archive_can_be_saved_at_once_by_a_repository(tmp_path: Path) -> None:
    workspace, blobs = read_archive(archive())
    DatabaseRepository(tmp_path).save(workspace, expected_revision=0, blobs=blobs)
    assert DatabaseRepository(tmp_path).blob(sha256_of(DIPLOMA)) == DIPLOMA


def test_the_same_workspace_gives_the_same_bytes() -> None:
    workspace, blobs = one_file()
    assert write_archive(workspace, blobs.__getitem__) == write_archive(workspace, blobs.__getitem__)


def test_a_change_anywhere_changes_the_end_of_the_file() -> None:
    """Streamlit's media store tells files over 1 MiB apart by their length and three samples only."""
    workspace, blobs = one_file()
    other = workspace.with_profile(Profile(summary="x"))
    same_length = workspace.with_profile(Profile(summary="y"))
    one, two = (write_archive(changed, blobs.__getitem__) for changed in (other, same_length))
    assert len(one) == len(two)
    assert one[-64:] != two[-64:]


def test_an_archive_is_an_ordinary_zip_with_the_names_that_are_documented() -> None:
    with zipfile.ZipFile(io.BytesIO(archive())) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["workspace.json", f"blobs/{sha256_of(DIPLOMA)}"]
        index = json.loads(opened.read("workspace.json"))
    assert index["format_version"] == form_of()
    assert index["blobs"] == [{"sha256": sha256_of(DIPLOMA), "bytes": len(DIPLOMA)}]


def test_an_archive_that_was_packed_again_by_another_program_is_read() -> None:
    assert read_archive(rewritten(archive(), lambda entries: None)) == read_archive(archive())


def test_an_archive_with_a_hole_is_not_written() -> None:
    def absent(_sha256: str) -> bytes:
        raise StorageFailed("The file is gone.", "Upload it again.")

    with pytest.raises(StorageFailed):
        write_archive(one_file()[0], absent)


def test_an_archive_that_could_not_be_read_again_is_not_written() -> None:
    workspace = Workspace()
    for number in range(MAX_ENTRIES):
        sha256 = sha256_of(str(number).encode())
        document = Document(file_name="x", upload_sha256=sha256, upload_bytes=4, refusal=REFUSAL)
        workspace = workspace.model_copy(update={"documents": (*workspace.documents, document)})
    with pytest.raises(StorageFailed, match="was not written"):
        write_archive(workspace, lambda _sha256: b"some")
    almost = workspace.model_copy(update={"documents": workspace.documents[1:]})
    assert write_archive(almost, lambda _sha256: b"some").startswith(b"PK")


def drop_blob(entries: dict[str, bytes]) -> None:
    del entries[f"blobs/{sha256_of(DIPLOMA)}"]


def alter_blob(entries: dict[str, bytes]) -> None:
    entries[f"blobs/{sha256_of(DIPLOMA)}"] = DIPLOMA + b"!"


def drop_index(entries: dict[str, bytes]) -> None:
    del entries["workspace.json"]


def add_stranger(entries: dict[str, bytes]) -> None:
    entries["setup.exe"] = b"MZ"


def climb_out(entries: dict[str, bytes]) -> None:
    entries["../outside"] = b"x"


def break_json(entries: dict[str, bytes]) -> None:
    entries["workspace.json"] = entries["workspace.json"][:-9]


def make_bomb(entries: dict[str, bytes]) -> None:
    entries["blobs/bomb"] = bytes(64 * 1024 * 1024)


def add_thousands(entries: dict[str, bytes]) -> None:
    entries.update({f"blobs/{number}": b"" for number in range(MAX_ENTRIES)})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (drop_blob, r"Diplôme.* is missing"),
        (alter_blob, r"Diplôme.* is not what it was"),
        (drop_index, r"no workspace\.json"),
        (add_stranger, r"setup\.exe"),
        (climb_out, r"file names"),
        (break_json, r"workspace\.json"),
        (make_bomb, r"expands to more"),
        (add_thousands, r"more than 2000 files"),
    ],
)
def test_an_archive_that_is_not_what_was_saved_is_refused_by_name(
    change: Callable[[dict[str, bytes]], None], named: str
) -> None:
    with pytest.raises(ArchiveUnreadable, match=named) as caught:
        read_archive(rewritten(archive(), change))
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 no more", archive()[:-150], archive()[40:]])
def test_what_is_no_whole_zip_is_refused(data: bytes) -> None:
    with pytest.raises(ArchiveUnreadable):
        read_archive(data)


def test_a_directory_that_announces_too_much_is_refused_before_anything_is_expanded() -> None:
    data = bytearray(archive())
    at = data.index(b"PK\x01\x02") + 24  # the expanded size in the first entry of the directory
    data[at : at + 4] = (MAX_BYTES + 1).to_bytes(4, "little")
    with pytest.raises(ArchiveUnreadable, match="expands to more"):
        read_archive(bytes(data))


def test_an_archive_of_a_newer_version_is_refused_with_the_way_out() -> None:
    with pytest.raises(ArchiveUnreadable, match="newer version") as caught:
        read_archive(with_index(archive(), format_version=form_of() + 1, workspace={"shape": "unknown"}))
    assert "Update" in caught.value.hint


def test_a_workspace_of_another_shape_is_refused_with_the_place() -> None:
    with pytest.raises(ArchiveUnreadable, match=r"workspace: profile\.summary"):
        read_archive(with_index(archive(), workspace={"profile": {"summary": 7}}))


PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0.0, 0.0, 1.0, 1.0)),))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"refusal": None}, id="neither taken nor refused"),
        pytest.param({"pdf_sha256": sha256_of(DIPLOMA)}, id="both"),
        pytest.param(
            {"refusal": None, "pdf_sha256": sha256_of(DIPLOMA), "edits": PAINTED}, id="painted over and not painted"
        ),
    ],
)
def test_a_document_that_does_not_add_up_is_refused_by_name(change: dict[str, Any]) -> None:
    workspace, blobs = one_file()
    half = workspace.with_document(workspace.documents[0].model_copy(update=change))
    with pytest.raises(ArchiveUnreadable, match=workspace.documents[0].file_name):
        read_archive(write_archive(half, blobs.__getitem__))


def test_a_document_that_stands_there_twice_is_refused() -> None:
    workspace, blobs = one_file()
    twice = workspace.model_copy(update={"documents": workspace.documents * 2})
    with pytest.raises(ArchiveUnreadable, match="twice"):
        read_archive(write_archive(twice, blobs.__getitem__))


def test_files_that_the_workspace_does_not_know_are_refused() -> None:
    with pytest.raises(ArchiveUnreadable, match="does not know"):
        read_archive(with_index(archive(), workspace={}))


@pytest.mark.parametrize("index", ["[]", "7", '{"format_version": "x"}', '{"format_version": 1}', "[" * 100_000])
def test_an_index_of_another_shape_is_refused(index: str) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries["workspace.json"] = index.encode()

    with pytest.raises(ArchiveUnreadable, match="form"):
        read_archive(rewritten(archive(), change))


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=10_000))
def test_damage_anywhere_is_refused_or_changes_nothing(noise: bytes, at: int) -> None:
    whole = archive()
    at %= len(whole)
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        read = read_archive(damaged)
    except ArchiveUnreadable:
        return
    assert read[1] == {sha256_of(DIPLOMA): DIPLOMA}


def test_an_archive_of_ours_is_told_without_being_opened() -> None:
    ours = write_archive(Workspace(), lambda _: b"")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("Profile.csv", "workspace.json")
    assert is_archive(ours)
    assert not is_archive(other.getvalue())
    assert not is_archive(b"Postmatch workspace ")
