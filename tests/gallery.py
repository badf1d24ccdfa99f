"""Draws every template with the sample applicant for docs/gallery/: ``python -m tests.gallery``.

Each picture is what the applicant gets: filled, set on its page by the ladder, converted by each engine, all pages side
by side. ``docs/gallery/README.md`` is written anew with what was measured.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names, find_engine
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts
from postmatch.rendering import Template, templates
from postmatch.usecases.fill import Filled, fill
from postmatch.usecases.sample import load_sample
from postmatch.usecases.tools import Tools

OUT = Path(__file__).resolve().parents[1] / "docs" / "gallery"
TODAY = date(2026, 11, 25)
PURPOSES = ("cv", "cover_letter")
PAGE_WIDTH, BETWEEN = 1000, 12  # pixels
HEAD = """# Gallery

Every template with the fictional sample applicant, as the app hands it over on US Letter: set as large as its page
allows, by each engine. Made by `python -m tests.gallery`; engines of this run: {engines}.

| Template | Engine | Pages | Text | Free at the end | Picture |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Shot:
    """One template by one engine."""

    template: Template
    engine: str
    filled: Filled

    @property
    def name(self) -> str:
        return f"{self.template.purpose}-{self.template.name}-{self.engine}.png"

    @property
    def row(self) -> str:
        body = f"{self.filled.rung.body:g} pt" if self.filled.rung else "as it is"
        what = {"cv": "CV", "cover_letter": "Letter"}[self.template.purpose]
        cells = (
            f"{what}: {self.template.label}",
            find_engine(self.engine).label,
            str(self.filled.page_count),
            body,
            f"{self.filled.free_share:.0%}",
            f"[{self.name}]({self.name})",
        )
        return f"| {' | '.join(cells)} |\n"


def shots(workspace: Workspace, tools: Tools) -> Iterator[Shot]:
    """Every template by every engine that is on this machine."""
    names = [name for name in engine_names() if find_engine(name).available()]
    for template in (template for purpose in PURPOSES for template in templates(purpose)):
        for engine in names:
            chosen = {f"{template.purpose}_template": template.name, "engine": engine}
            choices = workspace.choices.model_copy(update=chosen)
            changed = workspace.model_copy(update={"choices": choices})
            filled = fill(template.purpose, changed, tools, blob=_no_blob, today=TODAY)
            yield Shot(template, engine, filled)


def picture(filled: Filled, workers: Workers) -> Image.Image:
    """All pages side by side on grey."""
    drawn = workers.draw(filled.pdf, page_numbers=range(1, filled.page_count + 1), width=PAGE_WIDTH)
    pages = [Image.open(io.BytesIO(page)).convert("RGB") for page in drawn]
    width = sum(page.width + BETWEEN for page in pages) + BETWEEN
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * BETWEEN), "#d0d4d6")
    for place, page in enumerate(pages):
        sheet.paste(page, (BETWEEN + place * (PAGE_WIDTH + BETWEEN), BETWEEN))
    return sheet


def _no_blob(_sha256: str) -> bytes:
    raise AssertionError("the gallery uses no template of an applicant")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with Workers() as workers:
        tools = Tools(workers, load_facts(), reads_scans=False)
        workspace = load_sample(Workspace(), tools).workspace
        rows = []
        for shot in shots(workspace, tools):
            picture(shot.filled, workers).quantize(64).save(OUT / shot.name, optimize=True)
            rows.append(shot.row)
    engines = ", ".join(
        f"{engine.label} {engine.version()}" for engine in map(find_engine, engine_names()) if engine.available()
    )
    (OUT / "README.md").write_text(HEAD.format(engines=engines) + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
