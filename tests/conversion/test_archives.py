from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion.archives import ArchiveRefused, open_archive

LIMITS = {"max_entries": 10, "max_bytes": 40_000_000}


def zipped(entries: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def fault(data: bytes, **limits: int) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        open_archive(data, **{**LIMITS, **limits})
    return refused.value.fault


def test_contents_come_back_in_order_without_folders() -> None:
    opened = open_archive(zipped({"b/": b"", "b/2.txt": b"two", "a.txt": b"one"}), **LIMITS)
    assert list(opened.items()) == [("b/2.txt", b"two"), ("a.txt", b"one")]


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "C:/x", "a\\..\\x", "a\x1b[2J", "a/b/.."])
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    assert fault(zipped({name: b"x"})) == "unsafe_name"


def test_two_names_that_differ_in_case_only_are_refused() -> None:
    assert fault(zipped({"Word/a.xml": b"1", "word/A.xml": b"2"})) == "unsafe_name"


def test_a_link_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert fault(stream.getvalue()) == "unsafe_name"


def test_too_many_entries_and_too_many_bytes_are_refused() -> None:
    assert fault(zipped({str(number): b"" for number in range(11)})) == "too_many_entries"
    assert fault(zipped({"a": b"x" * 60, "b": b"x" * 60}), max_bytes=100) == "too_large"


def test_a_bomb_is_refused_though_it_stays_below_the_size() -> None:
    assert fault(zipped({"a": b"\0" * 39_000_000})) == "too_large"


def test_a_directory_that_lies_about_sizes_is_caught() -> None:
    data = bytearray(zipped({"a": bytes(range(256)) * 40}, method=zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (5).to_bytes(4, "little")
    assert fault(bytes(data)) == "damaged"


def test_a_locked_entry_is_named() -> None:
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(data)) == "locked"


def test_bytes_that_are_no_zip_are_told_from_a_zip_cut_short() -> None:
    assert fault(b"hello") == "not_a_zip"
    assert fault(zipped({"a": b"x" * 1000})[:60]) == "damaged"


@given(st.binary(max_size=80), st.integers(0, 200), st.integers(0, 255))
def test_no_bytes_bring_any_other_error(tail: bytes, place: int, value: int) -> None:
    data = bytearray(zipped({"a.txt": b"some text", "b.txt": b"x" * 200}) + tail)
    data[place % len(data)] = value
    try:
        opened = open_archive(bytes(data), **LIMITS)
    except ArchiveRefused:
        return
    assert len(opened) <= 2
