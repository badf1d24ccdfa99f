from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from postmatch.conversion.media_types import DOCX, JPEG, NOT_TAKEN, PDF, PNG, TAKEN, name_lies, sniff
from postmatch.errors import UploadRefused


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, kind)
    return stream.getvalue()


def office(content_type: str, **parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/x" ContentType="{content_type}"/></Types>'
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ole(stream_name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream_name.encode("utf-16-le") + b"\0" * 100


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SAMPLES = {
    PDF: b"junk first\n%PDF-1.4\n",
    JPEG: picture("JPEG"),
    PNG: picture("PNG"),
    DOCX: office(WORD + "document.main+xml"),
}


def test_every_type_that_is_taken_has_a_sample_that_is_told_by_its_bytes() -> None:
    assert set(SAMPLES) == set(TAKEN)
    assert {sniff(data) for data in SAMPLES.values()} == set(TAKEN)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture("TIFF"), "TIFF"),
        (picture("WEBP"), "WebP"),
        (picture("GIF"), "GIF"),
        (picture("BMP"), "BMP"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "iPhone photo"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (office(WORD + "document.main+xml", vbaProject_bin=b"", **{"word/vbaProject.bin": b"x"}), "macros"),
        (office(WORD + "template.main+xml"), "Word template"),
        (office("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "spreadsheet"),
        (ole("WordDocument"), "old Word file"),
        (ole("EncryptedPackage"), "locked with a password"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"BMW is a car maker, and this is a text about it.", "plain text"),
        (bytes(range(256)) * 4, "not a document"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name_with_a_way_out(data: bytes, words: str) -> None:
    with pytest.raises(UploadRefused, match=words) as refused:
        sniff(data)
    assert refused.value.reason == "unsupported_type"
    assert refused.value.hint.endswith(".")


@pytest.mark.parametrize("data", [b"", b"\0" * 500, b"  \r\n\t "])
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(UploadRefused) as refused:
        sniff(data)
    assert refused.value.reason == "empty"


def test_real_locked_and_macro_files_are_named(corpus: Path) -> None:
    with pytest.raises(UploadRefused, match="locked with a password"):
        sniff((corpus / "docx/poi-bug53475-password-is-pass.docx").read_bytes())
    with pytest.raises(UploadRefused, match="macros"):
        sniff((corpus / "docx/poi-SimpleMacro.docm").read_bytes())


@pytest.mark.parametrize(
    ("name", "lies"),
    [
        ("scan.pdf", True),
        ("scan.JPG", False),
        ("scan.jpeg", False),
        ("scan", False),
        ("Dr. Smith", False),
        ("letter.2024", False),
        ("old.heic", True),
        ("archive.tar.zip", True),
    ],
)
def test_only_a_known_ending_of_another_type_is_a_lie(name: str, lies: bool) -> None:
    assert name_lies(name, JPEG) is lies


def test_no_ending_belongs_to_two_types() -> None:
    endings = [ending for row in (*TAKEN, *NOT_TAKEN.values()) for ending in row.endings]
    assert len(endings) == len(set(endings)) > 20
