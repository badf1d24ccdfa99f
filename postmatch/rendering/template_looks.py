"""What will not be as in Word although the template can be filled: told before, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from postmatch.conversion.word_file import is_hidden
from postmatch.domain.own_templates import TemplateProblem
from postmatch.rendering.prepared import margin_parts
from postmatch.rendering.tags import all_text, blocks, shortened, spans
from postmatch.rendering.template_problems import refused, warned

_OTHER_ENGINE = "Choose LibreOffice as the converter for this template, or change it in Word."
_UNFILLED = {"footnotes": "a footnote", "endnotes": "an endnote", "comments": "a comment"}
_XML = ("+xml", "/xml")


def looks(opened: DocxTemplate) -> list[TemplateProblem]:
    """Warnings about the look and refusals of tags in places where nothing is filled."""
    body = opened.docx.element.body
    found = [warned(message, hint) for message, hint, shows in _WARNINGS if shows(body)]
    if any(next(part.element.iter(qn("w:hyperlink")), None) is not None for part in margin_parts(opened).values()):
        found.append(
            warned("The built-in converter leaves out the words of links in headers and footers.", _OTHER_ENGINE)
        )
    if _has_bullets_in_cells(body, opened.docx.styles.element):
        found.append(warned("The built-in converter leaves out bullets in cells of tables.", _OTHER_ENGINE))
    found += [problem for part in _other_parts(opened) for problem in _tags_in(part)]
    properties = opened.docx.core_properties
    if any(next(spans(text or ""), None) for text in (properties.title, properties.author, properties.subject)):
        found.append(
            warned("The tags in the properties of this file are not filled.", "Postmatch sets title and author.")
        )
    return found


def _has_box(body: Any) -> bool:
    return next(body.iter(qn("w:txbxContent")), None) is not None


def _has_bullets_in_cells(body: Any, styles: Any) -> bool:
    """Bullets are a paragraph's own, or those of its style."""
    listed = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style")) if _is_listed(style)}
    paragraphs = [paragraph for cell in body.iter(qn("w:tc")) for paragraph in cell.findall(qn("w:p"))]
    named = (paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for paragraph in paragraphs)
    return any(map(_is_listed, paragraphs)) or any(
        name is not None and name.get(qn("w:val")) in listed for name in named
    )


def _is_listed(paragraph_or_style: Any) -> bool:
    return paragraph_or_style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _has_nested_lists(body: Any) -> bool:
    return any(level.get(qn("w:val")) not in ("0", None) for level in body.iter(qn("w:ilvl")))


def _has_changes(body: Any) -> bool:
    return any(next(body.iter(qn(mark)), None) is not None for mark in ("w:ins", "w:del", "w:moveFrom"))


def _has_hidden(body: Any) -> bool:
    return any(is_hidden(run) and next(run.iter(qn("w:t")), None) is not None for run in body.iter(qn("w:r")))


def _has_comments(body: Any) -> bool:
    return next(body.iter(qn("w:commentReference")), None) is not None


_WARNINGS: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("Text boxes are filled, but the built-in converter sets them above the text.", _OTHER_ENGINE, _has_box),
    ("The built-in converter sets lists inside lists as one list.", _OTHER_ENGINE, _has_nested_lists),
    (
        "This file has tracked changes, which whoever gets the Word file can see.",
        "In Word, choose Review, then Accept All Changes, and upload the file again.",
        _has_changes,
    ),
    (
        "This file has hidden text, which nobody sees on the page and whoever gets the Word file can show.",
        "In Word, select everything, press Ctrl+D, clear Hidden, delete what is not needed, and upload the file again.",
        _has_hidden,
    ),
    (
        "This file has comments, which whoever gets the Word file can see.",
        "In Word, choose Review, then Delete All Comments, and upload the file again.",
        _has_comments,
    ),
)


def _other_parts(opened: DocxTemplate) -> list[Part]:
    main = opened.docx.part
    filled = {id(part) for uri in (opened.HEADER_URI, opened.FOOTER_URI) for _, part in opened.get_headers_footers(uri)}
    parts = [part for part in main.package.iter_parts() if part is not main and id(part) not in filled]
    return [part for part in parts if part.content_type.endswith(_XML) and part.partname.startswith("/word/")]


def _tags_in(part: Part) -> list[TemplateProblem]:
    """A tag where nothing is filled would be printed as it is."""
    if b"{" not in part.blob:
        return []
    kind = next((words for name, words in _UNFILLED.items() if f"{name}+" in part.content_type), "a drawing or a chart")
    root = parse_xml(part.blob)
    texts = [block.words for block in blocks(root, kind) if block.tags]
    drawn = all_text(root)
    if not texts and next(spans(drawn), None):
        texts = [shortened(drawn)]
    problem = warned if kind == "a comment" else refused
    message = f"A tag stands in {kind}, where nothing is filled."
    return [
        problem(message, "Move it into the text, a header, a footer or a table.", paragraph=text) for text in texts[:3]
    ]
