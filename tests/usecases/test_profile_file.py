"""A profile file brings the words for which the profile has no field, too."""

from __future__ import annotations

import json

from postmatch.domain.documents import Upload
from postmatch.domain.imports import Unplaced
from postmatch.domain.workspace import Workspace
from postmatch.interchange import write_json_resume
from postmatch.usecases.keep import bring_in
from postmatch.usecases.profile_file import read_profile_file
from samples.applicant import PROFILE

RESUME = json.dumps({"basics": {"name": "Chidi Example", "label": "Physician"}}).encode()


def test_words_without_a_place_come_along_with_the_name_of_their_file() -> None:
    (kept,) = read_profile_file(RESUME, name="me.json").workspace.unplaced
    assert (kept.source, kept.text) == ("me.json", "Physician")


def test_a_number_in_it_that_nobody_needs_yet_is_left_out() -> None:
    data = json.dumps({"basics": {"name": "Chidi Example", "label": "SSN 123-45-6789"}}).encode()
    (kept,) = read_profile_file(data, name="me.json").workspace.unplaced
    assert kept.text == "SSN [Social Security number left out]"


def test_our_own_file_leaves_nothing_over() -> None:
    assert read_profile_file(write_json_resume(PROFILE)).workspace.unplaced == ()


def test_taking_the_profile_keeps_what_other_files_left_and_does_not_repeat_its_own() -> None:
    before = Workspace(unplaced=(Unplaced(source="cv.docx", heading="", text="Chess"),))
    once = bring_in(before, Upload("me.json", RESUME)).workspace
    twice = bring_in(once, Upload("me.json", RESUME)).workspace
    assert [one.text for one in twice.unplaced] == ["Chess", "Physician"]


def test_another_profile_of_the_same_name_drops_no_words_of_the_first() -> None:
    other = json.dumps({"basics": {"name": "Chidi Example", "label": "Surgeon"}}).encode()
    once = bring_in(Workspace(), Upload("me.json", RESUME)).workspace
    twice = bring_in(once, Upload("me.json", other)).workspace
    assert [one.text for one in twice.unplaced] == ["Physician", "Surgeon"]
