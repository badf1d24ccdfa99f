"""A pile behind the gate, with the facts of its pages: what every measurement of the packet begins with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from postmatch.conversion import Workers
from postmatch.domain.checks import Check
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.domain.packet import Plan, Source
from postmatch.domain.pages import PageFacts
from postmatch.domain.workspace import Paper
from postmatch.packet import CONTENTS_ID, PacketMetadata, Stamp, assemble, draw_contents, plan_packet, verify
from tests.benchmarks.make_pile import Composition, corpus_folder, make_pile

METADATA = PacketMetadata(title="Residency application", author="Sample Applicant", made_on=date(2026, 11, 23))
STAMP = Stamp("Sample Applicant", "12345678")


@dataclass(frozen=True)
class NormalisedPile:
    """``pdfs`` and ``facts`` by source id, in the order of the packet."""

    pdfs: dict[str, bytes]
    facts: dict[str, tuple[PageFacts, ...]]

    @property
    def page_count(self) -> int:
        return sum(map(len, self.facts.values()))

    @property
    def byte_count(self) -> int:
        return sum(map(len, self.pdfs.values()))

    def build(self) -> tuple[Plan, dict[str, bytes], bytes]:
        """Contents, stamp, outline, labels, tags, save: what the app does between the gate and the check."""
        sources = [
            Source(id=source_id, kind="other", title=f"Document {source_id}", page_count=len(pages))
            for source_id, pages in self.facts.items()
        ]
        plan = plan_packet(sources)
        contents = draw_contents(plan, paper=Paper.LETTER, applicant="Sample Applicant")
        pdfs = {**self.pdfs, CONTENTS_ID: contents}
        return plan, pdfs, assemble(plan, pdfs, metadata=METADATA, stamp=STAMP)

    def build_and_verify(self, workers: Workers) -> tuple[Check, ...]:
        plan, pdfs, packet = self.build()
        return verify(packet, plan, pdfs, workers=workers, facts=self.facts, stamp=STAMP)

    def save(self, folder: Path) -> None:
        for source_id, pdf in self.pdfs.items():
            (folder / source_id).write_bytes(pdf)
        facts = {source_id: [page.model_dump() for page in pages] for source_id, pages in self.facts.items()}
        (folder / "facts.json").write_text(json.dumps(facts), "utf-8")


def saved_pile(folder: Path) -> NormalisedPile:
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    return NormalisedPile(
        {source_id: (folder / source_id).read_bytes() for source_id in facts},
        {source_id: tuple(PageFacts.model_validate(page) for page in pages) for source_id, pages in facts.items()},
    )


def normalised_pile(composition: Composition, workers: Workers) -> NormalisedPile:
    pdfs: dict[str, bytes] = {}
    facts: dict[str, tuple[PageFacts, ...]] = {}
    for name, data in make_pile(composition, corpus_folder()):
        result = workers.normalise(Upload(name, data), limits=Limits())
        pdfs[name], facts[name] = result.pdf, result.pages
    pile = NormalisedPile(pdfs, facts)
    assert pile.page_count == composition.page_count
    return pile
