"""The lines of a document as they are read, with what its form says of each: for readers of other people's files."""

from __future__ import annotations

import re

from postmatch.domain.values import Value

MOST_LINES = 5_000
"""Reading ends there: a hundred full pages have as many lines. Who reads them refuses a file that has so many."""

_BULLET = re.compile(r"^[\s]*(?:[•●○◦▪▫■□◆◇►▸▶➢➤✓✔∙·‣⁃\uf0b7\uf0a7\uf076\uf0d8*]+\s*|[–—-]\s+|o\s{2,})(?=\S)")


class TextLine(Value):
    """One line, or one paragraph where the file tells them. Columns are set apart by tabs.

    ``is_heading``: its style or its size says so. ``is_margin``: it stands in a footer, or on every page alike.
    """

    text: str
    is_bullet: bool = False
    is_heading: bool = False
    is_margin: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns that say something."""
        return tuple(cell for part in self.text.split("\t") if (cell := " ".join(part.split())))


def text_line(text: str, *, is_bullet: bool = False, is_heading: bool = False, is_margin: bool = False) -> TextLine:
    """The line without its bullet, blanks made one, columns kept."""
    mark = _BULLET.match(text)
    plain = text[mark.end() :] if mark else text
    columns = [" ".join(column.split()) for column in plain.split("\t")]
    return TextLine(
        text="\t".join(filter(None, columns)),
        is_bullet=is_bullet or bool(mark),
        is_heading=is_heading,
        is_margin=is_margin,
    )
