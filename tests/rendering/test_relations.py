from __future__ import annotations

from lxml import etree

from postmatch.rendering.relations import Links, relations_name


def test_the_relations_of_a_part_stand_beside_it() -> None:
    assert relations_name("word/document.xml") == "word/_rels/document.xml.rels"
    assert relations_name("document.xml") == "_rels/document.xml.rels"


def test_an_address_gets_one_id_that_nobody_has() -> None:
    links = Links(None)
    assert [
        links.id_for(address)
        for address in ("https://a.example/?x=1&y", "https://b.example", "https://a.example/?x=1&y")
    ] == [
        "rId1",
        "rId2",
        "rId1",
    ]
    again = Links(links.to_xml())
    assert again.id_for("https://b.example") == "rId2"
    assert not again.has_grown
    assert again.id_for("https://c.example") == "rId3"
    assert again.has_grown
    assert etree.fromstring(again.to_xml())[0].get("Target") == "https://a.example/?x=1&y"
