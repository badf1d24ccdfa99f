"""Parts for making a Word template: our styles, paragraphs with tags, saving."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

BUILT_IN = {
    "Title",
    "Heading 1",
    "List Bullet",
    "Hyperlink",
    "Date",
    "Salutation",
    "Closing",
    "Signature",
    "footer",
}
BEHIND_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")  # the order of CT_PPr

Run = tuple[str, str | None]  # text, name of its character style


@dataclass(frozen=True)
class Properties:
    """What a template says of itself; the catalogue of templates reads it."""

    label: str
    description: str
    is_long: bool = False
    order: tuple[str, ...] = ()


# --- styles ----------------------------------------------------------------------------------------------------


def paragraph_style(
    document: WordDocument,
    name: str,
    *,
    size: float = 0,
    color: str = "",
    before: float = 0,
    after: float = 0,
    line: float = 0,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_font(style, size=size, color=color)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line
    return style


def character_style(document: WordDocument, name: str, *, color: str = "", bold: bool = False) -> CharacterStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name in BUILT_IN)
    style.quick_style = True
    _set_font(style, size=0, color=color)
    if bold:
        style.font.bold = True
    return style


def _set_font(style: CharacterStyle, *, size: float, color: str) -> None:
    if size:
        style.font.size = Pt(size)
    if color:
        style.font.color.rgb = RGBColor.from_string(color)


def set_family(style: CharacterStyle, family: str) -> None:
    style.font.name = family
    style.element.rPr.find(qn("w:rFonts")).set(qn("w:cs"), family)


def set_tracking(style: CharacterStyle, twentieths: int) -> None:
    """Space between letters, in twentieths of a point."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    properties = style.element.get_or_add_rPr()
    successors = [properties.find(qn(tag)) for tag in ("w:sz", "w:szCs", "w:u", "w:lang")]
    following = next((element for element in successors if element is not None), None)
    if following is None:
        properties.append(spacing)
    else:
        following.addprevious(spacing)


def set_rule(style: ParagraphStyle, side: str, *, color: str, gap: int, eighths: int = 4) -> None:
    """A line ``eighths`` of a point thick above (``top``) or below (``bottom``), ``gap`` points away."""
    border = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{gap}" w:color="{color}"/>'
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"), *BEHIND_BORDERS)


def set_bullet(style: ParagraphStyle) -> None:
    numbering = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    style.element.get_or_add_pPr().insert_element_before(numbering, "w:pBdr", *BEHIND_BORDERS)


def set_hanging(style: ParagraphStyle, twips: int) -> None:
    """Every line but the first begins ``twips`` further in."""
    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Twips(twips), Twips(-twips)


def set_right_tab(style: ParagraphStyle, width: int) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)


def set_outline_level(style: ParagraphStyle) -> None:
    """Makes the paragraphs of this style headings of the first level for Word's navigation and for tagged PDF."""
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().append(level)


# --- content ---------------------------------------------------------------------------------------------------


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


def add_if(document: WordDocument, condition: str, style: str, *runs: Run | str) -> None:
    tag(document, f"if {condition}")
    add(document, style, *runs)
    tag(document, "endif")


def add_each(document: WordDocument, variable: str, style: str) -> None:
    """One paragraph for each text of a list."""
    tag(document, f"for text in {variable}")
    add(document, style, "{{ text }}")
    tag(document, "endfor")


def add_page_field(paragraph: Paragraph, name: str) -> None:
    """``PAGE`` or ``NUMPAGES``, which Word and the PDF engines fill in."""
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def finish(document: WordDocument, path: Path, properties: Properties) -> None:
    """Writes the template: the same bytes each time."""
    core = document.core_properties
    core.title, core.comments = properties.label, properties.description
    core.category = "long form" if properties.is_long else ""
    core.keywords = ", ".join(properties.order)
    core.author = core.last_modified_by = "Postmatch"
    core.subject = ""
    core.language = "en-US"
    core.created = core.modified = datetime(2026, 11, 1)
    core.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on Windows and elsewhere
            target.writestr(entry, source.read(name))
