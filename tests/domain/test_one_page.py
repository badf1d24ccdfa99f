"""The order of least loss: what is proposed first, what last, and what never."""

from __future__ import annotations

import pytest

from postmatch.domain.cv_form import CvForm, CvPart, CvSection, EntryField, Relevance, SectionForm
from postmatch.domain.one_page import least_loss, left_out_now, without_repeats
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    EducationKind,
    Experience,
    ExperienceKind,
    GapNote,
    Language,
    Membership,
    Profile,
    Publication,
)
from tests.long_profiles import six_page_profile

OLD = Experience(id="old", role="Clerk", end="2010-05", bullets=("first", "second", "third"))
NEW = Experience(id="new", role="Scribe", start="2022-01", ongoing=True, bullets=("one",))
US = Experience(id="us", kind=ExperienceKind.US_HANDS_ON, role="Extern", end="2009-01", bullets=("rounds",))
SCHOOL = Education(id="school", degree="MD", institution="Calder Bay", end="2008-06", details=("Thesis",))
MASTER = Education(id="master", kind=EducationKind.POSTGRADUATE, degree="MPH", end="2012-06")
CLUB = Membership(id="club", organization="Society of Medicine", start="2001")
PRIZE = Award(id="prize", title="Prize", date="2011")
ECFMG = Certification(id="ecfmg", name="ECFMG Certificate", issued="2010-01")
GAP = GapNote(id="gap", start="2013-01", end="2013-05", text="Cared for a parent.")
PROFILE = Profile(
    education=(SCHOOL, MASTER),
    experience=(NEW, US, OLD),
    awards=(PRIZE,),
    memberships=(CLUB,),
    certifications=(ECFMG,),
    gap_notes=(GAP,),
    languages=(Language(id="english", name="English"),),
)


def order(profile: Profile = PROFILE, form: CvForm | None = None) -> list[tuple[str, str]]:
    return [(cut.part.entry_id, cut.part.line) for cut in least_loss(profile, form or CvForm())]


def at(entry_id: str, line: str = "", **kwargs: CvForm) -> int:
    return order(**kwargs).index((entry_id, line))


def test_lines_go_before_entries_and_of_the_oldest_entry_first_from_its_last_line() -> None:
    assert order()[:4] == [("old", "third"), ("old", "second"), ("old", "first"), ("new", "one")]


def test_an_empty_bullet_is_no_part_that_could_leave_nor_the_whole_entry() -> None:
    gappy = OLD.model_copy(update={"bullets": ("first", "", " \x0b ", "third")})
    cuts = order(Profile(experience=(gappy,)))
    assert cuts == [("old", "third"), ("old", "first"), ("old", "")]


def test_entries_go_by_how_much_programs_need_their_section() -> None:
    assert at("club") < at("prize") < at("old")


def test_work_after_medical_school_stays_longer_than_what_fills_no_time_and_the_reason_says_why() -> None:
    cut = least_loss(PROFILE, CvForm())[at("new")]
    assert "gap" in cut.reason


def test_education_us_experience_ecfmg_and_gap_notes_are_the_very_last() -> None:
    early = max(at("club"), at("prize"), at("old"), at("new"))
    assert early < min(at("us", "rounds"), at("us"), at("master"), at("ecfmg"), at("gap"), at("school", "Thesis"))


def test_the_medical_school_and_languages_are_never_proposed() -> None:
    assert not {("school", ""), ("english", "")} & set(order())


def test_a_publication_can_only_go_as_a_whole_and_the_newest_stay_longest() -> None:
    papers = tuple(Publication(id=f"p{year}", title="Paper", date=str(year)) for year in (2024, 2012, 2018, 2015))
    profile = PROFILE.model_copy(update={"publications": papers})
    found = [entry for entry, line in order(profile) if entry.startswith("p2")]
    assert found == ["p2012", "p2015", "p2018", "p2024"]
    assert order(profile).index(("p2012", "")) < order(profile).index(("new", "")) < order(profile).index(("p2015", ""))


def test_what_must_stay_is_never_proposed_neither_whole_nor_in_part() -> None:
    form = CvForm().with_mark("old", Relevance.KEEP)
    assert not [entry for entry, _ in order(form=form) if entry == "old"]


def test_what_may_go_first_goes_first_and_whole() -> None:
    form = CvForm().with_mark("us", Relevance.FIRST_TO_GO).with_mark("prize", Relevance.FIRST_TO_GO)
    assert order(form=form)[:2] == [("us", ""), ("prize", "")]  # the older of the two first
    assert ("us", "rounds") not in order(form=form)


@pytest.mark.parametrize(
    "form",
    [
        CvForm(left_out=(CvPart(entry_id="old"),)),
        CvForm(hidden=(CvPart(entry_id="old"),)),
        CvForm(sections=(SectionForm(section=CvSection.OTHER_WORK, shown=False),)),
    ],
)
def test_what_is_off_the_page_already_is_not_proposed(form: CvForm) -> None:
    assert not [entry for entry, _ in order(form=form) if entry == "old"]


def test_lines_that_are_off_already_are_not_proposed() -> None:
    form = CvForm(left_out=(CvPart(entry_id="old", line="second"),))
    assert [line for entry, line in order(form=form) if entry == "old"] == ["third", "first", ""]
    without = CvForm(sections=(SectionForm(section=CvSection.OTHER_WORK, without=(EntryField.DETAILS,)),))
    assert [line for entry, line in order(form=without) if entry == "old"] == [""]


def test_every_proposal_of_a_long_profile_is_made_once_with_label_and_reason() -> None:
    cuts = least_loss(six_page_profile(), CvForm())
    parts = [cut.part for cut in cuts]
    assert len(parts) == len(set(parts)) > 100
    assert all(cut.label and cut.reason.endswith(".") for cut in cuts)


def test_a_label_tells_an_entry_by_title_section_and_years_and_shortens_a_line() -> None:
    by_part = {(cut.part.entry_id, cut.part.line): cut.label for cut in least_loss(PROFILE, CvForm())}
    assert by_part["new", ""] == "Scribe (Other work, 2022 – present)"
    long = PROFILE.model_copy(update={"experience": (OLD.model_copy(update={"bullets": ("word " * 60,)}),)})
    label = least_loss(long, CvForm())[0].label
    assert len(label) <= 90
    assert label.endswith("…")


def test_an_entry_is_told_from_its_like_by_where_it_was_and_by_the_heading_that_the_cv_prints() -> None:
    clerk = OLD.model_copy(update={"place": "Maple Hollow Medical Center"})
    alone = Profile(experience=(clerk,))
    lines, *_, whole = least_loss(alone, CvForm())
    assert "“Clerk” (Maple Hollow Medical Center), which ended in 2010" in lines.reason
    assert whole.label == "Clerk, Maple Hollow Medical Center (Work, 2010)"
    form = CvForm().with_section(SectionForm(section=CvSection.OTHER_WORK, heading="Jobs"))
    assert least_loss(alone, form)[-1].label == "Clerk, Maple Hollow Medical Center (Jobs, 2010)"
    beside = Profile(experience=(clerk, US))
    gone = CvForm().with_left_out((CvPart(entry_id="us"), CvPart(entry_id="old")))
    labels = {cut.part.entry_id: cut.label for cut in left_out_now(beside, gone)}
    assert "(Work, 2010)" in labels["old"]


def test_lines_of_an_entry_that_leaves_as_a_whole_are_not_told_twice() -> None:
    cuts = [cut for cut in least_loss(PROFILE, CvForm()) if cut.part.entry_id == "old"]
    assert [cut.part.line for cut in without_repeats(cuts)] == [""]
    assert [cut.part.line for cut in without_repeats(cuts[:2])] == ["third", "second"]


def test_what_is_left_out_now_is_listed_and_can_be_put_back() -> None:
    cuts = least_loss(PROFILE, CvForm())[:5]
    form = CvForm().with_left_out(cut.part for cut in cuts)
    listed = left_out_now(PROFILE, form)
    assert [cut.label for cut in listed] == [cut.label for cut in without_repeats(cuts)]
    assert left_out_now(PROFILE, form.with_put_back(cut.part for cut in cuts)) == ()


def test_the_list_does_not_tell_of_what_is_gone_or_reworded() -> None:
    form = CvForm(left_out=(CvPart(entry_id="nobody"), CvPart(entry_id="old", line="as it was before")))
    assert left_out_now(PROFILE, form) == ()


def test_nothing_to_leave_out_is_no_error() -> None:
    assert least_loss(Profile(), CvForm()) == ()
    assert without_repeats(()) == ()
