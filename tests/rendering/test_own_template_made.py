"""Templates as people make them in Word: filled as they are meant, or refused with the place and the remedy."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import OwnFile, check_own_template, fill_cv
from tests.rendering.made_templates import (
    MADE,
    content_controls,
    header_and_footer,
    mistaken_names,
    part,
    tables_layout,
    text_boxes,
)

ReadLines = Callable[[bytes], list[str]]
SOUND = [name for name in MADE if name != "mistakes in names"]


@pytest.fixture
def filled(full_profile: Profile, today: date, workers: Workers) -> Callable[[bytes], bytes]:
    def fill(docx: bytes) -> bytes:
        own = OwnFile("cv", "Made in Word", docx)
        return fill_cv(full_profile, form=CvForm(), template=own, paper=Paper.LETTER, today=today, workers=workers)

    return fill


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_one_is_accepted_filled_and_laid_out(
    name: str, filled: Callable[[bytes], bytes], workers: Workers
) -> None:
    docx = MADE[name]()
    report = check_own_template(docx, "cv", workers)
    assert report.is_usable
    result = filled(docx)
    xml = part(result, "word/document.xml")
    assert b"{{" not in xml
    assert b"{%" not in xml
    pdf = workers.word_to_pdf(result)
    assert pdf.page_count == 1
    text = " ".join(workers.page_texts(pdf.pdf)).casefold()
    assert "adaeze chiamaka okafor" in text


def test_what_will_not_be_as_in_word_is_told_before(workers: Workers) -> None:
    told = {
        make.__name__: " ".join(problem.message for problem in check_own_template(make(), "cv", workers).problems)
        for make in (tables_layout, text_boxes, header_and_footer)
    }
    assert "bullets in cells" in told["tables_layout"]
    assert "Text boxes are filled" in told["text_boxes"]
    assert told["header_and_footer"] == ""


def test_rows_and_cells_are_repeated_for_each_entry(filled: Callable[[bytes], bytes], read_lines: ReadLines) -> None:
    lines = read_lines(filled(tables_layout()))
    assert "ADAEZE CHIAMAKA OKAFOR" in lines
    assert "Statistics: R, Stata" in lines
    assert any(line.startswith("MBBS, Lagoon University") for line in lines)


def test_a_text_box_is_filled_in_both_of_its_copies(filled: Callable[[bytes], bytes]) -> None:
    assert part(filled(text_boxes()), "word/document.xml").count(b"Adaeze Chiamaka Okafor") == 2


def test_split_tags_keep_the_look_of_where_they_begin(filled: Callable[[bytes], bytes], read_lines: ReadLines) -> None:
    docx = filled(MADE["split runs, typographic quotes"]())
    lines = [line for line in read_lines(docx) if line]
    assert lines[0] == "Adaeze Chiamaka Okafor"
    assert lines[1].startswith(("MBBS, Lagoon", "MPH, Gulf"))
    assert lines[-1] == "Skills: Statistics"
    assert b"<w:b/>" in part(docx, "word/document.xml").split(b"Okafor")[0]


def test_the_way_to_reach_the_applicant_is_seen_in_a_header(filled: Callable[[bytes], bytes], workers: Workers) -> None:
    """The embedded engine left out the words of links in headers, and with them the e-mail address."""
    docx = filled(header_and_footer())
    (text,) = workers.page_texts(workers.word_to_pdf(docx).pdf)
    assert "adaeze.okafor@example.org" in text
    assert b"Adaeze Chiamaka Okafor" in part(docx, "word/header1.xml")
    assert b"Adaeze Chiamaka Okafor \xe2\x80\x94 page" in part(docx, "word/footer1.xml")


def test_a_content_control_shows_the_value_in_word_too(filled: Callable[[bytes], bytes]) -> None:
    xml = part(filled(content_controls()), "word/document.xml")
    assert b"Adaeze Chiamaka Okafor" in xml
    assert b"dataBinding" not in xml


def test_lists_without_entries_leave_no_table_that_word_calls_damaged(today: date, workers: Workers) -> None:
    own = OwnFile("cv", "Made in Word", content_controls())
    docx = fill_cv(Profile(), form=CvForm(), template=own, paper=Paper.LETTER, today=today, workers=workers)
    (table,) = Document(io.BytesIO(docx)).tables
    assert [paragraph.text for paragraph in table.cell(0, 0).paragraphs] == [""]


def test_slips_are_told_with_paragraph_and_nearest_name(workers: Workers) -> None:
    problems = check_own_template(mistaken_names(), "cv", workers).problems
    assert [(one.name, one.nearest, one.paragraph) for one in problems] == [
        ("nmae", "name", "{{ nmae }}"),
        ("email_address", "email", "E-mail: {{ email_address }}"),
        ("e.titel", "e.title", "{{ e.titel }}, {{ e.place }}"),
    ]
