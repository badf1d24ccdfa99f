"""JSON Resume as an import: nothing of the file is lost, and what it gave comes back from our own file."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.errors import ProfileUnreadable
from postmatch.interchange import import_json_resume, read_json_resume, write_json_resume
from postmatch.rendering import fill_cv, find_template
from tests.corpus import corpus_folder
from tests.domain.profiles_made_up import profiles
from tests.interchange.every_word import lost, texts_of, words

FOLDER = corpus_folder() / "json_resume"
FILES = sorted(path.name for path in FOLDER.glob("*.json"))
FRAGMENTS = ("awards", "basics", "certificates", "dates", "education", "interests")
NO_RESUME = {"jsonresumeorg-sample.job.json", "resume-schema-5-resume.json"}


def resumes(name: str) -> dict[str, dict[str, Any]]:
    """The résumés of one file of the corpus: the file itself, or every valid fragment of a table with a name added."""
    data = json.loads((FOLDER / name).read_bytes())
    if not any(name == f"resume-schema-{table}.json" for table in FRAGMENTS):
        return {name: data}
    if "dates" in name:
        return {key: _named({"awards": [{"title": "Prize", "date": text}]}) for key, text in data.items()}
    return {key: _named(fragment) for key, fragment in data.items() if "Invalid" not in key}


def _named(fragment: dict[str, Any]) -> dict[str, Any]:
    return {**fragment, "basics": {"name": "Adaeze Okafor", **fragment.get("basics", {})}}


@pytest.mark.parametrize("name", [name for name in FILES if name not in NO_RESUME])
def test_every_file_of_the_corpus_is_read_written_and_read_with_nothing_lost(corpus: Path, name: str) -> None:
    assert corpus.is_dir()
    for key, raw in resumes(name).items():
        first = import_json_resume(json.dumps(raw).encode(), source=name)
        said = {section: value for section, value in raw.items() if section not in ("$schema", "meta")}
        for text in texts_of(said):
            assert not lost(text, first), (key, text)
        second = import_json_resume(write_json_resume(first.profile), source=name)
        assert (second.profile, second.unplaced) == (first.profile, ()), key


def test_the_corpus_was_seen() -> None:
    assert len(FILES) >= 10
    assert set(FILES) >= NO_RESUME


@pytest.mark.parametrize("name", sorted(NO_RESUME))
def test_what_is_no_resume_is_refused(corpus: Path, name: str) -> None:
    with pytest.raises(ProfileUnreadable):
        import_json_resume((corpus / "json_resume" / name).read_bytes(), source=name)


@pytest.mark.parametrize("name", [name for name in FILES if name not in NO_RESUME])
def test_the_cv_of_each_is_rendered_and_says_who_it_is_of(corpus: Path, workers: Workers, name: str) -> None:
    assert corpus.is_dir()
    template = find_template("cv", "classic")
    for key, raw in list(resumes(name).items())[:2]:
        profile, _ = read_json_resume(json.dumps(raw).encode())
        docx = fill_cv(profile, form=CvForm(), template=template, paper=Paper.LETTER, today=date(2026, 11, 25))
        converted = workers.word_to_pdf(docx)
        printed = words(" ".join(workers.page_texts(converted.pdf)))
        assert words(profile.identity.full_name) <= printed, key
        assert {word for job in profile.experience for word in words(job.role)} <= printed, key


def test_what_a_finding_only_names_is_kept_whole() -> None:
    praise = "A long praise of the applicant, " * 8
    raw = {
        "basics": {"name": "Adaeze Okafor", "label": "Physician"},
        "references": [{"name": "Dr. Example", "reference": praise}],
        "interests": [{"name": "Chess", "keywords": ["Endgames"]}],
        "work": [{"name": "Clinic", "startDate": "Summer 2020", "url": "https://c.example.com"}],
    }
    kept = [(one.heading, one.text) for one in import_json_resume(json.dumps(raw).encode(), source="me.json").unplaced]
    assert ("references", f"Dr. Example – {praise.strip()}") in kept
    assert ("basics: label", "Physician") in kept
    assert ("interests", "Chess, Endgames") in kept
    assert ("work[0].startDate", "Summer 2020") in kept
    assert ("work: url", "https://c.example.com") in kept


def test_words_of_the_standard_part_that_our_own_part_says_otherwise_are_kept() -> None:
    own = {"experience": [{"place": "Clinic", "role": "Observer"}], "identity": {"city": "Enugu"}}
    raw = {
        "basics": {"name": "Adaeze Okafor", "location": {"address": "1 Example Street", "city": "Lagos"}},
        "work": [{"name": "Clinic", "position": "Observer", "highlights": ["Added elsewhere."], "team": "Seven"}],
        "postmatch": {"format": 1, "profile": own},
    }
    kept = " ".join(one.text for one in import_json_resume(json.dumps(raw).encode(), source="me.json").unplaced)
    assert words(kept) >= {"added", "elsewhere", "lagos", "example", "street", "seven"}


EVERY_PAIR: dict[str, Any] = {
    "basics": {"name": "Adaeze Okafor", "profiles": [{"network": "X", "url": "https://x", "bio": "b1"}]},
    "references": [{"name": "Dr. Example", "reference": "r1",
                    "email": "r2", "phone": "r3", "position": "r4"}, {"a": "r5"}],
    "interests": [{"name": "Chess", "level": "i1", "keywords": ["i2"], "since": "i3"}],
    "work": [{"name": "w1", "company": "w2", "organization": "w3", "url": "w4", "website": "w5"}],
    "volunteer": [{"organization": "v1", "company": "v2"}],
    "education": [{"institution": "e1", "score": "e2", "gpa": "e3"}],
    "publications": [{"name": "p1", "url": "p2", "website": "p3"}],
}  # fmt: skip


@pytest.mark.parametrize("own", [None, {"identity": {"links": []}}, {"experience": [], "publications": []}])
def test_of_two_names_of_one_field_none_is_lost_nor_a_field_beside_those_of_the_standard(
    own: dict[str, Any] | None,
) -> None:
    ours = {"postmatch": {"format": 1, "profile": own}} if own is not None else {}
    imported = import_json_resume(json.dumps({**EVERY_PAIR, **ours}).encode(), source="me.json")
    kept = Counter(re.findall(r"\w+", " ".join(one.text for one in imported.unplaced)))
    kept += Counter(re.findall(r"\w+", imported.profile.model_dump_json()))
    said = {word for text in texts_of(EVERY_PAIR) for word in re.findall(r"\b[a-z]\d\b", text)}
    assert len(said) == 22
    assert not said - kept.keys()


def test_a_second_name_that_says_the_same_is_not_left() -> None:
    raw = {"basics": {"name": "Adaeze Okafor"}, "education": [{"institution": "E", "score": "4.0", "gpa": "4.0"}]}
    assert import_json_resume(json.dumps(raw).encode(), source="me.json").unplaced == ()


@settings(max_examples=40)
@given(profiles())
def test_our_own_file_leaves_nothing_over(profile: Profile) -> None:
    imported = import_json_resume(write_json_resume(profile), source="own.json")
    assert (imported.profile, imported.unplaced) == (profile, ())
