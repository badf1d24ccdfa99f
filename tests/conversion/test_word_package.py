from __future__ import annotations

import io
import zipfile

import pytest

from postmatch.conversion.word_package import TYPES, begins_as_xml, content_types, names_of_type, packed

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAID = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><!-- of Word -->
<Default Extension="XML" ContentType="application/xml"/><Override PartName="/word/Text.dat" ContentType="{MAIN}"/>
</Types>""".encode()


def test_what_a_part_is_says_its_own_entry_before_its_ending_whatever_the_capitals() -> None:
    parts = {TYPES: SAID, "word/text.DAT": b"", "word/other.xml": b"", "word/x.bin": b""}
    types = content_types(parts)
    assert (types["word/text.DAT"], types["word/other.xml"], types["word/x.bin"]) == (MAIN, "application/xml", "")
    assert names_of_type(parts, "document.main+xml") == ("word/text.DAT",)


@pytest.mark.parametrize("types", [b"", b"no xml", b"<Types/>"])
def test_where_nothing_says_it_a_part_is_nothing(types: bytes) -> None:
    assert content_types({TYPES: types, "word/document.xml": b""})["word/document.xml"] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_is_known_by_its_first_sign_in_every_coding(encoding: str) -> None:
    assert begins_as_xml("\n  <w:document/>".encode(encoding))
    assert not begins_as_xml("PNG <".encode(encoding))


def test_the_same_parts_give_the_same_bytes_in_their_order() -> None:
    parts = {"b": b"1" * 99, "a": b"2"}
    assert packed(parts) == packed(dict(parts))
    with zipfile.ZipFile(io.BytesIO(packed(parts))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts
        assert {entry.create_system for entry in archive.infolist()} == {0}
