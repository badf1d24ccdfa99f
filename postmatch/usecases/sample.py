"""The sample applicant: a fictional doctor whose files go through the same gate as anybody's."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import Document, Upload
from postmatch.domain.positions import Position
from postmatch.domain.recommendations import Recommendation
from postmatch.domain.workspace import Workspace
from postmatch.interchange import read_json_resume
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.tools import Progress, Tools, no_progress

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor"


def load_sample(workspace: Workspace, tools: Tools, *, progress: Progress = no_progress) -> Intake:
    """The sample's facts and documents in the place of ``workspace``'s, which keeps its id and its choices.

    Its scans are not read: whoever only looks around should not wait half a minute for that.
    """
    tools = replace(tools, reads_scans=False)
    table = tomllib.loads((SAMPLE / "workspace.toml").read_text("utf-8"))
    result = Intake(_facts_of(table, workspace))
    entries = table["document"]
    for index, entry in enumerate(entries):
        progress(index / len(entries), f"Checking {entry['file']}")
        upload = Upload(entry["file"], (SAMPLE / table["documents_folder"] / entry["file"]).read_bytes())
        told = Told(kind=entry["kind"], title=entry.get("title", ""), waived=entry.get("waived"))
        taken = take_in(result.workspace, [upload], tools, told=told)
        dated = _with_dates(taken.documents[0], entry)
        result = Intake(taken.workspace.with_document(dated), result.blobs | taken.blobs, (*result.documents, dated))
    return result


def _facts_of(table: dict[str, Any], workspace: Workspace) -> Workspace:
    profile, _ = read_json_resume((SAMPLE / table["profile"]).read_bytes())
    loaded = Workspace(
        id=workspace.id,
        is_sample=True,
        profile=profile,
        removed=workspace.removed,
        recommendations=tuple(Recommendation.model_validate(entry) for entry in table["recommendation"]),
        choices=workspace.choices,
    )
    for entry in table["position"]:
        loaded = loaded.with_position(Position.model_validate(entry))
    return loaded


def _with_dates(document: Document, entry: dict[str, Any]) -> Document:
    dates = {name: PartialDate.model_validate(entry[name]) for name in ("issued", "expires") if name in entry}
    return document.model_copy(update=dates)
