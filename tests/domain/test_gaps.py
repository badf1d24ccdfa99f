"""Gaps are told only where no reading of the dates closes them, overlaps only where all readings have them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.dates import PartialDate
from postmatch.domain.gaps import Gap, find_gaps, find_overlaps
from postmatch.domain.profile import Education, EducationKind, Experience, ExperienceKind, GapNote, Profile
from postmatch.domain.time_spans import Span, gaps_between, read_period
from tests.domain.applicants import when
from tests.domain.test_time_spans import MAYBE

TODAY = date(2026, 11, 25)
LONGEST = 90
SCHOOL = Education(institution="College", start=when("2013-10"), end=when("2019-11"))
PART_TIME = ("part-time", "remote")


def work(start: str = "", end: str = "", **more: object) -> Experience:
    dates = {"start": when(start) if start else None, "end": when(end) if end else None}
    return Experience.model_validate({"kind": ExperienceKind.CLINICAL_ABROAD, **dates, **more})


def profile(*experience: Experience, **more: object) -> Profile:
    return Profile.model_validate({"education": (SCHOOL,), "experience": experience, **more})


def gaps(*experience: Experience, **more: object) -> tuple[Gap, ...]:
    return find_gaps(profile(*experience, **more), today=TODAY, longer_than=LONGEST)


NOW = work("2024-01", ongoing=True, role="Officer", place="Clinic")


def test_time_between_two_posts_is_a_gap_with_its_neighbors_and_its_length() -> None:
    (gap,) = gaps(work("2019-12", "2022-06", role="Intern", place="Hospital"), NOW)
    assert (gap.label, gap.length, gap.certain) == ("Jul 2022 – Dec 2023", "about 18 months", True)
    assert (gap.before, gap.after) == ("Intern, Hospital", "Officer, Clinic")


def test_the_first_gap_begins_at_graduation_and_the_last_ends_today() -> None:
    first, last = gaps(work("2021-01", "2025-01", place="Hospital"))
    assert (first.label, first.before, first.after) == ("Dec 2019 – Dec 2020", "", "Hospital")
    assert (last.label, last.end, last.after) == ("Feb 2025 – present", None, "")
    assert last.length == "about 22 months"


def test_what_lasts_for_years_is_told_in_years() -> None:
    (gap,) = gaps()
    assert (gap.label, gap.length) == ("Dec 2019 – present", "about 7 years")


@pytest.mark.parametrize(("end", "told"), [("2023-09", True), ("2023-10", False)])
def test_a_gap_is_told_from_the_day_after_the_threshold(end: str, told: bool) -> None:
    assert bool(gaps(work("2019-12", end), NOW)) is told  # October to December are 92 days, November and December 61


def test_without_graduation_or_with_one_to_come_nothing_is_counted() -> None:
    ahead = SCHOOL.model_copy(update={"end": when("2027-05")})
    assert gaps(education=()) == ()
    assert gaps(education=(ahead,)) == ()
    assert gaps(education=(SCHOOL.model_copy(update={"kind": EducationKind.OTHER}),)) == ()


def test_what_may_be_a_gap_before_a_post_does_not_lie_after_it() -> None:
    """An internship of 2017 to 2018 may have begun in December: the open months lie before it, whatever it covers."""
    (gap,) = gaps(
        work("2019-12", "2021-01", place="Hospital"),
        work("2021", "2022", place="Clinic"),
        work("2022-01", ongoing=True),
    )
    assert (gap.certain, gap.label) == (False, "Feb 2021 – Nov 2021")
    assert (gap.before, gap.after) == ("Hospital", "Clinic")


def test_years_alone_may_hide_a_gap_and_a_year_between_them_is_one() -> None:
    (gap,) = gaps(work("2019-12", "2022", place="Hospital"), work("2023", ongoing=True))
    assert (gap.certain, gap.label, gap.before) == (False, "Feb 2022 – Nov 2023", "Hospital")
    told = gaps(work("2019-12", "2021"), work("2023", ongoing=True))
    assert [(gap.certain, gap.label) for gap in told] == [
        (False, "Feb 2021 – Dec 2021"),
        (True, "Jan 2022 – Dec 2022"),
        (False, "Jan 2023 – Nov 2023"),
    ]


def test_a_line_about_a_certain_gap_brings_up_no_other() -> None:
    entries = (work("2019-12", "2021"), work("2023", ongoing=True))
    before = gaps(*entries)
    answered = gaps(*entries, gap_notes=tuple(gap.note("Exams") for gap in before if gap.certain))
    assert answered
    assert {gap.label for gap in answered} <= {gap.label for gap in before}


@pytest.mark.parametrize(
    ("longer_than", "certain"), [(91, (True, False)), (92, (False,)), (334, (False,)), (335, ())]
)  # October to December 2022 are 92 days, January to November 2024 are 335
def test_a_gap_is_longer_than_the_threshold_by_a_day(longer_than: int, certain: tuple[bool, ...]) -> None:
    dated = profile(work("2019-12", "2022-09"), work("2023-01", "2023-12"), work("2024", ongoing=True, role="Now"))
    told = find_gaps(dated, today=TODAY, longer_than=longer_than)
    assert tuple(gap.certain for gap in told) == certain


def test_what_begins_on_the_first_open_day_stands_after_the_gap() -> None:
    december = SCHOOL.model_copy(update={"end": when("2019-12")})
    (gap,) = gaps(work("2020", ongoing=True, place="Hospital"), education=(december,))
    assert (gap.before, gap.after) == ("", "Hospital")


def test_an_entry_without_dates_may_belong_anywhere() -> None:
    (gap,) = gaps(work("2019-12", "2022-06"), NOW, work(place="Somewhere"))
    assert (gap.certain, gap.undated) == (False, ("Somewhere",))


def test_volunteer_work_alone_accounts_for_no_time_and_is_named() -> None:
    days = work("2018-06", ongoing=True, kind=ExperienceKind.VOLUNTEER, role="Screening")
    (gap,) = gaps(days, work("2019-12", "2022-06"), NOW)
    assert (gap.certain, gap.beside) == (True, ("Screening",))


@pytest.mark.parametrize("kind", [kind for kind in ExperienceKind if kind is not ExperienceKind.VOLUNTEER])
def test_every_other_kind_of_work_accounts_for_its_time(kind: ExperienceKind) -> None:
    assert gaps(work("2019-12", ongoing=True, kind=kind)) == ()


def test_study_after_medical_school_accounts_for_its_time() -> None:
    master = Education(kind=EducationKind.POSTGRADUATE, degree="MPH", start=when("2022-07"), end=when("2023-12"))
    assert gaps(work("2019-12", "2022-06"), NOW, education=(SCHOOL, master)) == ()


def test_what_the_cv_does_not_print_accounts_for_nothing_and_is_named() -> None:
    shop = work("2022-07", "2023-12", id="shop", role="Shopkeeper")
    worked = profile(work("2019-12", "2022-06"), shop, NOW)
    assert find_gaps(worked, today=TODAY, longer_than=LONGEST) == ()
    (gap,) = find_gaps(worked, today=TODAY, longer_than=LONGEST, kept_off=frozenset({"shop"}))
    assert (gap.certain, gap.kept_off) == (True, ("Shopkeeper",))


def test_a_line_of_the_applicant_accounts_for_its_time_unless_it_is_empty() -> None:
    entries = (work("2019-12", "2022-06"), NOW)
    (gap,) = gaps(*entries)
    assert gaps(*entries, gap_notes=(gap.note("Cared for my mother"),)) == ()
    assert gaps(*entries, gap_notes=(gap.note(""),)) == (gap,)


# --- for every profile ------------------------------------------------------------------------------------------

WORK = st.builds(Experience, kind=st.sampled_from(ExperienceKind), start=MAYBE, end=MAYBE, ongoing=st.booleans())
NOTES = st.builds(GapNote, start=MAYBE, end=MAYBE, ongoing=st.booleans(), text=st.sampled_from(["", "Exams"]))
SCHOOLS = st.builds(Education, end=MAYBE)
PROFILES = st.builds(
    Profile,
    education=st.tuples(SCHOOLS),
    experience=st.lists(WORK, max_size=5).map(tuple),
    gap_notes=st.lists(NOTES, max_size=2).map(tuple),
)


def of(any_profile: Profile) -> tuple[Gap, ...]:
    return find_gaps(any_profile, today=TODAY, longer_than=LONGEST)


def days_of(gap: Gap) -> Span:
    """Its months in full."""
    return Span(gap.start.earliest, min(gap.end.latest, TODAY) if gap.end else TODAY)


def with_notes(any_profile: Profile, found: tuple[Gap, ...]) -> Profile:
    notes = tuple(gap.note("Told") for gap in found)
    return any_profile.model_copy(update={"gap_notes": (*any_profile.gap_notes, *notes)})


@given(PROFILES)
def test_gaps_are_long_lie_after_graduation_and_come_in_order(any_profile: Profile) -> None:
    found = of(any_profile)
    graduation = any_profile.graduation
    assert not found or graduation is not None
    for gap in found:
        assert LONGEST < gap.days <= days_of(gap).days
        assert days_of(gap).first >= graduation.earliest.replace(day=1)
        assert days_of(gap).last <= TODAY
    assert list(found) == sorted(found, key=lambda gap: gap.start.earliest)


@given(PROFILES)
def test_no_reading_of_the_dates_closes_a_certain_gap(any_profile: Profile) -> None:
    accounting = [one for one in any_profile.experience if one.kind is not ExperienceKind.VOLUNTEER]
    accounting += [note for note in any_profile.gap_notes if note.text]
    widest = [read_period(one.start, one.end, ongoing=one.ongoing, today=TODAY).widest for one in accounting]
    for gap in of(any_profile):
        if gap.certain:
            assert any(one.days >= gap.days for one in gaps_between(days_of(gap), filter(None, widest)))


@given(PROFILES)
def test_a_line_for_each_gap_leaves_none_that_is_certain(any_profile: Profile) -> None:
    told = with_notes(any_profile, of(any_profile))
    assert not [gap for gap in of(told) if gap.certain]


@given(PROFILES)
def test_lines_for_all_gaps_end_the_questions(any_profile: Profile) -> None:
    assert of(with_notes(any_profile, of(any_profile))) == ()


@given(PROFILES, WORK)
def test_more_work_makes_no_new_certain_gap(any_profile: Profile, more: Experience) -> None:
    before = [days_of(gap) for gap in of(any_profile) if gap.certain]
    longer = any_profile.model_copy(update={"experience": (*any_profile.experience, more)})
    for gap in of(longer):
        if gap.certain:
            assert any(one.shared_with(days_of(gap)) == days_of(gap) for one in before)


@given(PROFILES)
def test_dates_that_name_months_leave_no_doubt(any_profile: Profile) -> None:
    def exact(date_: PartialDate | None, month: int) -> PartialDate | None:
        return date_ and PartialDate(year=date_.year, month=date_.month or month, day=date_.day)

    def is_whole(one: Experience) -> bool:
        return bool(one.start) and (one.ongoing != bool(one.end)) and not (one.end and one.end.is_before(one.start))

    dated = tuple(
        one.model_copy(update={"start": exact(one.start, 1), "end": exact(one.end, 12)})
        for one in any_profile.experience
        if is_whole(one)
    )
    school = any_profile.education[0].model_copy(update={"end": exact(any_profile.education[0].end, 12)})
    sure = any_profile.model_copy(update={"experience": dated, "education": (school,), "gap_notes": ()})
    assert all(gap.certain for gap in of(sure))


# --- side by side -----------------------------------------------------------------------------------------------


def overlaps(*experience: Experience, **more: object) -> list[tuple[str, str, str]]:
    found = find_overlaps(profile(*experience, **more), today=TODAY, longer_than=62, part_time=PART_TIME)
    return [(one.first, one.second, one.label) for one in found]


WARD = work("2021-02", "2023-12", role="Officer")


def test_two_posts_that_look_full_time_are_told_with_the_months_they_share() -> None:
    research = work("2023-06", "2025-01", role="Fellow", kind=ExperienceKind.RESEARCH)
    assert overlaps(WARD, research) == [("Officer", "Fellow", "Jun 2023 – Dec 2023")]


@pytest.mark.parametrize(
    "other",
    [
        work("2023-11", "2025-01", role="Fellow"),  # two months of handover
        work("2023", "2025", role="Fellow"),  # may begin in December
        work("2023-06", "2025-01", role="Fellow (part-time)"),
        work("2023-06", "2025-01", role="Remote fellow"),
        work("2023-06", "2025-01", role="Fellow", bullets=("Part time, two days.",)),
        work("2023-06", "2025-01", role="Tutor", kind=ExperienceKind.TEACHING),
        work("2023-06", "2025-01", role="Helper", kind=ExperienceKind.VOLUNTEER),
        work(role="Undated"),
    ],
)
def test_what_may_not_overlap_or_does_not_look_full_time_is_not_told(other: Experience) -> None:
    assert overlaps(WARD, other) == []


def test_study_beside_work_is_told_and_medical_school_is_not() -> None:
    master = Education(kind=EducationKind.POSTGRADUATE, degree="MPH", start=when("2022-01"), end=when("2022-12"))
    assert overlaps(WARD, education=(SCHOOL, master)) == [("Officer", "MPH", "Jan 2022 – Dec 2022")]
    assert overlaps(work("2018-01", "2019-11", role="Assistant")) == []


def test_overlaps_count_from_graduation_and_may_last_until_today() -> None:
    student = work("2018-01", ongoing=True, role="Assistant")
    assert overlaps(student, work("2018-01", "2019-12", role="Clerk")) == []
    assert overlaps(student, work("2024-01", ongoing=True, role="Clerk")) == [
        ("Assistant", "Clerk", "Jan 2024 – present")
    ]
    assert overlaps(student, student, education=()) == []


@given(PROFILES)
def test_overlaps_are_the_same_whatever_the_order_of_the_entries(any_profile: Profile) -> None:
    turned = any_profile.model_copy(update={"experience": tuple(reversed(any_profile.experience))})
    both = [find_overlaps(one, today=TODAY, longer_than=62, part_time=()) for one in (any_profile, turned)]
    spans = [sorted((str(one.start), str(one.end), one.days) for one in found) for found in both]
    assert spans[0] == spans[1]
