from __future__ import annotations

from datetime import date

from postmatch.domain.cv_form import CvForm, CvPart, GlanceItem
from postmatch.domain.profile import Profile
from postmatch.rendering.context import Context, cv_context
from postmatch.rendering.printed import printed

TODAY = date(2026, 4, 6)


def context(profile: Profile, form: CvForm, *, is_long: bool = False) -> Context:
    return cv_context(profile, form=form, is_long=is_long, today=TODAY)


def labels(context: Context) -> list[str]:
    return [item["label"] for item in context["at_a_glance"]]


def test_a_hidden_entry_is_off_every_cv_and_one_left_out_only_off_the_one_page(full_profile: Profile) -> None:
    part = (CvPart(entry_id=full_profile.awards[0].id),)
    for is_long in (False, True):
        assert context(full_profile, CvForm(hidden=part), is_long=is_long)["awards"] == []
    assert context(full_profile, CvForm(left_out=part))["awards"] == []
    assert len(context(full_profile, CvForm(left_out=part), is_long=True)["awards"]) == 1


def test_one_line_of_an_entry_can_be_hidden(full_profile: Profile) -> None:
    work, school = full_profile.experience[0], full_profile.education[0]
    lines = (CvPart(entry_id=work.id, line=work.bullets[0]), CvPart(entry_id=school.id, line=school.details[0]))
    found = context(full_profile, CvForm(hidden=lines))
    assert found["clinical_abroad"][0]["details"] == ["Ran the hypertension clinic."]
    assert [row["details"] for row in found["education"]] == [[], []]


def test_a_line_that_was_reworded_is_printed_again(full_profile: Profile) -> None:
    work = full_profile.experience[0]
    form = CvForm(hidden=(CvPart(entry_id=work.id, line="Managed a ward of 20 beds."),))
    assert len(context(full_profile, form)["clinical_abroad"][0]["details"]) == 2


def test_entries_without_a_mark_of_their_own_such_as_languages_can_be_hidden(full_profile: Profile) -> None:
    form = CvForm(hidden=(CvPart(entry_id=full_profile.languages[0].id),))
    assert [row["name"] for row in context(full_profile, form)["languages"]] == ["Igbo"]


def test_an_entry_left_out_for_space_still_counts_at_a_glance_and_a_hidden_one_does_not(full_profile: Profile) -> None:
    here = tuple(CvPart(entry_id=item.id) for item in full_profile.experience if item.kind.value.startswith("us_"))
    assert "US clinical experience" in labels(context(full_profile, CvForm(left_out=here)))
    assert "US clinical experience" not in labels(context(full_profile, CvForm(hidden=here)))


def test_an_exam_left_out_is_not_at_a_glance_either(full_profile: Profile) -> None:
    form = CvForm(left_out=(CvPart(entry_id=full_profile.exams[0].id),))
    assert "USMLE Step 2 CK" not in labels(context(full_profile, form))
    assert "USMLE Step 2 CK" in labels(context(full_profile, form, is_long=True))


def test_facts_can_be_kept_off_the_glance(full_profile: Profile) -> None:
    everything = labels(context(full_profile, CvForm()))
    without = CvForm(glance_without=(GlanceItem.EXAMS, GlanceItem.WORK_STATUS))
    assert labels(context(full_profile, without)) == [
        label for label in everything if not label.startswith("USMLE") and label != "Work status"
    ]
    assert labels(context(full_profile, CvForm(glance_without=tuple(GlanceItem)))) == []


def test_without_choices_everything_that_is_shown_is_printed(full_profile: Profile) -> None:
    assert printed(full_profile, CvForm(), is_long=False) == full_profile
