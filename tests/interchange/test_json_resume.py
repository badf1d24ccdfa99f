"""JSON Resume in and out: the corpus, exact round trips, refusals by name, and nothing dropped in silence."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import (
    Award,
    CitizenshipClass,
    EducationKind,
    ExamKind,
    Experience,
    ExperienceKind,
    Identity,
    Link,
    Profile,
    Skill,
)
from postmatch.errors import ProfileUnreadable
from postmatch.interchange import read_json_resume, write_json_resume
from postmatch.interchange.json_resume_file import read_shape

ROOT = Path(__file__).resolve().parents[2]


def read(raw: Any) -> tuple[Profile, tuple[Finding, ...]]:
    return read_json_resume(json.dumps(raw).encode())


def person(**sections: Any) -> dict[str, Any]:
    return {"basics": {"name": "Adaeze Okafor"}, **sections}


def own(**profile: Any) -> dict[str, Any]:
    return {"postmatch": {"format": 1, "profile": profile}}


def refusal(raw: Any) -> str:
    with pytest.raises(ProfileUnreadable) as caught:
        read_json_resume(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    assert caught.value.hint.endswith(".")
    return caught.value.message


def said(findings: tuple[Finding, ...], rule_id: str) -> str:
    return " | ".join(f"{finding.subject}: {finding.message}" for finding in findings if finding.rule_id == rule_id)


# --- the files of the corpus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "family_name", "counts"),
    [
        ("resume-schema-sample.resume", "Hendriks", {"experience": 3, "education": 1, "skills": 2, "publications": 1}),
        ("jsonresumeorg-resume-sample", "Developer", {"experience": 5, "education": 1, "languages": 2, "awards": 2}),
        ("jsonresumeorg-new-grad.resume", "Okonkwo", {"experience": 4, "education": 1, "languages": 2, "awards": 1}),
    ],
)
def test_a_complete_file_is_read_whole(corpus: Path, name: str, family_name: str, counts: dict[str, int]) -> None:
    data = (corpus / "json_resume" / f"{name}.json").read_bytes()
    profile, findings = read_json_resume(data)
    assert profile.identity.family_name == family_name
    assert {field: len(getattr(profile, field)) for field in counts} == counts
    assert_nothing_is_lost(json.loads(data), profile, findings)
    assert {(finding.kind, finding.status) for finding in findings} == {("cv", FindingStatus.WARNING)}
    assert all(finding.message.endswith(".") and finding.hint.endswith(".") for finding in findings)


def assert_nothing_is_lost(raw: Any, profile: Profile, findings: tuple[Finding, ...]) -> None:
    """Every text of the file stands in the profile, or its section is named by a finding that says it."""
    kept = profile.model_dump_json() + " ".join(finding.message for finding in findings)
    kept_words = set(re.findall(r"\w+", json.loads(json.dumps(kept))))
    for section, value in raw.items():
        if section in ("$schema", "meta"):
            continue
        for field, text in leaves(value):
            words = re.findall(r"\w+", text)
            is_quote = section == "references" and field == "reference"  # a letter comes as a document
            if not is_quote and field not in ("startDate", "endDate", "date", "releaseDate"):
                assert kept_words.issuperset(words[:3]), (section, field)


def leaves(value: Any, field: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, key)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part, field)]
    return [(field, str(value))]


@pytest.mark.parametrize(
    ("name", "named"),
    [("jsonresumeorg-sample.job", "“title”"), ("resume-schema-5-resume", "line 1, column 11")],
)
def test_a_file_that_is_no_resume_is_refused_and_what_is_wrong_is_named(corpus: Path, name: str, named: str) -> None:
    assert named in refusal((corpus / "json_resume" / f"{name}.json").read_bytes())


@pytest.mark.parametrize("table", ["awards", "basics", "certificates", "education", "interests"])
def test_a_fragment_is_taken_or_refused_as_the_schema_says(corpus: Path, table: str) -> None:
    fragments = json.loads((corpus / "json_resume" / f"resume-schema-{table}.json").read_bytes())
    assert {name.rstrip("23")[-7:] == "Invalid" for name in fragments} == {True, False}
    for name, fragment in fragments.items():
        if "Invalid" in name:
            assert re.search(rf"{table}\S* should be .*, but it is null", refusal(person(**fragment))), name
        else:
            read_shape(fragment)
            whole = {**fragment, "basics": {"name": "A B", **fragment.get("basics", {})}}
            assert read(whole)[0].identity.full_name, name


def test_the_dates_of_the_schema_are_read_and_its_wrong_one_is_reported(corpus: Path) -> None:
    table = json.loads((corpus / "json_resume" / "resume-schema-dates.json").read_bytes())
    for name, text in table.items():
        profile, findings = read(person(awards=[{"title": "Prize", "date": text}]))
        is_read = profile.awards[0].date is not None
        assert is_read == (name != "invalid")
        assert (text in said(findings, "import.awards")) == (name == "invalid")


def test_a_whole_table_of_fragments_is_no_resume(corpus: Path) -> None:
    for path in (corpus / "json_resume").glob("resume-schema-*s.json"):
        assert "not a JSON Resume" in refusal(path.read_bytes()), path.name


# --- round trips ----------------------------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
partial_dates = st.builds(
    lambda day, cut: PartialDate.model_validate(day.isoformat()[:cut]), days, st.sampled_from([4, 7, 10])
)
numbers = st.integers(-(10**9), 10**9)


def values_of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any value of a domain model, every field of it included."""
    fields = {}
    for name, field in model.model_fields.items():
        parts = getattr(field.annotation, "__args__", ())
        inner = [part for part in parts if is_model(part)]
        if is_model(field.annotation):
            fields[name] = values_of(field.annotation)
        elif PartialDate in parts:
            fields[name] = st.none() | partial_dates
        elif int in parts:
            fields[name] = st.none() | numbers
        elif inner:
            fields[name] = st.lists(values_of(inner[0]), max_size=2).map(tuple)
        else:
            fields[name] = st.from_type(field.annotation)
    return st.builds(model, **fields)


def is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not PartialDate


@settings(deadline=None, max_examples=60)
@given(values_of(Profile))
def test_what_was_written_is_read_back_exactly_and_without_a_note(profile: Profile) -> None:
    data = write_json_resume(profile)
    assert read_json_resume(data) == (profile, ())
    read_shape({key: value for key, value in json.loads(data).items() if key != "postmatch"})


def test_an_empty_profile_comes_back_too() -> None:
    assert read_json_resume(write_json_resume(Profile())) == (Profile(), ())


def test_a_resume_of_somebody_else_survives_the_way_through_us(corpus: Path) -> None:
    for path in sorted((corpus / "json_resume").glob("*sample*.json")):
        if "job" in path.name:
            continue
        profile, _ = read_json_resume(path.read_bytes())
        assert read_json_resume(write_json_resume(profile)) == (profile, ())


def test_the_file_is_a_json_resume_for_programs_that_know_nothing_of_us() -> None:
    profile = Profile(
        identity=Identity(given_names="Adaeze", family_name="Okafor", city="Lagos", country="Nigeria"),
        experience=(
            Experience(kind=ExperienceKind.US_OBSERVERSHIP, place="Example Clinic", start="2024-01", ongoing=True),
            Experience(kind=ExperienceKind.VOLUNTEER, place="Food Bank"),
            Experience(place="Not shown", shown_on_cv=False),
        ),
        awards=(Award(title="Prize", date="2020"),),
        skills=(Skill(name="Ultrasound", detail="FAST"),),
    )
    raw = json.loads(write_json_resume(profile))
    assert raw["basics"]["name"] == "Adaeze Okafor"
    assert raw["work"] == [{"name": "Example Clinic", "startDate": "2024-01"}]
    assert raw["volunteer"] == [{"organization": "Food Bank"}]
    assert raw["awards"] == [{"title": "Prize", "date": "2020"}]
    assert raw["skills"] == [{"name": "Ultrasound", "keywords": ["FAST"]}]
    assert not {"education", "publications", "certificates", "languages"} & raw.keys()


# --- the standard part ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_and_without_its_mark(start: bytes) -> None:
    profile, _ = read_json_resume(start + '{"basics": {"name": "Zoë Müller"}}'.encode())
    assert profile.identity.family_name == "Müller"


@pytest.mark.parametrize(
    ("name", "given_names", "family_name"),
    [
        ("Adaeze Okafor", "Adaeze", "Okafor"),
        ("Okafor, Adaeze N.", "Adaeze N.", "Okafor"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Maria José de la Cruz", "Maria José", "de la Cruz"),
        ("Sukarno", "", "Sukarno"),
    ],
)
def test_a_name_in_one_piece_is_split_and_the_applicant_is_told(name: str, given_names: str, family_name: str) -> None:
    profile, findings = read({"basics": {"name": name}})
    assert (profile.identity.given_names, profile.identity.family_name) == (given_names, family_name)
    assert "ECFMG certificate" in findings[0].hint


def test_basics_go_where_they_belong() -> None:
    basics = {
        "name": "A B",
        "email": "a@example.com",
        "phone": "+1 555",
        "url": "https://a.example.com",
        "summary": "Short.",
        "location": {"city": "Houston", "region": "Texas", "countryCode": "US", "postalCode": "77001"},
        "profiles": [
            {"network": "LinkedIn", "username": "ab", "url": "https://example.com/in/ab"},
            {"network": "X", "username": "ab"},
        ],
    }
    profile, findings = read({"basics": basics})
    who = profile.identity
    assert (who.email, who.phone, who.city, who.country) == ("a@example.com", "+1 555", "Houston, Texas", "US")
    assert [(link.label, link.url) for link in who.links] == [
        ("Website", "https://a.example.com"),
        ("LinkedIn", "https://example.com/in/ab"),
        ("X (ab)", ""),
    ]
    assert profile.summary == "Short."
    assert "77001" in said(findings, "import.basics")


def test_certificates_publications_and_education_go_where_they_belong() -> None:
    profile, findings = read(
        person(
            certificates=[{"name": "ACLS", "issuer": "AHA", "date": "2024-05"}],
            publications=[{"name": "A case", "publisher": "BMJ", "releaseDate": "2021", "summary": "In press"}],
            education=[{"institution": "Lagos", "studyType": "MBBS", "endDate": "2019-07", "score": "4.0"}],
        )
    )
    (acls,), (case,), (school,) = profile.certifications, profile.publications, profile.education
    assert (acls.name, acls.issuer, str(acls.issued)) == ("ACLS", "AHA", "2024-05")
    assert (case.title, case.venue, str(case.date), case.note) == ("A case", "BMJ", "2021", "In press")
    assert (school.kind, str(school.end), school.details) == (EducationKind.MEDICAL_SCHOOL, "2019-07", ("Grade: 4.0",))
    assert [finding.subject for finding in findings] == ["Your name"]


def test_a_date_nobody_can_read_is_left_blank_and_its_text_is_reported() -> None:
    profile, findings = read(person(work=[{"name": "Clinic", "startDate": "Summer 2020", "endDate": "2021-13"}]))
    assert (profile.experience[0].start, profile.experience[0].end) == (None, None)
    text = said(findings, "import.work")
    assert "Summer 2020" in text
    assert "work[0].endDate" in text
    assert not profile.experience[0].ongoing


def test_work_without_an_end_is_going_on_and_the_applicant_is_asked_to_check() -> None:
    profile, findings = read(
        person(
            work=[
                {"name": "One", "startDate": "2020"},
                {"name": "Two", "startDate": "2019", "endDate": "Present"},
                {"name": "Three"},
            ]
        )
    )
    assert [entry.ongoing for entry in profile.experience] == [True, True, False]
    assert "“One”" in said(findings, "import.work")


def test_names_of_older_files_are_understood() -> None:
    profile, _ = read(person(work=[{"company": "Old Clinic", "position": "Clerk"}]))
    assert profile.experience[0].place == "Old Clinic"


def test_what_has_no_place_is_named_and_not_dropped() -> None:
    _, findings = read(
        person(
            interests=[{"name": "Chess", "keywords": ["Endgames"]}],
            references=[{"name": "Dr. Example", "reference": "A long praise."}],
            projects=[{"name": "App", "keywords": ["Python"], "type": "application"}],
            hobbies=["Sailing"],
            work=[{"name": "Clinic", "url": "https://c.example.com", "team": {"size": 7}}],
        )
    )
    assert "Chess, Endgames" in said(findings, "import.interests")
    assert "Dr. Example" in said(findings, "import.references")
    assert "praise" not in said(findings, "import.references")
    assert "Python" in said(findings, "import.projects")
    assert "Sailing" in said(findings, "import.file")
    assert "https://c.example.com" in said(findings, "import.work")
    assert '{"size": 7}' in said(findings, "import.work")


# --- the part of our own --------------------------------------------------------------------------------------------


def test_groups_complete_the_standard_part_and_lists_take_its_place() -> None:
    profile, findings = read(
        person(
            languages=[{"language": "English"}],
            work=[{"name": "Example Clinic", "position": "Observer"}],
            **own(
                identity={"aamc_id": "10000001"},
                status={"citizenship_class": "us_citizen"},
                exams=[{"kind": "step_1", "date": "2021-03"}],
                experience=[{"kind": "us_observership", "place": "Example Clinic", "role": "Observer"}],
            ),
        )
    )
    assert (profile.identity.family_name, profile.identity.aamc_id) == ("Okafor", "10000001")
    assert profile.status.citizenship_class is CitizenshipClass.US_CITIZEN
    assert profile.exam(ExamKind.STEP_1) is not None
    assert [entry.kind for entry in profile.experience] == [ExperienceKind.US_OBSERVERSHIP]
    assert [language.name for language in profile.languages] == ["English"]
    assert [finding.subject for finding in findings] == ["Your name"]


def test_an_entry_that_our_list_does_not_have_is_reported() -> None:
    profile, findings = read(person(work=[{"name": "Lost Clinic"}], **own(experience=[])))
    assert profile.experience == ()
    assert "Lost Clinic" in said(findings, "import.experience")


def test_a_name_given_in_two_pieces_needs_no_note() -> None:
    profile, findings = read(person(**own(identity={"given_names": "Adaeze N.", "family_name": "Okafor"})))
    assert profile.identity.given_names == "Adaeze N."
    assert findings == ()


def test_our_part_may_stand_alone() -> None:
    profile, findings = read(
        own(identity={"family_name": "Okafor", "links": [{"id": "1", "url": "https://x.example"}]})
    )
    assert profile.identity.links == (Link(id="1", url="https://x.example"),)
    assert findings == ()


def test_the_example_of_the_documentation_is_read() -> None:
    text = (ROOT / "docs" / "profile-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)
    profile, findings = read_json_resume(example.encode())
    assert profile.identity.full_name == "Adaeze Okafor"
    assert len(profile.exams) == 2
    assert [finding.subject for finding in findings] == ["Your name"]


def test_the_documentation_lists_every_field_of_the_profile() -> None:
    text = (ROOT / "docs" / "profile-file.md").read_text(encoding="utf-8")
    seen: set[type[BaseModel]] = set()

    def check(model: type[BaseModel]) -> None:
        seen.add(model)
        section = text.partition(f"### {model.__name__}\n")[2].partition("###")[0]
        for name, field in model.model_fields.items():
            assert name == "id" or f"| `{name}` |" in section, (model.__name__, name)
            for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
                if is_model(part) and part not in seen:
                    check(part)

    check(Profile)
    assert len(seen) > 10


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"", "line 1, column 1"),
        (b'{"basics": {\n  "name": "A",\n}}', "line 3, column 1"),
        (b"%PDF-1.7\n\xff", "UTF-8"),
        ('{"basics": {"name": "A B"}}'.encode("utf-16"), "UTF-8"),
        (b'{"basics": {"name": "\\ud800"}}', "UTF-8"),
        (b'{"basics": {"name": "A", "name": "B"}}', "“name” stands twice"),
        (b'{"basics": NaN}', "number"),
        (b"[" * 100_000, "nesting"),
        (b'{"x": ' + b"9" * 5000 + b"}", "number"),
        (b"[1]", "a list"),
        (b'"text"', "text"),
        (b"null", "null"),
        ({}, "no “basics”"),
        ({"basics": {}}, "basics.name"),
        ({"basics": {"phone": "1"}}, "basics.name"),
        ({"awards": []}, "no “basics”"),
        ({"work": [{}, {"highlights": [" "]}]}, "no “basics”"),
        ({"title": "Nurse", "company": "Clinic", "skills": [{"name": "IV lines"}]}, "“title”"),
        (person(work=[{"name": "A"}, {"startDate": 2020}]), "work[1].startDate should be text, but it is a number"),
        (person(work={"name": "A"}), "work should be a list in [ ], but it is a group"),
        (person(skills=["IV lines"]), "skills[0] should be a group in { }, but it is text"),
        ({"work": None, "basics": None}, "work should be"),
        ({"postmatch": []}, "postmatch should be a group"),
        ({"postmatch": {"profile": {}}}, "postmatch.format"),
        ({"postmatch": {"format": True, "profile": {}}}, "postmatch.format"),
        ({"postmatch": {"format": 0}}, "postmatch.format"),
        ({"postmatch": {"format": 1, "profil": {}}}, "postmatch.profil "),
        ({"postmatch": {"format": 1, "profile": []}}, "postmatch.profile should be a group"),
        (own(exams=[{"kind": "step_1"}, {"kind": "step_9"}]), "postmatch.profile.exams[1].kind"),
        (own(exams=[{"date": "2020"}]), "postmatch.profile.exams[0].kind is missing"),
        (own(status={"citizen": True}), "postmatch.profile.status.citizen is not a field we know"),
        (own(status={"earliest_start": {"year": 2020, "month": 10**30}}), "earliest_start"),
    ],
)
def test_what_is_no_profile_is_refused_and_the_first_fault_is_named(raw: Any, named: str) -> None:
    assert named in refusal(raw)


def test_a_file_of_a_newer_version_is_refused_whatever_else_is_in_it() -> None:
    raw = {"basics": 7, "postmatch": {"format": 2, "profile": {"new": 1}}}
    assert "newer version" in refusal(raw)


def test_deep_nesting_in_unknown_fields_is_a_note_and_no_crash() -> None:
    deep = json.loads("[" * 600 + "]" * 600)
    _, findings = read({"basics": {"name": "A B", "x": deep}, "y": deep, "work": [{"name": "C", "z": deep}]})
    assert {finding.rule_id for finding in findings} == {"import.basics", "import.file", "import.work"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["basics", "work", "name", "postmatch", "format", "profile", "skills", "startDate", "x"]
                ),
                inner,
            )
        ),
    )
)
def test_any_json_is_read_or_refused(raw: Any) -> None:
    with suppress(ProfileUnreadable):
        assert isinstance(read(raw)[0], Profile)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ProfileUnreadable):
        assert isinstance(read_json_resume(data)[0], Profile)
