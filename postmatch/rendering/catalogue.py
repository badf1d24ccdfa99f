"""Which templates there are: every .docx that lies in ``templates/<purpose>/``; the file is the registration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from postmatch.errors import TemplateBroken
from postmatch.rendering.variables import Purpose

TEMPLATES_FOLDER = Path(__file__).resolve().parents[2] / "templates"
PURPOSE_LABELS: dict[Purpose, str] = {"cv": "CV", "cover_letter": "cover letter"}


@dataclass(frozen=True)
class Template:
    """A Word template. ``name`` is its file name without ``.docx``; ``label`` is that name for people."""

    purpose: Purpose
    name: str
    label: str
    path: Path


def templates(purpose: Purpose) -> tuple[Template, ...]:
    """All templates for that purpose by name; the lock files that Word leaves (``~$x.docx``) are not templates."""
    paths = sorted(path for path in (TEMPLATES_FOLDER / purpose).glob("*.docx") if not path.name.startswith("~$"))
    return tuple(Template(purpose, path.stem, path.stem.replace("_", " ").capitalize(), path) for path in paths)


def find_template(purpose: Purpose, name: str) -> Template:
    """Raises ``TemplateBroken`` when no template has that name."""
    found = next((template for template in templates(purpose) if template.name == name), None)
    if found is None:
        raise TemplateBroken(
            f"There is no {PURPOSE_LABELS[purpose]} template named “{name}”, so nothing was made from it.",
            "Choose one of the templates in the list.",
        )
    return found
