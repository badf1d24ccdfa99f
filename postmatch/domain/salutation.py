"""How a letter greets the program director, from whatever the applicant wrote about them.

Directors of residency programs are physicians, so a name without a title is greeted as doctor. Nothing is guessed
beyond that: a name in capitals stays in capitals, and of a name whose parts cannot be told apart the last is taken.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from postmatch.domain.names import word_set

ANYBODY = "Program Director"

_DEGREES = word_set(
    "md do mbbs mbchb mbbch mbbchir bmbs mba mph mpp mha msc ms msce mscr mse mhs mhpe med ma bsc bs ba phd edd drph"
    " dnp pharmd dph jd facp facep faafp faap facs facog faan fapa fcap fhm sfhm ficps frcp frcpc frcs mrcp fccp facc"
    " fidsa dfapa"
)
_SUFFIXES = word_set("jr sr ii iii iv")
_DOCTOR = word_set("dr doctor prof professor drs")
_COURTESY = {"mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "miss": "Ms.", "mx": "Mx."}
_PARTICLES = word_set("van von der den de da do dos das del della di du la le ter ten bin ibn al el abu san st")
_ROLE = re.compile(
    r"\b(?:(?:the|interim|acting|vice|associate|assistant|residency|program|programme|co|training|medical|course|site)\b[\s-]*){0,6}"
    r"(?:director|chair|chairman|chairwoman|chairperson|coordinator|manager|leadership|committee)s?\b"
    r"(?:\s+of\b[^,;()]*)?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\W*(?:(?:unknown|not known|not yet known|n/?a|none|nobody|tbd|to whom .*|sir|madam|sir or madam)\W*)?",
    re.IGNORECASE,
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:;|/|\n|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NAME = re.compile(r"[^\W\d_]")


class Addressee(NamedTuple):
    """One person: the name as it was written with its degrees, and as it stands after "Dear"."""

    written: str
    greeted: str


def addressees(director: str) -> tuple[Addressee, ...]:
    """The people named in what was written about the director; none when it names nobody.

    Takes ``Jane Smith, MD``, ``Dr. Jane Smith``, ``Smith, Jane``, two people with "and", and names their titles and
    roles away.
    """
    said = re.sub(r"^\s*dear\b", "", _IN_BRACKETS.sub(" ", director), flags=re.IGNORECASE)
    if _UNKNOWN.fullmatch(said):
        return ()
    people = (one for part in _BETWEEN_PEOPLE.split(said) for one in _split_at_degrees(part))
    return tuple(found for person in people if (found := _addressee(person)))


def salutation(director: str) -> str:
    """``Dear Dr. Sable-Finch,``, for two ``Dear Dr. Smith and Dr. Doe,``, and for nobody ``Dear Program Director,``."""
    named = [one.greeted for one in addressees(director)]
    return f"Dear {', '.join(named[:-1])}{' and ' if named[1:] else ''}{named[-1] if named else ANYBODY},"


def family_names(director: str) -> tuple[str, ...]:
    """Of each person named, as it stands after the title."""
    return tuple(one.greeted.partition(" ")[2] for one in addressees(director))


def role(director: str) -> str:
    """The role that was written beside the name, such as ``Associate Program Director``; ``Program Director`` where
    none was, in the plural for several people."""
    said = _ROLE.search(director)
    if said:
        return re.sub(r"^the\s+", "", " ".join(said.group().split()), flags=re.IGNORECASE)
    return f"{ANYBODY}s" if len(addressees(director)) > 1 else ANYBODY


def _split_at_degrees(text: str) -> list[str]:
    """``Jane Smith, MD, John Doe, DO`` as two people: after a degree, words that are none begin another name."""
    people: list[list[str]] = [[]]
    for part in filter(None, (part.strip(" :") for part in _ROLE.sub("", text).split(","))):
        has_degree = any(all(map(_is_beside, one.split())) for one in people[-1])
        is_whole_name = bool(people[-1]) and " " in people[-1][0] and " " in part
        if (has_degree or is_whole_name) and not all(map(_is_beside, part.split())):
            people.append([])
        people[-1].append(part)
    return [", ".join(parts) for parts in people]


def _addressee(person: str) -> Addressee | None:
    if not _NAME.search(person) or _UNKNOWN.fullmatch(person):
        return None
    parts = [part.split() for part in person.split(",")]
    names = [words for words in map(_without_titles, parts) if words]
    if not names:
        return None
    family = _family_name(names[0], is_first=len(names) > 1 and len(_core(names[0])) == 1)
    courtesy = next((_COURTESY[key] for word in parts[0] if (key := _key(word)) in _COURTESY), "Dr.")
    is_doctor = any(map(_is_degree, person.replace(",", " ").split()[1:]))
    return Addressee(person, f"{'Dr.' if is_doctor else courtesy} {family}")


def _family_name(words: list[str], *, is_first: bool) -> str:
    """The last word with the particles before it; all of it when the family name was written first."""
    if is_first:
        return " ".join(words)
    particles = list(takewhile(lambda word: word.casefold() in _PARTICLES, reversed(words[1:-1])))
    return " ".join((*reversed(particles), words[-1]))


def _core(words: list[str]) -> list[str]:
    """Without particles: "van der Berg" is one family name."""
    return [word for word in words if word.casefold() not in _PARTICLES] or words[-1:]


def _without_titles(words: list[str]) -> list[str]:
    """The words of a name: no doctor, no degree, no Jr."""
    named = [word.strip(".") if len(_key(word)) > 1 else word for word in words]
    named = [word for word in named if _key(word) not in (*_DOCTOR, *_SUFFIXES, *_COURTESY)]
    while len(named) > 1 and _is_degree(named[-1]):
        named.pop()
    return [] if named and all(map(_is_degree, named)) else named


def _is_degree(word: str) -> bool:
    """Written as degrees are, not as names: ``Do`` and ``Ma`` are families, ``DO`` and ``MA`` degrees."""
    letters = word.replace(".", "")
    return _key(word) in _DEGREES and not letters.istitle()


def _is_beside(word: str) -> bool:
    return _is_degree(word) or _key(word) in _SUFFIXES


def _key(word: str) -> str:
    return word.replace(".", "").strip("-").casefold()
