"""Runs that name the font of their script: the same text, set as it was."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn

from postmatch.conversion.script_runs import with_script_fonts
from postmatch.conversion.word_file import WordFile, open_word
from tests.conversion.word_samples import letter, with_body, written


def opened(file: WordFile) -> docx.document.Document:
    return docx.Document(io.BytesIO(file.docx))


def test_a_latin_file_is_left_as_it_is() -> None:
    file = open_word(letter("Adaeze Okafor, MD – Nuñez"))
    assert with_script_fonts(file) is file


def test_the_text_stays_and_each_stretch_names_its_font() -> None:
    file = open_word(letter("Name: সুমাইয়া রহমান (Sumaiya)", "Plain"))
    changed = with_script_fonts(file)
    assert list(changed.texts()) == list(file.texts())
    runs = opened(changed).paragraphs[0].runs
    assert [run.text for run in runs if run.font.name == "Noto Sans Bengali"] == ["সুমাইয়া", "রহমান"]
    assert [run.font.name for run in runs if run.text.startswith("Name")] == [None]
    assert {run._r.rPr.rFonts.get(qn("w:cs")) for run in runs if run.font.name} == {"Noto Sans Bengali"}


def test_bold_and_size_hold_for_the_other_script_in_runs_and_styles() -> None:
    document = docx.Document()
    run = document.add_paragraph(style="Title").add_run("محمد")
    run.bold = True
    changed = opened(with_script_fonts(open_word(written(document))))
    properties = changed.paragraphs[0].runs[0]._r.rPr
    assert properties.find(qn("w:bCs")) is not None
    style = changed.styles["Title"].element.rPr
    assert style.find(qn("w:szCs")).get(qn("w:val")) == style.find(qn("w:sz")).get(qn("w:val"))


def test_tabs_and_breaks_between_the_letters_stay_in_order() -> None:
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:tab/><w:t>नाम</w:t><w:br/><w:t>b</w:t></w:r></w:p>"
    changed = opened(with_script_fonts(open_word(with_body(body))))
    assert changed.paragraphs[0].text == "a\tनाम\nb"
    assert all(run.bold for run in changed.paragraphs[0].runs)
