from __future__ import annotations

import io

from docx import Document

from postmatch.conversion.word_package import parsed_xml
from postmatch.rendering.word_parts import (
    W,
    body_part,
    numbering_parts,
    paragraph_text,
    read_parts,
    running_parts,
    styles_part,
)
from tests.rendering.made_templates import of_paragraphs, renamed, written


def test_parts_are_found_by_what_they_are() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "x"
    docx = written(document)
    for old, new in (
        ("word/document.xml", "word/document2.xml"),
        ("word/styles.xml", "word/styles2.xml"),
        ("word/header1.xml", "word/top.xml"),
    ):
        docx = renamed(docx, old, new)
    parts = read_parts(docx)
    assert (body_part(parts), styles_part(parts)) == ("word/document2.xml", "word/styles2.xml")
    assert running_parts(parts) == ("word/top.xml",)
    assert numbering_parts(parts) == ("word/numbering.xml",)


def test_hidden_text_is_not_read() -> None:
    document = Document(io.BytesIO(of_paragraphs("shown")))
    document.paragraphs[0].add_run(" hidden").font.hidden = True
    document.paragraphs[0].add_run(" again").font.hidden = False
    parts = read_parts(written(document))
    (paragraph, *_) = parsed_xml(parts[body_part(parts)]).iter(f"{W}p")
    assert paragraph_text(paragraph) == "shown again"
