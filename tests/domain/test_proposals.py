"""What a file says beside the profile: nothing moves but what was accepted, and no word of the applicant goes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from postmatch.domain.profile import (
    Ecfmg,
    EcfmgState,
    Exam,
    ExamKind,
    Experience,
    ExperienceKind,
    Identity,
    Language,
    Link,
    Profile,
    Publication,
    Skill,
    Status,
)
from postmatch.domain.proposals import Proposal, ProposalStatus, proposals, with_accepted
from postmatch.domain.same_entries import TELLING
from samples.applicant import PROFILE
from tests.domain.profiles_made_up import profiles

NEW, DIFFERS, THERE = ProposalStatus.NEW, ProposalStatus.DIFFERS, ProposalStatus.THERE


def job(place: str = "Oriole Hill General Hospital", role: str = "Medical officer", **more: Any) -> Experience:
    return Experience(place=place, role=role, **more)


def of_jobs(present: list[Experience], found: list[Experience]) -> tuple[Proposal, ...]:
    return proposals(Profile(experience=tuple(present)), Profile(experience=tuple(found)))


# --- what holds of any two profiles ---------------------------------------------------------------------------------


@settings(max_examples=60)
@given(profiles())
def test_accepting_all_of_a_file_into_an_empty_profile_gives_the_profile_of_the_file(found: Profile) -> None:
    offered = proposals(Profile(), found)
    assert with_accepted(Profile(), offered) == found
    assert {one.status for one in offered} <= {NEW}


@settings(max_examples=60)
@given(profiles(alike=True), profiles(alike=True))
def test_accepting_none_changes_nothing_and_neither_does_what_is_there_already(now: Profile, found: Profile) -> None:
    offered = proposals(now, found)
    assert with_accepted(now, ()) == now
    there = [one for one in offered if one.status is THERE and one.present_id]
    assert with_accepted(now, there) == now


@settings(max_examples=60)
@given(profiles(alike=True), profiles(alike=True), st.data())
def test_accepting_one_item_touches_no_other(now: Profile, found: Profile, data: st.DataObject) -> None:
    offered = proposals(now, found)
    if not offered:
        return
    one = data.draw(st.sampled_from(offered))
    after = with_accepted(now, [one])
    assert _without(after, one) == _without(now, one)


def _without(profile: Profile, item: Proposal) -> Any:
    """The profile as plain values, without the one field or entry."""
    plain = profile.model_dump()
    holder = plain
    for name in item.path[:-1]:
        holder = holder[name]
    if item.path in TELLING:
        gone = {item.present_id, item.value.id}
        holder[item.path[-1]] = [entry for entry in holder[item.path[-1]] if entry["id"] not in gone]
    else:
        del holder[item.path[-1]]
    return plain


@settings(max_examples=60)
@given(profiles(alike=True), profiles(alike=True))
def test_items_are_told_apart_and_entries_are_neither_lost_nor_made(now: Profile, found: Profile) -> None:
    offered = proposals(now, found)
    assert len({one.id for one in offered}) == len(offered)
    after = with_accepted(now, offered)
    for path in TELLING:
        new = [one for one in offered if one.path == path and one.status is NEW]
        assert len(_at(after, path)) == len(_at(now, path)) + len(new)


def _at(profile: Any, path: tuple[str, ...]) -> tuple[Any, ...]:
    for name in path:
        profile = getattr(profile, name)
    return profile


def test_every_list_of_the_profile_has_what_tells_its_entries_apart() -> None:
    def lists(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
        found = set()
        for name, field in model.model_fields.items():
            parts = getattr(field.annotation, "__args__", ())
            if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
                found |= lists(field.annotation, (*path, name))
            elif any(hasattr(part, "model_fields") and "id" in part.model_fields for part in parts):
                found.add((*path, name))
        return found

    assert lists(Profile) == set(TELLING)


# --- fields ---------------------------------------------------------------------------------------------------------


def test_a_field_is_new_differs_or_is_there_whatever_its_case() -> None:
    now = Profile(identity=Identity(email="A@example.com", phone="1"), status=Status(ecfmg=Ecfmg()))
    found = Profile(
        identity=Identity(email="a@example.com", phone="2", city="Enugu"),
        status=Status(ecfmg=Ecfmg(state=EcfmgState.CERTIFIED)),
    )
    offered = {one.id: one for one in proposals(now, found)}
    assert {key: one.status for key, one in offered.items()} == {
        "identity.email": THERE,
        "identity.phone": DIFFERS,
        "identity.city": NEW,
        "status.ecfmg.state": NEW,
    }
    (difference,) = offered["identity.phone"].differences
    assert (difference.label, difference.present, difference.found) == ("Phone", "1", "2")
    assert offered["status.ecfmg.state"].differences[0].found == "Certified"


def test_a_word_that_is_the_name_of_a_choice_is_a_word() -> None:
    (one,) = proposals(Profile(), Profile(skills=(Skill(name="other"),)))
    assert one.differences[0].found == "other"


def test_other_names_are_added_to_those_that_are_there() -> None:
    now = Profile(identity=Identity(other_names=("A. Okafor",)))
    (one,) = proposals(now, Profile(identity=Identity(other_names=("a. okafor", "Ada O."))))
    assert one.status is DIFFERS
    assert with_accepted(now, [one]).identity.other_names == ("A. Okafor", "Ada O.")


# --- entries --------------------------------------------------------------------------------------------------------


def test_a_job_is_found_again_in_other_words_and_completed() -> None:
    now = job(start="2021-02", bullets=("Ran the ward.",), kind=ExperienceKind.CLINICAL_ABROAD, shown_on_cv=False)
    told = job(place="ORIOLE HILL  General Hospital", start="2021-02-15", end="2023-12", bullets=("Took call.",))
    (one,) = of_jobs([now], [told])
    assert (one.status, one.present_id) == (DIFFERS, now.id)
    assert [difference.label for difference in one.differences] == ["Start", "End", "Bullets"]
    (after,) = with_accepted(Profile(experience=(now,)), [one]).experience
    assert after.bullets == ("Ran the ward.", "Took call.")
    assert (after.id, after.place, after.kind, after.shown_on_cv) == (now.id, now.place, now.kind, False)
    assert (str(after.start), str(after.end)) == ("2021-02-15", "2023-12")


def test_what_a_cv_prints_shorter_is_there_already() -> None:
    link = Link(label="Code", url="https://example.com/x")
    work = Publication(title="A title", pages="201-209", url="https://doi.org/10.1000/x")
    now = Profile(identity=Identity(links=(link,)), publications=(work,))
    printed = Publication(title="A title", pages="201-9", url="doi: 10.1000/x")
    found = Profile(identity=Identity(links=(Link(url="example.com/x"),)), publications=(printed,))
    assert {one.status for one in proposals(now, found)} == {THERE}


def test_a_less_exact_date_is_there_already() -> None:
    assert of_jobs([job(start="2021-02")], [job(start="2021")])[0].status is THERE
    assert of_jobs([job(start="2021")], [job(start="2021-02")])[0].status is DIFFERS


def test_two_times_at_one_place_are_two_and_each_finds_its_own() -> None:
    now = [job(role="Medical officer (part-time)", start="2025-10", ongoing=True), job(start="2021-02", end="2023-12")]
    found = [job(start="2021-02", end="2023-12"), job(start="2025-10", ongoing=True), job(start="2016-01")]
    first, second, third = of_jobs(now, found)
    assert (first.status, first.present_id) == (THERE, now[1].id)
    assert (second.present_id, third.status) == (now[0].id, NEW)


def test_a_job_that_ended_since_ends_and_one_that_goes_on_has_no_end() -> None:
    ended = of_jobs([job(start="2021", ongoing=True)], [job(start="2021", end="2023")])[0].value
    assert (ended.ongoing, str(ended.end)) == (False, "2023")
    goes_on = of_jobs([job(start="2021", end="2023")], [job(start="2021", ongoing=True)])[0].value
    assert (goes_on.ongoing, goes_on.end) == (True, None)


def test_another_place_or_another_role_is_another_job() -> None:
    found = [job(place="Cedar Fork Hospital"), job(role="Tutor")]
    assert [one.status for one in of_jobs([job()], found)] == [NEW, NEW]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (Profile(exams=(Exam(kind=ExamKind.STEP_1),)), Profile(exams=(Exam(kind=ExamKind.STEP_1, date="2022-05"),))),
        (
            Profile(publications=(Publication(title="Who returns for a second reading?"),)),
            Profile(publications=(Publication(title="Who returns for a second reading", venue="J Ex"),)),
        ),
        (Profile(languages=(Language(name="French"),)), Profile(languages=(Language(name="french", level="B2"),))),
    ],
)
def test_entries_are_found_by_what_names_them(now: Profile, found: Profile) -> None:
    (one,) = proposals(now, found)
    assert one.status is DIFFERS
    assert one.present_id


def test_the_sample_applicant_s_own_profile_has_nothing_new_for_her() -> None:
    offered = proposals(PROFILE, PROFILE)
    assert {one.status for one in offered} == {THERE}
    assert with_accepted(PROFILE, offered) == PROFILE
    assert all(re.fullmatch(r"[A-Z].*", one.group) and one.label for one in offered)
