from __future__ import annotations

import re
from datetime import date

from postmatch.domain.cv_form import CvForm, GlanceItem
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Experience,
    ExperienceKind,
    Identity,
    Profile,
    Skill,
)
from postmatch.rendering.context import cv_context
from postmatch.rendering.links import Piece


def test_experience_goes_to_the_list_of_its_kind_with_us_work_apart(full_profile: Profile, today: date) -> None:
    context = cv_context(full_profile, today=today)
    assert [row["title"] for row in context["us_clinical"]] == ["Visiting clinical elective", "Observer"]
    assert [row["title"] for row in context["clinical_abroad"]] == ["Medical officer"]
    assert context["us_clinical"][1]["note"] == "Observership · Supervisor: Samuel Ortega, MD"
    assert context["clinical_abroad"][0]["place"] == "Internal Medicine, Harbor General Hospital, Lagos, Nigeria"
    assert context["research"][0]["dates"] == "Jun 2022 – present"


def test_entries_are_newest_first_and_undated_ones_last_in_their_order(today: date) -> None:
    awards = tuple(
        Award(title=title, date=when) for title, when in (("a", None), ("b", "2019"), ("c", None), ("d", "2021-03"))
    )
    context = cv_context(Profile(awards=awards), today=today)
    assert [row["title"] for row in context["awards"]] == ["d", "b", "a", "c"]


def test_what_is_not_shown_on_the_cv_is_nowhere_in_it(full_profile: Profile, today: date) -> None:
    hidden = full_profile.model_copy(
        update={
            "experience": tuple(item.model_copy(update={"shown_on_cv": False}) for item in full_profile.experience),
            "education": tuple(item.model_copy(update={"shown_on_cv": False}) for item in full_profile.education),
            "exams": tuple(item.model_copy(update={"shown_on_cv": False}) for item in full_profile.exams),
        }
    )
    context = cv_context(hidden, today=today)
    assert context["us_clinical"] == context["education"] == context["exams"] == []
    assert not {"Graduation", "US clinical experience", "USMLE Step 1"} & {i["label"] for i in context["at_a_glance"]}


def test_the_date_of_birth_is_printed_nowhere(full_profile: Profile, today: date) -> None:
    identity = full_profile.identity.model_copy(update={"date_of_birth": PartialDate(year=1994, month=3, day=4)})
    context = cv_context(full_profile.model_copy(update={"identity": identity}), today=today)

    assert context == cv_context(full_profile, today=today)
    assert not re.search("1994|Mar 4", repr(context))


def test_of_a_publication_a_template_gets_the_line_plain_and_styled_and_its_address(
    full_profile: Profile, today: date
) -> None:
    context = cv_context(full_profile, today=today)
    newest, oldest = context["publications"]
    assert newest["citation"] == "Okafor AC, Bello T. A new paper. Gulf Journal. 2024 Feb."
    assert "".join(piece.text for piece in newest["styled_citation"].pieces) == newest["citation"]
    assert oldest["link"].pieces == (Piece("doi: 10.1234/gj.2019.7", "https://doi.org/10.1234/gj.2019.7"),)
    assert context["presentations"][0]["citation"] == "A talk. Texas Meeting. oral presentation."


def test_an_entry_without_a_role_or_degree_begins_with_the_place(today: date) -> None:
    profile = Profile(
        experience=(Experience(kind=ExperienceKind.OTHER, place="Outreach", city="Seattle"),),
        education=(Education(institution="Lagoon University"),),
    )
    context = cv_context(profile, today=today)
    assert (context["other_work"][0]["title"], context["other_work"][0]["place"]) == ("Outreach", "Seattle")
    assert (context["education"][0]["title"], context["education"][0]["place"]) == ("Lagoon University", "")


def test_a_certification_names_the_time_for_which_it_holds(full_profile: Profile, today: date) -> None:
    assert cv_context(full_profile, today=today)["certifications"][0]["dates"] == "Jun 2024 – Jun 2026"
    expiring = Profile(certifications=(Certification(name="ACLS", expires="2026-06"),))
    assert cv_context(expiring, today=today)["certifications"][0]["dates"] == "valid until Jun 2026"


def test_the_contact_line_holds_what_exists_with_links_shown_by_address(full_profile: Profile, today: date) -> None:
    pieces = cv_context(full_profile, today=today)["contact_line"].pieces
    assert "".join(piece.text for piece in pieces) == (
        "Houston, USA  ·  adaeze.okafor@example.org  ·  +1 713 555 0142  ·  example.org/okafor"
    )
    assert [piece.address for piece in pieces if piece.address] == [
        "mailto:adaeze.okafor@example.org",
        "https://www.example.org/okafor/",
    ]
    assert not cv_context(Profile(identity=Identity(given_names="Li")), today=today)["contact_line"]


def test_a_cv_names_months_also_where_days_are_known(today: date) -> None:
    profile = Profile(
        experience=(Experience(role="Intern", start="2024-06-01", end="2024-09-15"),),
        awards=(Award(title="Prize", date="2024-12-01"),),
    )
    context = cv_context(profile, today=today)
    assert context["other_work"][0]["dates"] == "Jun 2024 – Sep 2024"
    assert context["awards"][0]["dates"] == "Dec 2024"


def test_the_facts_at_a_glance_come_in_rows_of_two_three_and_four(full_profile: Profile, today: date) -> None:
    context = cv_context(full_profile, today=today)
    facts = context["at_a_glance"]
    for name in ("at_a_glance_pairs", "at_a_glance_rows", "at_a_glance_fours"):
        cells = [cell for row in context[name] for cell in row.values()]
        assert cells[: len(facts)] == facts
        assert all(cell == {"label": "", "value": "", "detail": ""} for cell in cells[len(facts) :])


def test_a_skill_that_has_only_a_detail_is_named_by_it(today: date) -> None:
    context = cv_context(Profile(skills=(Skill(detail="Stata"), Skill())), today=today)
    assert context["skills"] == [{"name": "Stata", "detail": ""}]


def test_exams_kept_off_the_facts_at_a_glance_are_in_no_list(full_profile: Profile, today: date) -> None:
    assert cv_context(full_profile, today=today)["exams"]
    form = CvForm(glance_without=(GlanceItem.EXAMS,))
    assert cv_context(full_profile, form=form, today=today)["exams"] == []
