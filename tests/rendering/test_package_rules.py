from __future__ import annotations

import pytest
from lxml import etree

from postmatch.rendering.package_rules import fault_of_drawings, fault_of_part, fault_of_relations, has_wrong_root
from postmatch.rendering.word_parts import W

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def relation(kind: str, mode: str = "Internal") -> etree._Element:
    return etree.fromstring(
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="x/{kind}" Target="y.dat" '
        f'TargetMode="{mode}"/></Relationships>'
    )


@pytest.mark.parametrize("kind", ["styles", "image", "header", "font", "customXml", "printerSettings", "theme"])
def test_parts_that_belong_to_a_text_stay(kind: str) -> None:
    assert fault_of_relations(relation(kind)) is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [("vbaProject", "macros"), ("CONTROL", "macros"), ("oleObject", "embedded"), ("aFChunk", "embedded")],
)
def test_what_runs_or_is_a_file_of_its_own_is_told(kind: str, told: str) -> None:
    fault = fault_of_relations(relation(kind))
    assert fault is not None
    assert told in fault.message


@pytest.mark.parametrize(
    ("contents", "kind", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "image/png", "embedded"),
        (b"PK\x03\x04", "", "embedded"),
        (b"x", "text/html", "embedded"),
        (b"x", "application/vnd.ms-office.activex+xml", "macros"),
    ],
)
def test_a_part_is_what_its_type_and_its_bytes_say(contents: bytes, kind: str, told: str) -> None:
    fault = fault_of_part("word/media/image1.png", contents, kind)
    assert fault is not None
    assert told in fault.message


def test_pictures_and_fonts_are_no_fault() -> None:
    assert fault_of_part("word/media/image1.png", b"\x89PNG", "image/png") is None
    assert (
        fault_of_part("word/fonts/font1.odttf", b"\x11", "application/vnd.openxmlformats-officedocument.obfuscatedfont")
        is None
    )


@pytest.mark.parametrize(
    ("address", "is_fault"), [("http://203.0.113.9/x", True), ("\\\\203.0.113.9\\x", True), ("image001.png", False)]
)
def test_a_drawing_may_not_fetch_its_picture(address: str, is_fault: bool) -> None:
    root = etree.Element("{urn:schemas-microsoft-com:vml}imagedata", src=address)
    assert (fault_of_drawings(root) is not None) == is_fault


def test_a_part_begins_with_what_its_type_says() -> None:
    assert has_wrong_root(etree.Element("x"), f"{WORD}.styles+xml")
    assert not has_wrong_root(etree.Element(f"{W}styles"), f"{WORD}.styles+xml")
    assert not has_wrong_root(etree.Element("x"), "application/xml")
