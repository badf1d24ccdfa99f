"""How a letter greets the program director, from whatever the applicant wrote about them.

Directors of residency programs are physicians, so a name without a title is greeted as doctor. Nothing is guessed
beyond that: a name in capitals stays in capitals, what is no name is left out and told (``unread``), and when none
remains the letter greets the program director.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from postmatch.domain.names import word_set

ANYBODY = "Program Director"

_MOST_READ = 1000  # characters; no list of directors is longer
_DEGREES = word_set(
    "md do mbbs mbchb mbbch mbbchir bmbs mba mph mpp mha msc ms msce mscr mse mhs mhpe med ma bsc bs ba phd edd drph"
    " dnp pharmd dph jd facp facep faafp faap facs facog faan fapa fcap fhm sfhm ficps frcp frcpc frcs mrcp fccp facc"
    " fidsa dfapa"
)
_SUFFIXES = word_set("jr sr ii iii iv")
_DOCTOR = word_set("dr doctor prof professor drs")
_COURTESY = {"mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "miss": "Ms.", "mx": "Mx."}
_PARTICLES = word_set("van von der den de da do dos das del della di du la le ter ten bin ibn al el abu san st")
_NOT_IN_NAMES = word_set(
    "i'm don't dont know knows not sure the to my your please see ask email e-mail mail phone tel telephone fax cell"
    " contact office website web page team staff colleagues faculty residents others name vacant position is be"
    " hospital hospitals medical medicine center centre clinic clinics health healthcare university college school"
    " institute department division residency program surgery pediatrics psychiatry neurology internal"
    " street road avenue boulevard drive suite floor room box"
)
_FIRST_OF_TOWNS = word_set("new san los las fort saint santa north south east west el")
_ROLE = re.compile(
    r"\b(?:(?:the|interim|acting|vice|associate|assistant|residency|program|programme|co|training|medical|course|site"
    r"|selection|admissions?|recruitment|search|clinical|adjunct|full|section|division|department|executive)\b[\s-]*){0,6}"
    r"(?:(?:director|chair|chairman|chairwoman|chairperson|coordinator|manager|leadership|committee)s?\b"
    r"|(?:head|dean)\b(?=\s+of)|(?:chief|professor)\b(?=\s+(?:of|emerit)|\s*(?:$|[,;(]))"
    r"|(?:(?<=associate )|(?<=assistant )|(?<=clinical ))professor\b|chief\s+(?:medical\s+officer|resident)\b)"
    r"(?:\s+emerit(?:us|a)\b)?(?:\s+of\b[^,;()]*)?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\W*(?:(?:unknown|not (?:yet )?known|n/?a|none|nobody|tb[dac]"
    r"|to be (?:determined|decided|announced|named|confirmed)"
    r"|vacant|position vacant|open|(?:i )?(?:don['’]?t|do not) know(?: yet)?|not sure(?: yet)?"
    r"|to whom .*|sir|madam|sir or madam)\W*)?",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(
    r"\{+[^{}]*\}+|<[^<>]*>|\S+@\S+|(?:https?://|www\.)\S+|\S+\.(?:org|edu|com|net|gov)\b\S*"
    r"|(?:(?:tel|phone|cell|fax|ext|e-?mail)\b[.:]*\s*)?[+(]*\d[\d().+-]*(?:\s[\d().+-]+)*|_{2,}|\?+",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\b(?:she|he|they)/(?:her|him|them)(?:/(?:hers|his|theirs))?\b", re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r";|/|\n|&|\band\b|\bor\b", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—]\s|\|")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS_ONLY = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ʼ‘`\u00b7\u0300-\u036f-])*")
_MOST_WORDS = 8  # of a name; more are a sentence


class Addressee(NamedTuple):
    """One person: the name as it was written with its degrees, as it stands after "Dear", and without titles, given
    names first."""

    written: str
    greeted: str
    name: str = ""


class _Reading(NamedTuple):
    people: tuple[Addressee, ...]
    unread: tuple[str, ...]


def addressees(director: str) -> tuple[Addressee, ...]:
    """The people named in what was written about the director; none when it names nobody.

    Takes ``Jane Smith, MD``, ``Dr. Jane Smith``, ``Smith, Jane``, two people with "and", and names their titles and
    roles away.
    """
    return _read(director).people


def unread(director: str) -> tuple[str, ...]:
    """What was written there and is neither person nor role, so that the letter leaves it out: a number, a town."""
    return _read(director).unread


def salutation(director: str) -> str:
    """``Dear Dr. Sable-Finch,``, for two ``Dear Dr. Smith and Dr. Doe,``, and for nobody ``Dear Program Director,``."""
    named = [one.greeted for one in addressees(director)]
    return f"Dear {', '.join(named[:-1])}{' and ' if named[1:] else ''}{named[-1] if named else ANYBODY},"


def family_names(director: str) -> tuple[str, ...]:
    """Of each person named, as it stands after the title."""
    return tuple(one.greeted.partition(" ")[2] for one in addressees(director))


def full_names(director: str) -> tuple[str, ...]:
    """Of each person named with a given name, without titles: as it was written, and without middle names."""
    names = (one.name.split() for one in addressees(director))
    forms = ((" ".join(words), f"{words[0]} {words[-1]}") for words in names if len(words) > 1)
    return tuple(dict.fromkeys(form for both in forms for form in both))


def role(director: str) -> str:
    """The role that was written beside the name, such as ``Associate Program Director``; ``Program Director`` where
    none was, in the plural for several people."""
    said = _ROLE.search(_one_line(director))
    if said:
        return re.sub(r"^the\s+", "", " ".join(said.group().split()), flags=re.IGNORECASE)
    return f"{ANYBODY}s" if len(addressees(director)) > 1 else ANYBODY


def _read(director: str) -> _Reading:
    said = re.sub(r"^\s*dear\b", "", _IN_BRACKETS.sub(" ", _one_line(director)), flags=re.IGNORECASE)
    if _UNKNOWN.fullmatch(said):
        return _Reading((), ())
    left_out = [found.strip() for found in _NO_NAMES.findall(said) if _is_telling(found)]
    said = _DASH.sub(",", _NO_NAMES.sub(" ", _PRONOUNS.sub(" ", said)))
    people: list[Addressee] = []
    for group in _BETWEEN_PEOPLE.split(said):
        for parts in _by_person(group, left_out):
            found = _addressee(parts)
            if found:
                people.append(found)
            elif not _UNKNOWN.fullmatch(parts[0]) and not all(map(_is_beside, " ".join(parts).split())):
                left_out.append(", ".join(parts))
    return _Reading(tuple(people), tuple(dict.fromkeys(left_out)))


def _one_line(director: str) -> str:
    """White space made one space, but for line breaks, which stand between people."""
    lines = (" ".join(line.split()) for line in director[:_MOST_READ].splitlines())
    return "\n".join(line for line in lines if line)


def _is_telling(text: str) -> bool:
    """A bare "?" or "___" says that nothing is known; it was not left out of anything."""
    return any(map(str.isalnum, text)) or "{" in text


def _by_person(group: str, left_out: list[str]) -> Iterator[list[str]]:
    """``Jane Smith, MD, John Doe, DO`` as two people. What follows a name and does not belong to it, nor is another
    person, goes to ``left_out``."""
    parts = [part for part in (part.strip(" :-–—") for part in _ROLE.sub("", group).split(",")) if part]
    person: list[str] = []
    for index, part in enumerate(parts):
        if not person or _is_all_beside(part) or _is_given_name(part, person):
            person.append(part)
        elif _begins_another(part, parts[index + 1 : index + 3]):
            yield person
            person = [part]
        else:
            left_out.append(part)
    if person:
        yield person


def _is_given_name(part: str, person: list[str]) -> bool:
    """``Jane A.`` after ``Smith`` alone."""
    is_family_alone = len(person) == 1 and len(_core(_without_titles(person[0].split()))) == 1
    return is_family_alone and not _has_title(part) and not _has_degree(person[0]) and _is_name(part.split())


def _begins_another(part: str, after: list[str]) -> bool:
    """A second person has a title, a degree or a given name; towns and hospitals have none. ``after`` are the next two
    parts: ``Doe, MD`` and ``Doe, John, MD``."""
    words = part.split()
    if not _is_name([word for word in words if _key(word) not in _DOCTOR]):
        return False
    has_degree = bool(after) and _is_all_beside(after[-1]) and all(map(_is_name, map(str.split, after[:-1])))
    if _has_title(part) or _has_degree(part) or has_degree or any(map(_is_all_beside, after[:1])):
        return True
    return len(words) > 1 and _key(words[0]) not in _FIRST_OF_TOWNS


def _has_title(part: str) -> bool:
    return _key(part.split()[0]) in (*_DOCTOR, *_COURTESY)


def _has_degree(part: str) -> bool:
    return any(map(_is_degree, part.split()[1:]))


def _addressee(parts: list[str]) -> Addressee | None:
    names = [words for words in (_without_titles(part.split()) for part in parts) if words]
    if not names or not all(map(_is_name, names)):
        return None
    is_first = len(names) > 1 and len(_core(names[0])) == 1
    family = _family_name(names[0], is_first=is_first)
    if len(family.strip(".")) < 2:
        return None
    given = names[1] if is_first else [word for word in names[0] if word not in family.split()]
    courtesy = next((_COURTESY[key] for word in parts[0].split() if (key := _key(word)) in _COURTESY), "Dr.")
    is_doctor = _has_degree(parts[0]) or any(map(_is_all_beside, parts[1:]))
    greeted = f"{'Dr.' if is_doctor else courtesy} {family}"
    return Addressee(", ".join(parts), greeted, " ".join((*given, family)))


def _family_name(words: list[str], *, is_first: bool) -> str:
    """The last word with the particles before it; all of it when the family name was written first, as also in
    ``Smith J``."""
    while len(words) > 1 and len(words[-1].strip(".")) == 1:
        words = words[:-1]
    if is_first:
        return " ".join(words)
    particles = list(takewhile(lambda word: word.casefold() in _PARTICLES, reversed(words[1:-1])))
    return " ".join((*reversed(particles), words[-1]))


def _is_name(words: list[str]) -> bool:
    """Letters only, not too many words, and none that stands in sentences and in names of hospitals."""
    bare = [word.casefold().replace("’", "'").strip(".") for word in words]
    is_short = 0 < len(words) <= _MOST_WORDS
    return is_short and all(map(_LETTERS_ONLY.fullmatch, words)) and not any(word in _NOT_IN_NAMES for word in bare)


def _core(words: list[str]) -> list[str]:
    """Without particles: "van der Berg" is one family name."""
    return [word for word in words if word.casefold() not in _PARTICLES] or words[-1:]


def _without_titles(words: list[str]) -> list[str]:
    """The words of a name: no doctor, no degree, no Jr."""
    named = [word.strip(".") if len(_key(word)) > 1 else word for word in words]
    named = [word for word in named if _key(word) not in (*_DOCTOR, *_SUFFIXES, *_COURTESY)]
    if len(named) > 3 and _is_spaced_degree(named[-2:]):
        named = named[:-2]
    while len(named) > 1 and _is_degree(named[-1]):
        named.pop()
    return [] if named and _is_all_beside(" ".join(named)) else named


def _is_degree(word: str) -> bool:
    """Written as degrees are, not as names: ``Do`` and ``Ma`` are families, ``DO`` and ``MA`` degrees."""
    letters = word.replace(".", "")
    return _key(word) in _DEGREES and not letters.istitle()


def _is_spaced_degree(words: Iterable[str]) -> bool:
    """``M. D.`` and ``Ph. D.``"""
    return all(len(word.strip(".")) < 3 and "." in f"{word}." for word in words) and _key("".join(words)) in _DEGREES


def _is_beside(word: str) -> bool:
    return _is_degree(word) or _key(word) in _SUFFIXES


def _is_all_beside(part: str) -> bool:
    return all(map(_is_beside, part.split())) or (len(part.split()) > 1 and _is_spaced_degree(part.split()))


def _key(word: str) -> str:
    return word.replace(".", "").strip("-").casefold()
