from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.rendering.template_package import PackageRefused, open_package
from tests.rendering.made_templates import (
    of_paragraphs,
    part,
    with_external,
    with_field,
    with_parts,
)

SOUND = of_paragraphs("{{ name }}")


def refused(docx: bytes) -> str:
    with pytest.raises(PackageRefused) as caught:
        open_package(docx)
    assert caught.value.problem.hint
    return caught.value.problem.message


def test_a_sound_file_is_opened() -> None:
    assert open_package(SOUND).docx.paragraphs[0].text == "{{ name }}"


@pytest.mark.parametrize("address", ["https://example.org/x", "mailto:ada@example.org", "http://example.org"])
def test_links_that_a_reader_clicks_stay(address: str) -> None:
    assert open_package(with_external("hyperlink", address))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "\\\\203.0.113.9\\x", "http://[", ""])
def test_links_to_anything_else_are_refused(address: str) -> None:
    assert "refers to a place on a computer" in refused(with_external("hyperlink", address))


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk"])
def test_what_is_fetched_when_the_file_is_opened_is_refused(kind: str) -> None:
    assert "nothing outside the file" in refused(with_external(kind, "https://203.0.113.9/x"))


@pytest.mark.parametrize(
    "code", [" PAGE ", " NUMPAGES \\* MERGEFORMAT ", ' HYPERLINK "https://example.org" ', " page "]
)
def test_fields_that_only_count_or_link_stay(code: str) -> None:
    assert open_package(with_field(code))


@pytest.mark.parametrize(
    "pieces",
    [
        (' DDEAUTO cmd "/k calc" ',),
        (" D", "DE", " cmd "),
        (' INCLUDETEXT "c:\\\\secret.txt" ',),
        (" INCLUDEPICTURE x ",),
        (" LINK x ",),
        (" QUOTE 68 68 69 ",),
        (" \\DDE x ",),
        (" IMPORT x ",),
        (" DATABASE x ",),
    ],
)
def test_fields_that_read_or_start_something_are_refused(pieces: tuple[str, ...]) -> None:
    assert "start programs" in refused(with_field(*pieces))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/webextensions/webextension1.xml", "macros"),
        ("word/activeX/activeX1.bin", "macros"),
        ("word/embeddings/oleObject1.bin", "embedded"),
        ("word/embeddings/sheet.xlsx", "embedded"),
    ],
)
def test_parts_that_run_or_hold_other_files_are_refused(name: str, told: str) -> None:
    assert told in refused(with_parts(SOUND, {name: b"x"}))


def test_another_document_inside_is_refused() -> None:
    xml = part(SOUND, "word/document.xml").replace(b"<w:sectPr", b"<w:altChunk/><w:sectPr", 1)
    assert "Another document" in refused(with_parts(SOUND, {"word/document.xml": xml}))


def test_a_mail_merge_is_refused() -> None:
    xml = part(SOUND, "word/settings.xml").replace(b"</w:settings>", b"<w:mailMerge/></w:settings>", 1)
    assert "mail merge" in refused(with_parts(SOUND, {"word/settings.xml": xml}))


def test_the_strict_form_of_word_files_is_refused_by_name() -> None:
    xml = part(SOUND, "word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert "Strict" in refused(with_parts(SOUND, {"word/document.xml": xml}))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 x", "This is a PDF"),
        (b"just words", "a plain text file"),
        (b"\x00\x01\x02\x03" * 9, "no Word file"),
        (SOUND[:-300], "damaged"),
    ],
)
def test_what_is_no_word_file_is_told_what_it_is(data: bytes, told: str) -> None:
    assert told in refused(data)


@given(st.binary(max_size=400), st.integers(0, len(SOUND) - 1))
def test_whatever_the_bytes_are_there_is_one_kind_of_refusal(noise: bytes, place: int) -> None:
    for data in (noise, SOUND[:place] + noise + SOUND[place + len(noise) :]):
        with suppress(PackageRefused):
            assert open_package(data).docx is not None
