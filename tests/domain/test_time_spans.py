"""What partial dates cover, at most and at least, and what of a window stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.dates import PartialDate
from postmatch.domain.time_spans import Span, gaps_between, read_period, surely_over
from tests.domain.applicants import when

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 25))
SPANS = st.tuples(DAYS, st.integers(0, 900)).map(lambda one: Span(one[0], one[0] + timedelta(days=one[1])))


def partial(day: date, parts: int) -> PartialDate:
    return PartialDate.model_validate(dict(zip(("year", "month", "day"), (day.year, day.month, day.day)[:parts])))  # noqa: B905


DATES = st.builds(partial, DAYS, st.integers(1, 3))
MAYBE = st.none() | DATES


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("start", "end", "ongoing", "widest", "surest"),
    [
        ("2019-03", "2019-09", False, ("2019-03-01", "2019-09-30"), ("2019-03-01", "2019-09-30")),
        ("2019-03-10", "2019-09-05", False, ("2019-03-10", "2019-09-05"), ("2019-03-10", "2019-09-05")),
        ("2018", "2020", False, ("2018-01-01", "2020-12-31"), ("2018-12-01", "2020-01-31")),
        ("2019", "2019", False, ("2019-01-01", "2019-12-31"), None),
        ("2025-01", "", True, ("2025-01-01", "2026-11-25"), ("2025-01-01", "2026-11-25")),
        ("2025", "", True, ("2025-01-01", "2026-11-25"), ("2025-12-01", "2026-11-25")),
        ("2025-01", "", False, ("2025-01-01", "2026-11-25"), ("2025-01-01", "2025-01-31")),
        ("2025", "", False, ("2025-01-01", "2026-11-25"), None),
        ("", "2024-02", False, ("0001-01-01", "2024-02-29"), ("2024-02-01", "2024-02-29")),
        ("", "", False, ("0001-01-01", "2026-11-25"), None),
        ("2025-06", "2024-02", False, ("2024-02-01", "2025-06-30"), None),
        ("2027-01", "2027-06", False, None, None),
        ("2026-10", "2027-06", False, ("2026-10-01", "2026-11-25"), ("2026-10-01", "2026-11-25")),
    ],
)
def test_a_period_covers_what_its_dates_may_and_must_mean(start, end, ongoing, widest, surest) -> None:
    dates = [when(text) if text else None for text in (start, end)]
    reading = read_period(*dates, ongoing=ongoing, today=TODAY)
    assert reading.widest == (span(*widest) if widest else None)
    assert reading.surest == (span(*surest) if surest else None)


@given(MAYBE, MAYBE, st.booleans())
def test_what_is_sure_is_possible_too_and_nothing_reaches_beyond_today(start, end, ongoing) -> None:
    widest, surest = read_period(start, end, ongoing=ongoing, today=TODAY)
    assert widest is None or widest.first <= widest.last <= TODAY
    if surest is not None:
        assert widest is not None
        assert surest.shared_with(widest) == surest


@given(SPANS, st.lists(SPANS, max_size=6))
def test_each_day_of_a_window_is_either_open_or_covered(window: Span, spans: list[Span]) -> None:
    free = gaps_between(window, spans)
    days = (window.first + timedelta(days=number) for number in range(window.days))
    for day in days:
        is_open = any(one.first <= day <= one.last for one in free)
        assert is_open != any(one.first <= day <= one.last for one in spans)
    assert list(free) == sorted(free)
    assert all(one.shared_with(window) == one for one in free)


def test_an_empty_window_has_no_gaps() -> None:
    assert gaps_between(span("2020-02-01", "2020-01-01"), []) == ()


@pytest.mark.parametrize(
    ("end", "day"), [("2019", "2019-02-01"), ("2019-11", "2019-12-01"), ("2019-11-05", "2019-11-06")]
)
def test_an_end_is_over_on_the_first_day_that_some_reading_leaves_open(end: str, day: str) -> None:
    assert surely_over(when(end)) == date.fromisoformat(day)
