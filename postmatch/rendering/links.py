"""Addresses that may be clicked in a finished document, and text of which parts are such links or bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from postmatch.rendering.cleaning import clean_line

_DOI = re.compile(r"^(?:doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_E_MAIL = re.compile(r"^[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+$")
_HOST = re.compile(r"^(?:[\w-]+\.)+[^\W\d_]{2,}$")
_KEPT_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"


class Piece(NamedTuple):
    """A run of text; ``address`` is where it leads to."""

    text: str
    address: str | None = None
    bold: bool = False


@dataclass(frozen=True)
class StyledText:
    """Pieces of text in a row, some of them links or bold. False when there is nothing to print.

    A template prints it with ``{{r name }}``; without the ``r`` Word would show nothing.
    """

    pieces: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces)


def web_address(text: str) -> str | None:
    """A full http(s) address for what was typed (a DOI and a bare ``host/path`` are completed), else None."""
    typed = clean_line(text)
    if found := _DOI.match(typed):
        return f"https://doi.org/{quote(found[1], safe=_KEPT_IN_ADDRESS)}"
    address = typed if re.match(r"^https?://", typed, re.IGNORECASE) else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if " " in typed or not _HOST.match(host) or parts.username:
        return None
    return quote(address, safe=_KEPT_IN_ADDRESS)


def mail_address(text: str) -> str | None:
    """A ``mailto:`` address, or None when the text is not one e-mail address."""
    typed = clean_line(text)
    return f"mailto:{quote(typed, safe='@+.-_')}" if _E_MAIL.match(typed) else None


def shown_address(text: str) -> str:
    """An address as people read it: without ``https://``, ``www.`` and a closing slash."""
    return re.sub(r"^https?://(www\.)?", "", clean_line(text), flags=re.IGNORECASE).rstrip("/")


def linked_line(pieces: list[tuple[str, str | None]], separator: str = "  ·  ") -> StyledText:
    """The pieces that are not empty, with the separator between them and never at an end."""
    row: list[Piece] = []
    for text, address in pieces:
        if not text:
            continue
        if row:
            row.append(Piece(separator))
        row.append(Piece(text, address))
    return StyledText(tuple(row))
