"""Which lines below a heading make one entry: told by the lines with dates, and by what the first entry looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from postmatch.conversion.text_lines import TextLine
from postmatch.interchange.cv_dates import Dated, dated


@dataclass
class Entry:
    """``heads`` are its lines without the period, ``bullets`` its points, ``lines`` the file's own lines."""

    period: Dated = Dated("")  # noqa: RUF009 - a frozen value
    heads: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass
class _Head:
    line: TextLine
    rest: str
    period: Dated | None
    follows_bullet: bool


def entries(lines: Sequence[TextLine]) -> list[Entry]:
    """One entry for every line with a date, or for every line without a bullet when there are no dates.

    When the first entry has lines before its date, so has every other. Where even the first line is a bullet, bullets
    mark entries, and each is one.
    """
    if lines and lines[0].is_bullet:
        return _one_a_line(lines)
    heads = _heads(lines)
    has_dates = any(head.period for head in heads)
    starts = _starts(heads) if has_dates else {id(head.line) for head in heads}
    return _collected(lines, {id(head.line): head for head in heads}, starts)


def _one_a_line(lines: Sequence[TextLine]) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        period = line_date(line)
        if line.is_bullet or not found:
            found.append(Entry())
        entry = found[-1]
        entry.lines.append(line.text)
        entry.heads.append(period.rest if period else line.text)
        entry.period = period or entry.period
    return found


def line_date(line: TextLine) -> Dated | None:
    """The period of a line: the last of its columns that has one; ``rest`` keeps all columns that say something."""
    cells = list(line.cells)
    for index in reversed(range(len(cells))):
        if read := dated(cells[index]):
            cells[index] = read.rest
            return read._replace(rest="\t".join(cell for cell in cells if cell))
    return None


def _heads(lines: Sequence[TextLine]) -> list[_Head]:
    heads = []
    after_bullet = False
    for line in lines:
        if not line.is_bullet:
            period = line_date(line)
            heads.append(_Head(line, period.rest if period else line.text, period, after_bullet))
        after_bullet = line.is_bullet
    return heads


def _starts(heads: Sequence[_Head]) -> set[int]:
    """The first line of each entry, by identity."""
    dates = [index for index, head in enumerate(heads) if head.period]
    before = dates[0]
    starts = {0}
    for last, date in pairwise(dates):
        between = [index for index in range(last + 1, date + 1) if heads[index].follows_bullet]
        starts.add(between[-1] if between and before else max(last + 1, date - before))
    return {id(heads[index].line) for index in starts}


def _collected(lines: Sequence[TextLine], heads: dict[int, _Head], starts: set[int]) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        head = heads.get(id(line))
        if not found or id(line) in starts:
            found.append(Entry())
        entry = found[-1]
        entry.lines.append(line.text)
        if head is None:
            entry.bullets.append(" ".join(line.text.split()))
        elif entry.bullets and not head.period:
            entry.bullets.append(" ".join(head.rest.split()))
        else:
            entry.heads += [head.rest] if head.rest else []
            entry.period = head.period or entry.period
    return found
