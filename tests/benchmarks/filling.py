"""What filling the shipped templates costs against docxtpl's own ``render`` and ``save``: same file, same values."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from docxtpl import DocxTemplate, RichText
from jinja2 import Environment

from postmatch.conversion import Workers
from postmatch.domain.own_templates import Purpose
from postmatch.domain.workspace import Paper
from postmatch.interchange import read_json_resume
from postmatch.rendering import OwnFile, Template, templates
from postmatch.rendering.context import cv_context
from postmatch.rendering.finishing import Finish
from postmatch.rendering.letter_context import letter_context
from postmatch.rendering.links import StyledText
from postmatch.rendering.own_template import fill_own
from postmatch.rendering.word import fill
from postmatch.usecases.sample import SAMPLE
from tests.benchmarks.timing import in_turn, milliseconds, table

TODAY = date(2026, 11, 23)
FINISH = Finish(title="CV", author="Ada", paper=Paper.LETTER, today=TODAY)
TURNS = 15


def filling_times() -> list[str]:
    """Ours has the finish in it: grids, paper, properties, stable bytes."""
    head = table("Template, sample profile", "render and save", "filled", "ratio", "processor time", "own, in a worker")
    with Workers(size=1) as workers:
        rows = [_row(template, workers) for purpose in ("cv", "cover_letter") for template in templates(purpose)]
    return [*head, *rows, ""]


def sample_context(template: Template) -> dict[str, Any]:
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    if template.purpose == "cv":
        return cv_context(profile, order=template.order, is_long=template.is_long, today=TODAY)
    return letter_context(profile, position=None, enclosures=("CV", "Diploma"), today=TODAY)


def render_and_save(template: Template, context: Mapping[str, Any]) -> bytes:
    """docxtpl as its manual says, escaping on; every linked value is made for this document, as it must be."""
    opened = DocxTemplate(template.path)
    opened.init_docx()
    opened.render(with_rich_text(context, opened), jinja_env=Environment(autoescape=True), autoescape=True)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def _row(template: Template, workers: Workers) -> str:
    context = sample_context(template)
    purpose: Purpose = template.purpose
    own = OwnFile(purpose, template.label, template.path.read_bytes())
    taken = in_turn(
        {
            "plain": partial(render_and_save, template, context),
            "ours": partial(fill, template, context, FINISH),
            "own": partial(fill_own, own, context, FINISH, workers),
        },
        runs=TURNS,
    )
    plain, ours, worker = taken["plain"], taken["ours"], taken["own"]
    ratios = f"{ours.clock / plain.clock:.2f} | {ours.processor / plain.processor:.2f}"
    times = f"{milliseconds(plain.clock)} | {milliseconds(ours.clock)} | {ratios} | {milliseconds(worker.clock)}"
    return f"| {purpose} {template.name} | {times} |"


def with_rich_text(value: Any, opened: DocxTemplate) -> Any:
    """The context as docxtpl's manual says that it is made, for this one document."""
    if isinstance(value, StyledText):
        rich = RichText()
        for piece in value.pieces:
            link = {"style": "Hyperlink", "url_id": opened.build_url_id(piece.address)} if piece.address else {}
            rich.add(piece.text, bold=piece.bold, **link)
        return rich if value else ""
    if isinstance(value, dict):
        return {name: with_rich_text(part, opened) for name, part in value.items()}
    return [with_rich_text(part, opened) for part in value] if isinstance(value, list) else value
