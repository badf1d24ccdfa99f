"""Makes the two Word templates that come with Postmatch: ``python templates/make_templates.py``.

The .docx files are what Postmatch reads, and they may be edited in Word like any other. Running this script
again overwrites ``cv/strip.docx`` and ``cover_letter/classic.docx`` and with them whatever was edited there.
"""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table
from word_building import (
    GREEN,
    LETTER_WIDTH,
    SOFT,
    WASH,
    Run,
    add,
    add_runs,
    add_shared_styles,
    character_style,
    finish,
    new_document,
    paragraph_style,
    set_rule_below,
    tag,
)

HERE = Path(__file__).resolve().parent
CV_MARGIN, COVER_LETTER_MARGIN = 1080, 1440
CV_WIDTH = LETTER_WIDTH - 2 * CV_MARGIN


# --- the CV ----------------------------------------------------------------------------------------------------


def make_cv() -> WordDocument:
    document = new_document(body_size=10, margin=CV_MARGIN, vertical_margin=720)
    add_shared_styles(document, name_size=21, contact_size=9.5)
    _add_cv_styles(document)
    tag(document, "if name")
    add(document, "Title", "{{ name }}")
    tag(document, "endif")
    tag(document, "if contact_line")
    add(document, "Contact", "{{r contact_line }}")
    tag(document, "endif")
    _add_strip(document)
    _add_summary(document)
    _add_entries(document, "Education", "education")
    _add_entries(document, "US clinical experience", "us_clinical")
    _add_entries(document, "Clinical work abroad", "clinical_abroad")
    _add_entries(document, "Research", "research")
    _add_citations(document, "Publications", "publications")
    _add_citations(document, _PRESENTATIONS, "presentations", "abstracts")
    _add_lines(document, "Certifications", "certifications")
    _add_short_entries(document, _TEACHING, "teaching", "volunteer")
    _add_short_entries(
        document, "{% if us_clinical or clinical_abroad %}Other work{% else %}Work{% endif %}", "other_work"
    )
    _add_lines(document, _AWARDS, "awards", "memberships")
    _add_languages(document)
    _add_skills(document)
    return document


def _two(first: str, first_words: str, second: str, second_words: str) -> str:
    """A heading for two lists that share it, naming only those that have entries."""
    both = f"{{% if {first} and {second} %}} and {second_words.lower()}{{% elif {second} %}}{second_words}{{% endif %}}"
    return f"{{% if {first} %}}{first_words}{{% endif %}}{both}"


_PRESENTATIONS = _two("presentations", "Presentations", "abstracts", "Abstracts")
_TEACHING = _two("teaching", "Teaching", "volunteer", "Volunteer work")
_AWARDS = _two("awards", "Awards", "memberships", "Memberships")


def _add_cv_styles(document: WordDocument) -> None:
    for name, before in (("Entry", 1.5), ("Entry Line", 0.5)):
        entry = paragraph_style(document, name, before=before)
        entry.paragraph_format.tab_stops.add_tab_stop(Twips(CV_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        entry.paragraph_format.keep_together = True
    document.styles["Entry"].paragraph_format.keep_with_next = True
    paragraph_style(document, "Entry Place", size=9.5, color=SOFT).paragraph_format.keep_together = True
    bullet = paragraph_style(document, "List Bullet", before=0.5)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Twips(230), Twips(-170)
    numbering = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    bullet.element.get_or_add_pPr().insert_element_before(numbering, "w:pBdr", "w:tabs", "w:spacing", "w:ind")
    citation = paragraph_style(document, "Citation", before=0.5)
    citation.paragraph_format.left_indent, citation.paragraph_format.first_line_indent = Twips(230), Twips(-230)
    citation.paragraph_format.keep_together = True
    paragraph_style(document, "Strip Gap", size=4)
    paragraph_style(document, "Glance Label", size=8, color=GREEN)
    paragraph_style(document, "Glance Value", size=10)
    character_style(document, "Entry Title").font.bold = True
    character_style(document, "Entry Date", color=SOFT)
    character_style(document, "Soft", color=SOFT)


def _add_strip(document: WordDocument) -> None:
    """Three cells to a row; the rows between the two tag rows are repeated."""
    tag(document, "if at_a_glance_rows")
    add(document, "Strip Gap")
    table = document.add_table(rows=3, cols=3)
    _shape_strip(table)
    table.cell(0, 0).paragraphs[0].text = "{%tr for row in at_a_glance_rows %}"
    table.cell(2, 0).paragraphs[0].text = "{%tr endfor %}"
    for cell, column in zip(table.rows[1].cells, ("left", "middle", "right"), strict=True):
        label, value = cell.paragraphs[0], cell.add_paragraph(style="Glance Value")
        label.style = document.styles["Glance Label"]
        label.paragraph_format.keep_with_next = True
        add_runs(label, [f"{{{{ row.{column}.label }}}}"])
        detail = f"{{% if row.{column}.detail %}} · {{{{ row.{column}.detail }}}}{{% endif %}}"
        add_runs(value, [(f"{{{{ row.{column}.value }}}}", "Entry Title"), (detail, "Soft")])
    tag(document, "endif")


def _shape_strip(table: Table) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    side = f'w:val="single" w:sz="6" w:space="0" w:color="{GREEN}"'
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{CV_WIDTH}" w:type="dxa"/>',
        f"<w:tblBorders {nsdecls('w')}><w:top {side}/><w:bottom {side}/></w:tblBorders>",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="40" w:type="dxa"/><w:left w:w="120" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>',
    ):
        properties.append(parse_xml(xml))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            cell.width = Twips(CV_WIDTH // 3)
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{WASH}"/>')
            )
    for column in table.columns:
        column.width = Twips(CV_WIDTH // 3)


def _add_summary(document: WordDocument) -> None:
    tag(document, "if summary")
    add(document, "Heading 1", "Summary")
    tag(document, "for text in summary")
    add(document, "Normal", "{{ text }}")
    tag(document, "endfor")
    tag(document, "endif")


_PLACE = "{% if e.place %}, {{ e.place }}{% endif %}"
_DATES: Run = ("{% if e.dates %}\t{{ e.dates }}{% endif %}", "Entry Date")


def _add_entries(document: WordDocument, heading: str, variable: str) -> None:
    """Bold first words with the dates at the right, a line for the place, bullets."""
    tag(document, f"if {variable}")
    add(document, "Heading 1", heading)
    tag(document, f"for e in {variable}")
    add(document, "Entry", ("{{ e.title }}", "Entry Title"), _DATES)
    tag(document, "if e.place or e.note")
    add(document, "Entry Place", "{{ e.place }}{% if e.place and e.note %} · {% endif %}{{ e.note }}")
    tag(document, "endif")
    tag(document, "for line in e.details")
    add(document, "List Bullet", "{{ line }}")
    tag(document, "endfor")
    tag(document, "endfor")
    tag(document, "endif")


def _add_short_entries(document: WordDocument, heading: str, *variables: str) -> None:
    """First words and place on one line with the dates at the right, a line for the note, bullets."""
    tag(document, f"if {' or '.join(variables)}")
    add(document, "Heading 1", heading)
    for variable in variables:
        tag(document, f"for e in {variable}")
        add(document, "Entry Line", ("{{ e.title }}", "Entry Title"), _PLACE, _DATES)
        tag(document, "if e.note")
        add(document, "Entry Place", "{{ e.note }}")
        tag(document, "endif")
        tag(document, "for line in e.details")
        add(document, "List Bullet", "{{ line }}")
        tag(document, "endfor")
        tag(document, "endfor")
    tag(document, "endif")


def _add_citations(document: WordDocument, heading: str, *variables: str) -> None:
    tag(document, f"if {' or '.join(variables)}")
    add(document, "Heading 1", heading)
    for variable in variables:
        tag(document, f"for e in {variable}")
        add(document, "Citation", "{{ e.citation }}{% if e.citation and e.link %} {% endif %}", "{{r e.link }}")
        tag(document, "endfor")
    tag(document, "endif")


def _add_lines(document: WordDocument, heading: str, *variables: str) -> None:
    """One line to an entry."""
    tag(document, f"if {' or '.join(variables)}")
    add(document, "Heading 1", heading)
    for variable in variables:
        note = ["{% if e.note %}. {{ e.note }}{% endif %}"] if variable == "awards" else []
        tag(document, f"for e in {variable}")
        add(document, "Entry Line", ("{{ e.title }}", "Entry Title"), _PLACE, *note, _DATES)
        tag(document, "endfor")
    tag(document, "endif")


def _add_languages(document: WordDocument) -> None:
    tag(document, "if languages")
    add(document, "Heading 1", "Languages")
    one = "{% if e.level %} ({{ e.level }}){% endif %}{% if not loop.last %}  ·  {% endif %}{% endfor %}"
    add(document, "Entry Line", "{% for e in languages %}", ("{{ e.name }}", "Entry Title"), one)
    tag(document, "endif")


def _add_skills(document: WordDocument) -> None:
    tag(document, "if skills")
    add(document, "Heading 1", "Skills")
    tag(document, "for e in skills")
    detail = "{% if e.name and e.detail %}: {% endif %}{{ e.detail }}"
    add(document, "Entry Line", ("{{ e.name }}", "Entry Title"), detail)
    tag(document, "endfor")
    tag(document, "endif")


# --- the cover letter ------------------------------------------------------------------------------------------


def make_cover_letter() -> WordDocument:
    document = new_document(body_size=11, margin=COVER_LETTER_MARGIN, vertical_margin=1150)
    add_shared_styles(document, name_size=20, contact_size=10)
    _add_letter_styles(document)
    tag(document, "if name")
    add(document, "Title", "{{ name }}")
    tag(document, "endif")
    tag(document, "if contact_line")
    add(document, "Contact", "{{r contact_line }}")
    tag(document, "endif")
    add(document, "Date", "{{ date }}")
    _add_each(document, "addressee", "Address")
    tag(document, "if subject")
    add(document, "Subject", "Re: {{ subject }}")
    tag(document, "endif")
    add(document, "Salutation", "{{ salutation }}")
    tag(document, "if opening")
    add(document, "Letter Text", "{{ opening }}")
    tag(document, "endif")
    for answer in ("situation", "why_unmatched", "improving", "interest", "why_this_program"):
        _add_each(document, answer, "Letter Text")
    _add_facts(document)
    add(document, "Closing", "Sincerely,")
    tag(document, "if name")
    add(document, "Signature", "{{ name }}")
    tag(document, "endif")
    tag(document, "if enclosures")
    add(document, "Enclosures", ("Enclosures: ", "Fact Label"), _ENCLOSURES)
    tag(document, "endif")
    return document


_ENCLOSURES = "{% for title in enclosures %}{{ title }}{% if not loop.last %}  ·  {% endif %}{% endfor %}"


def _add_letter_styles(document: WordDocument) -> None:
    set_rule_below(document.styles["Contact"], gap=6)
    paragraph_style(document, "Date", before=14, after=12)
    paragraph_style(document, "Address")
    subject = paragraph_style(document, "Subject", before=12, color=GREEN)
    subject.font.bold = True
    paragraph_style(document, "Salutation", before=10, after=7)
    text = paragraph_style(document, "Letter Text", after=7)
    text.paragraph_format.line_spacing = 1.08
    text.paragraph_format.widow_control = True
    facts = paragraph_style(document, "Facts", size=10, before=2, after=7)
    facts.paragraph_format.keep_together = True
    closing = paragraph_style(document, "Closing", before=8, after=22)
    closing.paragraph_format.keep_with_next = True
    signature = paragraph_style(document, "Signature")
    signature.font.bold = True
    paragraph_style(document, "Enclosures", size=9.5, color=SOFT, before=12)
    label = character_style(document, "Fact Label", color=GREEN)
    label.font.bold = True


def _add_each(document: WordDocument, variable: str, style: str) -> None:
    tag(document, f"for text in {variable}")
    add(document, style, "{{ text }}")
    tag(document, "endfor")


def _add_facts(document: WordDocument) -> None:
    tag(document, "if facts")
    value = (
        "{{ e.value }}{% if e.detail %}, {{ e.detail }}{% endif %}{% if not loop.last %}  ·  {% endif %}{% endfor %}"
    )
    add(document, "Facts", "{% for e in facts %}", ("{{ e.label }}: ", "Fact Label"), value)
    tag(document, "endif")


def main() -> None:
    for folder in ("cv", "cover_letter"):
        (HERE / folder).mkdir(exist_ok=True)
    finish(make_cv(), HERE / "cv" / "strip.docx", "CV template")
    finish(make_cover_letter(), HERE / "cover_letter" / "classic.docx", "Cover letter template")


if __name__ == "__main__":
    main()
