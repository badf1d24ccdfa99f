"""One call for everything that can be said about a CV, and the gaps as values to answer."""

from __future__ import annotations

from datetime import date

from postmatch.domain.checklist import FindingStatus
from postmatch.domain.cv_form import CvForm, CvPart
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Choices, Workspace
from postmatch.usecases.review_cv import cv_gaps, review_cv
from samples.applicant import PROFILE
from tests.domain.applicants import IN_ORDER


def test_the_sample_applicant_has_nothing_to_mend(facts, today):
    """Her part-time clinic and her remote registry lie side by side, her internship and her ward follow each other."""
    assert review_cv(Workspace(profile=PROFILE), facts, today) == ()


def test_findings_of_all_rules_come_with_the_most_pressing_first(facts, today):
    found = review_cv(IN_ORDER, facts, today)
    assert {one.rule_id for one in found} == {"cv_gaps", "cv_missing_months"}
    assert found[0].status is FindingStatus.TODO


def test_each_gap_can_be_answered_with_one_line(facts, today):
    gaps = cv_gaps(IN_ORDER, facts, today)
    assert [gap.certain for gap in gaps] == [False, True]
    told = Profile(**{**dict(IN_ORDER.profile), "gap_notes": tuple(gap.note("Exams") for gap in gaps)})
    answered = IN_ORDER.with_profile(told)
    assert cv_gaps(answered, facts, today) == ()
    assert "cv_gaps" not in {one.rule_id for one in review_cv(answered, facts, today)}


OFF = CvForm(left_out=tuple(CvPart(entry_id=one.id) for one in PROFILE.experience))
"""Every experience gave way on the one page."""


def _kept_off(template: str, facts: Facts, today: date) -> list[str]:
    workspace = Workspace(profile=PROFILE, cv_form=OFF, choices=Choices(cv_template=template))
    told = {one.rule_id for one in review_cv(workspace, facts, today)}
    gaps = cv_gaps(workspace, facts, today)
    assert bool(gaps) is ("cv_gaps" in told)
    return [subject for gap in gaps for subject in gap.kept_off]


def test_what_gave_way_on_the_one_page_opens_gaps_there_and_none_on_the_long_form(facts, today):
    assert _kept_off("classic", facts, today)
    assert _kept_off("classic_long", facts, today) == []


def test_what_is_hidden_opens_gaps_on_the_long_form_as_well(facts, today):
    hidden = CvForm(hidden=OFF.left_out)
    workspace = Workspace(profile=PROFILE, cv_form=hidden, choices=Choices(cv_template="classic_long"))
    assert cv_gaps(workspace, facts, today)
