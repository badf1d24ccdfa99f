from __future__ import annotations

import re
from datetime import date

from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import Award, Education, Experience, ExperienceKind, Identity, Profile, Publication
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


def test_a_citation_is_authors_title_venue_year_note(full_profile: Profile, today: date) -> None:
    context = cv_context(full_profile, today=today)
    assert [row["citation"] for row in context["publications"]] == [
        "Okafor AC, Bello T. A new paper. Gulf Journal. 2024.",
        "Okafor AC. An old paper. Gulf Journal. 2019.",
    ]
    assert context["presentations"][0]["citation"] == "A talk. Texas Meeting. oral presentation."
    assert context["publications"][1]["link"].pieces == (
        Piece("10.1234/gj.2019.7", "https://doi.org/10.1234/gj.2019.7"),
    )


def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(today: date) -> None:
    context = cv_context(Profile(publications=(Publication(title="Does it work?", venue="J. Med."),)), today=today)
    assert context["publications"][0]["citation"] == "Does it work? J. Med."


def test_an_entry_without_a_role_or_degree_begins_with_the_place(today: date) -> None:
    profile = Profile(
        experience=(Experience(kind=ExperienceKind.OTHER, place="Outreach", city="Seattle"),),
        education=(Education(institution="Lagoon University"),),
    )
    context = cv_context(profile, today=today)
    assert (context["other_work"][0]["title"], context["other_work"][0]["place"]) == ("Outreach", "Seattle")
    assert (context["education"][0]["title"], context["education"][0]["place"]) == ("Lagoon University", "")


def test_certifications_say_when_they_were_issued_and_until_when_they_hold(full_profile: Profile, today: date) -> None:
    assert (
        cv_context(full_profile, today=today)["certifications"][0]["dates"] == "Issued Jun 2024, valid until Jun 2026"
    )


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
