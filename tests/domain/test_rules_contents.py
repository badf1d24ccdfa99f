"""The words of the findings about what stands in documents, and the sample applicant, about whom they say nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from postmatch.conversion import Workers
from postmatch.domain.checklist import FindingStatus
from postmatch.domain.documents import Document, Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.facts import Facts, Limits
from postmatch.domain.kind_guess import likeness
from postmatch.domain.pages import Reading, ReadingKind, SensitiveSpot, SpotKind
from postmatch.domain.profile import Profile
from postmatch.domain.readings import read_identity
from postmatch.domain.rules import contents
from postmatch.domain.same_pages import page_keys
from postmatch.domain.workspace import Workspace
from postmatch.interchange.json_resume import read_json_resume
from tests.domain.applicants import IN_ORDER, TODAY, paper, plus

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor"
PASSPORT = SensitiveSpot(kind=SpotKind.PASSPORT, masked="••••42", page_number=2, box=(0.1, 0.1, 0.3, 0.2))


def messages(workspace: Workspace, facts: Facts, rule_id: str) -> list[str]:
    (rule,) = [rule for rule in contents.RULES if rule.id == rule_id]
    return [finding.message for finding in rule.check(workspace, facts, TODAY)]


def test_the_wrong_place_names_both_kinds_and_the_words(facts: Facts) -> None:
    wrong = paper(
        "usmle_transcript", title="Diploma", reads_like="ecfmg_status_report", reads_like_words=("ecfmg status report",)
    )

    assert messages(Workspace(documents=(wrong,)), facts, "wrong_slot") == [
        "“Diploma” is filed as USMLE transcript, but it reads like ECFMG Status Report (words: “ecfmg status report”)."
    ]


def test_two_readings_stand_side_by_side(facts: Facts) -> None:
    reading = Reading(kind=ReadingKind.NAME, value="Chidi Eze", page_number=3)
    born = [Reading(kind=ReadingKind.DATE_OF_BIRTH, value=f"0{day} Mar 1994", page_number=day) for day in (4, 5)]
    papers = (paper("mspe", title="MSPE", readings=(reading, born[0])), paper("diploma", readings=(born[1],)))

    assert messages(Workspace(profile=IN_ORDER.profile, documents=papers), facts, "same_person") == [
        "The name differs: your profile says “Adaeze Okafor”, “MSPE” says “Chidi Eze” on page 3.",
        "The date of birth differs: “MSPE” says “04 Mar 1994” on page 4, “diploma” says “05 Mar 1994” on page 5.",
    ]


def test_a_number_is_told_by_its_end_and_its_pages_only(facts: Facts) -> None:
    spots = (PASSPORT, PASSPORT.model_copy(update={"page_number": 4}))

    assert messages(plus(IN_ORDER, paper("photo", spots=spots)), facts, "sensitive_numbers") == [
        "A passport number (ending in 42) stands on pages 2 and 4 of “photo”."
    ]
    kept = paper("photo", spots=spots, edits=PageEdits(kept=(2,)))
    assert "page 2 of" in messages(plus(IN_ORDER, kept), facts, "sensitive_numbers")[0]


def test_pages_in_two_files_are_named_in_both(facts: Facts) -> None:
    documents = (paper("diploma", page_keys=("a", "b")), paper("photo", title="Everything", page_keys=("c", "b", "a")))

    assert messages(Workspace(documents=documents), facts, "same_pages") == [
        "Pages 2 and 3 of “Everything” are also in “diploma” (pages 1 and 2)."
    ]


def test_scans_that_nobody_read_are_told_together(facts: Facts) -> None:
    scans = [paper("certificate", title=title, unread_pages=(1,)) for title in ("A", "B")]

    assert messages(Workspace(documents=tuple(scans)), facts, "unread_scans") == [
        "“A” and “B” are pictures whose words Postmatch has not read."
    ]


@pytest.mark.parametrize(
    ("unread", "words"),
    [
        ((2,), "Page 2 of “A” is a picture"),
        ((2, 3), "Pages 2 and 3 of “A” are pictures"),
        ((1, 2, 3), "“A” is a picture"),
    ],
)
def test_of_a_mixed_file_the_pages_are_named(facts: Facts, unread: tuple[int, ...], words: str) -> None:
    mixed = paper("certificate", title="A", page_count=3, unread_pages=unread)

    assert messages(Workspace(documents=(mixed,)), facts, "unread_scans") == [
        f"{words} whose words Postmatch has not read."
    ]


def test_a_file_of_an_older_version_is_to_be_replaced_by_itself(facts: Facts) -> None:
    old = paper("passport", title="A", unread_pages=None)
    (rule,) = [rule for rule in contents.RULES if rule.id == "unread_scans"]

    (finding,) = rule.check(Workspace(documents=(old,)), facts, TODAY)
    assert "“A” was added with an older Postmatch" in finding.message
    assert "Replace it by the same file" in finding.hint


@pytest.fixture(scope="module")
def sample(workers: Workers, facts: Facts) -> Workspace:
    """The sample applicant's files through the gate, with what is known of their contents."""
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    rows = tomllib.loads((SAMPLE / "workspace.toml").read_text("utf-8"))["document"]
    return Workspace(profile=profile, documents=tuple(_taken_in(row, workers, facts) for row in rows))


def _taken_in(row: dict[str, object], workers: Workers, facts: Facts) -> Document:
    name, kind = str(row["file"]), str(row["kind"])
    result = workers.normalise(Upload(name, (SAMPLE / "documents" / name).read_bytes()), limits=Limits())
    like = likeness(result.text, facts.kinds)
    return paper(
        kind,
        title=name,
        reads_like=like.kind if like else "",
        reads_like_too=like.fits if like else (),
        readings=read_identity(result.texts),
        spots=result.spots,
        looks=result.looks,
        page_keys=page_keys(result.pages),
        unread_pages=result.unread_pages,
    )


def test_about_the_sample_applicant_only_the_scans_are_told(sample: Workspace, facts: Facts) -> None:
    findings = [finding for rule in contents.RULES for finding in rule.check(sample, facts, TODAY)]

    assert {finding.rule_id for finding in findings} <= {"unread_scans"}
    assert {finding.status for finding in findings} <= {FindingStatus.WARNING}


def test_the_sample_applicant_is_found_where_she_is_named(sample: Workspace) -> None:
    said = {
        (document.kind, reading.kind): reading.value for document in sample.documents for reading in document.readings
    }
    identity = sample.profile.identity

    assert {kind for kind, what in said if what is ReadingKind.NAME} >= {
        "ecfmg_status_report",
        "usmle_transcript",
        "myeras_application",
        "letter_of_recommendation",
        "medical_school_transcript",
    }
    assert {value for (_, what), value in said.items() if what is ReadingKind.NAME} == {identity.full_name}
    assert {value for (_, what), value in said.items() if what is ReadingKind.AAMC_ID} == {identity.aamc_id}
    assert {value for (_, what), value in said.items() if what is ReadingKind.USMLE_ID} == {identity.usmle_id}


def test_a_stranger_with_her_papers_is_noticed(sample: Workspace, facts: Facts) -> None:
    identity = sample.profile.identity.model_copy(
        update={
            "given_names": "Chidi",
            "family_name": "Eze",
            "other_names": (),
            "aamc_id": "11111111",
            "usmle_id": "5-555-555-5",
        }
    )
    stranger = sample.with_profile(Profile(identity=identity))

    assert len(messages(stranger, facts, "same_person")) > 10
