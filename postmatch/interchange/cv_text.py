"""An existing CV, read by rules: headings, entries with dates, bullets, contact, exams, publications. A guess.

The same lines always give the same reading. No word falls away: what a rule made of a line is compared with the line
(``word_ledger``), and every line that is not wholly in the profile is kept as unplaced.
"""

from __future__ import annotations

from collections.abc import Iterable

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.imports import Imported
from postmatch.interchange.cv_facts import read_facts, read_top
from postmatch.interchange.cv_headings import Block, CvArea, blocks, heading_of
from postmatch.interchange.cv_mixed import sorted_out
from postmatch.interchange.cv_reading import CvReading
from postmatch.interchange.cv_sections import READERS

LONGEST_LINE = 2_000
"""A longer line is cut in two, so that no rule works on it for long."""
MARGIN_TITLE = "Top or bottom of the pages"


def read_cv(lines: Iterable[TextLine], *, source: str) -> Imported:
    """The profile as far as the lines of a CV tell one, with ``is_guess``; ``source`` names the file for people."""
    reading = CvReading(source=source)
    read = [part for line in lines for part in _cut(line)]
    for block in blocks(line for line in read if not line.is_margin):
        read_block(block, reading)
    reading.leave(MARGIN_TITLE, (line.text for line in read if line.is_margin))
    return reading.imported()


def read_block(block: Block, reading: CvReading) -> None:
    """The lines below one heading, each line of a mixed section by the reader of its area."""
    heading = heading_of(block.title) if block.title else None
    is_fact = not block.lines and heading is not None and heading.area in (CvArea.EXAMS, CvArea.CERTIFICATIONS)
    if block.title and (heading is None or is_fact):  # "ECFMG certificate" with nothing below it says something
        reading.leave("", [block.title])
    for part in sorted_out(block):
        _read_part(part, reading)


def _read_part(block: Block, reading: CvReading) -> None:
    area = block.heading.area
    if area in (CvArea.TOP, CvArea.CONTACT):
        read_top(block.lines, reading, title=block.title)
    elif area is CvArea.EXAMS:
        read_facts(block.lines, reading, title=block.title)
    elif area in READERS:
        READERS[area](block, reading)
    else:
        reading.leave(block.title, (line.text for line in block.lines))


def _cut(line: TextLine) -> list[TextLine]:
    """The line in pieces of at most ``LONGEST_LINE`` signs, cut at blanks where it has any."""
    pieces, rest = [], line.text
    while len(rest) > LONGEST_LINE:
        at = rest.rfind(" ", 1, LONGEST_LINE)
        at = at if at > 0 else LONGEST_LINE
        pieces.append(rest[:at])
        rest = rest[at:].lstrip()
    return [line.model_copy(update={"text": piece}) for piece in (*pieces, rest)] if pieces else [line]
