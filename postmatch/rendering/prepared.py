"""A Word template made ready once and filled many times: what never changes is read, patched and compiled before.

docxtpl 0.20.2 opens, patches and compiles at every ``render``; of its time for our CV three quarters are that. Here its
public steps (``patch_xml``, ``render_xml_part``, ``fix_docpr_ids``) are called one by one, the first of them once, on
an environment that compiles once. The content is the same (``tests/rendering/test_prepared.py`` compares).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate, RichText

from postmatch.conversion.word_package import as_xml, packed, parsed_xml
from postmatch.rendering.finishing import Element, Finish, core_properties, finish_body, repair_emptied
from postmatch.rendering.links import StyledText
from postmatch.rendering.relations import Links, relations_name
from postmatch.rendering.sandbox import TemplateEnvironment

LINK_STYLE = "Hyperlink"
_ABOUT_THE_MAKER = {"thumbnail", "extended-properties", "custom-properties"}
"""What Word keeps about a file and its maker (a picture of its first page, company, manager, counts of its words); it
would be untrue of the filled one, which is sent to others."""
_BINDINGS = (qn("w:dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")
_LINK_STYLE_XML = (
    f'<w:style {nsdecls("w")} w:type="character" w:styleId="{LINK_STYLE}"><w:name w:val="{LINK_STYLE}"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'
    "</w:style>"
)


@dataclass(frozen=True)
class Prepared:
    """May be filled by several threads at once.

    ``parts`` are the package as it is written, ``body`` and ``margins`` (headers and footers by their names) the
    sources that are filled, ``root`` the ``w:document`` around the body.
    """

    parts: Mapping[str, bytes]
    main_part: str
    core_part: str
    root: Element
    body: str
    margins: Mapping[str, str]
    environment: TemplateEnvironment = field(default_factory=TemplateEnvironment)

    def fill(self, context: dict[str, Any], finish: Finish) -> bytes:
        """The filled .docx. Braces inside a value are text and stay text.

        Raises ``jinja2.TemplateError``, ``lxml.etree.XMLSyntaxError`` when a tag tears an element of Word apart, and
        whatever computing with values of the wrong kind raises.
        """
        links = Links(self.parts.get(relations_name(self.main_part)))
        body = _parsed(self._filled(self.body, context, links))
        _number_pictures(body)
        finish_body(body, finish.paper)
        root = deepcopy(self.root)
        root.append(body)
        margins = {name: self._margin(source, context) for name, source in self.margins.items()}
        relations = {relations_name(self.main_part): links.to_xml()} if links.has_grown else {}
        changed = {self.core_part: core_properties(finish), self.main_part: as_xml(root), **relations, **margins}
        return packed({**self.parts, **changed})

    def _margin(self, source: str, context: dict[str, Any]) -> bytes:
        margin = _parsed(self._filled(source, context, None))
        repair_emptied(margin)
        return as_xml(margin)

    def _filled(self, source: str, context: dict[str, Any], links: Links | None) -> str:
        return _steps().render_xml_part(source, None, _printable(context, links), self.environment)


def prepared(opened: DocxTemplate) -> Prepared:
    """The template as it stands in ``opened``, which is used up by it: its link style may be added."""
    document = opened.docx
    for element in (document.element, *(part.element for part in margin_parts(opened).values())):
        unbind(element)
    ensure_link_style(document.styles.element)
    _ = document.core_properties  # python-docx adds the part when there is none
    main, root = document.part, deepcopy(document.element)
    root.remove(root.body)
    core = next(part for part in main.package.iter_parts() if part.content_type == CONTENT_TYPE.OPC_CORE_PROPERTIES)
    body = opened.patch_xml(opened.get_xml())
    return Prepared(_parts(document), _entry(main.partname), _entry(core.partname), root, body, _margins(opened))


def _parts(document: WordDocument) -> dict[str, bytes]:
    relations = document.part.package.rels
    for number in [number for number, one in relations.items() if one.reltype.rpartition("/")[2] in _ABOUT_THE_MAKER]:
        del relations[number]
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ensure_link_style(styles: Element) -> None:
    """Adds Word's own look of a link when the file has none: LibreOffice 7.4 drops the link of a run without it."""
    if not any(style.get(qn("w:styleId")) == LINK_STYLE for style in styles.iter(qn("w:style"))):
        styles.append(parse_xml(_LINK_STYLE_XML))


def unbind(element: Any) -> None:
    """Content controls show what stands in them. Those of Word's own résumé templates are bound to another part, and
    Word would put what is kept there, the tag itself, into the place of the value."""
    for binding in list(element.iter(*_BINDINGS)):
        binding.getparent().remove(binding)


def margin_parts(opened: DocxTemplate) -> dict[str, Any]:
    """The headers and footers of the file, each once, by name."""
    uris = (opened.HEADER_URI, opened.FOOTER_URI)
    return {_entry(part.partname): part for uri in uris for _, part in opened.get_headers_footers(uri)}


def _margins(opened: DocxTemplate) -> dict[str, str]:
    sources = {name: opened.patch_xml(opened.get_part_xml(part)) for name, part in margin_parts(opened).items()}
    return {name: source for name, source in sources.items() if "{{" in source or "{%" in source}


def _entry(partname: str) -> str:
    return partname.lstrip("/")


def _steps() -> DocxTemplate:
    """docxtpl's steps without a file; it keeps notes while it works, so each filling has its own."""
    return DocxTemplate(io.BytesIO())


def _number_pictures(body: Element) -> None:
    """Repeated pictures need ids of their own; numbered as docxtpl does."""
    steps = _steps()
    steps.docx_ids_index = 1000
    steps.fix_docpr_ids(body)


def _parsed(xml: str) -> Element:
    """Strict, unlike docxtpl: its parser mends torn XML by leaving out text."""
    return parsed_xml(xml.encode())


class _Runs:
    """A ``StyledText`` that becomes runs of Word where the template prints it, and only there.

    Without ``links``, in headers and footers, its addresses are plain text: office2pdf 0.4 leaves out the words of a
    link there, and an e-mail address that is not seen is worse than one that is not clicked.
    """

    def __init__(self, text: StyledText, links: Links | None) -> None:
        self._text, self._links = text, links

    def __html__(self) -> str:
        rich = RichText()
        for piece in self._text.pieces:
            if piece.address and self._links:
                link = self._links.id_for(piece.address)
                rich.add(piece.text, style=LINK_STYLE, bold=piece.bold, url_id=link)
            else:
                rich.add(piece.text, bold=piece.bold)
        return str(rich)


def _printable(value: Any, links: Links | None) -> Any:
    """The context with every ``StyledText`` ready to be printed; ``links`` are those of the part it is printed into."""
    if isinstance(value, StyledText):
        return _Runs(value, links) if value else ""
    if isinstance(value, dict):
        return {name: _printable(part, links) for name, part in value.items()}
    if isinstance(value, list):
        return [_printable(part, links) for part in value]
    return value
