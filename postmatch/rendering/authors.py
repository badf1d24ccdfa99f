"""Author lists: read only where they can be read in one way, written as PubMed does, the applicant's own name found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postmatch.domain.profile import Identity
from postmatch.rendering.author_words import BODIES, DEGREES, PARTICLES, SUFFIXES
from postmatch.rendering.cleaning import clean_line
from postmatch.rendering.links import Piece

_MOST_INITIALS = 4
_SEPARATOR = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+|\s*,\s*")
_BETWEEN_WHOLE_NAMES = re.compile(r"\s*;\s*(?:(?:and|&)\s+)?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS_WITHOUT_DOTS = 2
"""Capitals without dots behind a comma are initials up to this many; more are a degree as often ("FACP", "DNP")."""
_WORDS_OF_A_FAMILY = 2


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
        initials = _given_initials(given, may_be_words=is_whole)
        return f"{family} {initials}" if initials and _is_family(family) else ""
    if _is_complete(typed):
        *names, last = typed.split()
        return " ".join((*names, _initials(last)))
    dotted = _DOTTED.match(typed)
    behind = typed[dotted.end() :].strip() if dotted else ""
    return f"{behind} {_initials(dotted[0])}" if dotted and _is_family(behind) else ""


def _given_initials(given: str, *, may_be_words: bool) -> str:
    """The initials of what stands behind the comma; empty for a degree, a suffix, a particle or a second name."""
    if _is_addition(given):
        return ""
    if initials := _initials(given):
        return initials if "." in given or len(initials) <= _LETTERS_WITHOUT_DOTS else ""
    words = [_initial_of(word) for word in given.split()] if may_be_words else []
    letters = "".join(words) if all(words) else ""
    return letters if len(letters) <= _MOST_INITIALS else ""


def _initial_of(word: str) -> str:
    """``A`` for "Adaeze" and "A.", ``JP`` for "Jean-Paul"; empty for what is no given name."""
    parts = word.removesuffix(".").split("-") if len(word) == len("A.") else word.split("-")
    return "".join(part[0] for part in parts) if not _is_addition(word) and all(map(_is_capitalized, parts)) else ""


def _is_capitalized(word: str) -> bool:
    """One capital, or a capital and small letters behind it."""
    return bool(_NAME.fullmatch(word)) and word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _is_family(name: str) -> bool:
    """One or two names with the particles before them, and nothing else: no degree, no initials, no sign, no group."""
    words = name.split()
    own = [word for word in words if word not in PARTICLES]
    is_short = bool(own) and len(own) <= _WORDS_OF_A_FAMILY and words[-1] == own[-1]
    return is_short and all(map(_is_family_word, own))


def _is_family_word(word: str) -> bool:
    """``O'Neil``, ``McGrath``, ``Okafor-Bell``: letters, a capital first and a small one somewhere."""
    is_name = all(part[:1].isupper() and _NAME.fullmatch(part) for part in word.split("-"))
    return is_name and not word.isupper() and not _is_addition(word) and word.casefold() not in BODIES


def _is_addition(text: str) -> bool:
    """A degree or a suffix, however it is dotted."""
    return re.sub(r"[.\s-]", "", text).upper() in DEGREES | SUFFIXES


def _is_complete(name: str) -> bool:
    """``Okafor AC``: a family name with its initials behind it; not "T. Bello DNP"."""
    *family, last = name.split() or [""]
    return bool(family and _initials(last) and not _initials(" ".join(family)) and not _DOTTED.match(name))


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
