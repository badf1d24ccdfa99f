"""What a document is made from: whatever reaches its page is in it, and what only reaches the other one is not."""

from __future__ import annotations

from datetime import date

import pytest

from postmatch.domain.cv_form import CvForm, CvPart, CvSection
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.own_templates import OwnTemplate, TemplateReport
from postmatch.domain.packet_profiles import Explanation
from postmatch.domain.positions import Position
from postmatch.domain.profile import Experience, ExperienceKind, Profile
from postmatch.domain.workspace import Choices, Paper, Workspace
from postmatch.rendering.context import cv_context
from postmatch.rendering.letter_context import letter_context
from postmatch.usecases.enclosure_list import enclosure_list
from postmatch.usecases.expected_words import expected_words
from postmatch.usecases.made_from import MadeFrom, made_from
from postmatch.usecases.tools import Tools
from tests.domain.test_printed_facts_complete import POSITION, PROFILE, changed, leaves

BOTH = (CV_KIND, COVER_LETTER_KIND)
BASE = Workspace(id="one", profile=PROFILE).with_position(POSITION)
DAY = date(2026, 11, 25)


def printed(kind: str, workspace: Workspace, facts: Facts) -> dict[str, object]:
    """All that a template of that kind is given."""
    if kind == CV_KIND:
        return cv_context(workspace.profile, form=workspace.cv_form, is_long=True, today=DAY)
    enclosures = enclosure_list(workspace, facts)
    return letter_context(workspace.profile, position=workspace.letter_position, enclosures=enclosures, today=DAY)


def reached(before: Workspace, after: Workspace, facts: Facts) -> set[str]:
    """The kinds of document that would be filled again."""
    return {kind for kind in BOTH if made_from(kind, before, facts) != made_from(kind, after, facts)}


def with_choices(**chosen: object) -> Workspace:
    return BASE.model_copy(update={"choices": Choices(**chosen)})


@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE)])
def test_a_field_of_the_profile_that_is_printed_is_in_it(path: str, facts: Facts) -> None:
    after = BASE.with_profile(changed(PROFILE, path))
    for kind in BOTH:
        if printed(kind, BASE, facts) != printed(kind, after, facts):
            assert kind in reached(BASE, after, facts), (kind, path)


@pytest.mark.parametrize("path", [path for path, _ in leaves(POSITION)])
def test_a_field_of_the_position_is_in_the_letter(path: str, facts: Facts) -> None:
    after = BASE.with_position(changed(POSITION, path))
    assert COVER_LETTER_KIND in reached(BASE, after, facts)


@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE.answers, "answers")])
def test_an_answer_is_not_in_the_cv(path: str, facts: Facts) -> None:
    assert reached(BASE, BASE.with_profile(changed(PROFILE, path)), facts) == {COVER_LETTER_KIND}


def test_the_paragraph_about_a_program_is_not_in_the_cv(facts: Facts) -> None:
    after = BASE.with_position(POSITION.model_copy(update={"why_this_program": "Its clinic by the river."}))
    assert reached(BASE, after, facts) == {COVER_LETTER_KIND}


@pytest.mark.parametrize("path", ["experience.0.bullets.0", "publications.0.title", "summary", "skills.0.name"])
def test_a_line_of_the_cv_is_not_in_the_letter(path: str, facts: Facts) -> None:
    assert reached(BASE, BASE.with_profile(changed(PROFILE, path)), facts) == {CV_KIND}


@pytest.mark.parametrize(
    "form",
    [
        CvForm(hidden=(CvPart(entry_id="x"),)),
        CvForm(order=(CvSection.SKILLS,)),
        CvForm(left_out=(CvPart(entry_id="x"),)),
        CvForm(own_name_bold=False),
    ],
)
def test_the_form_of_the_cv_is_not_in_the_letter(form: CvForm, facts: Facts) -> None:
    assert reached(BASE, BASE.model_copy(update={"cv_form": form}), facts) == {CV_KIND}


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ({"paper": Paper.A4}, set(BOTH)),
        ({"engine": "libreoffice"}, set(BOTH)),
        ({"cv_template": "classic"}, {CV_KIND}),
        ({"cover_letter_template": "classic"}, {COVER_LETTER_KIND}),
        ({"stamp": True, "dividers": True}, set()),
    ],
)
def test_choices_reach_what_they_are_about(chosen: dict[str, object], kinds: set[str], facts: Facts) -> None:
    assert reached(BASE, with_choices(**chosen), facts) == kinds


def test_a_switch_of_an_entry_reaches_the_cv(facts: Facts) -> None:
    shown = Experience(id="e", role="Extern", kind=ExperienceKind.OTHER)
    before = Workspace(id="one", profile=Profile(experience=(shown,)))
    for change in ({"shown_on_cv": False}, {"kind": ExperienceKind.RESEARCH}, {"ongoing": True}):
        after = before.with_profile(Profile(experience=(shown.model_copy(update=change),)))
        assert reached(before, after, facts) == {CV_KIND}


def test_what_is_enclosed_reaches_the_letter_only(facts: Facts) -> None:
    after = BASE.with_explanation(Explanation(id="x", kind="ecfmg_certificate", text="It is on its way."))
    assert printed(COVER_LETTER_KIND, BASE, facts) != printed(COVER_LETTER_KIND, after, facts)
    assert reached(BASE, after, facts) == {COVER_LETTER_KIND}


def test_an_own_template_is_in_it_with_its_file(facts: Facts) -> None:
    def using(sha256: str) -> Workspace:
        own = OwnTemplate(id="t", purpose="cv", title="Mine", file_name="mine.docx", sha256=sha256,
                          report=TemplateReport(purpose="cv"))  # fmt: skip
        return with_choices(cv_template=own.name).with_own_template(own)

    assert reached(BASE, using("a"), facts) == {CV_KIND}
    assert reached(using("a"), using("b"), facts) == {CV_KIND}


def test_another_program_reaches_the_read_back_of_both(facts: Facts) -> None:
    """Neither may name it, so both are checked again."""
    after = BASE.with_position(Position(id="p", program="Riverside Hospital")).with_letter_to(POSITION.id)
    assert reached(BASE, after, facts) == set(BOTH)


def test_the_paragraph_about_another_program_reaches_neither(facts: Facts) -> None:
    other = Position(id="p", program="Riverside Hospital")
    before, after = (
        BASE.with_position(one).with_letter_to(POSITION.id)
        for one in (other, other.model_copy(update={"why_this_program": "Its clinic by the river."}))
    )
    assert reached(before, after, facts) == set()


def test_having_been_at_another_program_reaches_the_letter_which_may_then_name_it(facts: Facts) -> None:
    before = BASE.with_position(Position(id="p", program="Riverside Hospital")).with_letter_to(POSITION.id)
    been = PROFILE.experience[0].model_copy(update={"place": "Riverside Hospital"})
    after = before.with_profile(PROFILE.model_copy(update={"experience": (been,)}))
    assert reached(before, after, facts) == set(BOTH)


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("path", [path for path, _ in leaves(PROFILE)])
def test_what_the_read_back_looks_for_is_in_it(path: str, kind: str, tools: Tools) -> None:
    """Of the CV without what only an answer says: the CV prints no answer."""
    after = BASE.with_profile(changed(PROFILE, path))
    before, now = (expected_words(kind, one, tools, is_long=True) for one in (BASE, after))
    if before != now:
        assert kind in reached(BASE, after, tools.facts), path


def test_it_is_equal_for_equal_workspaces(facts: Facts) -> None:
    again = Workspace.model_validate_json(BASE.model_dump_json())
    assert isinstance(made_from(CV_KIND, again, facts), MadeFrom)
    assert reached(BASE, again, facts) == set()
