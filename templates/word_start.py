"""An empty slim Word document to build a template in: paper, faces and colours of a look, one list, few parts."""

from __future__ import annotations

from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips

LETTER_WIDTH, LETTER_HEIGHT = 12240, 15840  # twips
KEPT_PARTS = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS}


@dataclass(frozen=True)
class Look:
    """What sets a design apart. ``body`` is in points, ``margin`` and ``top`` in twips, colours as RRGGBB."""

    family: str
    body: float
    margin: int
    top: int
    ink: str
    soft: str
    accent: str
    rule: str

    @property
    def width(self) -> int:
        """Of the text, in twips."""
        return LETTER_WIDTH - 2 * self.margin


def new_document(look: Look) -> WordDocument:
    """A Letter document without content and with few parts, so that it opens fast."""
    document = Document()
    document.element.body.clear_content()
    part = document.part
    for key in [key for key, relation in part.rels.items() if relation.reltype not in KEPT_PARTS]:
        part.rels.pop(key)
    for key in [
        key for key, rel in part.package.rels.items() if "thumbnail" in rel.reltype or "extended" in rel.reltype
    ]:
        part.package.rels.pop(key)
    _start_styles(document, look)
    _start_numbering(document, look)
    _start_settings(document)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(LETTER_WIDTH), Twips(LETTER_HEIGHT)
    section.left_margin = section.right_margin = Twips(look.margin)
    section.top_margin = section.bottom_margin = Twips(look.top)
    section.header_distance = section.footer_distance = Twips(500)
    return document


def _start_styles(document: WordDocument, look: Look) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    half_points, family = round(look.body * 2), look.family
    styles.append(
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
            f'<w:color w:val="{look.ink}"/>'
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
            '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
            "</w:pPrDefault></w:docDefaults>"
        )
    )
    for kind, name in (("paragraph", "Normal"), ("character", "Default Paragraph Font")):
        identity = name.replace(" ", "")
        styles.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="{kind}" w:default="1" w:styleId="{identity}">'
                f'<w:name w:val="{name}"/><w:qFormat/></w:style>'
            )
        )
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
            '<w:name w:val="Normal Table"/>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        )
    )


def _start_numbering(document: WordDocument, look: Look) -> None:
    """One list, one level, with a bullet that every shipped font has."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
            '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="200" w:hanging="200"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{look.family}" w:hAnsi="{look.family}" w:cs="{look.family}"/>'
            f'<w:color w:val="{look.accent}"/></w:rPr>'
            "</w:lvl></w:abstractNum>"
        )
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))


def _start_settings(document: WordDocument) -> None:
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        )
    )
