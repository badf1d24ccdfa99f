"""Which kind of document a file is, as far as its name and first words tell.

A guess is shown to the applicant with the words that decided it, and can be changed. No answer is better than
a wrong one: when two kinds speak equally, the guess is "other". Letters are the exception: whatever calls itself
a letter, or speaks equally for a letter, counts as a letter of recommendation, because a waived letter must never
pass unnoticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, DocumentKind
from postmatch.domain.values import Value

NAME_WEIGHT = 3  # somebody chose the words of a name; words of a text may only be mentioned in it
TEXT_WEIGHT = 2
TEXT_HEAD = 2000  # characters: a document says what it is at its top
TITLE_LINES = 12  # below a letterhead and an address there is no title any more
TITLE_EXTRA = 4  # words beside the telling ones that a title may hold ("... of Adaeze Okafor"); a sentence holds more
SENTENCES_NEEDED = 2
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_DIGIT_EDGE = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class KindGuess(Value):
    """``kind`` is a catalogue id; ``words`` are those that decided, empty when nothing did."""

    kind: str
    words: tuple[str, ...] = ()


class Likeness(KindGuess):
    """What a text reads like, whatever it is filed as. ``fits``: kinds for which it speaks too, so that it may rightly
    be filed as one of them."""

    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Match:
    kind: str
    words: tuple[str, ...]
    start: int
    weight: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    def lies_within(self, other: _Match) -> bool:
        return other.start <= self.start and self.end <= other.end and len(self.words) < len(other.words)


def guess_kind(file_name: str, text: str, kinds: Sequence[DocumentKind]) -> KindGuess:
    """The kind whose ``name_words`` and ``text_words`` cover most of what is there, else "other".

    A phrase counts by its number of words, once. Words that are part of a longer known phrase do not count:
    "letter" says nothing in "cover letter". Folders in ``file_name`` count as part of the name.
    """
    scores: dict[str, int] = {}
    words: dict[str, list[str]] = {}
    for match in _distinct([*_name_matches(file_name, kinds), *_text_matches(text, kinds)]):
        scores[match.kind] = scores.get(match.kind, 0) + match.weight * len(match.words)
        words.setdefault(match.kind, []).append(" ".join(match.words))
    winner = _winner(scores)
    return KindGuess(kind=winner, words=tuple(dict.fromkeys(words.get(winner, ()))))


def likeness(text: str, kinds: Sequence[DocumentKind]) -> Likeness | None:
    """The kind for which the text speaks clearly; None when it does so for none.

    Clear is a title at the top that names one kind and no other, or, without any title, two different sentences that
    only such a paper says. A paper may mention all the others: a letter the diploma, an MSPE the transcripts.
    """
    voice = _voice_of(text, kinds)
    if len(voice.titled) == 1:
        ((other, phrases),) = voice.titled.items()
        fits = {kind for kind, said in voice.said.items() if len(said) >= SENTENCES_NEEDED}
    elif not voice.titled and (telling := _most_said(voice.said)):
        other, phrases = telling
        fits = {*voice.said, *voice.mentioned}
    else:
        return None
    words = tuple(" ".join(phrase) for phrase in phrases)
    return Likeness(kind=other, words=words, fits=tuple(sorted(fits - {other})))


@dataclass(frozen=True)
class _Voice:
    """What a text says, by kind: telling words in a title and anywhere, and who is mentioned in more than one word."""

    titled: dict[str, tuple[tuple[str, ...], ...]]
    said: dict[str, tuple[tuple[str, ...], ...]]
    mentioned: frozenset[str]


def _voice_of(text: str, kinds: Sequence[DocumentKind]) -> _Voice:
    head = text[:TEXT_HEAD]
    telling = [(kind.id, kind.telling_words) for kind in kinds]
    lines = [line for line in head.splitlines() if line.strip()]
    mentions = _matches(_words(head), [(kind.id, kind.text_words) for kind in kinds], TEXT_WEIGHT)
    return _Voice(
        titled=_by_kind([match for line in lines[:TITLE_LINES] for match in _titles_in(line, telling)]),
        said=_by_kind(_matches(_words(head), telling, TEXT_WEIGHT)),
        mentioned=frozenset(match.kind for match in mentions if len(match.words) > 1),
    )


def _titles_in(line: str, telling: Sequence[tuple[str, Sequence[str]]]) -> Iterator[_Match]:
    """Telling words at the beginning or the end of a short line. A line that ends in a full stop is a sentence, and
    words before a colon are the label of something ("Personal statement: Internal Medicine")."""
    if line.rstrip().endswith("."):
        return
    label = len(_words(line.partition(":")[0])) if ":" in line else 0
    words = _words(line)
    for match in _matches(words, telling, TEXT_WEIGHT):
        extra = len(words) - len(match.words)
        is_at_an_end = match.start == 0 or match.end == len(words)
        if is_at_an_end and extra <= (TITLE_EXTRA if len(match.words) > 1 else 0) and match.end != label:
            yield match


def _by_kind(matches: Sequence[_Match]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for match in _distinct(matches):
        found[match.kind] = (*found.get(match.kind, ()), match.words)
    return found


def _most_said(
    said: Mapping[str, tuple[tuple[str, ...], ...]],
) -> tuple[str, tuple[tuple[str, ...], ...]] | None:
    """The kind of which most is said, when that is enough and nobody else comes near."""
    ranked = sorted(said.items(), key=lambda item: -len(item[1]))
    counts = [len(phrases) for _, phrases in ranked] + [0, 0]
    return ranked[0] if counts[0] >= SENTENCES_NEEDED > counts[1] else None


def _winner(scores: Mapping[str, int]) -> str:
    best = max(scores.values(), default=0)
    winners = [kind for kind, score in scores.items() if score == best]
    if len(winners) == 1:
        return winners[0]
    return LETTER_KIND if LETTER_KIND in winners else OTHER_KIND


def _name_matches(file_name: str, kinds: Sequence[DocumentKind]) -> list[_Match]:
    """Matches in the reading of the name that knows more words: MyERAS is one word, PersonalStatement two."""
    stem = _EXTENSION.sub("", file_name)
    lists = [(kind.id, kind.name_words) for kind in kinds]
    readings = [_matches(_words(reading), lists, NAME_WEIGHT) for reading in (_CAMEL.sub(" ", stem), stem)]
    return max(readings, key=lambda matches: sum(len(match.words) for match in matches))


def _text_matches(text: str, kinds: Sequence[DocumentKind]) -> list[_Match]:
    return _matches(_words(text[:TEXT_HEAD]), [(kind.id, kind.text_words) for kind in kinds], TEXT_WEIGHT)


def _matches(words: tuple[str, ...], lists: Sequence[tuple[str, Sequence[str]]], weight: int) -> list[_Match]:
    phrases = [(kind, _words(phrase)) for kind, listed in lists for phrase in listed]
    words = _unglued(words, {"".join(phrase): phrase for _, phrase in phrases})
    found = [_Match(kind, phrase, start, weight) for kind, phrase in phrases for start in _places(phrase, words)]
    return [match for match in found if not any(match.lies_within(other) for other in found)]


def _unglued(words: tuple[str, ...], phrases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """``personalstatement`` is read as the two words of the phrase."""
    return tuple(part for word in words for part in phrases.get(word, (word,)))


def _places(phrase: tuple[str, ...], words: tuple[str, ...]) -> Iterator[int]:
    length = len(phrase)
    return (start for start in range(len(words) - length + 1) if words[start : start + length] == phrase)


def _distinct(matches: Sequence[_Match]) -> list[_Match]:
    """Each phrase of a kind once per weight, however often it stands there; in order of appearance."""
    seen = {(match.kind, match.words, match.weight): match for match in reversed(matches)}
    return sorted(seen.values(), key=lambda match: (-match.weight, match.start, match.kind))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text)
    folded = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return tuple(_NOT_WORD.sub(" ", _DIGIT_EDGE.sub(" ", folded)).split())
