"""The rules that read a CV: each fires with its words and its place, and a good CV passes all of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.checklist import Finding, FindingStatus, review
from postmatch.domain.cv_form import CvForm, CvPart
from postmatch.domain.cv_review import CV_RULES, gaps_of
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Education, Experience, ExperienceKind, GapNote, Profile
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts
from tests.domain.applicants import when
from tests.domain.test_time_spans import MAYBE

TODAY = date(2026, 11, 25)
SCHOOL = Education(degree="MBBS", institution="College", start=when("2013-10"), end=when("2019-11"))
WARD = Experience(
    id="ward",
    kind=ExperienceKind.CLINICAL_ABROAD,
    place="Hospital",
    role="Officer",
    start=when("2019-12"),
    ongoing=True,
    bullets=("Managed a 22-bed medical ward.",),
)
IN_ORDER = Workspace(profile=Profile(education=(SCHOOL,), experience=(WARD,)))


def ward(**changes: object) -> Workspace:
    return IN_ORDER.with_profile(Profile(education=(SCHOOL,), experience=(WARD.model_copy(update=changes),)))


def says(workspace: Workspace, facts: Facts) -> tuple[Finding, ...]:
    return review(workspace, facts, TODAY, CV_RULES)


def only(workspace: Workspace, facts: Facts) -> Finding:
    (finding,) = says(workspace, facts)
    return finding


def test_a_good_cv_and_an_empty_one_pass_all_rules(facts: Facts) -> None:
    assert says(IN_ORDER, facts) == ()
    assert says(Workspace(), facts) == ()


LINES = {
    "cv_first_person": "I managed a ward.",
    "cv_filler": "Responsible for a ward.",
    "cv_date_forms": "Managed a ward from 03/2021.",
    "cv_dates_disagree": "Managed a ward in 2015.",
    "cv_all_capitals": "Managed the MEDICAL WARD.",
}


@pytest.mark.parametrize(("rule_id", "text"), LINES.items())
def test_a_line_that_reads_poorly_is_quoted_with_its_place(rule_id: str, text: str, facts: Facts) -> None:
    finding = only(ward(bullets=("Good line.", text)), facts)
    assert finding.rule_id == rule_id
    assert finding.message.startswith(f"“{text}” in bullet 2 of “Officer” ")
    assert (finding.status, finding.subject) == (FindingStatus.WARNING, "Officer")
    assert finding.why
    assert finding.hint


def test_a_summary_is_read_too(facts: Facts) -> None:
    profile = IN_ORDER.profile.model_copy(update={"summary": "My life."})
    assert "in the summary is in the first person" in only(IN_ORDER.with_profile(profile), facts).message


def test_missing_months_are_told_with_the_dates(facts: Facts) -> None:
    found = {one.rule_id: one for one in says(ward(start=when("2019")), facts)}
    assert found["cv_missing_months"].message == "“Officer” is dated 2019 – present, where a month is missing."


def test_a_certain_gap_is_to_do_and_asks_for_one_honest_line(facts: Facts) -> None:
    finding = only(ward(ongoing=False, end=when("2025-06")), facts)
    assert (finding.rule_id, finding.status) == ("cv_gaps", FindingStatus.TODO)
    assert finding.message == "Nothing is told of about 17 months (Jul 2025 – present), after “Officer, Hospital”."
    assert finding.hint.startswith("Write one honest line")


def test_the_neighbors_of_a_gap_are_named_also_right_after_school(facts: Facts) -> None:
    assert only(ward(start=when("2021-01")), facts).message == (
        "Nothing is told of about 13 months (Dec 2019 – Dec 2020), after medical school and before “Officer, Hospital”."
    )


def test_a_gap_that_only_years_suggest_is_a_doubt(facts: Facts) -> None:
    finding = next(one for one in says(ward(start=when("2020")), facts) if one.rule_id == "cv_gaps")
    assert finding.status is FindingStatus.WARNING
    assert finding.message.startswith("There may be a gap within Dec 2019 – Nov 2020")
    assert finding.hint.startswith("Add the months")


def with_experience(*more: Experience, form: CvForm = CvForm()) -> Workspace:  # noqa: B008 - it is frozen
    until = WARD.model_copy(update={"ongoing": False, "end": when("2025-06")})
    workspace = IN_ORDER.with_profile(Profile(education=(SCHOOL,), experience=(until, *more)))
    return workspace.model_copy(update={"cv_form": form})


def gap_hint(workspace: Workspace, facts: Facts) -> str:
    return next(one.hint for one in says(workspace, facts) if one.rule_id == "cv_gaps")


def test_what_may_explain_a_gap_is_named_in_the_hint(facts: Facts) -> None:
    volunteering = Experience(role="Screener", kind=ExperienceKind.VOLUNTEER, start=when("2018-01"), ongoing=True)
    assert "“Screener” is volunteer work" in gap_hint(with_experience(volunteering), facts)
    assert "Add dates to “Somewhere”" in gap_hint(with_experience(Experience(place="Somewhere")), facts)


def test_an_entry_that_leaves_the_one_page_leaves_a_gap_there(facts: Facts) -> None:
    now = Experience(id="now", role="Fellow", start=when("2025-07"), ongoing=True)
    assert gaps_of(with_experience(now), facts, TODAY) == ()
    cut = with_experience(now, form=CvForm(left_out=(CvPart(entry_id="now"),)))
    assert "“Fellow” lies in this time but is kept off the CV" in gap_hint(cut, facts)


def test_a_line_about_it_answers_the_question_also_when_it_is_not_printed(facts: Facts) -> None:
    note = GapNote(start=when("2025-07"), ongoing=True, text="Cared for my mother", shown_on_cv=False)
    told = with_experience().profile.model_copy(update={"gap_notes": (note,)})
    assert says(with_experience().with_profile(told), facts) == ()


def test_work_side_by_side_is_told_and_nothing_more(facts: Facts) -> None:
    fellow = Experience(role="Fellow", kind=ExperienceKind.RESEARCH, start=when("2024-01"), ongoing=True)
    finding = only(IN_ORDER.with_profile(Profile(education=(SCHOOL,), experience=(WARD, fellow))), facts)
    assert (finding.rule_id, finding.status) == ("cv_overlaps", FindingStatus.OK)
    assert finding.message == "“Officer, Hospital” and “Fellow” lie side by side (Jan 2024 – present)."


LINE = st.text(alphabet="abI 12/-.'’\n王É0", max_size=40) | st.sampled_from(["in 2015", "my etc."])
ENTRIES = st.builds(Experience, role=LINE, bullets=st.tuples(LINE, LINE), start=MAYBE, end=MAYBE, ongoing=st.booleans())


@given(st.lists(ENTRIES, max_size=4).map(tuple), LINE)
def test_no_line_of_any_entry_breaks_a_rule(entries: tuple[Experience, ...], summary: str) -> None:
    profile = Profile(education=(SCHOOL,), experience=entries, summary=summary)
    assert FindingStatus.UNKNOWN not in {one.status for one in says(Workspace(profile=profile), load_facts())}


def test_every_rule_fires_in_these_tests_and_has_a_name_of_its_own() -> None:
    ids = [rule.id for rule in CV_RULES]
    assert set(ids) == {*LINES, "cv_missing_months", "cv_gaps", "cv_overlaps"}
    assert len(set(ids)) == len(ids)
    assert all(rule.title for rule in CV_RULES)
