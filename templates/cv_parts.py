"""What every CV template is made of: the name, the facts at a glance, one block for each kind of section."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table, _Cell

from templates.word_building import (
    Run,
    add,
    add_if,
    add_runs,
    character_style,
    paragraph_style,
    set_bullet,
    set_hanging,
    set_right_tab,
    tag,
)
from templates.word_start import Look

AddBlock = Callable[[WordDocument], None]
# The no-break space keeps words and dates apart in a line that wraps, where the embedded engine drops the tab.
DATES: Run = ("{% if e.dates %}\t\u00a0{{ e.dates }}{% endif %}", "Entry Date")
DATES_FIRST: Run = ("{{ e.dates }}\t", "Entry Date")
NOTE_BEHIND: Run = ("{% if e.place and e.note %} · {% endif %}{{ e.note }}", "Entry Note")


def add_text_styles(document: WordDocument, look: Look, *, before: float) -> None:
    """The styles of entries, lines, citations and bullets. ``before`` is the space above an entry in points."""
    for name, space in (("Entry", before), ("Entry Line", before / 2)):
        entry = paragraph_style(document, name, before=space)
        set_right_tab(entry, look.width)
        entry.paragraph_format.keep_together = True
    document.styles["Entry"].paragraph_format.keep_with_next = True
    paragraph_style(document, "Entry Place", color=look.soft).paragraph_format.keep_together = True
    paragraph_style(document, "Summary", before=before / 2)
    bullet = paragraph_style(document, "List Bullet", before=0.5)
    set_hanging(bullet, 200)
    set_bullet(bullet)
    citation = paragraph_style(document, "Citation", before=before / 2)
    set_hanging(citation, 200)
    citation.paragraph_format.keep_together = True
    paragraph_style(document, "Words", before=before / 2)
    character_style(document, "Entry Title", bold=True)
    for name in ("Entry Date", "Entry Note", "Soft"):
        character_style(document, name, color=look.soft)


def set_place_italic(document: WordDocument) -> None:
    """Places in italics; the note behind a place stays upright."""
    document.styles["Entry Place"].font.italic = True
    document.styles["Entry Note"].font.italic = False


def set_dates_first(document: WordDocument, column: int) -> None:
    """Makes room for the dates in a column of ``column`` twips at the left, in which long entries never wrap."""
    for name in ("Entry", "Entry Line"):
        style = document.styles[name]
        style.paragraph_format.tab_stops.clear_all()
        style.paragraph_format.tab_stops.add_tab_stop(Twips(column))
        set_hanging(style, column)
    document.styles["Entry Place"].paragraph_format.left_indent = Twips(column)
    document.styles["List Bullet"].paragraph_format.left_indent = Twips(column + 200)


def add_name(document: WordDocument) -> None:
    add_if(document, "name", "Title", "{{ name }}")
    add_if(document, "contact_line", "Contact", "{{r contact_line }}")


def add_sections(
    document: WordDocument, *, add_entry: AddBlock, add_line: AddBlock, number: Sequence[Run] = ()
) -> None:
    """All sections in the applicant's order. ``number`` stands before each citation."""
    tag(document, "for s in sections")
    add(document, "Heading 1", "{{ s.heading }}")
    tag(document, "for text in s.paragraphs")
    add(document, "Summary", "{{ text }}")
    tag(document, "endfor")
    tag(document, "for e in s.entries")
    add_entry(document)
    tag(document, "for line in e.details")
    add(document, "List Bullet", "{{ line }}")
    tag(document, "endfor")
    tag(document, "endfor")
    tag(document, "for e in s.citations")
    link = ("{% if e.citation and e.link %} {% endif %}", "{{r e.link }}")
    add(document, "Citation", *number, "{{r e.styled_citation }}", *link)
    tag(document, "endfor")
    tag(document, "for e in s.lines")
    add_line(document)
    tag(document, "endfor")
    _add_words(document)
    tag(document, "endfor")


NUMBER: Sequence[Run] = (("{{ loop.index }}.\t", "Soft"),)
_TITLE: Run = ("{{ e.title }}", "Entry Title")
_PLACE = "{% if e.title and e.place %}, {% endif %}{{ e.place }}"
_NOTE = "{% if e.title and e.note %}. {% endif %}{{ e.note }}"


def add_entry_in_two_lines(document: WordDocument) -> None:
    """Bold first words with the dates at the right; below them where it was and with whom."""
    add(document, "Entry", _TITLE, DATES)
    add_if(document, "e.place or e.note", "Entry Place", "{{ e.place }}", NOTE_BEHIND)


def add_entry_in_three_lines(document: WordDocument) -> None:
    """The same with a line of its own for the note: where there is room for it."""
    add(document, "Entry", _TITLE, DATES)
    add_if(document, "e.place", "Entry Place", "{{ e.place }}")
    add_if(document, "e.note", "Entry Place", ("{{ e.note }}", "Entry Note"))


def add_line_with_room(document: WordDocument) -> None:
    """An entry of one line as an entry of several; one without first words has its note in their place."""
    add(document, "Entry", _TITLE, "{% if not e.title %}{{ e.note }}{% endif %}", DATES)
    add_if(document, "e.place", "Entry Place", "{{ e.place }}")
    add_if(document, "e.title and e.note", "Entry Place", ("{{ e.note }}", "Entry Note"))


def add_line(document: WordDocument) -> None:
    """One line to an entry, with the dates at the right."""
    add(document, "Entry Line", _TITLE, _PLACE, _NOTE, DATES)


def add_entry_behind_dates(document: WordDocument) -> None:
    """The dates in the left column; bold first words and the place; a note below."""
    add(document, "Entry", DATES_FIRST, _TITLE, _PLACE)
    add_if(document, "e.note", "Entry Place", "{{ e.note }}")


def add_line_behind_dates(document: WordDocument) -> None:
    add(document, "Entry Line", DATES_FIRST, _TITLE, _PLACE, _NOTE)


def _add_words(document: WordDocument) -> None:
    """All entries in one paragraph."""
    tag(document, "if s.words")
    detail = "{% if e.detail %} ({{ e.detail }}){% endif %}"
    between = "{% if not loop.last %}  ·  {% endif %}{% endfor %}"
    add(document, "Words", "{% for e in s.words %}", ("{{ e.name }}", "Entry Title"), detail, (between, "Soft"))
    tag(document, "endif")


# --- the facts at a glance -------------------------------------------------------------------------------------


def add_glance_table(
    document: WordDocument, variable: str, widths: Sequence[int], fill_cells: Callable[[Sequence[_Cell]], None]
) -> Table:
    """A table whose one row is repeated for every row of ``variable``; it is gone when there is nothing to show."""
    tag(document, f"if {variable}")
    add(document, "Glance Gap")
    table = document.add_table(rows=3, cols=len(widths))
    table.autofit = False
    for child in list(table._tbl.tblPr):
        table._tbl.tblPr.remove(child)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Twips(width)
    table.cell(0, 0).paragraphs[0].text = f"{{%tr for row in {variable} %}}"
    table.cell(2, 0).paragraphs[0].text = "{%tr endfor %}"
    fill_cells(table.rows[1].cells)
    tag(document, "endif")
    return table


def shape_table(table: Table, *, rules: str, shade: str = "", padding: tuple[int, int, int, int]) -> None:
    """Rules above and below in the colour ``rules``, ``shade`` behind; ``padding`` is top, left, bottom, right."""
    top, left, bottom, right = padding
    side = f'w:val="single" w:sz="4" w:space="0" w:color="{rules}"'
    width = sum(round(column.width / Twips(1)) for column in table.columns)
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{width}" w:type="dxa"/>',
        f"<w:tblBorders {nsdecls('w')}><w:top {side}/><w:bottom {side}/></w:tblBorders>",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/>'
        f'<w:bottom w:w="{bottom}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>',
    ):
        table._tbl.tblPr.append(parse_xml(xml))
    if shade:
        for cell in (cell for row in table.rows for cell in row.cells):
            fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{shade}"/>')
            cell._tc.get_or_add_tcPr().append(fill)


def write_fours(cells: Sequence[_Cell]) -> None:
    """Four facts side by side: the label, the value, and under it the detail that belongs to it."""
    for cell, column in zip(cells, ("first", "second", "third", "fourth"), strict=True):
        label = cell.paragraphs[0]
        label.style = "Glance Label"
        add_runs(label, [f"{{{{ row.{column}.label }}}}"])
        add_runs(cell.add_paragraph(style="Glance Value"), [(f"{{{{ row.{column}.value }}}}", "Entry Title")])
        cell.add_paragraph(f"{{%p if row.{column}.detail %}}", style="Template Tag")
        cell.add_paragraph(f"{{{{ row.{column}.detail }}}}", style="Glance Detail")
        cell.add_paragraph("{%p endif %}", style="Template Tag")


def write_label_and_value(cells: Sequence[_Cell]) -> None:
    """One fact: the label in the first cell, the value with its detail in the second."""
    label, value = (cell.paragraphs[0] for cell in cells)
    label.style, value.style = "Glance Label", "Glance Value"
    add_runs(label, ["{{ row.label }}"])
    add_runs(value, [("{{ row.value }}", "Entry Title"), _detail("row", " · ")])


def add_glance_line(document: WordDocument) -> None:
    """All facts in one paragraph."""
    tag(document, "if at_a_glance")
    label: Run = ("{{ e.label }}", "Glance Word")
    space = "{% if e.value %} {% endif %}"
    between: Run = ("{% if not loop.last %}  ·  {% endif %}{% endfor %}", "Soft")
    value: Run = ("{{ e.value }}", "Entry Title")
    add(document, "Glance Line", "{% for e in at_a_glance %}", label, space, value, _detail("e", ", "), between)
    tag(document, "endif")


def _detail(entry: str, between: str) -> Run:
    return f"{{% if {entry}.detail %}}{between}{{{{ {entry}.detail }}}}{{% endif %}}", "Soft"
