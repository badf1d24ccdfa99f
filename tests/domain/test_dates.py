"""Dates as people type them; comparisons claim nothing that a partial date leaves open."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from postmatch.domain.dates import PartialDate, period_label, read_partial_date

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    precision = draw(st.sampled_from(("year", "month", "day")))
    return PartialDate(
        year=day.year,
        month=None if precision == "year" else day.month,
        day=day.day if precision == "day" else None,
    )


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-3", "2021-03"),
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T10:00:00Z", "2021-03-04"),
        ("3/2021", "2021-03"),
        ("03.2021", "2021-03"),
        ("Mar 2021", "2021-03"),
        ("march 2021", "2021-03"),
        ("2021 March", "2021-03"),
        ("March 4, 2021", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("  4   Mar   2021 ", "2021-03-04"),
        ("Feb 29, 2024", "2024-02-29"),
        ("14/11/2023", "2023-11-14"),
        ("11/14/2023", "2023-11-14"),
        ("05.05.2020", "2020-05-05"),
    ],
)
def test_the_forms_that_people_write_are_read(typed: str, iso: str) -> None:
    assert str(read_partial_date(typed)) == iso


@pytest.mark.parametrize("typed", ["", "   ", ","])
def test_an_empty_field_is_no_date(typed: str) -> None:
    assert read_partial_date(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "03/04/2021",
        "soon",
        "March",
        "4 March",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "Feb 29, 2023",
        "13/2021",
        "21",
        "12021",
        "1899",
        "2200",
        "Mar Apr 2021",
        "2021-03-04-05",
        "present",
    ],
)
def test_what_is_not_a_date_or_means_two_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_partial_date(typed)


def test_a_refusal_of_words_names_the_forms_that_are_read() -> None:
    with pytest.raises(ValueError, match="Write 2021, 2021-03, 2021-03-04 or Mar 2021"):
        read_partial_date("next spring")


@pytest.mark.parametrize(
    "fields", [{"year": 2021, "day": 4}, {"year": 2021, "month": 13}, {"year": 2021, "month": 2, "day": 30}]
)
def test_numbers_that_are_not_on_the_calendar_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        PartialDate(**fields)


def test_a_date_is_stored_as_its_iso_text_and_read_back() -> None:
    class Holder(BaseModel):
        when: PartialDate

    holder = Holder(when=PartialDate(year=2021, month=3))

    assert holder.model_dump_json() == '{"when":"2021-03"}'
    assert Holder.model_validate_json('{"when":"2021-03"}') == holder
    assert Holder.model_validate({"when": date(2021, 3, 4)}).when == PartialDate(year=2021, month=3, day=4)
    assert Holder.model_validate({"when": 2021}).when == PartialDate(year=2021)


@pytest.mark.parametrize(("iso", "label"), [("2021", "2021"), ("2021-03", "Mar 2021"), ("2021-03-04", "Mar 4, 2021")])
def test_a_date_reads_the_american_way(iso: str, label: str) -> None:
    assert PartialDate.model_validate(iso).label == label


@given(partial_dates())
def test_iso_text_round_trips(when: PartialDate) -> None:
    assert PartialDate.model_validate(str(when)) == when


@given(partial_dates())
def test_the_label_can_be_typed_back(when: PartialDate) -> None:
    assert read_partial_date(when.label) == when


@given(partial_dates())
def test_the_first_and_last_possible_day_span_what_the_date_leaves_open(when: PartialDate) -> None:
    span = (when.latest - when.earliest).days + 1
    if when.month is None:
        assert span == 365 + calendar.isleap(when.year)
    elif when.day is None:
        assert span == calendar.monthrange(when.year, when.month)[1]
    else:
        assert span == 1


@given(partial_dates(), partial_dates())
def test_before_is_claimed_only_when_every_reading_agrees(one: PartialDate, other: PartialDate) -> None:
    assert one.is_before(other) == (one.latest < other.earliest)
    assert one.is_before(other) == other.is_after(one)
    assert not (one.is_before(other) and one.is_after(other))
    assert not one.is_before(one)
    assert not one.is_after(one)


@given(partial_dates(), DAYS)
def test_a_comparison_with_a_day_agrees_with_that_day_as_a_partial_date(when: PartialDate, day: date) -> None:
    as_partial = PartialDate.model_validate(day)

    assert when.is_before(day) == when.is_before(as_partial)
    assert when.is_after(day) == when.is_after(as_partial)


@given(partial_dates(), partial_dates(), partial_dates())
def test_before_is_transitive(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    if one.is_before(two) and two.is_before(three):
        assert one.is_before(three)


@given(DAYS.filter(lambda day: day < date(2199, 12, 31)))
def test_a_day_is_before_the_next_but_neither_before_nor_after_its_own_month(day: date) -> None:
    month = PartialDate(year=day.year, month=day.month)
    as_partial = PartialDate.model_validate(day)

    assert as_partial.is_before(day + timedelta(days=1))
    assert not month.is_before(day)
    assert not month.is_after(day)


@pytest.mark.parametrize(
    ("start", "end", "ongoing", "label"),
    [
        ("2021-03", None, True, "Mar 2021 – present"),
        ("2019", "2021", False, "2019 – 2021"),
        ("2021-03", "2021-03", False, "Mar 2021"),
        (None, "2021", False, "2021"),
        ("2021", None, False, "from 2021"),
        (None, None, False, ""),
        (None, None, True, "present"),
    ],
)
def test_a_period_reads_as_on_a_cv(start: str | None, end: str | None, ongoing: bool, label: str) -> None:
    first = PartialDate.model_validate(start) if start else None
    last = PartialDate.model_validate(end) if end else None

    assert period_label(first, last, ongoing) == label
