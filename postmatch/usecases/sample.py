"""The sample applicant: a fictional doctor whose files go through the same gate as anybody's."""

from __future__ import annotations

import tomllib
from pathlib import Path

from postmatch.domain.documents import Upload
from postmatch.domain.workspace import Workspace
from postmatch.interchange import read_json_resume
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.tools import Progress, Tools, no_progress

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor"


def load_sample(workspace: Workspace, tools: Tools, *, progress: Progress = no_progress) -> Intake:
    """The sample's profile and documents in the place of ``workspace``'s, which keeps its id and choices."""
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    result = Intake(
        Workspace(
            id=workspace.id, choices=workspace.choices, removed=workspace.removed, is_sample=True, profile=profile
        )
    )
    entries = tomllib.loads((SAMPLE / "workspace.toml").read_text("utf-8"))["document"]
    for index, entry in enumerate(entries):
        progress(index / len(entries), f"Checking {entry['file']}")
        upload = Upload(entry["file"], (SAMPLE / "documents" / entry["file"]).read_bytes())
        told = Told(kind=entry["kind"], title=entry.get("title", ""), waived=entry.get("waived"))
        taken = take_in(result.workspace, [upload], tools, told=told)
        document = taken.documents[0].model_copy(
            update={"issued": entry.get("issued"), "expires": entry.get("expires")}
        )
        document = type(document).model_validate(document.model_dump())  # reads the dates of the file
        result = Intake(
            taken.workspace.with_document(document),
            {**result.blobs, **taken.blobs},
            (*result.documents, document),
        )
    return result
