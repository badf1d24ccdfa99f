"""Reads a finished document back, in Word and as PDF, and says what was verified: for the applicant, in a few lines.

What is looked for comes from the profile (``domain.printed_facts``). Messages name the kind of a fact, never its words.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from postmatch.conversion import ConvertedWord
from postmatch.conversion.embedded_fonts import missing_fonts
from postmatch.conversion.pages import read_texts
from postmatch.conversion.word_package import parsed_xml
from postmatch.domain.checks import Check
from postmatch.domain.one_page import Fit
from postmatch.domain.printed_facts import Expected
from postmatch.domain.program_names import Names
from postmatch.rendering.printed_text import PrintedText, without_running_lines
from postmatch.rendering.stray_words import stray_words
from postmatch.rendering.word_parts import W, body_part, paragraph_text, read_parts, running_parts

_MOST_NAMED = 3
_FOR_OLD = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_back(docx: bytes, converted: ConvertedWord, expected: Expected, *, fit: Fit) -> tuple[Check, ...]:
    """What was verified of a document in both its forms; failed checks are among them."""
    parts = read_parts(docx)
    body = _paragraphs(parsed_xml(parts[body_part(parts)]))
    running = [line for name in running_parts(parts) for line in _paragraphs(parsed_xml(parts[name]))]
    pages = read_texts(converted.pdf)
    word = PrintedText("\n".join((*body, *running)))
    pdf = PrintedText("\n".join(pages), without_running_lines(pages, running), is_pdf=True)
    return (
        _facts("facts_word", "in the Word file", expected, word),
        _facts("facts_pdf", "in the text of the PDF", expected, pdf),
        _order(body, pdf),
        _strays((*body, *running), expected),
        *_programs((*body, *running), expected),
        _fonts(converted.pdf),
        _pages(converted, fit),
    )


def _paragraphs(root: etree._Element) -> list[str]:
    """A drawing is written twice, once for old programs; its words count once."""
    found = (paragraph for paragraph in root.iter(f"{W}p") if next(paragraph.iterancestors(_FOR_OLD), None) is None)
    return [text for text in map(paragraph_text, found) if text.strip()]


def _facts(check_id: str, where: str, expected: Expected, text: PrintedText) -> Check:
    count = len([fact for fact in expected.facts if fact.text.strip()])
    if not count:
        return Check(id=check_id, message=f"There is nothing from your profile to look for {where} yet.", passed=True)
    missing = text.lacks(expected.facts)
    if not missing:
        what = "The 1 fact" if count == 1 else f"All {count} facts"
        return Check(id=check_id, message=f"{what} from your profile can be read {where}.", passed=True)
    named = list(dict.fromkeys(fact.where for fact in missing))
    more = " and others" if len(named) > _MOST_NAMED else ""
    message = f"{len(missing)} of {count} facts from your profile cannot be read {where}: "
    return Check(id=check_id, message=f"{message}{'; '.join(named[:_MOST_NAMED])}{more}.", passed=False)


def _order(body: Iterable[str], pdf: PrintedText) -> Check:
    in_order = pdf.follows(body)
    message = (
        "The PDF reads in the same order as the Word file."
        if in_order
        else "The PDF reads in another order than the Word file, so programs that scan CVs may mix up its lines."
    )
    return Check(id="order", message=message, passed=in_order)


def _strays(lines: Iterable[str], expected: Expected) -> Check:
    count = stray_words(lines, expected.own_words, braces_only=expected.is_own_template)
    message = (
        "No tag of the template and no empty value is left in the text."
        if not count
        else "A tag of the template or an empty value is left in the text. Choose another template."
    )
    return Check(id="leftovers", message=message, passed=not count)


def _programs(lines: Iterable[str], expected: Expected) -> tuple[Check, ...]:
    """Nothing is said when there is no other program."""
    names = Names(expected.other_programs, expected.other_names)
    if not any(names):
        return ()
    named = names.found_in("\n".join(lines))
    message = (
        "None of the other programs on your list is named."
        if not named
        else "Another program on your list is named here. Take its name out, or the reader feels written to by mistake."
    )
    return (Check(id="other_programs", message=message, passed=not named),)


def _fonts(pdf: bytes) -> Check:
    missing = missing_fonts(pdf)
    message = (
        "All fonts are inside the PDF, so it looks the same everywhere."
        if not missing
        else f"These fonts are not inside the PDF, so it may look different elsewhere: {', '.join(missing)}."
    )
    return Check(id="fonts", message=message, passed=not missing)


def _pages(converted: ConvertedWord, fit: Fit) -> Check:
    count, free = converted.page_count, f"{converted.free_share:.0%}"
    if fit is Fit.SEVERAL_PAGES:
        pages = "1 page" if count == 1 else f"{count} pages"
        return Check(id="pages", message=f"{pages}, as long as it needs to be.", passed=True)
    if fit is Fit.TOO_LONG:
        message = (
            f"{count} pages where one was promised, even in the smallest size that reads well."
            if count > 1
            else f"One page here, but only {free} of its height is free, so Word may need a second."
        )
        return Check(id="pages", message=message, passed=False)
    return Check(id="pages", message=f"One page, with {free} of its height free in case Word needs more.", passed=True)
