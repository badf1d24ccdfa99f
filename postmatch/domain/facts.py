"""Facts of the season and of the field: values that ``knowledge`` reads from dated data files."""

from __future__ import annotations

from datetime import date

from postmatch.domain.documents import DocumentKind
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.values import Value


class Fact(Value):
    """One dated figure with its source. ``mark`` is the trust mark of domain.md: official, secondary, forum,
    unverified or design. ``unit`` names what ``value`` counts (bytes, days, score, date)."""

    id: str
    value: int | float | str | date
    unit: str
    note: str
    mark: str
    source: str
    checked_on: date


class WordList(Value):
    """Words that rules about wording look for, with their source; ``domain.word_finding`` says how they are found."""

    id: str
    words: tuple[str, ...]
    note: str
    mark: str
    source: str
    checked_on: date


class Specialty(Value):
    """A specialty and what else it is called, its physicians included. ``short`` is what it is called in lists of
    positions; in a sentence IM may be an injection."""

    name: str
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


class Limits(Value):
    """What the gate takes: sizes in bytes, time in seconds. ``bundle_*`` bound a .zip of documents: how many files,
    and how many bytes unpacked."""

    upload_bytes: int = 25 * 1024 * 1024
    upload_pages: int = 300
    image_pixels: int = 120_000_000
    seconds: float = 30.0
    memory_bytes: int = 1024 * 1024 * 1024
    bundle_files: int = 300
    bundle_bytes: int = 250 * 1024 * 1024


class Facts(Value):
    """Everything dated that rules and pages draw on: the catalogue of document kinds, the figures, what packets are
    usually for, and the words that rules about wording look for."""

    kinds: tuple[DocumentKind, ...]
    figures: tuple[Fact, ...] = ()
    packet_profiles: tuple[PacketProfile, ...] = ()
    word_lists: tuple[WordList, ...] = ()
    specialties: tuple[Specialty, ...] = ()
    limits: Limits = Limits()

    def kind(self, kind_id: str) -> DocumentKind | None:
        return next((kind for kind in self.kinds if kind.id == kind_id), None)

    def label(self, kind_id: str) -> str:
        """The catalogue's label, or the id in words for kinds outside it (our own CV and cover letter)."""
        kind = self.kind(kind_id)
        return kind.label if kind else kind_id.replace("_", " ").capitalize().replace("Cv", "CV")

    def figure(self, fact_id: str) -> Fact:
        """Raises ``KeyError`` naming the fact when no data file has it."""
        for fact in self.figures:
            if fact.id == fact_id:
                return fact
        raise KeyError(f"no figure {fact_id!r} in postmatch/knowledge")

    def words(self, list_id: str) -> tuple[str, ...]:
        """Raises ``KeyError`` naming the list when no data file has it."""
        for one in self.word_lists:
            if one.id == list_id:
                return one.words
        raise KeyError(f"no word list {list_id!r} in postmatch/knowledge")
