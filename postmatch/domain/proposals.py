"""What a file says beside what the profile says, item by item: taken over one by one, and only when told.

An item is one field of the groups (the e-mail, the summary) or one entry of a list (a job, an exam). An entry that is
there already in other words is completed and corrected where the file says something; what the file does not speak of
stays, and lines are added, never exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import EducationKind, ExperienceKind, Profile, PublicationKind
from postmatch.domain.same_entries import TELLING, compared, folded, pairs
from postmatch.domain.values import LabelledEnum, Value

_USUAL_KINDS = (ExperienceKind.OTHER, EducationKind.OTHER, PublicationKind.PUBLICATION)
"""Kinds that an entry has when nobody told: they never correct what the profile says."""
_NOT_COMPARED = {"id", "shown_on_cv"}
_LIST_LABELS = {
    "links": "Links",
    "exams": "Exams",
    "match_history": "Match history",
    "gap_notes": "Other periods",
    "specialties": "Specialties",
}
_WORDS = {
    "aamc_id": "AAMC ID",
    "usmle_id": "USMLE/ECFMG ID",
    "nrmp_id": "NRMP ID",
    "email": "E-mail",
    "url": "Address",
    "city": "City or state",
    "end": "End",
    "kind": "Type",
    "state": "ECFMG certification",
}


class ProposalStatus(LabelledEnum):
    NEW = "new", "New"
    DIFFERS = "differs", "Differs from your profile"
    THERE = "there", "Already in your profile"


class Difference(Value):
    """One field that the file tells otherwise, both as people read them; ``present`` is empty when nothing is there."""

    label: str
    present: str
    found: str


@dataclass(frozen=True)
class Proposal:
    """One item of the file. ``path`` leads to its field in the profile; ``value`` is what stands there, or among the
    entries there, once it is accepted, in the place of the entry ``present_id`` (empty: at the end)."""

    id: str
    group: str
    label: str
    status: ProposalStatus
    differences: tuple[Difference, ...]
    path: tuple[str, ...]
    value: Any
    present_id: str = ""


def proposals(profile: Profile, found: Profile) -> tuple[Proposal, ...]:
    """Every item that ``found`` says anything about, in the order of the profile's fields. Ids depend on ``found``
    alone, so that a choice outlives a change of the profile."""
    return tuple(_proposals((), profile, found))


def with_accepted(profile: Profile, accepted: Iterable[Proposal]) -> Profile:
    """The profile with these items and nothing else changed. The proposals must be of this very profile."""
    for proposal in accepted:
        profile = _changed(profile, proposal.path, proposal)
    return profile


def _proposals(path: tuple[str, ...], present: Any, found: Any) -> Iterator[Proposal]:
    for name in type(found).model_fields:
        here = (*path, name)
        is_now, is_told = getattr(present, name), getattr(found, name)
        if here in TELLING:
            yield from _entries(here, is_now, is_told)
        elif isinstance(is_told, Value):
            yield from _proposals(here, is_now, is_told)
        elif not _says_nothing(is_told):
            yield _field(here, is_now, is_told)


def _field(path: tuple[str, ...], present: Any, found: Any) -> Proposal:
    differences = (Difference(label=_words(path[-1]), present=words_of(present), found=words_of(found)),)
    return Proposal(
        id=".".join(path),
        group=_words(path[0]),
        label=_words(path[-1]),
        status=_status(_says_nothing(present), _says_no_more(path[-1], found, present)),
        differences=differences,
        path=path,
        value=_united(present, found),
    )


def _entries(path: tuple[str, ...], present: tuple[Any, ...], found: tuple[Any, ...]) -> Iterator[Proposal]:
    names = TELLING[path].names
    for entry, match in zip(found, pairs(found, present, TELLING[path]), strict=True):
        told = _told(entry, match)
        label = ", ".join(words for name in names if (words := words_of(getattr(entry, name))))
        yield Proposal(
            id=f"{'.'.join(path)}:{entry.id}",
            group=_LIST_LABELS.get(path[-1], _words(path[-1])),
            label=label or _words(path[-1]),
            status=_status(match is None, not told),
            differences=tuple(_differences(told, match, entry)),
            path=path,
            value=entry if match is None else match.model_copy(update=told),
            present_id="" if match is None else match.id,
        )


def _status(is_new: bool, is_there: bool) -> ProposalStatus:
    if is_new:
        return ProposalStatus.NEW
    return ProposalStatus.THERE if is_there else ProposalStatus.DIFFERS


def _told(entry: Any, match: Any | None) -> dict[str, Any]:
    """The fields that the file tells otherwise, with the values that they have afterwards."""
    fields = [name for name in type(entry).model_fields if name not in _NOT_COMPARED]
    said = {name: value for name in fields if not _says_nothing(value := getattr(entry, name))}
    if match is None:
        return said
    if "ongoing" in fields and (said.keys() & {"end", "ongoing"}):  # the two say one thing
        said |= {"end": entry.end, "ongoing": entry.ongoing}
    told = {name: value for name, value in said.items() if not _says_no_more(name, value, getattr(match, name))}
    return {name: _united(getattr(match, name), value) for name, value in told.items()}


def _differences(told: dict[str, Any], match: Any | None, entry: Any) -> Iterator[Difference]:
    for name in told:
        present = words_of(getattr(match, name)) if match is not None else ""
        yield Difference(label=_words(name), present=present, found=words_of(getattr(entry, name)))


def _says_nothing(value: Any) -> bool:
    if isinstance(value, StrEnum):
        return any(value is kind for kind in _USUAL_KINDS)
    return value is None or value is False or value in ("", ())


def _says_no_more(field: str, found: Any, present: Any) -> bool:
    """Whether the profile says all that the file says: the same words, the same lines, a date at least as exact."""
    if isinstance(found, tuple):
        return {folded(one) for one in found} <= {folded(one) for one in present}
    if isinstance(found, PartialDate):
        return isinstance(present, PartialDate) and f"{present}-".startswith(f"{found}-")
    if isinstance(found, str) and not isinstance(found, StrEnum):
        return compared(field, found) == compared(field, present)
    return bool(found == present)


def _united(present: Any, found: Any) -> Any:
    """What stands there afterwards: of lines all, of anything else what the file says."""
    if not isinstance(found, tuple):
        return found
    known = {folded(one) for one in present}
    return (*present, *(one for one in found if folded(one) not in known))


def _changed(value: Any, path: tuple[str, ...], proposal: Proposal) -> Any:
    if not path:
        if proposal.path not in TELLING:
            return proposal.value
        if not proposal.present_id:
            return (*value, proposal.value)
        return tuple(proposal.value if one.id == proposal.present_id else one for one in value)
    inner = _changed(getattr(value, path[0]), path[1:], proposal)
    return value.model_copy(update={path[0]: inner})


def words_of(value: Any) -> str:
    """As people read it: dates and choices by their labels, lines below one another."""
    if value is None or value is False:
        return ""
    if value is True:
        return "Yes"
    if isinstance(value, tuple):
        return "\n".join(map(words_of, value))
    return str(getattr(value, "label", value))


def _words(field: str) -> str:
    return _WORDS.get(field, field.replace("_", " ").capitalize())
