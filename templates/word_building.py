"""Parts for making a Word template: an empty slim document, our styles, paragraphs with tags, saving."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

SANS, SERIF = "Calibri", "Cambria"
GREEN, RULE, WASH = "1F5F4F", "B5CCC3", "EEF4F1"
INK, SOFT = "22282A", "555E5B"
LETTER_WIDTH, LETTER_HEIGHT = 12240, 15840  # twips
KEPT_PARTS = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS}

Run = tuple[str, str | None]  # text, name of its character style


def new_document(*, body_size: float, margin: int, vertical_margin: int) -> WordDocument:
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
    _start_styles(document, body_size)
    _start_numbering(document)
    _start_settings(document)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(LETTER_WIDTH), Twips(LETTER_HEIGHT)
    section.left_margin = section.right_margin = Twips(margin)
    section.top_margin = section.bottom_margin = Twips(vertical_margin)
    section.header_distance = section.footer_distance = Twips(500)
    return document


def _start_styles(document: WordDocument, body_size: float) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    half_points = round(body_size * 2)
    styles.append(
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{SANS}" w:cs="{SANS}"/><w:color w:val="{INK}"/>'
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


def _start_numbering(document: WordDocument) -> None:
    """One list, one level, with a bullet that every shipped font has."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
            '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="230" w:hanging="170"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:color w:val="{GREEN}"/></w:rPr>'
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


def paragraph_style(
    document: WordDocument, name: str, *, size: float = 0, color: str = "", before: float = 0, after: float = 0
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_font(style, size=size, color=color)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def character_style(document: WordDocument, name: str, *, size: float = 0, color: str = "") -> CharacterStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name in BUILT_IN)
    style.quick_style = True
    _set_font(style, size=size, color=color)
    return style


BUILT_IN = {"Title", "Heading 1", "List Bullet", "Hyperlink", "Date", "Salutation", "Closing", "Signature"}


def _set_font(style: CharacterStyle, *, size: float, color: str) -> None:
    if size:
        style.font.size = Pt(size)
    if color:
        style.font.color.rgb = RGBColor.from_string(color)


def _set_family(style: CharacterStyle, family: str) -> None:
    style.font.name = family
    fonts = style.element.rPr.find(qn("w:rFonts"))
    fonts.set(qn("w:cs"), family)


def _set_tracking(style: CharacterStyle, twentieths: int) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    properties = style.element.get_or_add_rPr()
    successors = [properties.find(qn(tag)) for tag in ("w:sz", "w:szCs", "w:u", "w:lang")]
    following = next((element for element in successors if element is not None), None)
    if following is None:
        properties.append(spacing)
    else:
        following.addprevious(spacing)


def set_rule_below(style: ParagraphStyle, *, gap: int) -> None:
    properties = style.element.get_or_add_pPr()
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="{gap}" w:color="{RULE}"/></w:pBdr>'
    )
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def add_shared_styles(document: WordDocument, *, name_size: float, contact_size: float) -> None:
    title = paragraph_style(document, "Title", size=name_size, color=GREEN, after=1)
    title.font.bold = True
    _set_family(title, SERIF)
    title.paragraph_format.keep_with_next = True
    paragraph_style(document, "Contact", size=contact_size, color=SOFT)
    tag = paragraph_style(document, "Template Tag", size=8, color="9AA5A1")
    tag.font.italic = True
    character_style(document, "Hyperlink", color=GREEN)
    heading = paragraph_style(document, "Heading 1", size=9.5, color=GREEN, before=5.5, after=1)
    heading.font.bold = heading.font.all_caps = True
    heading.paragraph_format.keep_with_next = True
    _set_tracking(heading, 16)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    heading.element.get_or_add_pPr().append(level)
    set_rule_below(heading, gap=1)


def add(document: WordDocument, style: str, *runs: Run | str) -> Paragraph:
    """A paragraph of runs; a tab character in a text becomes a real tab."""
    paragraph = document.add_paragraph(style=style)
    add_runs(paragraph, runs)
    return paragraph


def add_runs(paragraph: Paragraph, runs: Sequence[Run | str]) -> None:
    for run in runs:
        text, style = (run, None) if isinstance(run, str) else run
        paragraph.add_run(text, style=style)


def tag(document: WordDocument, words: str) -> None:
    """A paragraph that only steers the filling and is gone afterwards."""
    add(document, "Template Tag", f"{{%p {words} %}}")


def finish(document: WordDocument, path: Path, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "Postmatch", "Postmatch"
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "en-US"
    properties.created = properties.modified = datetime(2026, 11, 1)
    properties.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
