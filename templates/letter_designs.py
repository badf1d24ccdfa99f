"""The designs of the cover letter: classic and modern, each with the head of the CV of that name."""

from __future__ import annotations

from docx.document import Document as WordDocument

from templates.cv_parts import add_name
from templates.looks import CLASSIC_LETTER, MODERN_LETTER, add_classic_styles, add_modern_styles
from templates.word_building import (
    Properties,
    add,
    add_each,
    add_if,
    character_style,
    paragraph_style,
    set_rule,
    tag,
)
from templates.word_start import Look, new_document

CLASSIC_COVER = Properties("Classic", "A letter in a book face, with the name in the middle as on the classic CV.")
MODERN_COVER = Properties("Modern", "A letter in a clear sans serif face with one color, to go with the modern CV.")

_BETWEEN = "{% if not loop.last %}  ·  {% endif %}{% endfor %}"
_ANSWERS = ("situation", "why_unmatched", "improving", "interest", "why_this_program")


def make_classic_letter() -> WordDocument:
    document = new_document(CLASSIC_LETTER)
    add_classic_styles(document, CLASSIC_LETTER)
    set_rule(document.styles["Contact"], "bottom", color=CLASSIC_LETTER.rule, gap=6)
    return _letter(document, CLASSIC_LETTER)


def make_modern_letter() -> WordDocument:
    document = new_document(MODERN_LETTER)
    add_modern_styles(document, MODERN_LETTER)
    set_rule(document.styles["Contact"], "bottom", color=MODERN_LETTER.accent, gap=6, eighths=8)
    return _letter(document, MODERN_LETTER)


def _letter(document: WordDocument, look: Look) -> WordDocument:
    _add_letter_styles(document, look)
    add_name(document)
    add(document, "Date", "{{ date }}")
    add_each(document, "addressee", "Address")
    add_if(document, "subject", "Subject", "Re: {{ subject }}")
    add(document, "Salutation", "{{ salutation }}")
    add_if(document, "opening", "Letter Text", "{{ opening }}")
    for answer in _ANSWERS:
        add_each(document, answer, "Letter Text")
    _add_facts(document)
    add(document, "Closing", "Sincerely,")
    add_if(document, "name", "Signature", "{{ name }}")
    enclosures = "{% for title in enclosures %}{{ title }}" + _BETWEEN
    add_if(document, "enclosures", "Enclosures", ("Enclosures: ", "Fact Label"), enclosures)
    return document


def _add_letter_styles(document: WordDocument, look: Look) -> None:
    paragraph_style(document, "Date", before=16, after=12)
    paragraph_style(document, "Address")
    subject = paragraph_style(document, "Subject", before=12, color=look.accent)
    subject.font.bold = True
    paragraph_style(document, "Salutation", before=10, after=7)
    text = paragraph_style(document, "Letter Text", after=7, line=1.08)
    text.paragraph_format.widow_control = True
    facts = paragraph_style(document, "Facts", size=look.body - 1, before=2, after=7)
    facts.paragraph_format.keep_together = True
    closing = paragraph_style(document, "Closing", before=8, after=24)
    closing.paragraph_format.keep_with_next = True
    signature = paragraph_style(document, "Signature")
    signature.font.bold = True
    paragraph_style(document, "Enclosures", size=look.body - 1.5, color=look.soft, before=14)
    character_style(document, "Fact Label", color=look.accent, bold=True)


def _add_facts(document: WordDocument) -> None:
    tag(document, "if facts")
    value = "{{ e.value }}{% if e.detail %}, {{ e.detail }}{% endif %}" + _BETWEEN
    add(document, "Facts", "{% for e in facts %}", ("{{ e.label }}: ", "Fact Label"), value)
    tag(document, "endif")
