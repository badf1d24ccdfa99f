"""Do the papers and the profile speak of one person? Readings that contradict each other, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postmatch.domain.documents import Document
from postmatch.domain.names import agrees, can_be_one
from postmatch.domain.pages import Reading, ReadingKind
from postmatch.domain.profile import Identity
from postmatch.domain.readings import digits, meanings


@dataclass(frozen=True)
class Contradiction:
    """``document`` says ``reading``; ``known`` is what the profile says, or ``other`` the document that says so."""

    document: Document
    reading: Reading
    known: str
    other: Document | None = None
    other_page: int = 0


def contradictions(identity: Identity, documents: Sequence[Document]) -> Iterator[Contradiction]:
    """At most one per document and kind of reading. Where the profile is silent, the papers are compared with the one
    that most of them agree with."""
    for kind in ReadingKind:
        if known := _said_in_profile(identity, kind):
            yield from _against_profile(identity, kind, known, documents)
        else:
            yield from _among_each_other(kind, documents)


def _against_profile(
    identity: Identity, kind: ReadingKind, known: str, documents: Sequence[Document]
) -> Iterator[Contradiction]:
    for document in documents:
        for readings in _by_page(document).values():
            said = [reading for reading in readings if reading.kind is kind]
            if not said or any(_agrees_with_profile(identity, reading) for reading in said):
                continue
            if kind is ReadingKind.NAME and _is_vouched_for(identity, readings):
                continue
            yield Contradiction(document, said[0], known)
            break


def _is_vouched_for(identity: Identity, readings: Sequence[Reading]) -> bool:
    """A number of the applicant on the same page says more than a name, which may be that of somebody beside them."""
    return any(
        reading.kind is not ReadingKind.NAME
        and bool(_said_in_profile(identity, reading.kind))
        and _agrees_with_profile(identity, reading)
        for reading in readings
    )


def _among_each_other(kind: ReadingKind, documents: Sequence[Document]) -> Iterator[Contradiction]:
    first = [(document, said[0]) for document in documents if (said := _of_kind(document, kind))]
    if not first:
        return
    can_be = _CAN_BE_ONE[kind]
    reference, known = max(first, key=lambda one: sum(can_be(one[1].value, other.value) for _, other in first))
    for document, reading in first:
        if not any(can_be(known.value, one.value) for one in _of_kind(document, kind)):
            yield Contradiction(document, reading, known.value, reference, known.page_number)


def _of_kind(document: Document, kind: ReadingKind) -> list[Reading]:
    kept = _by_page(document).values()
    return [reading for readings in kept for reading in readings if reading.kind is kind]


def _by_page(document: Document) -> Mapping[int, list[Reading]]:
    """Readings by page, of the pages that are kept."""
    pages: dict[int, list[Reading]] = {}
    for reading in document.readings:
        if document.edits.kept is None or reading.page_number in document.edits.kept:
            pages.setdefault(reading.page_number, []).append(reading)
    return pages


def _said_in_profile(identity: Identity, kind: ReadingKind) -> str:
    born = identity.date_of_birth
    return {
        ReadingKind.NAME: identity.full_name,
        ReadingKind.AAMC_ID: identity.aamc_id,
        ReadingKind.USMLE_ID: identity.usmle_id,
        ReadingKind.DATE_OF_BIRTH: born.label if born else "",
    }[kind]


def _agrees_with_profile(identity: Identity, reading: Reading) -> bool:
    if reading.kind is ReadingKind.NAME:
        return _is_a_name_of(identity, reading.value)
    if reading.kind is ReadingKind.DATE_OF_BIRTH:
        born, days = identity.date_of_birth, meanings(reading.value)
        return not days or born is None or any(born.earliest <= day <= born.latest for day in days)
    number = identity.aamc_id if reading.kind is ReadingKind.AAMC_ID else identity.usmle_id
    return _same_number(number, reading.value)


def _is_a_name_of(identity: Identity, reading: str) -> bool:
    given = (identity.given_names, identity.preferred_name)
    if any(agrees(reading, given=names, family=identity.family_name) for names in given if names):
        return True
    if not any(given) and agrees(reading, given="", family=identity.family_name):
        return True
    return any(
        can_be_one(name, reading) or _is_other_family_name(identity, name, reading) for name in identity.other_names
    )


def _is_other_family_name(identity: Identity, name: str, reading: str) -> bool:
    """``Other names`` may hold a maiden name alone."""
    return " " not in name.strip() and agrees(reading, given=identity.given_names, family=name)


def _same_number(one: str, other: str) -> bool:
    return not digits(one) or not digits(other) or digits(one) == digits(other)


def _same_day(one: str, other: str) -> bool:
    first, second = meanings(one), meanings(other)
    return not first or not second or bool(first & second)


_CAN_BE_ONE: Mapping[ReadingKind, Callable[[str, str], bool]] = {
    ReadingKind.NAME: can_be_one,
    ReadingKind.AAMC_ID: _same_number,
    ReadingKind.USMLE_ID: _same_number,
    ReadingKind.DATE_OF_BIRTH: _same_day,
}
