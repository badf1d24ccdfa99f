"""Author lists: read only where they can be read in one way, written as PubMed does, the applicant's own name found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postmatch.domain.profile import Identity
from postmatch.rendering.cleaning import clean_line
from postmatch.rendering.links import Piece

_MOST_INITIALS = 4
_SEPARATOR = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+|\s*,\s*")
_BETWEEN_WHOLE_NAMES = re.compile(r"\s*;\s*(?:(?:and|&)\s+)?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
_DEGREES = {"MD", "DO", "MS", "MA", "BS", "RN", "MPH", "MBA", "MSC", "MBBS"}


@dataclass(frozen=True)
class Author:
    """One author as typed; ``pubmed`` is ``Okafor AC``, empty where the name can be read in more than one way."""

    typed: str
    pubmed: str = ""


def author_pieces(text: str, identity: Identity, *, as_pubmed: bool, own_bold: bool) -> tuple[Piece, ...]:
    """The authors as text, the applicant's own name bold.

    ``as_pubmed`` writes "A. C. Okafor" and "Okafor, A." as PubMed does when every name of the list can be read in one
    way only; else the list stays as it was typed: "Li Wei" does not say which is the family name. Where two authors
    could be the applicant, neither is bold.
    """
    line = clean_line(text).rstrip(",;")
    authors = read_authors(line)
    if as_pubmed and authors and all(author.pubmed for author in authors):
        line = ", ".join(author.pubmed for author in authors)
        names = [author.pubmed for author in authors]
    else:
        names = [author.typed for author in authors]
    own = [name for name in names if is_own_name(name, identity)] if own_bold else []
    return _bold(line, own[0]) if len(own) == 1 and line.count(own[0]) == 1 else ((Piece(line),) if line else ())


def read_authors(line: str) -> tuple[Author, ...]:
    """Each author of a list in the order typed; the ones that end in "et al." keep it as the last author."""
    if ";" in line:
        return tuple(_author(part, is_whole=True) for part in _BETWEEN_WHOLE_NAMES.split(line) if part)
    names: list[str] = []
    at = 0
    for start, part in _parts(line):
        if names and _initials(part) and not _is_complete(names[-1]):
            names[-1] = line[at : start + len(part)]  # "Okafor" and "A." are one author, as typed
        elif part:
            names.append(part)
            at = start
    return tuple(_author(name, is_whole=False) for name in names)


def is_own_name(author: str, identity: Identity) -> bool:
    """Whether that author is the applicant by family name and all given names or initials, in either order."""
    words = _words(author)
    whole = [f"{identity.given_names} {identity.family_name}", *identity.other_names]
    return any(_fits(words, _words(name), len(_words(identity.family_name))) for name in whole if identity.family_name)


def _parts(line: str) -> list[tuple[int, str]]:
    """Where each part between two separators starts, and its text."""
    found, at = [], 0
    for separator in _SEPARATOR.finditer(line):
        found.append((at, line[at : separator.start()]))
        at = separator.end()
    return [*found, (at, line[at:])]


def _author(typed: str, *, is_whole: bool) -> Author:
    return Author(typed, _pubmed(typed, is_whole=is_whole))


def _pubmed(typed: str, *, is_whole: bool) -> str:
    if typed.rstrip(".").lower() == "et al":
        return "et al"
    family, comma, given = (part.strip() for part in typed.partition(","))
    if comma:
        initials = _initials(given) or ("".join(word[0] for word in given.split()).upper() if is_whole else "")
        is_clear = "." not in family and given not in _DEGREES
        return f"{family} {initials}" if family and initials and is_clear else ""
    if _is_complete(typed):
        *names, last = typed.split()
        return " ".join((*names, _initials(last)))
    dotted = _DOTTED.match(typed)
    behind = typed[dotted.end() :].strip() if dotted else ""
    is_family = behind and "." not in behind and not _initials(behind)
    return f"{behind} {_initials(dotted[0])}" if dotted and is_family else ""


def _is_complete(name: str) -> bool:
    """``Okafor AC``: a family name with its initials behind it."""
    *family, last = name.split() or [""]
    return bool(family and _initials(last) and not _initials(" ".join(family)))


def _initials(text: str) -> str:
    """``AC`` for "AC", "A.C.", "A. C." and "A.-C."; empty for anything that is no initials."""
    letters = re.sub(r"[.\s-]", "", text)
    return letters if letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS else ""


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", clean_line(name))


def _fits(author: list[str], whole: list[str], family_length: int) -> bool:
    """``author`` is the family name with at least one given name or initial before or behind it."""
    given, family = whole[:-family_length], [word.casefold() for word in whole[-family_length:]]
    folded = [word.casefold() for word in author]
    if folded[:family_length] == family:
        rest = author[family_length:]
    elif folded[-family_length:] == family:
        rest = author[:-family_length]
    else:
        return False
    return bool(rest) and _are_given(rest, given)


def _are_given(rest: list[str], given: list[str]) -> bool:
    """Each of ``rest`` is the given name in its place, or its initial; "AC" is two initials."""
    single = [part for word in rest for part in ([word] if word.casefold() in _folded(given) else _split(word))]
    pairs = zip(single, given, strict=False)
    return len(single) <= len(given) and all(_is_given(part, name) for part, name in pairs)


def _split(word: str) -> list[str]:
    return list(word) if _initials(word) else [word]


def _folded(names: list[str]) -> set[str]:
    return {name.casefold() for name in names}


def _is_given(part: str, name: str) -> bool:
    return part.casefold() == (name[0] if len(part) == 1 else name).casefold()


def _bold(line: str, name: str) -> tuple[Piece, ...]:
    before, _, behind = line.partition(name)
    pieces = (Piece(before), Piece(name, bold=True), Piece(behind))
    return tuple(piece for piece in pieces if piece.text)
