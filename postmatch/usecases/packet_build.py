"""One PDF of a packet: planned, drawn, put together, brought to its size, and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from postmatch.domain.checks import Check
from postmatch.domain.packet import Plan
from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.size import ReducedDocument, ShrunkPdf, SizeReport, choose_steps, reduced_document
from postmatch.domain.workspace import Workspace
from postmatch.packet import (
    CONTENTS_ID,
    PacketMetadata,
    Stamp,
    assemble,
    draw_contents,
    draw_dividers,
    plan_packet,
    verify,
)
from postmatch.usecases.packet_sources import Material
from postmatch.usecases.tools import Tools

_SIZE_ROUNDS = 5  # what a packet saves by keeping equal fonts and pictures once is known only after it was written


@dataclass(frozen=True)
class BuiltFile:
    """One PDF of a packet that was read back and is what was planned."""

    file_name: str
    data: bytes
    plan: Plan
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Draft:
    """One PDF before it is read back: its plan, its bytes, and the materials as they stand in it."""

    plan: Plan
    data: bytes
    pdfs: Mapping[str, bytes]
    materials: tuple[Material, ...]
    reduced: tuple[ReducedDocument, ...] = ()


@dataclass(frozen=True)
class Binder:
    """How the PDFs of one packet are made. ``title`` and ``made_on`` stand in their properties; ``contents``: with a
    contents page."""

    workspace: Workspace
    profile: PacketProfile
    made_on: date
    tools: Tools
    contents: bool = True

    @property
    def stamp(self) -> Stamp | None:
        identity = self.workspace.profile.identity
        return Stamp(name=identity.full_name, aamc_id=identity.aamc_id) if self.profile.stamp else None

    def bind(self, materials: Sequence[Material], *, part: str = "") -> Draft:
        """The materials as one PDF, as large as they are. ``part``: ``, part 1 of 2`` at the end of its title."""
        plan = plan_packet(
            [material.source for material in materials], dividers=self.profile.dividers, contents=self.contents
        )
        pdfs = {material.source.id: material.pdf for material in materials} | self._drawn(plan)
        data = assemble(plan, pdfs, metadata=self._metadata(part), stamp=self.stamp)
        return Draft(plan, data, pdfs, tuple(materials))

    def checked(self, draft: Draft, file_name: str) -> BuiltFile:
        """Raises ``PacketUntrue`` when the PDF, read back, is not what was planned."""
        facts = {material.source.id: material.pages for material in draft.materials if material.pages}
        checks = verify(draft.data, draft.plan, draft.pdfs, workers=self.tools.workers, facts=facts, stamp=self.stamp)
        return BuiltFile(file_name, draft.data, draft.plan, checks)

    def _drawn(self, plan: Plan) -> dict[str, bytes]:
        look = {"paper": self.workspace.choices.paper, "applicant": self.workspace.profile.identity.full_name}
        contents = {CONTENTS_ID: draw_contents(plan, **look)} if self.contents else {}
        return contents | draw_dividers(plan, **look)

    def _metadata(self, part: str) -> PacketMetadata:
        name = self.workspace.profile.identity.full_name
        title = f"Residency application of {name}" if name else "Residency application"
        return PacketMetadata(title=title + part, author=name, made_on=self.made_on)


class Shrinker:
    """Documents at smaller steps, each made once: two at a time, because the decision asks for all at the same step."""

    def __init__(self, materials: Sequence[Material], tools: Tools) -> None:
        self.materials = {one.source.id: one for one in materials if one.document is not None}
        self._tools = tools
        self._made: dict[tuple[str, int], ShrunkPdf] = {}

    def bytes_at(self, document_id: str, step: int) -> int:
        return len(self.at(document_id, step).pdf if step else self.materials[document_id].pdf)

    def at(self, document_id: str, step: int) -> ShrunkPdf:
        if (document_id, step) not in self._made:
            with ThreadPoolExecutor(max_workers=2) as pool:
                shrunk = pool.map(lambda one: self._tools.workers.shrink(one.pdf, step=step), self.materials.values())
                self._made |= {(one, step): made for one, made in zip(self.materials, shrunk, strict=True)}
        return self._made[document_id, step]

    def material_at(self, material: Material, step: int) -> Material:
        if not step:
            return material
        shrunk = self.at(material.source.id, step)
        return replace(material, pdf=shrunk.pdf, pages=shrunk.pages)


def brought_to_size(draft: Draft, binder: Binder) -> tuple[Draft, SizeReport | None]:
    """The PDF with as little loss as its size target allows; None without a target.

    Only pictures of documents are made smaller, never text (``domain.size``). Where the floor of legibility is met
    first, or sizes still change after ``_SIZE_ROUNDS``, the PDF is larger than the target and the report says so.
    """
    target = binder.profile.most_bytes
    if target is None:
        return draft, None
    shrinker = Shrinker(draft.materials, binder.tools)
    ids = tuple(shrinker.materials)
    fitted, steps, at_floor = draft, dict.fromkeys(ids, 0), not ids
    for _ in range(_SIZE_ROUNDS):
        if len(fitted.data) <= target or not ids:
            break
        overhead = len(fitted.data) - sum(shrinker.bytes_at(one, step) for one, step in steps.items())
        choice = choose_steps(ids, target=target, overhead=overhead, bytes_at=shrinker.bytes_at)
        at_floor = not choice.fits
        if dict(choice.steps) == steps:
            break
        steps = dict(choice.steps)
        fitted = binder.bind([shrinker.material_at(one, steps.get(one.source.id, 0)) for one in draft.materials])
    reduced = _reduced(steps, shrinker)
    report = SizeReport(
        target=target, before=len(draft.data), after=len(fitted.data), reduced=reduced, at_floor=at_floor
    )
    return replace(fitted, reduced=reduced), report


def _reduced(steps: Mapping[str, int], shrinker: Shrinker) -> tuple[ReducedDocument, ...]:
    found = []
    for document_id, step in steps.items():
        material = shrinker.materials[document_id]
        if step and shrinker.at(document_id, step).pictures:
            shrunk = shrinker.at(document_id, step)
            title = material.source.title
            found.append(reduced_document(document_id, title, step=step, before=len(material.pdf), shrunk=shrunk))
    return tuple(found)
