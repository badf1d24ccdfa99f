"""Which PDFs a packet consists of: one, its parts, or a file for each document, each under its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from postmatch.domain.documents import EXPLANATION_KIND, OTHER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import PacketForm
from postmatch.domain.profile import Identity
from postmatch.domain.size import SizeReport, parts, size_sentences
from postmatch.packet import packet_file_name
from postmatch.packet.file_name import document_file_name, part_file_name
from postmatch.usecases.packet_build import Binder, Draft, brought_to_size
from postmatch.usecases.packet_sources import Material

_PART_ROUNDS = 5  # how much each part has beyond its documents is known only after it was written


@dataclass(frozen=True)
class Drafts:
    """The PDFs of a packet by file name. ``size`` is of the whole packet, or of the largest of separate files; None
    without a size target. ``notes`` say in sentences what was done for it."""

    files: tuple[tuple[str, Draft], ...]
    size: SizeReport | None = None
    notes: tuple[str, ...] = ()


def drafted(materials: Sequence[Material], binder: Binder, *, split: bool) -> Drafts:
    """The PDFs that the profile asks for. ``split``: in parts when it cannot be brought to its size."""
    if binder.profile.form is not PacketForm.ONE_PDF:
        return _each_alone(materials, replace(binder, contents=False))
    draft, size = brought_to_size(binder.bind(materials), binder)
    if split and size and not size.fits and len(materials) > 1:
        return _in_parts(draft, size, binder)
    notes = size_sentences(size) if size else ()
    return Drafts(((packet_file_name(binder.workspace.profile.identity), draft),), size, notes)


def _in_parts(whole: Draft, size: SizeReport, binder: Binder) -> Drafts:
    """As few parts as the order allows, each with a contents page of its own; no document is split."""
    identity = binder.workspace.profile.identity
    drafts = _parts_within(whole, size.target, binder)
    files = tuple((part_file_name(identity, number, len(drafts)), one) for number, one in enumerate(drafts, start=1))
    told = size_sentences(size)[:-1]  # the last one offers what is done here
    told += (f"It is in {len(files)} parts; send each as a message of its own.",) if len(files) > 1 else ()
    told += tuple(_still_larger(name, one, size) for name, one in files if len(one.data) > size.target)
    return Drafts(files, size, told)


def _still_larger(name: str, part: Draft, size: SizeReport) -> str:
    if len(part.materials) == 1 and size.at_floor:
        return f"{name} is still larger: its document cannot be made smaller or divided."
    return f"{name} is still larger."


def _parts_within(whole: Draft, target: int, binder: Binder) -> list[Draft]:
    sizes = [len(material.pdf) for material in whole.materials]
    overhead = max(0, len(whole.data) - sum(sizes))
    for _ in range(_PART_ROUNDS):
        groups = parts(sizes, target, overhead=overhead)
        drafts = [
            _part([whole.materials[index] for index in group], f", part {number} of {len(groups)}", whole, binder)
            for number, group in enumerate(groups, start=1)
        ]
        beyond = [
            len(draft.data) - sum(sizes[index] for index in group)
            for draft, group in zip(drafts, groups, strict=True)
            if len(group) > 1 and len(draft.data) > target
        ]
        if not beyond:
            break
        overhead = max(beyond)  # more than it was taken for, so that no part of this round comes again
    return drafts


def _part(materials: Sequence[Material], part: str, whole: Draft, binder: Binder) -> Draft:
    inside = {material.source.id for material in materials}
    reduced = tuple(one for one in whole.reduced if one.document_id in inside)
    return replace(binder.bind(materials, part=part), reduced=reduced)


def _each_alone(materials: Sequence[Material], binder: Binder) -> Drafts:
    binder = replace(binder, profile=binder.profile.model_copy(update={"dividers": False}))
    names = _names(materials, binder.workspace.profile.identity, binder.tools.facts)
    found = [brought_to_size(binder.bind([material]), binder) for material in materials]
    files = tuple((name, draft) for name, (draft, _) in zip(names, found, strict=True))
    sizes = [size for _, size in found if size]
    notes = [f"{name}: {sentence}" for name, (_, size) in zip(names, found, strict=True) for sentence in _told(size)]
    return Drafts(files, max(sizes, key=lambda size: size.after, default=None), tuple(notes))


def _told(size: SizeReport | None) -> tuple[str, ...]:
    """Of one file of several, which cannot be sent in parts."""
    if size is None:
        return ()
    if size.fits:
        return size_sentences(size)
    over = f"It is {size.after:,} bytes, more than the {size.target:,} that are taken"
    return (*size_sentences(size)[:-1], f"{over}, and cannot be made smaller." if size.at_floor else f"{over}.")


def _names(materials: Sequence[Material], identity: Identity, facts: Facts) -> tuple[str, ...]:
    """``Okafor_Adaeze_LoR_2.pdf``: a number where several would be called alike, in the order of the packet."""
    plain = [document_file_name(identity, _word(material, facts)) for material in materials]
    total, seen = Counter(name.casefold() for name in plain), Counter[str]()
    names = []
    for name in plain:
        seen[name.casefold()] += 1
        number = f"_{seen[name.casefold()]}" if total[name.casefold()] > 1 else ""
        names.append(f"{name.removesuffix('.pdf')}{number}.pdf")
    return tuple(names)


def _word(material: Material, facts: Facts) -> str:
    """What tells this document from the applicant's others: the word of its kind, or its title where that says more."""
    if material.source.kind == EXPLANATION_KIND:
        return f"{_kind_word(material.kind, facts)}_Explanation"
    return material.source.title if material.kind == OTHER_KIND else _kind_word(material.kind, facts)


def _kind_word(kind_id: str, facts: Facts) -> str:
    kind = facts.kind(kind_id)
    return (kind.file_word if kind else "") or facts.label(kind_id)
