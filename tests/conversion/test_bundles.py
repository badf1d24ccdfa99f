"""A .zip of documents, as it comes from Windows, macOS, Linux, and from somebody who means harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion import Workers
from postmatch.conversion.bundles import Bundle, unpack_bundle
from postmatch.domain.documents import Refusal, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.pdf_samples import made
from tests.conversion.test_archives import zipped
from tests.conversion.word_samples import letter

LIMITS = Limits()
UTF8_FLAG = 0x800


def unpacked(data: bytes, limits: Limits = LIMITS) -> Bundle:
    found = unpack_bundle(data, limits=limits)
    assert found is not None
    return found


def outcomes(data: bytes, limits: Limits = LIMITS) -> dict[str, str]:
    """Name to the reason of its refusal, or "taken"."""
    found = unpacked(data, limits)
    for _, one in found:
        assert isinstance(one, bytes) or (one.message.endswith(".") and one.hint)
    return {name: one.code.value if isinstance(one, Refusal) else "taken" for name, one in found}


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(UploadRefused) as error:
        unpack_bundle(data, limits=limits)
    assert error.value.message
    assert error.value.hint
    return error.value.reason


def with_entry(name: str, contents: bytes = b"x", **attributes: int) -> bytes:
    """Two entries, one honest, one with the attributes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo(name)
        for attribute, value in attributes.items():
            setattr(entry, attribute, value)
        archive.writestr(entry, contents)
        archive.writestr("honest.pdf", b"%PDF-")
    return stream.getvalue()


def with_stored_name(stored: bytes, *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip with one stored entry whose name is these very bytes."""
    body, checksum = b"%PDF-", zlib.crc32(b"%PDF-")
    common = struct.pack(
        "<HHHHHIIIHH", 20, flags, 0, 0, 33, checksum, len(body), len(body), len(stored), len(extra)
    )  # fmt: skip
    local = b"PK\x03\x04" + common + stored + extra + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + stored + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def test_members_come_with_their_folders_in_the_order_of_the_zip() -> None:
    data = zipped({"Letters/": b"", "Letters/Dr. Osei.pdf": b"%PDF-1", "cv.docx": b"PK", "a/b/c.pdf": b"%PDF-2"})
    assert unpacked(data) == (("Letters/Dr. Osei.pdf", b"%PDF-1"), ("cv.docx", b"PK"), ("a/b/c.pdf", b"%PDF-2"))


@pytest.mark.parametrize("data", [letter("a Word file is a zip too"), made(), b"", b"just text", b"PK but no zip"])
def test_what_is_no_zip_of_documents_is_left_to_the_gate(data: bytes) -> None:
    assert unpack_bundle(data, limits=LIMITS) is None


def test_files_of_the_system_and_empty_folders_are_named_and_ignored() -> None:
    ignored = [
        "__MACOSX/._a.pdf", "__MACOSX/x/plain.txt", ".DS_Store", "x/Thumbs.db", "desktop.ini", "~$cv.docx",
        ".~lock.cv.docx#", "Old/",
    ]  # fmt: skip
    assert outcomes(zipped({"a.pdf": b"%PDF-", **dict.fromkeys(ignored, b"")})) == {
        "a.pdf": "taken",
        **dict.fromkeys(ignored, "ignored"),
    }


def test_a_zip_of_files_of_the_system_only_has_no_document() -> None:
    assert set(outcomes(zipped({".DS_Store": b"x"})).values()) == {"ignored"}
    assert unpacked(zipped({})) == ()


@pytest.mark.parametrize(
    ("stored", "flags", "name"),
    [
        ("Führungszeugnis.pdf".encode(), UTF8_FLAG, "Führungszeugnis.pdf"),
        ("Führungszeugnis.pdf".encode(), 0, "Führungszeugnis.pdf"),  # macOS and many web services
        ("Führungszeugnis.pdf".encode("cp437"), 0, "Führungszeugnis.pdf"),  # Windows Explorer
        ("Führungszeugnis.pdf".encode("cp437"), UTF8_FLAG, "Führungszeugnis.pdf"),  # flag and bytes disagree
        (b"Fu\xcc\x88hrung.pdf", UTF8_FLAG, "Führung.pdf"),  # macOS writes letter and accent apart
        ("学位.pdf".encode(), 0, "学位.pdf"),
        (b"Letters\\Osei.pdf", 0, "Letters/Osei.pdf"),  # older .NET programs
        (b"a\x1b[2Jb.pdf", 0, "a\N{REPLACEMENT CHARACTER}[2Jb.pdf"),
    ],
)
def test_names_are_shown_as_their_writer_meant_them(stored: bytes, flags: int, name: str) -> None:
    assert unpacked(with_stored_name(stored, flags=flags)) == ((name, b"%PDF-"),)


def test_a_name_in_the_unicode_field_wins_when_it_belongs_to_the_stored_name() -> None:
    stored, better = b"Zeugnis_.pdf", "Zeugniß.pdf".encode()
    for checksum, name in ((zlib.crc32(stored), "Zeugniß.pdf"), (1, "Zeugnis_.pdf")):
        field = struct.pack("<BI", 1, checksum) + better
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert [found for found, _ in unpacked(with_stored_name(stored, extra=extra))] == [name]


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x.pdf", "a/../../x.pdf", "C:\\x.pdf", "..\\x.pdf"])
def test_a_name_that_leads_out_costs_that_member_and_no_other(name: str) -> None:
    assert outcomes(with_entry(name)) == {name.replace("\\", "/"): "unreadable", "honest.pdf": "taken"}


def test_a_link_and_an_unusual_packing_cost_that_member_and_no_other() -> None:
    link = with_entry("link.pdf", b"/etc/passwd", external_attr=0o120777 << 16)
    assert outcomes(link) == {"link.pdf": "ignored", "honest.pdf": "taken"}
    packed = with_entry("packed.pdf", compress_type=zipfile.ZIP_LZMA)
    assert outcomes(packed) == {"packed.pdf": "unsupported_type", "honest.pdf": "taken"}


def test_a_locked_member_is_named_with_the_way_out() -> None:
    data = bytearray(with_entry("locked.pdf"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert outcomes(bytes(data)) == {"locked.pdf": "unsupported_type", "honest.pdf": "taken"}
    assert "password" in dict(unpacked(bytes(data)))["locked.pdf"].hint


def test_a_damaged_member_costs_no_other() -> None:
    data = bytearray(with_entry("damaged.pdf", b"these are the contents"))
    data[data.index(b"contents")] ^= 1
    assert outcomes(bytes(data)) == {"damaged.pdf": "damaged", "honest.pdf": "taken"}


def test_two_members_of_one_name_are_both_taken_and_told_apart() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Scan.PDF", b"1")
        archive.writestr("scan.pdf", b"2")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("scan.pdf", b"3")
    assert unpacked(stream.getvalue()) == (("Scan.PDF", b"1"), ("scan.pdf", b"2"), ("scan (2).pdf", b"3"))


def test_a_member_that_is_too_large_for_the_gate_is_not_even_unpacked() -> None:
    small = Limits(upload_bytes=1000)
    assert outcomes(zipped({"a.pdf": b"x" * 1001, "b.pdf": b"x" * 1000}), small) == {
        "a.pdf": "too_large",
        "b.pdf": "taken",
    }


def test_a_zip64_opens() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open("a.pdf", "w", force_zip64=True) as entry:
        entry.write(b"%PDF-")
    assert unpacked(stream.getvalue()) == (("a.pdf", b"%PDF-"),)


def test_too_many_files_are_refused_but_files_of_macos_do_not_count() -> None:
    few = Limits(bundle_files=3)
    three = {f"{number}.pdf": b"x" for number in range(3)}
    assert len(unpacked(zipped({**three, **{f"__MACOSX/._{number}.pdf": b"" for number in range(3)}}), few)) == 6
    assert refused(zipped({**three, "3.pdf": b"x"}), few) == "too_large"
    assert refused(zipped({str(number): b"" for number in range(13)}), few) == "too_large"


def test_bombs_are_refused_whole() -> None:
    assert refused(zipped({f"{number}.pdf": b"\0" * 20_000_000 for number in range(3)})) == "too_large"
    assert refused(zipped({"a": b"x" * 600, "b": b"x" * 600}), Limits(bundle_bytes=1000)) == "too_large"


def test_entries_that_share_their_bytes_are_refused() -> None:
    """One compressed body, listed many times: no single ratio is suspicious (Fifield, "A better zip bomb", 2019)."""
    whole = zipped({"a.pdf": bytes(range(256)) * 40})
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    count = 200
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)
    assert refused(whole[:start] + entry * count + b"PK\x05\x06" + tail) in ("too_large", "damaged")
    assert refused(zipped({"a.pdf": zlib.compress(b"stored")}, method=zipfile.ZIP_STORED)[:-30]) == "damaged"


def test_a_zip_in_a_zip_is_named_by_the_gate(workers: Workers) -> None:
    inner = zipped({"a.pdf": made()})
    found = workers.unpack(zipped({"inner.zip": inner, "b.pdf": made()}), limits=LIMITS)
    assert found is not None
    assert dict(found)["inner.zip"] == inner
    with pytest.raises(UploadRefused) as error:
        workers.normalise(Upload("inner.zip", inner), limits=LIMITS)
    assert error.value.reason == "unsupported_type"
    assert "upload the documents in it" in error.value.hint


def test_a_bundle_through_a_worker_is_the_same(workers: Workers) -> None:
    data = zipped({"a.pdf": b"%PDF-1", ".DS_Store": b"x", "empty.pdf": b"", "b.pdf": b"%PDF-2"})
    assert workers.unpack(data, limits=LIMITS) == unpacked(data)
    assert workers.unpack(letter("no bundle"), limits=LIMITS) is None
    with pytest.raises(UploadRefused):
        workers.unpack(zipped({"a": b"x" * 600}), limits=Limits(bundle_bytes=100))


@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400))
def test_whatever_happens_to_the_bytes_it_opens_or_is_refused_by_name(place: int, value: int, cut: int) -> None:
    data = bytearray(zipped({"Letters/a.pdf": b"%PDF- one", "b.pdf": b"%PDF- two " * 9}))
    data[place % len(data)] = value
    changed = bytes(data[: len(data) - cut % 60])
    with suppress(UploadRefused):
        found = unpack_bundle(changed, limits=LIMITS)
        assert found is None or all(isinstance(one, bytes | Refusal) for _, one in found)
