"""The facts a program looks for first, each as a label with a short value: exams, ECFMG, status, dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from postmatch.domain.cv_entries import SHORT_AUTHORIZATIONS
from postmatch.domain.cv_form import GlanceItem
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import (
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    ExperienceKind,
    Profile,
    Status,
)
from postmatch.rendering.cleaning import joined

US_CLINICAL = (ExperienceKind.US_HANDS_ON, ExperienceKind.US_OBSERVERSHIP)
_DAYS_IN_MONTH = 365.25 / 12

Item = dict[str, str]  # keys: label, value, detail


def at_a_glance(profile: Profile, *, today: date, without: tuple[GlanceItem, ...] = ()) -> list[Item]:
    """Items in the order programs ask for them; an item without a value is absent. Nothing is inferred."""
    graduation = profile.graduation
    items = [(GlanceItem.EXAMS, _item(name, outcome, when)) for name, outcome, when in exam_lines(profile.exams)]
    items += _status(profile.status)
    items.append((GlanceItem.GRADUATION, _item("Graduation", str(graduation.year) if graduation else "")))
    length = us_clinical_length(profile.experience, today=today)
    items.append((GlanceItem.US_CLINICAL, _item("US clinical experience", length)))
    return [item for which, item in items if item["value"] and which not in without]


def status_items(status: Status) -> list[Item]:
    """ECFMG, work status and earliest start, as the strip of the CV and the letter's facts line print them."""
    return [item for _, item in _status(status) if item["value"]]


def _status(status: Status) -> list[tuple[GlanceItem, Item]]:
    ecfmg = status.ecfmg
    return [
        (
            GlanceItem.ECFMG,
            _item("ECFMG certification", ecfmg.state.label if ecfmg.state else "", _label(ecfmg.certified_on)),
        ),
        (GlanceItem.WORK_STATUS, _item("Work status", *_work_status(status))),
        (GlanceItem.AVAILABLE, _item("Available from", _label(status.earliest_start))),
    ]


def exam_lines(exams: Iterable[Exam]) -> list[tuple[str, str, str]]:
    """Name, outcome and date of each exam, Step 1 first: ``("USMLE Step 2 CK", "Passed 245, first attempt", ...)``."""
    order = list(ExamKind)
    ranked = sorted(exams, key=lambda exam: order.index(exam.kind))
    return [(exam.kind.label, _outcome(exam), month_label(exam.date)) for exam in ranked]


def month_label(when: PartialDate | None) -> str:
    """``Mar 2021``: a CV names months, also where the day is known; a year stays a year, None an empty text."""
    return to_month(when).label if when else ""


def to_month(when: PartialDate) -> PartialDate:
    return PartialDate(year=when.year, month=when.month)


def us_clinical_length(experience: Iterable[Experience], *, today: date) -> str:
    """``6 months`` of US clinical experience up to ``today``; empty when no dates tell.

    Periods that overlap count once. A period counts from its first to its last possible day when both ends are
    known at least to the month; one whose length is unknown makes the sum "at least".
    """
    here = [item for item in experience if item.kind in US_CLINICAL]
    known = [_period(item, today) for item in here]
    days = sum((last - first).days for first, last in _merged([period for period in known if period]))
    if days <= 0:
        return ""
    months = round(days / _DAYS_IN_MONTH)
    length = "under 1 month" if months == 0 else "1 month" if months == 1 else f"{months} months"
    return f"at least {length}" if None in known and months else length


def _period(item: Experience, today: date) -> tuple[date, date] | None:
    """First day and the day after the last, cut at today; None when the dates do not give a length."""
    if item.start is None or item.start.month is None:
        return None
    if item.ongoing:
        last = today
    elif item.end is not None and item.end.month is not None:
        last = min(item.end.latest, today)
    else:
        return None
    first = item.start.earliest
    return first, max(first, last + timedelta(days=1))


def _merged(periods: list[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _outcome(exam: Exam) -> str:
    result = exam.result.label if exam.result else ""
    score = str(exam.score) if exam.score is not None else ""
    return joined(" ".join(part for part in (result, score) if part), _attempts(exam))


def _attempts(exam: Exam) -> str:
    if exam.attempts is None or exam.attempts < 1:
        return ""
    if exam.attempts > 1:
        return f"{exam.attempts} attempts"
    return "first attempt" if exam.result is ExamResult.PASSED else "1 attempt"


def _work_status(status: Status) -> tuple[str, str]:
    if status.work_authorization is None:
        return "", ""
    until = _label(status.authorization_expires)
    name = SHORT_AUTHORIZATIONS.get(status.work_authorization, status.work_authorization.label)
    return name, f"until {until}" if until else ""


def _item(label: str, value: str, detail: str = "") -> Item:
    return {"label": label, "value": value, "detail": detail}


def _label(when: PartialDate | None) -> str:
    return when.label if when else ""
