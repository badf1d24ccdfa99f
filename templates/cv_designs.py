"""The designs of the CV: classic, its long form, modern, academic."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document as WordDocument
from docx.shared import Twips

from templates.cv_parts import (
    NUMBER,
    add_entry_behind_dates,
    add_entry_in_three_lines,
    add_entry_in_two_lines,
    add_glance_line,
    add_glance_table,
    add_line,
    add_line_behind_dates,
    add_line_with_room,
    add_name,
    add_sections,
    add_text_styles,
    set_dates_first,
    set_place_italic,
    shape_table,
    write_fours,
    write_label_and_value,
)
from templates.looks import (
    ACADEMIC,
    CLASSIC,
    CLASSIC_LONG,
    MODERN,
    WASH,
    add_academic_styles,
    add_classic_styles,
    add_modern_styles,
)
from templates.word_building import (
    Properties,
    add_page_field,
    add_runs,
    character_style,
    paragraph_style,
    set_hanging,
    set_right_tab,
)
from templates.word_start import Look, new_document

CELL_LINE = 1.06
"""Between lines in table cells: on the tightest rung of the ladder (0.95) still a whole line, below which the embedded
engine draws text against the edges of its cell."""
DATES_COLUMN = 2050  # twips: "Mar 2021 – Nov 2023" in 11 points, the largest size that a short CV is set in

# As programs expect it (domain.md 4.4): what is asked for first stands first.
USUAL_ORDER = (
    "summary",
    "education",
    "us_clinical",
    "clinical_abroad",
    "research",
    "publications",
    "presentations",
    "abstracts",
    "certifications",
    "teaching",
    "volunteer",
    "other_work",
    "gaps",
    "awards",
    "memberships",
    "languages",
    "skills",
)
ACADEMIC_ORDER = (
    "summary",
    "education",
    "publications",
    "presentations",
    "abstracts",
    "research",
    "awards",
    "us_clinical",
    "clinical_abroad",
    "teaching",
    "volunteer",
    "other_work",
    "gaps",
    "certifications",
    "memberships",
    "languages",
    "skills",
)

CLASSIC_CV = Properties(
    "Classic",
    "One column in a book face, the name in the middle, the facts at a glance in a quiet table.",
    order=USUAL_ORDER,
)
LONG_CV = replace(
    CLASSIC_CV,
    label="Classic, long form",
    description="The classic design on numbered pages, as many as it takes: it leaves nothing out.",
    is_long=True,
)
MODERN_CV = Properties(
    "Modern",
    "A clear sans serif face with one color and a shaded strip of facts under the name.",
    order=USUAL_ORDER,
)
ACADEMIC_CV = Properties(
    "Academic",
    "Dense, publications first and numbered: for many papers, posters and talks.",
    order=ACADEMIC_ORDER,
)


def make_classic() -> WordDocument:
    document = _start_classic(CLASSIC, before=3)
    _add_fours(document, CLASSIC, padding=(35, 0, 40, 60), rules=CLASSIC.rule)
    add_sections(document, add_entry=add_entry_in_two_lines, add_line=add_line)
    return document


def make_classic_long() -> WordDocument:
    look = CLASSIC_LONG
    document = _start_classic(look, before=6)
    label = round(look.width * 0.3)
    table = add_glance_table(document, "at_a_glance", (label, look.width - label), write_label_and_value)
    shape_table(table, rules=look.rule, padding=(10, 0, 10, 60))
    add_sections(document, add_entry=add_entry_in_three_lines, add_line=add_line_with_room)
    _add_page_numbers(document, look)
    return document


def _start_classic(look: Look, *, before: float) -> WordDocument:
    document = new_document(look)
    add_classic_styles(document, look)
    add_text_styles(document, look, before=before)
    set_place_italic(document)
    _add_glance_styles(document, look, label=look.soft)
    add_name(document)
    return document


def _add_glance_styles(document: WordDocument, look: Look, *, label: str) -> None:
    paragraph_style(document, "Glance Gap", size=5)
    paragraph_style(document, "Glance Label", size=look.body - 1, color=label, line=CELL_LINE)
    paragraph_style(document, "Glance Value", line=CELL_LINE)
    paragraph_style(document, "Glance Detail", size=look.body - 1, color=look.soft, line=CELL_LINE)


def _add_fours(
    document: WordDocument, look: Look, *, padding: tuple[int, int, int, int], rules: str, shade: str = ""
) -> None:
    table = add_glance_table(document, "at_a_glance_fours", (look.width // 4,) * 4, write_fours)
    shape_table(table, rules=rules, shade=shade, padding=padding)


def _add_page_numbers(document: WordDocument, look: Look) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    style = paragraph_style(document, "footer", size=9, color=look.soft)
    set_right_tab(style, look.width)
    line = footer.paragraphs[0]
    line.style = style
    add_runs(line, ["{{ name }}", "\tPage "])
    add_page_field(line, "PAGE")
    add_runs(line, [" of "])
    add_page_field(line, "NUMPAGES")


def make_modern() -> WordDocument:
    document = new_document(MODERN)
    add_modern_styles(document, MODERN)
    add_text_styles(document, MODERN, before=2)
    _add_glance_styles(document, MODERN, label=MODERN.accent)
    add_name(document)
    _add_fours(document, MODERN, padding=(30, 115, 40, 40), rules=MODERN.accent, shade=WASH)
    add_sections(document, add_entry=add_entry_in_two_lines, add_line=add_line)
    return document


def make_academic() -> WordDocument:
    document = new_document(ACADEMIC)
    add_academic_styles(document, ACADEMIC)
    add_text_styles(document, ACADEMIC, before=1.5)
    set_dates_first(document, DATES_COLUMN)
    citation = document.styles["Citation"]
    set_hanging(citation, 300)
    citation.paragraph_format.tab_stops.add_tab_stop(Twips(300))
    paragraph_style(document, "Glance Line", before=4, after=1)
    character_style(document, "Glance Word", color=ACADEMIC.soft)
    add_name(document)
    add_glance_line(document)
    add_sections(document, add_entry=add_entry_behind_dates, add_line=add_line_behind_dates, number=NUMBER)
    return document
