"""What the switches of the CV page do to its form. Callbacks: they run before the page is drawn again.

The form is about one paper only: nothing here changes a fact of the profile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from postmatch.domain.cv_form import CitationStyle, CvForm, CvPart, CvSection, EntryField, GlanceItem
from postmatch.ui import session
from postmatch.ui.cv_sections import fields_of

GLANCE = "cv.glance"
CITATIONS, OWN_NAME = "cv.citations", "cv.own_name_bold"


def keep(form: CvForm) -> None:
    session.commit(session.workspace().model_copy(update={"cv_form": form}))


def _form() -> CvForm:
    return session.workspace().cv_form


def section_key(section: CvSection, name: str) -> str:
    return f"cv.section.{section.value}.{name}"


def mark_key(entry_id: str) -> str:
    return f"cv.entry.{entry_id}.mark"


def line_digest(line: str) -> str:
    """Names a line in keys; it does not move when another line goes."""
    return hashlib.sha256(line.encode()).hexdigest()[:8]


def set_glance() -> None:
    shown = session.widget_value(GLANCE)
    keep(_form().model_copy(update={"glance_without": tuple(one for one in GlanceItem if one not in shown)}))


def set_order(usual: Iterable[CvSection], ids: list[str]) -> None:
    keep(_form().with_order(map(CvSection, ids), usual))


def forget_order() -> None:
    keep(_form().model_copy(update={"order": ()}))


def set_section(section: CvSection, name: str) -> None:
    """Takes over one of the section's switches, or its heading."""
    raw = session.widget_value(section_key(section, name))
    value = raw.strip() if isinstance(raw, str) else raw
    keep(_form().with_section(_form().section(section).model_copy(update={name: value})))


def set_fields(section: CvSection) -> None:
    """What is not selected any more is kept off the section's entries."""
    shown = session.widget_value(section_key(section, "fields"))
    without: tuple[EntryField, ...] = tuple(field for field in fields_of(section) if field not in shown)
    keep(_form().with_section(_form().section(section).model_copy(update={"without": without})))


def set_mark(entry_id: str) -> None:
    keep(_form().with_mark(entry_id, session.widget_value(mark_key(entry_id))))


def set_printed(part: CvPart, key: str) -> None:
    keep(_form().with_hidden(part, is_hidden=not session.widget_value(key)))


def set_citations() -> None:
    style = CitationStyle(session.widget_value(CITATIONS))
    keep(_form().model_copy(update={"citations": style}))


def set_own_name() -> None:
    keep(_form().model_copy(update={"own_name_bold": session.widget_value(OWN_NAME)}))


def leave_out(parts: tuple[CvPart, ...]) -> None:
    keep(_form().with_left_out(parts))


def put_back(parts: tuple[CvPart, ...]) -> None:
    keep(_form().with_put_back(parts))
