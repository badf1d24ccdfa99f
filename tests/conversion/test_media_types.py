from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from postmatch.conversion.media_types import (
    AVIF,
    BMP,
    DOCX,
    GIF,
    HEIC,
    JPEG,
    NOT_TAKEN,
    PDF,
    PNG,
    TAKEN,
    TIFF,
    WEBP,
    ZIP,
    MediaType,
    name_lies,
    recognised,
    sniff,
)
from postmatch.conversion.normalise import normalise
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.pdf_samples import made
from tests.conversion.word_samples import letter


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40)).save(stream, kind)
    return stream.getvalue()


def zipped(*names: str, content: bytes = b"x", method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
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
HEIC_BRANDED = b"\0\0\0\x18ftypheic" + b"\0" * 40
SAMPLES = {
    PDF: b"junk first\n" + made(),
    JPEG: picture("JPEG"),
    PNG: picture("PNG"),
    TIFF: picture("TIFF"),
    WEBP: picture("WEBP"),
    GIF: picture("GIF"),
    BMP: picture("BMP"),
    AVIF: picture("AVIF"),
    DOCX: letter("Hello"),
    ZIP: zipped("a.pdf", "b.pdf"),
}


def sample(kind: MediaType, corpus: Path) -> bytes:
    """HEIC is read and never written here, so its sample is a real one."""
    if kind is HEIC:
        return (corpus / "images/pillow_heif-RGB_8__128x128.heif").read_bytes()
    return SAMPLES[kind]


@pytest.mark.parametrize("kind", TAKEN, ids=lambda kind: kind.endings[0])
def test_every_type_that_is_taken_has_a_sample_that_is_told_by_its_bytes_and_normalises(
    corpus: Path, kind: MediaType
) -> None:
    data = sample(kind, corpus)
    assert sniff(data) is kind
    upload = Upload(name="scan", data=data)
    if kind.family == "bundle":
        with pytest.raises(UploadRefused, match="single document") as refused:
            normalise(upload, limits=Limits())
        assert refused.value.reason == "unsupported_type"
    else:
        assert normalise(upload, limits=Limits()).page_count == 1


def test_a_photo_of_a_phone_is_told_by_its_brands_and_not_by_its_name(corpus: Path) -> None:
    data = sample(HEIC, corpus)
    assert sniff(HEIC_BRANDED) is HEIC
    result = normalise(Upload(name="IMG_0001.jpg", data=data), limits=Limits())
    assert result.repairs[0].code == "type_differs_from_name"
    assert "iPhone photo" in result.repairs[0].message
    container = b"\0\0\0\x1cftypmif1\0\0\0\0mif1"
    assert sniff(container + b"avif" + b"\0" * 40) is AVIF
    assert sniff(container + b"heic" + b"\0" * 40) is HEIC


@pytest.mark.parametrize(
    "data",
    [
        zipped(),
        zipped("word/cv.docx", "letters/a.pdf"),
        zipped("a.pdf")[:-10],
        zipped("word/cv.docx", content=bytes(60 * 1024 * 1024), method=zipfile.ZIP_DEFLATED),
        zipped("inner.docx", content=letter("Hello")),
    ],
    ids=["empty", "folder named word", "cut short", "too large to look into", "a Word file inside"],
)
def test_a_zip_of_anything_is_a_bundle_whatever_is_in_it(data: bytes) -> None:
    assert sniff(data) is ZIP


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "not a document"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "packed archive"),
        (b"Rar!\x1a\x07" + b"\0" * 40, "packed archive"),
        (zipped("mimetype", content=b"application/epub+zip"), "not a document"),
        (zipped("mimetype", content=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (office("application/vnd.ms-visio.drawing.main+xml"), "not Word"),
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
        ("all.zip", True),
        ("archive.tar.zip", True),
    ],
)
def test_only_a_known_ending_of_another_type_is_a_lie(name: str, lies: bool) -> None:
    assert name_lies(name, JPEG) is lies


def test_no_ending_belongs_to_two_types() -> None:
    endings = [ending for row in (*TAKEN, *NOT_TAKEN.values()) for ending in row.endings]
    assert len(endings) == len(set(endings)) > 20


def test_what_the_gate_does_not_take_is_recognised_all_the_same() -> None:
    assert recognised(b"%PDF-1.7") is PDF
    assert recognised(b"{\\rtf1 text}") is NOT_TAKEN["rtf"]
    with pytest.raises(UploadRefused):
        recognised(b"  \n")
