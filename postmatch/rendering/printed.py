"""What of the profile a CV prints: without the entries and lines that the applicant keeps off it."""

from __future__ import annotations

from typing import Any

from postmatch.domain.cv_form import CvForm
from postmatch.domain.profile import Profile
from postmatch.rendering.cleaning import clean_line

_ENTRY_LISTS = (
    "exams",
    "education",
    "experience",
    "publications",
    "certifications",
    "languages",
    "awards",
    "memberships",
    "skills",
    "gap_notes",
)
_LINES = {"education": "details", "experience": "bullets"}


def printed(profile: Profile, form: CvForm, *, is_long: bool) -> Profile:
    """The profile as this CV prints it. What ``form`` leaves out for the one page is left out unless ``is_long``."""
    parts = form.hidden if is_long else (*form.hidden, *form.left_out)
    entries = {part.entry_id for part in parts if not part.line}
    lines = {(part.entry_id, clean_line(part.line)) for part in parts if part.line}
    kept = {name: _kept(name, getattr(profile, name), entries, lines) for name in _ENTRY_LISTS}
    return profile.model_copy(update=kept)


def facts_at_a_glance(profile: Profile, form: CvForm, *, is_long: bool) -> Profile:
    """The profile that the facts at a glance are taken from.

    An observership left out for want of space still counts among the months of US experience; one that is hidden does
    not. Exams are printed at a glance and nowhere else, so there an exam left out is left out.
    """
    exams = printed(profile, form, is_long=is_long).exams
    return printed(profile, form, is_long=True).model_copy(update={"exams": exams})


def _kept(name: str, items: tuple[Any, ...], entries: set[str], lines: set[tuple[str, str]]) -> tuple[Any, ...]:
    shown = (item for item in items if getattr(item, "shown_on_cv", True) and item.id not in entries)
    return tuple(_without_lines(item, _LINES.get(name), lines) for item in shown)


def _without_lines(item: Any, field: str | None, lines: set[tuple[str, str]]) -> Any:
    if field is None:
        return item
    kept = tuple(line for line in getattr(item, field) if (item.id, clean_line(line)) not in lines)
    return item.model_copy(update={field: kept})
