"""The links of one part of a Word file: its relationships (ECMA-376-2, 9.3), with new ones for addresses."""

from __future__ import annotations

from itertools import count

from lxml import etree

from postmatch.conversion.word_package import parsed_xml

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_EMPTY = f'<Relationships xmlns="{_NAMESPACE}"/>'.encode()


def relations_name(part: str) -> str:
    """Where the relationships of a part stand: ``word/document.xml`` has ``word/_rels/document.xml.rels``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


class Links:
    """Relationships of one part that grow by the addresses it links to. For one filling; not for several threads."""

    def __init__(self, relations: bytes | None) -> None:
        self._root = parsed_xml(relations or _EMPTY)
        self._taken = {relation.get("Id") for relation in self._root}
        self._by_address = {
            relation.get("Target"): relation.get("Id")
            for relation in self._root
            if relation.get("TargetMode") == "External" and relation.get("Type") == _HYPERLINK
        }
        self.has_grown = False

    def id_for(self, address: str) -> str:
        """The id of the link to that address; the same for the same address."""
        if address not in self._by_address:
            new = next(name for number in count(1) if (name := f"rId{number}") not in self._taken)
            self._taken.add(new)
            self._by_address[address] = new
            attributes = {"Id": new, "Type": _HYPERLINK, "Target": address, "TargetMode": "External"}
            etree.SubElement(self._root, f"{{{_NAMESPACE}}}Relationship", attributes)
            self.has_grown = True
        return self._by_address[address]

    def to_xml(self) -> bytes:
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
