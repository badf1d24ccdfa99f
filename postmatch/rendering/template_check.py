"""Reading a template through before it is filled: its tags, their language, their names. Nothing of it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from postmatch.domain.own_templates import ProblemKind, Purpose, TemplateProblem
from postmatch.rendering import template_problems as problems
from postmatch.rendering.inspection import read
from postmatch.rendering.pairing import keyword, unpaired
from postmatch.rendering.prepared import margin_parts
from postmatch.rendering.reading import Mistake, Reading, Wrong
from postmatch.rendering.sandbox import TemplateEnvironment
from postmatch.rendering.tags import Block, Tag, all_text, blocks, mend, on_own_lines, opening_count, placed
from postmatch.rendering.variables import VARIABLES

LONGEST_TAG = 300
MOST_TAGS = 2_000
MOST_ELEMENTS = 30_000
"""Of XML in one part; our largest template has 402, the largest Word file of the corpus 988."""
BODY = "the text"
_NO_WORDS = ("colspan", "cellbg", "raw", "endraw")
"""The first two docxtpl writes into attributes where Word wants a number or a color; the others print tags as text."""
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*([a-z_]+)\s*\}(?!\})|«\s*([a-z_]+)\s*»")


@dataclass(frozen=True)
class Examined:
    """``problems`` in the order of the template; ``uses`` (what it prints) and ``unknown`` are paths, sorted."""

    problems: tuple[TemplateProblem, ...]
    uses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        return all(problem.kind is not ProblemKind.REFUSED for problem in self.problems)


def examine(opened: DocxTemplate, purpose: Purpose) -> Examined:
    """What is wrong with the tags of the body, the headers and the footers, whose split tags are mended by the way."""
    found: list[TemplateProblem] = []
    readings: list[Reading] = []
    has_tags = False
    for part, element in elements(opened):
        if too_much := _too_much(opened, element):
            return Examined((too_much,))
        mend(element)
        here = tuple(blocks(element, part))
        has_tags = has_tags or any(not tag.is_comment for block in here for tag in block.tags)
        reading, told = _read(opened, element, here, purpose)
        found += [*told, *_single_braces(here, purpose)]
        readings += [reading] if reading else []
    if not has_tags:
        found.append(_no_tags())
    return _summed_up(found, readings)


def _summed_up(found: list[TemplateProblem], readings: list[Reading]) -> Examined:
    """A text box stands in the file twice, for new and for old Word; what is wrong in it is told once."""
    mistakes = [mistake for reading in readings for mistake in reading.mistakes]
    printed = {path for reading in readings for path in reading.printed}
    unknown = {one.path for one in mistakes if one.wrong in (Wrong.UNKNOWN, Wrong.INSIDE) and one.path}
    return Examined(tuple(dict.fromkeys(found)), tuple(sorted(printed)), tuple(sorted(unknown)))


def elements(opened: DocxTemplate) -> Iterator[tuple[str, Any]]:
    """The parts that are filled, under the names that people have for them."""
    yield BODY, opened.docx.element.body
    for name, part in margin_parts(opened).items():
        yield "the footer" if "foot" in name else "the header", part.element


def _faults(here: tuple[Block, ...]) -> list[TemplateProblem]:
    """What docxtpl or Jinja would stumble over without naming the place."""
    found = [problems.torn(block.words, block.part) for block in here if block.is_torn]
    tags = [tag for block in here for tag in block.tags]
    found += [problems.too_long(tag) for tag in tags if len(tag.text) > LONGEST_TAG]
    found += [problems.no_such_word(tag) for tag in tags if keyword(tag) in _NO_WORDS]
    found += [problems.words_lost(tag) for block in here for tag in block.tags if _loses_words(tag, block)]
    if not found and (fault := unpaired(tags)):
        found.append(problems.not_paired(fault))
    return found


def _loses_words(tag: Tag, block: Block) -> bool:
    if tag.is_comment:
        return False
    if tag.mark == "p":
        return bool(block.rest.strip()) or len(block.tags) > 1 or tag.text.startswith("{{")
    if tag.mark == "tr":
        return bool(block.row_rest.strip()) or tag.text.startswith("{{")
    return tag.mark == "tc" and tag.text.startswith("{{")


def _read(
    opened: DocxTemplate, element: Any, here: tuple[Block, ...], purpose: Purpose
) -> tuple[Reading | None, list[TemplateProblem]]:
    if faults := _faults(here):
        return None, faults
    source, patched = on_own_lines(opened.patch_xml(opened.xml_to_string(element)))
    tags = placed(patched, (tag for block in here for tag in block.tags))
    try:
        reading = read(TemplateEnvironment().parse(source), purpose)
    except TemplateSyntaxError as error:
        return None, [problems.unreadable(_at(tags, error.lineno))]
    marks = _wrong_marks(reading, tags, told={mistake.line for mistake in reading.mistakes})
    mistakes = sorted([*reading.mistakes, *marks], key=lambda mistake: mistake.line)
    return reading, [problems.told(mistake, _at(tags, mistake.line), purpose) for mistake in mistakes]


def _wrong_marks(reading: Reading, tags: tuple[Tag, ...], *, told: set[int]) -> list[Mistake]:
    """Tags that would lose their text without an error: a linked value without ``r``, plain text with it."""
    found = []
    for line, tag in enumerate(tags, 2):
        if line not in told and tag.text.startswith("{{") and (tag.mark == "r") != (line in reading.linked):
            wrong = Wrong.NO_R if tag.mark == "r" else Wrong.NEEDS_R
            found.append(Mistake(wrong, line, tag.inner))
    return found


def _at(tags: tuple[Tag, ...], line: int) -> Tag:
    """The tag of a line of the source; of a fault that Jinja sees at the very end, the last one."""
    return tags[min(max(line - 2, 0), len(tags) - 1)] if tags else Tag("", "", BODY)


def _single_braces(here: tuple[Block, ...], purpose: Purpose) -> list[TemplateProblem]:
    found = []
    for block in here:
        for names in _ONE_BRACE.findall(block.rest):
            name = next(filter(None, names))
            if name in VARIABLES[purpose]:
                message = f"“{name}” stands in single braces or in a mail merge field, so it is printed as it is."
                hint = f"Write two braces on both sides: {{{{ {name} }}}}."
                found.append(problems.warned(message, hint, paragraph=block.words))
    return found


def _too_much(opened: DocxTemplate, element: Any) -> TemplateProblem | None:
    """docxtpl goes over the whole text some twenty times, so size is asked before."""
    if sum(1 for _ in element.iter()) > MOST_ELEMENTS:
        return problems.refused("This file is far longer than a template needs to be.", "Use a simpler template.")
    if max(map(opening_count, (opened.xml_to_string(element), all_text(element)))) > MOST_TAGS:
        return problems.refused(
            "There are far more tags in this file than a template needs.", "Use a simpler template."
        )
    return None


def _no_tags() -> TemplateProblem:
    return problems.refused(
        "There is no tag in the text, the headers and the footers of this file, so it would be the same for everybody.",
        "In Word, write {{ name }} where your name belongs, and so on; “What a template can print” lists every"
        " name. To use this file as it is, add it on the documents page instead.",
    )
