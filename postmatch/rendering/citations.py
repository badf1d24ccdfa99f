"""Publications as one line each, in the order and punctuation of PubMed or as typed; nothing is added to them.

PubMed's form is that of its display format: "Okafor A, Bello T. Title. Journal. 2024 Feb;12(3):45-9. doi: ..." (NLM,
Citing Medicine, chapter 1). It abbreviates the names of journals from a list; here they stay as typed.
"""

from __future__ import annotations

import re

from postmatch.domain.cv_form import CitationStyle, CvForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import Identity, Publication
from postmatch.rendering.at_a_glance import to_month
from postmatch.rendering.authors import author_pieces
from postmatch.rendering.cleaning import clean_line, joined
from postmatch.rendering.links import Piece, StyledText, shown_address, web_address

_DOI_ADDRESS = re.compile(r"^https?://(?:dx\.)?doi\.org/(10\..+)$", re.IGNORECASE)
_PUBMED_ADDRESS = re.compile(
    r"^https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?$", re.IGNORECASE
)
_PAGES = re.compile(r"^(\d+)\s*[-–—]+\s*(\d+)$")
_ENDS = (".", "?", "!")


def citation(publication: Publication, identity: Identity, form: CvForm) -> StyledText:
    """The publication in one line without its address, the applicant's own name bold if ``form`` says so."""
    is_pubmed = form.citations is CitationStyle.PUBMED
    authors = author_pieces(publication.authors, identity, as_pubmed=is_pubmed, own_bold=form.own_name_bold)
    issue = _issue(publication, is_pubmed=is_pubmed)
    texts = (clean_line(publication.title), clean_line(publication.venue), issue, clean_line(publication.note))
    rest = joined(*map(_sentence, texts), by=" ")
    return StyledText(_merged((*_ended(authors, bool(rest)), *([Piece(rest)] if rest else []))))


def plain(text: StyledText) -> str:
    return "".join(piece.text for piece in text.pieces)


def link(publication: Publication, form: CvForm) -> StyledText:
    """Where it is to be read: ``doi: 10...`` and ``PMID: ...`` as PubMed writes them, else the address itself."""
    address, typed = web_address(publication.url), clean_line(publication.url)
    if address is None:
        return StyledText((Piece(typed),)) if typed else StyledText()
    shown = shown_address(typed)
    if form.citations is CitationStyle.PUBMED:
        shown = _identifier(address, typed) or shown
    return StyledText((Piece(shown, address),))


def _identifier(address: str, typed: str) -> str:
    if _DOI_ADDRESS.match(address):
        return f"doi: {re.sub(r'^.*?(?=10[.][0-9])', '', typed)}"
    found = _PUBMED_ADDRESS.match(address)
    return f"PMID: {found[1]}" if found else ""


def _issue(publication: Publication, *, is_pubmed: bool) -> str:
    """``2024 Feb;12(3):45-9``, from what is known of it."""
    date = _date(publication.date, is_pubmed=is_pubmed)
    volume, number, pages = map(clean_line, (publication.volume, publication.issue, publication.pages))
    printed_in = f"{volume}({number})" if number else volume
    where = joined(printed_in, _short_range(pages) if is_pubmed else pages, by=":")
    return joined(date, where, by=";")


def _date(date: PartialDate | None, *, is_pubmed: bool) -> str:
    if date is None:
        return ""
    month, _, year = to_month(date).label.rpartition(" ")
    return joined(year, month, by=" ") if is_pubmed else year


def _short_range(pages: str) -> str:
    """``201-9`` for "201-209": PubMed repeats no leading digits; anything but two numbers stays."""
    found = _PAGES.match(pages)
    if not found:
        return pages
    first, last = found[1], found[2]
    if len(first) != len(last) or int(last) <= int(first):
        return f"{first}-{last}"
    same = next(at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other)
    return f"{first}-{last[same:]}"


def _sentence(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."


def _ended(authors: tuple[Piece, ...], more: bool) -> tuple[Piece, ...]:
    """The authors as a sentence, with a space when more follows."""
    if not authors:
        return ()
    stop = "" if authors[-1].text.endswith(_ENDS) else "."
    return (*authors, Piece(f"{stop}{' ' if more else ''}"))


def _merged(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Neighbours that look the same as one piece."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].bold == piece.bold:
            merged[-1] = Piece(merged[-1].text + piece.text, bold=piece.bold)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)
