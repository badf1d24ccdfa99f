"""Whether a text speaks of one program, by its names, its place or its director, or of another one.

Names of one word are looked for in the case in which they were written: "Hope" is a hospital, "hope" is not. Those of
two words and more are found in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from postmatch.domain.facts import Facts
from postmatch.domain.letter import ANYWHERE
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.salutation import family_names, full_names
from postmatch.domain.word_finding import Found, find_words, sentences

_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN_PARTS = re.compile(r"[,|()]|\s[-–—]\s")
_INSTITUTION = re.compile(
    r"\b(?:hospital|college|university|cent(?:er|re)|clinic|health|school|institute)s?\b", re.IGNORECASE
)
_HYPHEN = re.compile("[-‐]")
_ROMAN = re.compile(r"[IVX]+")
_TITLES = ("Dr.", "Dr", "Doctor", "Prof.", "Professor")
_SHORTEST = 3  # letters of a word that can tell one program from another


class Names(NamedTuple):
    """What a program and its director may be called: found in any case, and in the case given here."""

    in_any_case: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()

    def found_in(self, text: str) -> Found | None:
        """The first place of any of them. A hyphen after a name does not make it another: "Emory-affiliated"."""
        letters, spaced = _prepared(text), _HYPHEN.sub(" ", text)
        anyhow, exactly = ([name for name in names if _letters(name) in letters] for names in self)
        found = (*find_words(spaced, anyhow), *find_words(spaced, exactly, as_written=True))
        first = min(found, key=lambda one: (one.start, -one.end), default=None)
        return first and Found(text[first.start : first.end], first.start, first.end)

    def with_director(self, director: str, mine: str) -> Names:
        """Also by the names of the director, but for those that stand in ``mine``."""
        of_family = Names((), family_names(director)).without(mine).as_written
        of_all = Names((), full_names(director)).without(mine).as_written
        return Names(self.in_any_case, (*self.as_written, *of_all, *(f"{t} {n}" for n in of_family for t in _TITLES)))

    def without(self, spoken: str, *, but_in: str = "") -> Names:
        """Those that do not stand in the first text, whatever their case, or that stand in the second as well."""
        letters = _prepared(spoken)

        def stays(name: str) -> bool:
            is_there = _letters(name) in letters and any(find_words(spoken, (name,)))
            return not is_there or any(find_words(but_in, (name,)))

        return Names(*(tuple(filter(stays, names)) for names in self))


def names_of(position: Position, facts: Facts) -> tuple[str, ...]:
    """What this program may be called in a sentence, in its own case: its name, the name of each hospital and school in
    it, the parts of these that are their own, and initials."""
    common, everyday = _common(facts), _everyday(facts)
    program = " ".join(_IN_BRACKETS.sub(" ", position.program).split())
    names = [program]
    for site in _sites(program):
        words = site.split()
        short = [word for word in words if word.isalpha() and word.isupper() and not _ROMAN.fullmatch(word)]
        initials = "".join(word[0] for word in words if word[0].isupper())
        shortest = [one for one in (initials, *short) if not _is_in(one, everyday) and not _is_in(one, common)]
        names += [site, _own_part(site, common), *shortest]
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))


def is_about(text: str, position: Position, facts: Facts) -> bool:
    """Whether the text names the program, a word of its name that is not every program's, its place or its director."""
    common = _common(facts)
    telling = [word for word in _WORD.findall(position.program) if len(word) >= _SHORTEST and not _is_in(word, common)]
    places = (*telling, *family_names(position.director), position.city, position.state)
    names = _names(position, facts)
    return bool(Names(names.in_any_case, (*names.as_written, *filter(None, places))).found_in(text))


def has_proper_name(text: str, facts: Facts) -> bool:
    """Whether a word within a sentence has a capital and is none of the common ones: a clinic, a track, a person."""
    common = _everyday(facts)
    common |= {word.casefold() for one in facts.specialties for name in one.names for word in _WORD.findall(name)}
    within = (word for sentence in sentences(text) for word in _WORD.findall(sentence)[1:])
    return any(word[0].isupper() and not _is_in(word, common) for word in within)


def says_the_same(text: str, others: Iterable[str]) -> bool:
    """Whether every sentence of the text stands in one of the others too."""
    known = {_folded(sentence) for other in others for sentence in sentences(other)}
    return all(_folded(sentence) in known for sentence in sentences(text))


def other_names(
    position: Position | None, others: Iterable[Position], facts: Facts
) -> tuple[tuple[Position, Names], ...]:
    """Each of the other programs with the names by which a letter to this position would name it or its director; none
    that is a name of this one too. Family names need a title: Long and Young are words as well."""
    here = position or ANYWHERE
    mine = "\n".join((here.program, here.city, here.state, here.director))
    found = []
    for other in others:
        if not (other.program and _folded(other.program) == _folded(here.program)):
            found.append((other, _names(other, facts).without(mine).with_director(other.director, mine)))
    return tuple(found)


def own_places(profile: Profile) -> str:
    """Where the applicant was and with whom: names that may stand in any letter."""
    worked = ((one.place, one.supervisor, one.department) for one in profile.experience)
    studied = ((one.institution,) for one in profile.education)
    return "\n".join(name for names in (*worked, *studied) for name in names)


def _names(position: Position, facts: Facts) -> Names:
    common, specialties = _common(facts), {name.casefold() for one in facts.specialties for name in one.names}
    names = [name for name in names_of(position, facts) if name.casefold() not in specialties]
    is_own = {name: len(name.split()) > 1 and not all(_is_in(word, common) for word in name.split()) for name in names}
    return Names(tuple(name for name in names if is_own[name]), tuple(name for name in names if not is_own[name]))


def _sites(program: str) -> list[str]:
    """``Lakeview Hospital`` of "Lakeview Hospital, Springfield, IL"; both of two with a slash between them."""
    found = []
    for site in program.split("/"):
        first, *more = (part.strip() for part in _BETWEEN_PARTS.split(site))
        found += [first, *(part for part in more if _INSTITUTION.search(part))]
    return [site for site in found if site]


def _own_part(site: str, common: frozenset[str]) -> str:
    """``Maple Hollow`` of "Maple Hollow Medical Center": without the words around it that all programs have."""
    words = site.split()
    while words and _is_in(words[0], common):
        words.pop(0)
    while words and _is_in(words[-1], common):
        words.pop()
    return " ".join(words).strip(",;:-–—")


def _common(facts: Facts) -> frozenset[str]:
    return frozenset(word.casefold() for word in facts.words("program_words"))


def _everyday(facts: Facts) -> frozenset[str]:
    return frozenset(word.casefold() for name in facts.words("common_names") for word in _WORD.findall(name))


def _letters(text: str) -> str:
    """What every way of writing a name has in common: no text without these holds it."""
    return "".join(re.findall(r"\w+", text.casefold()))


@lru_cache(64)
def _prepared(text: str) -> str:
    """The letters of a text that is compared with the names of many programs."""
    return _letters(text)


def _is_in(word: str, common: Iterable[str]) -> bool:
    bare = word.strip(".,;:()-–—'’").casefold()
    return bare in common or bare.removesuffix("'s").removesuffix("’s") in common


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
