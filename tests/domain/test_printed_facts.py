"""What a CV must say: everything that the profile and the form say, and nothing that was kept off."""

from __future__ import annotations

import pytest

from postmatch.domain.cv_form import CitationStyle, CvForm, CvPart, CvSection, EntryField, GlanceItem, SectionForm
from postmatch.domain.printed_facts import Expected, Fact, cv_facts, without_halves
from postmatch.domain.profile import (
    Education,
    Exam,
    ExamKind,
    ExamResult,
    Experience,
    ExperienceKind,
    Identity,
    Language,
    Profile,
    Publication,
    Skill,
    Status,
    WorkAuthorization,
)
from tests.long_profiles import six_page_profile

PROFILE = Profile(
    identity=Identity(given_names="Marisol", family_name="Everhart", email="m@example.org", city="Fairhaven"),
    summary="First.\n\nSecond.",
    status=Status(work_authorization=WorkAuthorization.EAD, authorization_expires="2027-03", earliest_start="2026-07"),
    exams=(Exam(id="x", kind=ExamKind.STEP_2_CK, result=ExamResult.PASSED, score=245, attempts=1, date="2022-08"),),
    education=(Education(id="s", degree="MD", institution="Calder Bay", start="2012-09", end="2018-07"),),
    experience=(
        Experience(
            id="e",
            kind=ExperienceKind.US_OBSERVERSHIP,
            role="Observer",
            place="Bayou Clinic",
            supervisor="Samuel Ortega, MD",
            start="2023-05",
            ongoing=True,
            bullets=("Followed rounds.", "Gave a talk."),
        ),
    ),
    publications=(
        Publication(
            id="p", title="A paper", authors="Everhart M, Okonjo B", venue="Gulf Journal", date="2024-02", volume="12",
            issue="3", pages="201-209", note="in press", url="https://doi.org/10.1234/gj.7",
        ),
    ),
    languages=(Language(id="l", name="Spanish", level="fluent"),),
    skills=(Skill(id="k", name="", detail="Ultrasound"),),
)  # fmt: skip


def texts(form: CvForm | None = None, *, is_long: bool = False, profile: Profile = PROFILE) -> list[str]:
    return [fact.text for fact in cv_facts(profile, form or CvForm(), is_long=is_long) if fact.text]


def test_everything_that_was_told_is_asked_for() -> None:
    assert set(texts()) >= {
        "Marisol Everhart", "m@example.org", "Fairhaven", "First.", "Second.", "Work permit (EAD)", "Mar 2027",
        "Jul 2026", "USMLE Step 2 CK", "Passed 245, first attempt", "Aug 2022", "2018", "MD",
        "Calder Bay", "Sep 2012", "Jul 2018",
        "Observer", "Bayou Clinic", "Observership", "Samuel Ortega, MD", "May 2023", "present", "Followed rounds.",
        "Gave a talk.", "Everhart", "Okonjo", "A paper", "Gulf Journal", "2024", "12", "3", "201", "in press",
        "10.1234/gj.7", "Spanish", "fluent", "Ultrasound",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "gone"),
    [
        (EntryField.PLACE, {"Bayou Clinic"}),
        (EntryField.NOTE, {"Samuel Ortega, MD", "Observership"}),
        (EntryField.DATES, {"May 2023", "present"}),
        (EntryField.DETAILS, {"Followed rounds.", "Gave a talk."}),
    ],
)
def test_a_field_that_is_kept_off_a_section_is_not_asked_for(field: EntryField, gone: set[str]) -> None:
    form = CvForm(sections=(SectionForm(section=CvSection.US_CLINICAL, without=(field,)),))
    assert set(texts()) - set(texts(form)) == gone


def test_what_is_left_out_of_the_one_page_is_asked_for_in_the_long_form() -> None:
    form = CvForm(left_out=(CvPart(entry_id="e", line="Gave a talk."), CvPart(entry_id="p")))
    assert set(texts()) - set(texts(form)) >= {"Gave a talk.", "A paper"}
    assert texts(form, is_long=True) == texts()


def test_what_is_hidden_is_asked_for_nowhere() -> None:
    form = CvForm(hidden=(CvPart(entry_id="e", line="Gave  a talk."),))
    assert "Gave a talk." not in texts(form, is_long=True)


@pytest.mark.parametrize(
    ("item", "text"),
    [(GlanceItem.EXAMS, "Passed 245, first attempt"), (GlanceItem.WORK_STATUS, "Mar 2027"),
     (GlanceItem.AVAILABLE, "Jul 2026"), (GlanceItem.GRADUATION, "2018")],
)  # fmt: skip
def test_what_is_kept_off_the_glance_is_not_asked_for(item: GlanceItem, text: str) -> None:
    assert text not in texts(CvForm(glance_without=(item,)))


def test_a_section_that_is_not_shown_is_not_asked_for() -> None:
    hidden = tuple(SectionForm(section=section, shown=False) for section in CvSection)
    assert (
        set(texts(CvForm(sections=hidden))) & {"MD", "Observer", "A paper", "First.", "Spanish", "Ultrasound"} == set()
    )


def test_an_exam_without_an_outcome_is_not_asked_for() -> None:
    bare = PROFILE.model_copy(update={"exams": (Exam(kind=ExamKind.STEP_3, date="2022-08"),)})
    assert "USMLE Step 3" not in texts(profile=bare)


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        ({"result": ExamResult.PASSED, "score": 245, "attempts": 3}, "Passed 245, 3 attempts"),
        ({"result": ExamResult.FAILED, "attempts": 1}, "Not passed, 1 attempt"),
        ({"result": ExamResult.PASSED, "attempts": 0}, "Passed"),
        ({"score": 0}, "0"),
        ({"attempts": 2}, "2 attempts"),
    ],
)
def test_an_outcome_is_one_text_with_its_attempts(outcome: dict[str, object], text: str) -> None:
    changed = PROFILE.model_copy(update={"exams": (Exam(kind=ExamKind.STEP_3, **outcome),)})
    assert text in texts(profile=changed)


def test_a_citation_as_typed_is_asked_for_word_by_word() -> None:
    assert {"Everhart M, Okonjo B", "201-209"} <= set(texts(CvForm(citations=CitationStyle.AS_TYPED)))


def test_of_an_own_template_only_what_it_prints_is_asked_for() -> None:
    expected = Expected(facts=cv_facts(PROFILE, CvForm(), is_long=False))
    printed = expected.printed_by(
        ["name", "us_clinical[].title", "education[].place", "publications[].styled_citation"]
    )
    assert [fact.text for fact in printed.facts if fact.text][:3] == ["Marisol Everhart", "Calder Bay", "Observer"]
    assert "A paper" in [fact.text for fact in printed.facts]
    assert "Bayou Clinic" not in [fact.text for fact in printed.facts]
    assert printed.is_own_template


def test_a_template_that_prints_the_sections_in_a_loop_prints_everything_in_them() -> None:
    uses = [f"sections[].{path}" for path in (
        "paragraphs[]", "entries[].title", "entries[].place", "entries[].dates", "entries[].note",
        "entries[].details[]", "citations[].citation", "citations[].link", "words[].name", "words[].detail",
    )]  # fmt: skip
    expected = Expected(facts=cv_facts(PROFILE, CvForm(), is_long=False)).printed_by(uses)
    found = [fact.text for fact in expected.facts if fact.text]
    assert found == texts(CvForm(glance_without=tuple(GlanceItem)))[3:]


def test_where_a_fact_stands_is_told_without_its_words() -> None:
    for fact in cv_facts(six_page_profile(), CvForm(), is_long=True):
        if len(fact.text) > 6:
            assert fact.text not in fact.where or fact.text.startswith("USMLE")


def test_half_characters_are_left_out_and_pairs_made_whole() -> None:
    assert without_halves("Oka\ud800for \ud83d\udc69") == "Okafor \U0001f469"
    assert Fact(where="Your name", text="Oka\ud800for").text == "Okafor"


def test_a_list_printed_without_how_well_is_not_asked_for_it() -> None:
    expected = Expected(facts=cv_facts(PROFILE, CvForm(), is_long=False))
    printed = expected.printed_by(["languages[].name", "skills[].name", "skills[].detail"])
    assert [fact.text for fact in printed.facts] == ["Spanish", "Ultrasound"]


def test_a_period_within_one_month_is_asked_for_once() -> None:
    stay = PROFILE.experience[0].model_copy(update={"end": PROFILE.experience[0].start, "ongoing": False})
    profile = PROFILE.model_copy(update={"experience": (stay,)})
    assert texts(profile=profile).count("May 2023") == 1


def test_what_goes_on_has_no_end_even_when_one_was_typed() -> None:
    """The CV prints "present" then; the checklist tells of the contradiction."""
    both = PROFILE.experience[0].model_copy(update={"end": PROFILE.education[0].end})
    assert "present" in texts(profile=PROFILE.model_copy(update={"experience": (both,), "education": ()}))
    assert "Jul 2018" not in texts(profile=PROFILE.model_copy(update={"experience": (both,), "education": ()}))


@pytest.mark.parametrize("how", ["hidden", "not shown"])
def test_the_year_of_graduation_is_not_asked_for_when_cvs_do_not_show_the_school(how: str) -> None:
    school = PROFILE.education[0].model_copy(update={"shown_on_cv": how != "not shown"})
    form = CvForm(hidden=(CvPart(entry_id=school.id),) if how == "hidden" else ())
    assert "2018" not in texts(form, profile=PROFILE.model_copy(update={"education": (school,)}))


@pytest.mark.parametrize(
    ("uses", "texts"),
    [
        ({"at_a_glance[].label"}, {"USMLE Step 2 CK"}),
        ({"at_a_glance[].detail"}, {"Aug 2022", "Mar 2027"}),
        ({"exams[].title"}, {"USMLE Step 2 CK"}),
        ({"exams[].result"}, {"Passed 245, first attempt"}),
        ({"exams[].dates"}, {"Aug 2022"}),
    ],
)
def test_label_value_and_detail_are_asked_for_each_by_itself(uses: set[str], texts: set[str]) -> None:
    expected = Expected(facts=cv_facts(PROFILE, CvForm(), is_long=False)).printed_by(uses)
    assert {fact.text for fact in expected.facts if fact.text} == texts
