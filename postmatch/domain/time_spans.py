"""Stretches of days, and what a period of partial dates covers: as much as it may mean, and what it surely means.

A date that names a month means the whole month, because nobody expects days on a CV. Only a date that names a year
alone has two readings: a start in 2019 may be January or December.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from postmatch.domain.dates import PartialDate

DAY = timedelta(days=1)


class Span(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def shared_with(self, other: Span) -> Span | None:
        """The days that both hold, or None."""
        return _span(max(self.first, other.first), min(self.last, other.last))


class Reading(NamedTuple):
    """``widest``: every day that some reading of the dates covers. ``surest``: the days that all readings cover. Either
    is None when there is no such day."""

    widest: Span | None
    surest: Span | None


def read_period(start: PartialDate | None, end: PartialDate | None, *, ongoing: bool, today: date) -> Reading:
    """What a period covers up to ``today``. An unknown start or end can be any day.

    Of dates that contradict each other (an end before the start) the days between may be meant and none is sure;
    a rule of the checklist asks about them.
    """
    first = start.earliest if start else date.min
    last = today if ongoing or end is None else end.latest
    if start and end and last < first:
        first, last = end.earliest, start.latest
    return Reading(_span(first, min(last, today)), _surest(start, end, ongoing, today))


def surely_over(when: PartialDate) -> date:
    """The first day on which some reading says that ``when`` is past: of 2019, 1 February 2019."""
    return _earliest_end(when) + DAY


def gaps_between(window: Span, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches of the window that no span covers, in order."""
    free, next_day = [], window.first
    for span in sorted(spans):
        if next_day > window.last or span.first > window.last:
            break
        if span.first > next_day:
            free.append(Span(next_day, span.first - DAY))
        if span.last >= next_day:
            next_day = min(span.last, window.last) + DAY
    rest = _span(next_day, window.last)
    return (*free, rest) if rest else tuple(free)


def _surest(start: PartialDate | None, end: PartialDate | None, ongoing: bool, today: date) -> Span | None:
    if start is None or (end is None and not ongoing):
        only = start or end
        return None if only is None or only.month is None else _span(only.earliest, min(only.latest, today))
    first = date(start.year, start.month or 12, start.day or 1)
    return _span(first, min(today if end is None else _earliest_end(end), today))


def _earliest_end(end: PartialDate) -> date:
    """A year may mean January; a month is meant whole."""
    return PartialDate(year=end.year, month=end.month or 1, day=end.day).latest


def _span(first: date, last: date) -> Span | None:
    return Span(first, last) if first <= last else None
