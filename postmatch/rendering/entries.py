"""Entries of the profile as the plain values that a template prints: a title, where, when, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from postmatch.domain.cv_entries import SETTINGS
from postmatch.domain.dates import PartialDate, period_label
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Experience,
    GapNote,
    Language,
    Membership,
    Publication,
    Skill,
)
from postmatch.rendering.at_a_glance import month_label, to_month
from postmatch.rendering.cleaning import clean_line, clean_lines, joined

Row = dict[str, Any]
T = TypeVar("T")
Period = tuple[PartialDate | None, PartialDate | None]  # the end that decides the order, then the start

_NO_END_YET = PartialDate(year=2199)


def education_row(item: Education) -> Row:
    school, degree = clean_line(item.institution), joined(clean_line(item.degree), clean_line(item.area))
    return {
        "title": degree or school,
        "place": joined(school if degree else "", clean_line(item.city), clean_line(item.country)),
        "dates": _period(item.start, item.end, False),
        "note": clean_line(item.honors),
        "details": clean_lines(item.details),
    }


def experience_row(item: Experience) -> Row:
    role, department, place = clean_line(item.role), clean_line(item.department), clean_line(item.place)
    supervisor = clean_line(item.supervisor)
    title = role or place or department
    where = [part for part in (department, place) if part != title]
    beside, details = joined(*where, clean_line(item.city), clean_line(item.country)), clean_lines(item.bullets)
    if not any((title, beside, supervisor, details, item.start, item.end)):
        return {"title": "", "place": "", "dates": "", "note": "", "details": []}  # its kind alone says nothing
    return {
        "title": title,
        "place": beside,
        "dates": _period(item.start, item.end, item.ongoing),
        "note": joined(SETTINGS.get(item.kind, ""), f"Supervisor: {supervisor}" if supervisor else "", by=" · "),
        "details": details,
    }


def certification_row(item: Certification) -> Row:
    """``Jun 2026 – Jun 2028`` is the time for which it holds."""
    until = f"valid until {month_label(item.expires)}" if item.expires else ""
    dates = _period(item.issued, item.expires, False) if item.issued else until
    return _line(item.name, item.issuer, dates)


def award_row(item: Award) -> Row:
    return {**_line(item.title, item.issuer, month_label(item.date)), "note": clean_line(item.detail)}


def membership_row(item: Membership) -> Row:
    return _line(item.organization, item.role, _period(item.start, item.end, False))


def gap_row(item: GapNote) -> Row:
    return {"text": clean_line(item.text), "dates": _period(item.start, item.end, item.ongoing)}


def language_row(item: Language) -> Row:
    return {"name": clean_line(item.name), "level": clean_line(item.level)}


def skill_row(item: Skill) -> Row:
    name, detail = clean_line(item.name), clean_line(item.detail)
    return {"name": name or detail, "detail": detail if name else ""}


def newest_first(items: Iterable[T]) -> list[T]:
    """Newest end first, then newest start; undated entries last, equal ones in the applicant's order."""

    def key(item: T) -> tuple[int, int]:
        end, start = _decisive(item)
        decisive = end or start
        return (-decisive.latest.toordinal() if decisive else 1, -start.latest.toordinal() if start else 1)

    return sorted(items, key=key)


def _decisive(item: object) -> Period:
    for kind, period in _PERIODS.items():
        if isinstance(item, kind):
            return period(item)
    return None, None


_PERIODS: dict[type, Callable[[Any], Period]] = {
    Education: lambda item: (item.end, item.start),
    Experience: lambda item: (_NO_END_YET if item.ongoing else item.end, item.start),
    GapNote: lambda item: (_NO_END_YET if item.ongoing else item.end, item.start),
    Membership: lambda item: (item.end, item.start),
    Publication: lambda item: (item.date, None),
    Award: lambda item: (item.date, None),
    Certification: lambda item: (item.issued, item.expires),
}


def _line(title: str, place: str, dates: str) -> Row:
    first, second = clean_line(title), clean_line(place)
    return {"title": first or second, "place": second if first else "", "dates": dates}


def _period(start: PartialDate | None, end: PartialDate | None, ongoing: bool) -> str:
    return period_label(to_month(start) if start else None, to_month(end) if end else None, ongoing)
