"""The applicant's own templates: added when the check lets them pass, removed when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from postmatch.domain.documents import Upload
from postmatch.domain.own_templates import OwnTemplate, ProblemKind, Purpose, TemplateProblem, TemplateReport
from postmatch.domain.workspace import Workspace
from postmatch.rendering import check_own_template
from postmatch.usecases.tools import Tools

MOST_TEMPLATES = 20
MAX_BYTES = 10 * 1024 * 1024
_LONGEST_TITLE = 80


@dataclass(frozen=True)
class AddedTemplate:
    """``workspace`` is None when nothing was added; the report says why. ``blobs`` are to be kept by their SHA-256."""

    report: TemplateReport
    workspace: Workspace | None = None
    blobs: Mapping[str, bytes] = field(default_factory=dict)


def add_template(workspace: Workspace, upload: Upload, purpose: Purpose, tools: Tools) -> AddedTemplate:
    """The template beside the others, when it can be filled; a file that is there already is checked anew in its place.

    Raises ``ConversionFailed`` when no worker could be started.
    """
    sha256 = hashlib.sha256(upload.data).hexdigest()
    known = next((one for one in workspace.own_templates if (one.sha256, one.purpose) == (sha256, purpose)), None)
    if problem := _too_much(workspace, upload, known):
        return AddedTemplate(TemplateReport(purpose=purpose, problems=(problem,)))
    report = check_own_template(upload.data, purpose, tools.workers)
    if not report.is_usable:
        return AddedTemplate(report)
    template = OwnTemplate(
        purpose=purpose, title=_title(upload.name), file_name=upload.name, sha256=sha256, report=report
    )
    if known:
        template = template.model_copy(update={"id": known.id, "title": known.title})
    return AddedTemplate(report, workspace.with_own_template(template), {sha256: upload.data})


def remove_template(workspace: Workspace, template_id: str) -> Workspace:
    """Without the template; a choice of it goes back to the usual one. Its bytes go with the next save."""
    return workspace.without_own_template(template_id)


def _too_much(workspace: Workspace, upload: Upload, known: OwnTemplate | None) -> TemplateProblem | None:
    if len(upload.data) > MAX_BYTES:
        return TemplateProblem(
            kind=ProblemKind.REFUSED,
            message=f"This file has more than {MAX_BYTES // 1_048_576} MB, far more than a template needs.",
            hint="Make its pictures smaller in Word (Picture Format, Compress Pictures), save, and upload it again.",
        )
    if known is None and len(workspace.own_templates) >= MOST_TEMPLATES:
        return TemplateProblem(
            kind=ProblemKind.REFUSED,
            message=f"There are {MOST_TEMPLATES} templates of your own already, so this one was not added.",
            hint="Remove one that you do not need, and add this one again.",
        )
    return None


def _title(file_name: str) -> str:
    """The file's name as people read it."""
    stem = PurePath(file_name.replace("\\", "/")).stem.replace("_", " ").strip()
    return stem[:_LONGEST_TITLE] or "My template"
