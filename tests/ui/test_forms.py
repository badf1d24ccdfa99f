"""The editors on their own: every field is reachable, nothing changes unless somebody changes it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel
from streamlit.testing.v1 import AppTest

from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    ExamKind,
    Experience,
    GapNote,
    Identity,
    Language,
    LetterAnswers,
    Link,
    MatchYear,
    Membership,
    Profile,
    Publication,
    Skill,
    SpecialtyInterest,
    Status,
    WorkAuthorization,
)
from postmatch.domain.rules import RULES
from postmatch.ui.forms import SECTIONS, questions
from postmatch.ui.forms.doubts import RULES_BY_SECTION

ODD = "  two  spaces\r\nand a line, <b>&amp;</b> {{ x }} \u202eabc \U0001f600 "
LISTS = {
    "links": Link,
    "exams": Exam,
    "education": Education,
    "experience": Experience,
    "gap_notes": GapNote,
    "publications": Publication,
    "certifications": Certification,
    "languages": Language,
    "awards": Award,
    "memberships": Membership,
    "skills": Skill,
    "match_history": MatchYear,
}


def one_section(profile_json: str, section: str) -> None:
    import streamlit as st

    from postmatch.domain.profile import Profile
    from postmatch.ui import forms, session

    given = Profile.model_validate_json(profile_json)
    if session.workspace().profile == Profile():
        session.commit(session.workspace().with_profile(given))
    edited = forms.section_form(session.workspace().profile, section)
    st.text("unchanged" if edited == given else f"changed: {edited!r}")


def the_letter(position_json: str) -> None:
    import streamlit as st

    from postmatch.domain.positions import Position
    from postmatch.ui import forms, session

    if position_json and not session.workspace().positions:
        session.commit(session.workspace().with_position(Position.model_validate_json(position_json)))
    workspace = session.workspace()
    st.header("Answers")
    answers = forms.answers_form(workspace.profile.answers)
    position = forms.position_form(workspace.letter_position)
    st.text(position.model_dump_json() if position else "no position")
    workspace = workspace.with_profile(workspace.profile.model_copy(update={"answers": answers}))
    session.commit(workspace.with_position(position) if position else workspace)


def odd_profile() -> Profile:
    """One item in each list, with texts that come from other programs and numbers that cannot be true."""
    built = Profile.model_construct(
        identity=Identity.model_construct(
            given_names=ODD, other_names=("a\nb", " c "), links=(Link.model_construct(id="l1", label=ODD, url="x y"),)
        ),
        summary=ODD,
        status=Status(work_authorization=WorkAuthorization.EAD, authorization_expires="2027-01-02"),
        exams=(Exam(kind=ExamKind.OET, score=-7, attempts=2**60, date="2021"),),
        education=(Education(details=("x\x0by", "z"), diploma_in_english=False, end="2031-05"),),
        experience=(Experience(place=ODD, bullets=("- a", "", "b\u2028c"), start="2022", end="2021", ongoing=True),),
        gap_notes=(GapNote(text=ODD, start="2022", end="2021", ongoing=True),),
        publications=(Publication(title=ODD, url="doi:10.1/x"),),
        certifications=(Certification(name="ACLS", expires="2020"),),
        languages=(Language(name=ODD),),
        awards=(Award(title=ODD, shown_on_cv=False),),
        memberships=(Membership(organization="A", start="2020-02-29"),),
        skills=(Skill(name="B"),),
        match_history=(MatchYear(year=99999, programs_applied=-1),),
    )
    return Profile.model_validate_json(built.model_dump_json())


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def open_section(profile: Profile, section: str) -> AppTest:
    kwargs = {"profile_json": profile.model_dump_json(), "section": section}
    return run(AppTest.from_function(one_section, kwargs=kwargs, default_timeout=60))


def open_letter(position: Position | None = None) -> AppTest:
    kwargs = {"position_json": position.model_dump_json() if position else ""}
    return run(AppTest.from_function(the_letter, kwargs=kwargs, default_timeout=60))


def keys(app: AppTest) -> set[str]:
    groups = (app.text_input, app.text_area, app.number_input, app.selectbox, app.toggle)
    return {element.key for group in groups for element in group}


def folds(app: AppTest) -> list[str]:
    return [button.key for button in app.button if button.key.endswith(".fold")]


@pytest.mark.parametrize("section", list(SECTIONS))
def test_opening_a_section_and_every_item_of_it_changes_nothing(section: str) -> None:
    app = open_section(odd_profile(), section)
    assert [element.value for element in app.text] == ["unchanged"]
    for fold in folds(app):
        app.button(key=fold).click()
        assert [element.value for element in run(app).text] == ["unchanged"]


def seen_keys(profile: Profile) -> set[str]:
    """The keys of all fields of all sections, every item opened."""
    found: set[str] = set()
    for section in SECTIONS:
        app = open_section(profile, section)
        found |= keys(app)
        for fold in folds(app):
            app.button(key=fold).click()
            found |= keys(run(app))
    return found


def names(model: type[BaseModel], *, without: frozenset[str] = frozenset()) -> set[str]:
    return set(model.model_fields) - {"id"} - without


def test_every_field_of_the_profile_has_an_editor() -> None:
    """A field without one can be imported but never put right; this walks the model and not a list of ours."""
    profile = odd_profile()
    seen = {".".join(key.split(".")[1:]) for key in seen_keys(profile)}
    nested = {"identity", "status", "answers", *LISTS}
    wanted = names(Profile, without=frozenset(nested))
    wanted |= names(Identity, without=frozenset({"links"}))
    wanted |= {f"status.{name}" for name in names(Status, without=frozenset({"ecfmg"}))}
    wanted |= {f"ecfmg.{name}" for name in names(type(profile.status.ecfmg))}
    for name, model in LISTS.items():
        (item,) = profile.identity.links if name == "links" else getattr(profile, name)
        wanted |= {f"{name}.{item.id}.{field}" for field in names(model)}
    assert len(wanted) > 80
    assert wanted - seen == set()


def test_every_list_of_the_profile_is_known_to_the_test_above() -> None:
    lists = {name for name, about in Profile.model_fields.items() if "tuple" in str(about.annotation)}
    assert lists == set(LISTS) - {"links"}


def test_every_answer_of_the_letter_and_every_field_of_a_position_has_an_editor() -> None:
    app = open_letter()
    app.button(key="cover_letter.specialties.add_specialty").click()
    seen = {key.split(".")[1] + "." + key.split(".")[-1] for key in keys(run(app))}
    wanted = {f"answers.{name}" for name in names(LetterAnswers, without=frozenset({"specialties"}))}
    wanted |= {f"specialties.{name}" for name in names(SpecialtyInterest)}
    wanted |= {f"position.{name}" for name in names(Position)}
    assert wanted == seen


def test_there_is_no_position_until_something_is_filled_in_and_then_its_fields_stay_the_same_widgets() -> None:
    app = open_letter()
    assert app.text[0].value == "no position"
    before = keys(app)
    (program,) = (key for key in before if key.endswith(".program"))
    app.text_input(key=program).set_value("Lakeview")
    first = Position.model_validate_json(run(app).text[0].value)
    app.text_input(key=program.replace(".program", ".city")).set_value("Houston")
    second = Position.model_validate_json(run(app).text[0].value)
    assert (second.id, second.program, second.city) == (first.id, "Lakeview", "Houston")
    assert keys(app) == before


def test_a_position_that_was_written_before_is_shown() -> None:
    app = open_letter(Position(id="p1", program="Lakeview", pgy_level=2))
    assert app.text_input(key="cover_letter.position.p1.program").value == "Lakeview"
    assert app.number_input(key="cover_letter.position.p1.pgy_level").value == 2


def test_a_number_too_large_for_a_browser_is_told_and_can_be_put_right() -> None:
    profile = Profile(exams=(Exam(kind=ExamKind.STEP_1, score=10**20),))
    app = open_section(profile, "Exams")
    app.button(key=folds(app)[0]).click()
    run(app)
    assert "too large" in app.error[0].value
    assert app.text[0].value == "unchanged"
    app.number_input(key=f"profile.exams.{profile.exams[0].id}.score").set_value(231)
    assert "score=231" in run(app).text[0].value


def test_an_impossible_number_is_shown_so_that_it_can_be_put_right() -> None:
    profile = Profile(match_history=(MatchYear(programs_applied=-3),))
    app = open_section(profile, "Match history")
    app.button(key=folds(app)[0]).click()
    assert (
        run(app).number_input(key=f"profile.match_history.{profile.match_history[0].id}.programs_applied").value == -3
    )


def test_the_date_a_permit_expires_is_asked_only_where_there_is_one() -> None:
    asked = "profile.status.authorization_expires"
    citizen = Profile(status=Status(work_authorization=WorkAuthorization.US_CITIZEN))
    ead = Profile(status=Status(work_authorization=WorkAuthorization.EAD))
    assert asked not in keys(open_section(citizen, "Status"))
    assert asked in keys(open_section(ead, "Status"))


def test_the_two_questions_about_citizenship_each_say_why_both_are_asked() -> None:
    helps = {field.name: field.help or "" for field in questions.RIGHT_TO_WORK}
    assert "right to work" in helps["citizenship_class"]
    assert "NRMP class" in helps["work_authorization"]


def test_every_section_says_which_doubts_it_shows_and_every_rule_it_names_exists() -> None:
    assert set(RULES_BY_SECTION) == set(SECTIONS)
    named: set[Any] = {rule for rules in RULES_BY_SECTION.values() for rule in rules}
    assert named <= {rule.id for rule in RULES}
