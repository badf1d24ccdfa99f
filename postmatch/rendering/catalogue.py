"""Which templates there are: every .docx that lies in ``templates/<purpose>/``; the file is the registration.

What Postmatch says of a template stands in the file's own properties (in Word: File, Info): the title is its name for
people, the comments describe it, the category says how long its document is, the keywords give the order of sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from postmatch.domain.cv_form import CvSection
from postmatch.domain.own_templates import Purpose
from postmatch.errors import TemplateBroken

TEMPLATES_FOLDER = Path(__file__).resolve().parents[2] / "templates"
PURPOSE_LABELS: dict[Purpose, str] = {"cv": "CV", "cover_letter": "cover letter"}
LONG_FORM = "long form"


@dataclass(frozen=True)
class Template:
    """A Word template. ``name`` is its file name without ``.docx``; ``label`` and ``description`` are for people.

    ``is_long``: its document may take several pages and leaves nothing out. ``order``: its usual order of sections.
    """

    purpose: Purpose
    name: str
    label: str
    path: Path
    description: str = ""
    is_long: bool = False
    order: tuple[CvSection, ...] = ()


def templates(purpose: Purpose) -> tuple[Template, ...]:
    """All shipped templates for that purpose by name; the lock files that Word leaves (``~$x.docx``) are none."""
    paths = sorted(path for path in (TEMPLATES_FOLDER / purpose).glob("*.docx") if not path.name.startswith("~$"))
    return tuple(_described(purpose, path, path.stat().st_mtime_ns) for path in paths)


def find_template(purpose: Purpose, name: str) -> Template:
    """Raises ``TemplateBroken`` when no shipped template has that name."""
    found = next((template for template in templates(purpose) if template.name == name), None)
    if found is None:
        raise TemplateBroken(
            f"There is no {PURPOSE_LABELS[purpose]} template named “{name}”, so nothing was made from it.",
            "Choose one of the templates in the list.",
        )
    return found


@lru_cache(maxsize=64)
def _described(purpose: Purpose, path: Path, _changed: int) -> Template:
    """A file that does not open as Word keeps its name and is refused when it is filled."""
    from docx import Document  # python-docx loads with the first look at a template, not before
    from docx.opc.exceptions import PackageNotFoundError

    label = path.stem.replace("_", " ").capitalize()
    try:
        properties = Document(str(path)).core_properties
    except (PackageNotFoundError, KeyError, ValueError):
        return Template(purpose, path.stem, label, path)
    known = {section.value: section for section in CvSection}
    words = (word.strip() for word in properties.keywords.split(","))
    return Template(
        purpose,
        path.stem,
        properties.title.strip() or label,
        path,
        description=properties.comments.strip(),
        is_long=properties.category.strip().lower() == LONG_FORM,
        order=tuple(known[word] for word in words if word in known),
    )
