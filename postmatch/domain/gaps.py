"""Time since graduation that nothing on the CV accounts for, and work that lies side by side.

Dates are read in the applicant's favor: a gap is certain only when no reading of the dates closes it; one that some
readings open "may" be there. Volunteer work alone accounts for no time: one afternoon a month would hide a year. What
the applicant says of a time (``GapNote``) accounts for it, printed or not: it is the answer to the question. Overlaps
are told, not judged: two posts at once are common and honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from postmatch.domain.dates import PartialDate, period_label
from postmatch.domain.profile import Education, EducationKind, Experience, ExperienceKind, GapNote, Profile
from postmatch.domain.time_spans import DAY, Reading, Span, gaps_between, read_period, surely_over
from postmatch.domain.values import Value
from postmatch.domain.word_finding import find_words

_DAYS_IN_MONTH = 365.25 / 12
_SIDE_BY_SIDE = (ExperienceKind.VOLUNTEER, ExperienceKind.TEACHING)


class Gap(Value):
    """Months without an entry. ``end`` is None when they last until today; ``days`` are the days that are open.

    ``certain``: no reading of the dates closes it. ``before`` and ``after`` name the entries around it, empty where
    there is none. Three things may explain it: ``undated`` entries, which may belong here; volunteer work in that time
    (``beside``); entries of that time that the CV does not print (``kept_off``).
    """

    start: PartialDate
    end: PartialDate | None
    days: int
    certain: bool = True
    before: str = ""
    after: str = ""
    undated: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kept_off: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """``Jan 2021 – Mar 2021``, or ``Jan 2021 – present``."""
        return period_label(self.start, self.end, self.end is None)

    @property
    def length(self) -> str:
        """``about 3 months``; from two years on in years."""
        months = max(1, round(self.days / _DAYS_IN_MONTH))
        if months >= 24:
            return f"about {round(months / 12)} years"
        return "about 1 month" if months == 1 else f"about {months} months"

    def note(self, text: str) -> GapNote:
        """A line for exactly this time, which accounts for it unless it is empty. It is not printed until the applicant
        says so: it may be about health or family."""
        return GapNote(start=self.start, end=self.end, ongoing=self.end is None, text=text, shown_on_cv=False)


class Overlap(Value):
    """Two entries that look full-time, and the months in which they lie side by side in every reading of the dates.
    ``end`` is None when they still do."""

    first: str
    second: str
    start: PartialDate
    end: PartialDate | None
    days: int

    @property
    def label(self) -> str:
        return period_label(self.start, self.end, self.end is None)


class _Entry(NamedTuple):
    id: str
    subject: str
    reading: Reading
    is_dated: bool


class _Timeline(NamedTuple):
    """What stands around a gap and what may explain it."""

    today: date
    printed: list[_Entry]
    kept_off: list[_Entry]
    volunteering: list[_Entry]

    def gap(self, span: Span, *, certain: bool) -> Gap:
        """The neighbors of what may be a gap are those of its own reading: in the widest, they would lie in it."""
        dated = [one for one in self.printed if one.is_dated]
        readings = [(one.subject, one.reading.widest if certain else one.reading.surest) for one in dated]
        before = [(known.first, subject) for subject, known in readings if known and known.first < span.first]
        after = [(known.first, subject) for subject, known in readings if known and known.first >= span.first]
        return Gap(
            start=_month(span.first),
            end=_end(span, self.today),
            days=span.days,
            certain=certain,
            before=max(before, default=(None, ""))[1],
            after=min(after, default=(None, ""))[1] if span.last < self.today else "",
            undated=tuple(one.subject for one in self.printed if not one.is_dated),
            beside=_in_time(span, self.volunteering),
            kept_off=_in_time(span, self.kept_off),
        )


def find_gaps(
    profile: Profile, *, today: date, longer_than: int, kept_off: frozenset[str] = frozenset()
) -> tuple[Gap, ...]:
    """Gaps of more than ``longer_than`` days between graduation from medical school and today, oldest first.

    ``kept_off``: ids of entries that the CV does not print, and that account for nothing there. Without a date of
    graduation there is nothing to count from, so there is no gap. What may be open beside a certain gap is told too, so
    that a line about the one does not bring up the other.
    """
    graduation = profile.graduation
    if graduation is None or graduation.latest >= today:
        return ()
    known = list(_accounting(profile, today))
    printed = [one for one in known if one.id not in kept_off]
    certain = _open_days(graduation.latest + DAY, today, (one.reading.widest for one in printed))
    certain = [span for span in certain if span.days > longer_than]
    possible = _open_days(surely_over(graduation), today, (one.reading.surest for one in printed))
    beside = [part for span in possible for part in gaps_between(span, certain)]
    doubtful = [span for span in beside if span.days > longer_than]
    timeline = _Timeline(
        today=today,
        printed=printed,
        kept_off=[one for one in known if one.id in kept_off],
        volunteering=[_entry(work, today) for work in profile.experience if work.kind is ExperienceKind.VOLUNTEER],
    )
    found = [timeline.gap(span, certain=span in certain) for span in (*certain, *doubtful)]
    return tuple(sorted(found, key=lambda gap: gap.start.earliest))


def find_overlaps(
    profile: Profile, *, today: date, longer_than: int, part_time: tuple[str, ...]
) -> tuple[Overlap, ...]:
    """Pairs of work or study since graduation that look full-time and share more than ``longer_than`` days in every
    reading of their dates, oldest first. Teaching, volunteer work and what says one of the words ``part_time`` do not
    look full-time.
    """
    if profile.graduation is None or profile.graduation.latest >= today:
        return ()
    since = Span(profile.graduation.latest + DAY, today)
    work = [_entry(one, today) for one in profile.experience if _is_full_time(one, part_time)]
    surest = ((one.subject, one.reading.surest) for one in (*work, *_studies(profile, today)))
    spans = [(subject, inside) for subject, span in surest if span and (inside := span.shared_with(since))]
    found = []
    for (first, one), (second, other) in combinations(spans, 2):
        shared = one.shared_with(other)
        if shared and shared.days > longer_than:
            start, end = _month(shared.first), _end(shared, today)
            found.append(Overlap(first=first, second=second, start=start, end=end, days=shared.days))
    return tuple(sorted(found, key=lambda overlap: overlap.start.earliest))


def subject_of(item: Experience | Education | GapNote) -> str:
    """What the applicant knows the entry by: ``Medical officer, Oriole Hill General Hospital``."""
    if isinstance(item, GapNote):
        return item.text
    if isinstance(item, Education):
        return ", ".join(part for part in (item.degree, item.institution) if part) or "Education"
    return ", ".join(part for part in (item.role, item.place) if part) or "An experience"


def _open_days(first: date, last: date, spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return gaps_between(Span(first, last), (span for span in spans if span))


def _accounting(profile: Profile, today: date) -> Iterator[_Entry]:
    """What accounts for time: work, study after medical school, and what the applicant says of a gap."""
    for work in profile.experience:
        if work.kind is not ExperienceKind.VOLUNTEER:
            yield _entry(work, today)
    yield from _studies(profile, today)
    for note in profile.gap_notes:
        if note.text:
            yield _entry(note, today)


def _studies(profile: Profile, today: date) -> Iterator[_Entry]:
    for study in profile.education:
        if study.kind is not EducationKind.MEDICAL_SCHOOL:
            yield _entry(study, today)


def _entry(item: Experience | Education | GapNote, today: date) -> _Entry:
    ongoing = not isinstance(item, Education) and item.ongoing
    reading = read_period(item.start, item.end, ongoing=ongoing, today=today)
    return _Entry(item.id, subject_of(item), reading, bool(item.start or item.end))


def _is_full_time(work: Experience, part_time: tuple[str, ...]) -> bool:
    said = " ".join((work.role, work.place, work.department, *work.bullets))
    return work.kind not in _SIDE_BY_SIDE and not any(find_words(said, part_time))


def _in_time(span: Span, entries: list[_Entry]) -> tuple[str, ...]:
    return tuple(one.subject for one in entries if one.reading.widest and span.shared_with(one.reading.widest))


def _month(day: date) -> PartialDate:
    return PartialDate(year=day.year, month=day.month)


def _end(span: Span, today: date) -> PartialDate | None:
    return None if span.last == today else _month(span.last)
