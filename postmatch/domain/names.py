"""Whether two ways of writing a name can mean one person: order, initials, accents, other alphabets, spellings.

A wrong "this is somebody else" frightens an applicant and is ignored the next time, so every doubt counts as the same
person; numbers and dates of birth tell apart whom names do not. Names are compared as plain letters (``anyascii``)
in a spelling where the usual transliterations fall together; the consonants alone are compared with Arabic, Persian
and Hebrew script, which write no short vowels. Names in scripts that are read in many ways (Chinese, Japanese, Korean
and others) are not compared: they agree with everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

ALIKE = 84.0  # of 100: one wrong letter in a name of six, not two
SHORTEST_FUZZY = 5  # letters; in shorter names one letter is the difference between two families
JOINED_AT_MOST = 3  # parts written as one: Abd al Rahman, Abdulrahman


def word_set(words: str) -> frozenset[str]:
    """A table of words, written as one line of text."""
    return frozenset(words.split())


_BESIDE_THE_NAME = word_set(
    "dr doctor prof professor mr mrs ms miss md mbbs mbchb mbbch phd msc mph fwacp frcp mrcp jr sr ii iii "
    "al el ul bin bint ibn ben abu von van der den de da do dos das del la le di y e"
)
_VARIANTS = tuple(
    word_set(names)
    for names in (
        "mohammed mohamed mohammad muhammad muhammed mohamad mehmed mehmet mohd muhamad mahomed",
        "yousef yusuf youssef yousuf yusef yosef joseph iosif",
        "hussein hussain husein husain hossein hosein husayn",
        "ahmed ahmad ahmet achmad",
        "ali aly",
        "omar umar omer",
        "osman othman usman uthman",
        "khaled khalid",
        "ibrahim ebrahim abraham",
        "abdullah abdallah abdulla",
        "fatima fatma fatemeh fatimah",
        "aisha aysha ayesha aicha",
        "sergey sergei serhii",
        "alexander aleksandr oleksandr alejandro alexandre",
        "alexey aleksei alexei oleksii",
        "dmitry dmitri dmitrii dmytro",
        "mikhail mykhailo michael",
        "yury yuri yurii iurii",
        "natalia natalya nataliya natalja",
    )
)
_ARTICLE = re.compile(r"^[ae]l(?=[a-z]{3})")
_ARABIC_ARTICLE = re.compile("^\u0627\u0644(?=..)")
_COMPARED_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN"})
_LETTERS = ("Lu", "Ll", "Lt", "Lo")
_ABJAD = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
_DIGRAPHS = (
    ("kh", "h"), ("ph", "f"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"),
    ("dj", "j"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ow", "ov"), ("ee", "i"), ("ks", "x"), ("q", "k"), ("c", "k"),
    ("w", "v"), ("j", "y"), ("z", "s"), ("o", "u"), ("e", "i"), ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NOT_CONSONANT = re.compile(r"[aiuv]")
_QUOTES = re.compile(r"['’‘`ʼʹʻ´]")
_NOT_LETTER = re.compile(r"[^a-z]+")
_LOOK_ALIKE = str.maketrans("015", "ols")


@dataclass(frozen=True)
class _Part:
    """One word of a name: as plain letters, and as the spelling that is compared."""

    plain: str
    is_abjad: bool = False

    @property
    def sound(self) -> str:
        """Plain letters in a spelling where Youssef and Yusuf, Chowdhury and Chaudhuri come near each other."""
        sound = self.plain
        for written, heard in _DIGRAPHS:
            sound = sound.replace(written, heard)
        return _DOUBLED.sub(r"\1", sound)

    @property
    def without_article(self) -> _Part:
        """Almasri and El Masri are one family, and Masri too."""
        return _Part(_ARTICLE.sub("", self.plain), self.is_abjad)

    @property
    def consonants(self) -> str:
        return _NOT_CONSONANT.sub("", self.sound)


def agrees(reading: str, *, given: str, family: str) -> bool:
    """Whether ``reading`` can be the name of that person: a family name and a given name of both are the same.

    Middle names may be missing on either side, given names may be initials, the order does not matter. An unknown
    family or given name, and a reading of no letters, agree with everything.
    """
    parts = _words(reading)
    known = [names for names in (_significant(_words(family)), _significant(_words(given))) if names]
    if not parts or not known or not all(map(_is_comparable, (reading, given, family))):
        return True
    places = [found for names in known if (found := _places(names, parts))]
    if len(_significant(parts)) == 1:
        return bool(places)
    if len(places) < len(known):
        return False
    return len(known) == 1 or len(places[0] | places[1]) > 1  # one word cannot be both


def can_be_one(first: str, second: str) -> bool:
    """Whether two names of unknown structure can be one person's: two words of each are the same, or all of one."""
    one, other = _significant(_words(first)), _significant(_words(second))
    fewer, more = sorted((one, other), key=len)
    if not fewer or not (_is_comparable(first) and _is_comparable(second)):
        return True
    found = sum(bool(_places([part], more)) for part in fewer)
    return found >= min(2, len(fewer)) or _joined(one).sound == _joined(other).sound


def _places(names: Sequence[_Part], parts: Sequence[_Part]) -> set[int]:
    """Positions in ``parts`` of words, alone or joined, that are one of the names, alone or joined."""
    places: set[int] = set()
    for name, _ in _runs(names):
        for part, positions in _runs(parts):
            if _is_alike(name, part) or _is_alike(name.without_article, part.without_article):
                places |= positions
    return places


def _runs(parts: Sequence[_Part]) -> Iterator[tuple[_Part, frozenset[int]]]:
    """Each part alone, then neighbours written as one."""
    for length in range(1, JOINED_AT_MOST + 1):
        for start in range(len(parts) - length + 1):
            yield _joined(parts[start : start + length]), frozenset(range(start, start + length))


def _joined(parts: Sequence[_Part]) -> _Part:
    return _Part("".join(part.plain for part in parts), any(part.is_abjad for part in parts))


def _is_alike(one: _Part, other: _Part) -> bool:
    if len(one.plain) == 1 or len(other.plain) == 1:
        return one.plain[:1] == other.plain[:1]
    if any({one.plain, other.plain} <= variants for variants in _VARIANTS):
        return True
    if one.is_abjad or other.is_abjad:
        return bool(one.consonants) and one.consonants == other.consonants
    if one.sound == other.sound:
        return True
    if min(len(one.sound), len(other.sound)) < SHORTEST_FUZZY:
        return False
    return max(ratio(one.sound, other.sound), ratio(one.plain, other.plain)) >= ALIKE


def _is_comparable(name: str) -> bool:
    letters = [one for one in name if unicodedata.category(one) in _LETTERS]
    return {unicodedata.name(letter, "").split(" ")[0] for letter in letters} <= _COMPARED_SCRIPTS


def _significant(words: Sequence[_Part]) -> Sequence[_Part]:
    """Without titles and particles; all of them when nothing else is left, as of the family names Le and Do."""
    return [word for word in words if word.plain not in _BESIDE_THE_NAME] or words


def _words(name: str) -> list[_Part]:
    return list(_read_words(name))


def _read_words(name: str) -> Iterator[_Part]:
    for word in re.split(r"[\s,.;/\-–‐]+", _QUOTES.sub("", name)):
        plain = anyascii(_ARABIC_ARTICLE.sub("", word)).lower()
        if any(letter.isalpha() for letter in plain):
            plain = plain.translate(_LOOK_ALIKE)  # what a scanner's reader takes for a digit
        if plain := _NOT_LETTER.sub("", plain):
            yield _Part(plain, bool(_ABJAD.search(word)))
