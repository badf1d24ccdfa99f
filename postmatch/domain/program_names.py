"""Whether a text speaks of one program, by its names, its place or its director, or of another one.

Names are looked for in the case in which they were written: "Hope" is a hospital, "hope" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from postmatch.domain.facts import Facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.salutation import family_names
from postmatch.domain.word_finding import Found, find_words, sentences

_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_TITLES = ("Dr.", "Dr", "Doctor", "Prof.", "Professor")
_SHORTEST = 3  # letters of a word that can tell one program from another


def names_of(position: Position, facts: Facts) -> tuple[str, ...]:
    """What this program may be called in a sentence, in its own case: its name, the part of it that is its own, and its
    initials."""
    program = " ".join(_IN_BRACKETS.sub(" ", position.program).split())
    initials = "".join(word[0] for word in program.split() if word[0].isupper())
    names = (program, _own_part(program, facts), initials)
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))


def is_about(text: str, position: Position, facts: Facts) -> bool:
    """Whether the text names the program, a word of its name that is not every program's, its place or its director."""
    common = _common(facts)
    telling = [word for word in _WORD.findall(position.program) if len(word) >= _SHORTEST and not _is_in(word, common)]
    directors = family_names(position.director)
    names = (*telling, *names_of(position, facts), *directors, position.city, position.state)
    return any(find_words(text, filter(None, names), as_written=True))


def has_proper_name(text: str, facts: Facts) -> bool:
    """Whether a word within a sentence has a capital and is none of the common ones: a clinic, a track, a person."""
    common = {word.casefold() for name in facts.words("common_names") for word in _WORD.findall(name)}
    common |= {word.casefold() for one in facts.specialties for name in one.names for word in _WORD.findall(name)}
    within = (word for sentence in sentences(text) for word in _WORD.findall(sentence)[1:])
    return any(word[0].isupper() and not _is_in(word, common) for word in within)


def says_the_same(text: str, others: Iterable[str]) -> bool:
    """Whether every sentence of the text stands in one of the others too."""
    known = {_folded(sentence) for other in others for sentence in sentences(other)}
    return all(_folded(sentence) in known for sentence in sentences(text))


def other_names(
    text: str, position: Position, others: Iterable[Position], facts: Facts
) -> Iterator[tuple[Found, Position]]:
    """Where the text names one of the other programs, or its director as "Dr.", by a name that is not this one's too.
    Directors need the title: Long and Young are words as well."""
    mine = " ".join((position.program, position.city, position.state, position.director))
    for other in others:
        called = {name: (name,) for name in names_of(other, facts)}
        called |= {name: tuple(f"{title} {name}" for title in _TITLES) for name in family_names(other.director)}
        names = [said for name, forms in called.items() if not any(find_words(mine, (name,))) for said in forms]
        found = next(find_words(text, names, as_written=True), None) if names else None
        if found and _folded(other.program) != _folded(position.program):
            yield found, other


def own_places(profile: Profile) -> str:
    """Where the applicant was and with whom: names that may stand in any letter."""
    worked = ((one.place, one.supervisor, one.department) for one in profile.experience)
    studied = ((one.institution,) for one in profile.education)
    return "\n".join(name for names in (*worked, *studied) for name in names)


def _own_part(program: str, facts: Facts) -> str:
    """``Maple Hollow`` of "Maple Hollow Medical Center": without the words around it that all programs have."""
    words, common = program.split(), _common(facts)
    while words and _is_in(words[0], common):
        words.pop(0)
    while words and _is_in(words[-1], common):
        words.pop()
    return " ".join(words).strip(",;:-–—")


def _common(facts: Facts) -> frozenset[str]:
    return frozenset(word.casefold() for word in facts.words("program_words"))


def _is_in(word: str, common: Iterable[str]) -> bool:
    bare = word.strip(".,;:()-–—'’").casefold()
    return bare in common or bare.removesuffix("'s").removesuffix("’s") in common


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
