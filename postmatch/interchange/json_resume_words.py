"""What words in a JSON Resume say for certain: the type of a job, the kind of a degree, the parts of a name.

Where a word may mean two things the answer is None and the applicant decides; nothing is guessed.
"""

from __future__ import annotations

import re

from postmatch.domain.profile import EducationKind, ExperienceKind

_RESEARCH = re.compile(r"\b(research|researcher)\b")
_TEACHING = re.compile(r"\b(lecturer|tutor|teacher|teaching assistant|teaching fellow)\b")
_OBSERVER = re.compile(r"\b(observer|observership)\b")
_CLINICAL = re.compile(
    r"\b(physician|surgeon|(?:senior |junior |resident )?medical officer|house (?:officer|surgeon|physician)"
    r"|junior doctor|resident doctor|medical intern|general practitioner)\b"
)
_HANDS_ON = re.compile(r"\b(externship|clinical extern|sub-?internship|sub-?intern|clinical clerkship)\b")
_BESIDE_CLINICAL = re.compile(r"\b(assistant|liaison|recruiter|secretary|relations|shadow\w*|advisor|scribe)\b")

_UNITED_STATES = {"usa", "us", "u.s.", "u.s.a.", "united states", "united states of america"}
_ABROAD = {  # common countries of medical schools; no state of the US has such a name, as Georgia does
    *("antigua and barbuda", "armenia", "australia", "bangladesh", "barbados", "bosnia and herzegovina", "brazil"),
    *("bulgaria", "cameroon", "canada", "china", "colombia", "croatia", "cuba", "dominica", "dominican republic"),
    *("ecuador", "egypt", "ethiopia", "france", "germany", "ghana", "greece", "grenada", "guyana", "haiti", "hungary"),
    *("india", "indonesia", "iran", "iraq", "ireland", "israel", "italy", "jamaica", "japan", "jordan", "kenya"),
    *("kuwait", "lebanon", "libya", "malaysia", "mexico", "morocco", "myanmar", "nepal", "netherlands", "nigeria"),
    *("oman", "pakistan", "peru", "philippines", "poland", "portugal", "qatar", "romania", "russia", "saudi arabia"),
    *("serbia", "south africa", "spain", "sri lanka", "sudan", "sweden", "switzerland", "syria", "tanzania"),
    *("thailand", "trinidad and tobago", "tunisia", "turkey", "uganda", "ukraine", "united arab emirates"),
    *("united kingdom", "uk", "england", "scotland", "uzbekistan", "venezuela", "vietnam", "yemen", "zimbabwe"),
}

_MEDICAL_DEGREE = re.compile(
    r"\b(m\.?d\.?|d\.?o\.?|m\.?b\.?,? ?b\.?s\.?|m\.?b\.?,? ?ch\.?b\.?|m\.?b\.?,? ?b\.?ch\.?(?:,? ?b\.?a\.?o\.?)?"
    r"|doctor of (?:medicine|osteopathic medicine)|bachelor of medicine.*|medical doctor)(?=\W|$)"
)
_POSTGRADUATE = re.compile(
    r"\b(ph\.?d\.?|m\.?sc\.?|m\.?p\.?h\.?|m\.?b\.?a\.?|m\.?p\.?hil\.?|master(?:'s|s)?|doctor of philosophy"
    r"|doctorate)(?=\W|$)"
)


def work_kind(position: str, location: str) -> ExperienceKind | None:
    """The type of a job when its title names it and, where that matters, its place is known; else None."""
    words = position.lower()
    plain = [kind for kind, sign in _PLAIN_SIGNS if sign.search(words)]
    placed = [sign for sign in (_OBSERVER, _HANDS_ON, _CLINICAL) if sign.search(words)]
    if len(plain) + len(placed) != 1 or (placed and _BESIDE_CLINICAL.search(words)):
        return None
    return plain[0] if plain else _KINDS_BY_PLACE.get((placed[0], is_in_united_states(location)))


def is_in_united_states(location: str) -> bool | None:
    """True or False when the last part of the address names a country, None when it does not."""
    country = location.lower().rpartition(",")[2].strip()
    if country in _UNITED_STATES:
        return True
    return False if country in _ABROAD else None


def degree_kind(degree: str) -> EducationKind | None:
    """What kind of education a degree belongs to; None when its name does not tell."""
    words = degree.lower()
    medical, further = _MEDICAL_DEGREE.search(words), _POSTGRADUATE.search(words)
    if bool(medical) == bool(further):
        return None
    return EducationKind.MEDICAL_SCHOOL if medical else EducationKind.POSTGRADUATE


def split_name(name: str) -> tuple[str, str]:
    """Given names and family name: at the comma of ``Okafor, Adaeze``, else before the last word with its
    particles in small letters (``Ludwig van Beethoven``). A single word is a family name."""
    if name.count(",") == 1:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    words = name.split()
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return " ".join(words[: max(first, 0)]), " ".join(words[max(first, 0) :])


_PLAIN_SIGNS = ((ExperienceKind.RESEARCH, _RESEARCH), (ExperienceKind.TEACHING, _TEACHING))
_KINDS_BY_PLACE = {
    (_OBSERVER, True): ExperienceKind.US_OBSERVERSHIP,
    (_HANDS_ON, True): ExperienceKind.US_HANDS_ON,
    (_HANDS_ON, False): ExperienceKind.CLINICAL_ABROAD,
    (_CLINICAL, False): ExperienceKind.CLINICAL_ABROAD,
}
