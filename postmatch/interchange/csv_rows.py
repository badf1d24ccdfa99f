"""Rows of a CSV file of another program, of which every cell is accounted for: placed, or left over and told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from postmatch.domain.dates import PartialDate, read_partial_date

MOST_ROWS = 2_000
_CELL_CHARACTERS = 1_000_000


class CsvRow:
    """One row by the names of its columns, which are compared without case and blanks around them.

    ``take`` gives a cell and counts it as placed; ``left_over`` is what nobody took.
    """

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = {_key(name): (name, value) for name, value in cells.items()}
        self._taken: set[str] = set()

    def take(self, *names: str) -> str:
        """The first of these columns that says something, trimmed; empty when none does."""
        for name in map(_key, names):
            if name in self._cells and self._cells[name][1].strip():
                self._taken.add(name)
                return self._cells[name][1].strip()
        return ""

    def date(self, *names: str) -> PartialDate | None:
        """A cell as a date. One that cannot be read as one is left over, not lost."""
        before = set(self._taken)
        try:
            return read_partial_date(self.take(*names))
        except ValueError:
            self._taken = before
            return None

    def left_in(self, name: str) -> str:
        """What an untaken cell says."""
        return "" if _key(name) in self._taken else self._cells.get(_key(name), ("", ""))[1].strip()

    def left_over(self) -> tuple[str, ...]:
        """``Column: words`` for every cell that says something and was not taken."""
        rest = (cell for key, cell in self._cells.items() if key not in self._taken)
        return tuple(f"{name}: {value.strip()}" if name else value.strip() for name, value in rest if value.strip())


def read_rows(data: bytes, *, known: Iterable[str]) -> tuple[tuple[CsvRow, ...], tuple[str, ...]]:
    """The rows below the header, and the lines that stand outside of them: notes before the header, or every line of
    a file without one. The header is the first row that names two of the ``known`` columns, or one if it is alone.

    Raises ``ValueError`` for what is no CSV.
    """
    wanted = {_key(name) for name in known}
    try:
        rows = list(_limited(csv.reader(io.StringIO(_decoded(data), newline=""))))
    except csv.Error as error:
        raise ValueError("not a CSV file") from error
    for index, row in enumerate(rows):
        named = [cell for cell in row if _key(cell) in wanted]
        if named and (len(named) > 1 or len(row) == 1):
            notes = [line for before in rows[:index] if (line := _line(before))]
            return tuple(_rows(row, rows[index + 1 :])), tuple(notes)
    return (), tuple(line for row in rows if (line := _line(row)))


def _rows(header: list[str], rows: Iterable[list[str]]) -> Iterator[CsvRow]:
    """Cells beyond the header have no name, and columns of one name a number, so that none takes another's place."""
    for row in rows:
        cells: dict[str, str] = {}
        for place, value in enumerate(row):
            name = header[place].strip() if place < len(header) else f"Column {place + 1}"
            cells[name if name not in cells else f"{name} ({place + 1})"] = value
        if any(value.strip() for value in row):
            yield CsvRow(cells)


def _limited(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    csv.field_size_limit(_CELL_CHARACTERS)
    for count, row in enumerate(rows):
        if count > MOST_ROWS:
            raise ValueError("more rows than a profile has")
        yield row


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else the letters of old Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _line(row: Iterable[str]) -> str:
    return ", ".join(cell.strip() for cell in row if cell.strip())


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
