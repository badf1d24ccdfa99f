"""One call for everything that can be said about a CV, and the gaps as values to answer."""

from __future__ import annotations

from postmatch.domain.checklist import FindingStatus
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Workspace
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
