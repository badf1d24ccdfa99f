"""A LinkedIn archive: what each file gives, and that no cell of it is lost. The people in it are made up."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmatch.domain.imports import Imported
from postmatch.domain.profile import EducationKind, ExperienceKind
from postmatch.errors import UploadRefused
from postmatch.interchange.linkedin import read_linkedin
from postmatch.interchange.linkedin_sections import SECTIONS, points

COLUMNS = {
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number",
    "Languages.csv": "Name,Proficiency",
    "Skills.csv": "Name",
    "Honors.csv": "Title,Description,Issued On",
    "Publications.csv": "Name,Published On,Description,Publisher,Url",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description",
    "Organizations.csv": "Name,Position,Description,Started On,Finished On",
    "Projects.csv": "Title,Description,Url,Started On,Finished On",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On",
    "PhoneNumbers.csv": "Extension,Number,Type",
}


def archive(files: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def table(name: str, *rows: Sequence[str], before: str = "") -> str:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS[name].split(","), *rows])
    return before + out.getvalue()


def read(files: Mapping[str, bytes | str]) -> Imported:
    return read_linkedin(archive(files), source="Basic_LinkedInDataExport.zip")


def left(imported: Imported) -> list[tuple[str, str]]:
    return [(one.heading, one.text) for one in imported.unplaced]


def test_who_somebody_is() -> None:
    about = ("Ada", "Okafor", "Bello", "1 Example Street", "Mar 4", "Physician", "I like wards.\n\nAnd clinics.")
    more = ("Medicine", "400001", "Enugu, Nigeria", "", "[COMPANY:https://a.example,PERSONAL:https://b.example/x]", "")
    imported = read(
        {
            "Profile.csv": table("Profile.csv", (*about, *more)),
            "Email Addresses.csv": table(
                "Email Addresses.csv", ("old@example.com", "Yes", "No", ""), ("new@example.com", "Yes", "Yes", "1/1/24")
            ),
            "PhoneNumbers.csv": table("PhoneNumbers.csv", ("", "+1 614 555 0142", "Mobile"), ("1", "555 0100", "Home")),
        }
    )
    who = imported.profile.identity
    assert (who.given_names, who.family_name, who.other_names) == ("Ada", "Okafor", ("Bello",))
    assert (who.city, who.country, who.email, who.phone) == ("Enugu", "Nigeria", "new@example.com", "+1 614 555 0142")
    assert [(link.label, link.url) for link in who.links] == [
        ("Company", "https://a.example"),
        ("Personal", "https://b.example/x"),
    ]
    assert imported.profile.summary == "I like wards.\n\nAnd clinics."
    assert ("Profile", "Headline: Physician") in left(imported)
    assert ("Profile", "Birth Date: Mar 4") in left(imported)
    assert ("E-mail addresses", "old@example.com") in left(imported)
    assert ("Phone numbers", "555 0100") in left(imported)
    assert not imported.is_guess


def test_work_study_and_the_rest_go_where_they_belong() -> None:
    imported = read(
        {
            "Positions.csv": table(
                "Positions.csv",
                ("Oriole Hill", "Medical Officer", "• Ran the ward. • Took call.", "Enugu, Nigeria", "Mar 2021", ""),
                ("Cedar Fork", "Observer", "", "Indiana, United States", "Jan 2024", "Mar 2024"),
                ("Harbor Mill", "Fellow", "", "", "2019", "Summer 2020"),
            ),
            "Education.csv": table("Education.csv", ("Udara Hills", "2013", "2019", "Top of class", "MBBS", "Chess")),
            "Certifications.csv": table("Certifications.csv", ("ACLS", "", "Center", "Jun 2024", "Jun 2026", "X-1")),
            "Languages.csv": table("Languages.csv", ("Igbo", "Native or bilingual proficiency")),
            "Skills.csv": table("Skills.csv", ("Ultrasound",)),
            "Honors.csv": table("Honors.csv", ("Prize", "Best examination", "Nov 2019")),
            "Publications.csv": table("Publications.csv", ("A case", "Feb 4, 2025", "", "Annals", "https://x.example")),
            "Volunteering.csv": table("Volunteering.csv", ("Market Days", "Doctor", "Health", "Jun 2018", "", "Tests")),
            "Organizations.csv": table("Organizations.csv", ("Sample College", "Member", "", "2024", "")),
        }
    )  # fmt: skip
    profile = imported.profile
    first, second, third, volunteer = profile.experience
    assert (first.kind, first.ongoing, first.bullets) == (
        ExperienceKind.CLINICAL_ABROAD, True, ("Ran the ward.", "Took call.")
    )  # fmt: skip
    assert (second.kind, str(second.end), second.country) == (
        ExperienceKind.US_OBSERVERSHIP, "2024-03", "United States"
    )  # fmt: skip
    assert (third.ongoing, third.end) == (False, None)
    assert ("Positions", "Finished On: Summer 2020") in left(imported)
    assert (volunteer.kind, volunteer.bullets) == (ExperienceKind.VOLUNTEER, ("Tests",))
    (school,) = profile.education
    assert (school.kind, school.details) == (EducationKind.MEDICAL_SCHOOL, ("Top of class", "Activities: Chess"))
    assert [str(one.expires) for one in profile.certifications] == ["2026-06"]
    assert ("Certifications", "License Number: X-1") in left(imported)
    assert (profile.languages[0].level, profile.skills[0].name) == ("Native or bilingual proficiency", "Ultrasound")
    assert (profile.awards[0].detail, str(profile.publications[0].date)) == ("Best examination", "2025-02-04")
    assert (profile.memberships[0].organization, profile.memberships[0].role) == ("Sample College", "Member")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_any_program_are_read(encoding: str) -> None:
    content = table("Skills.csv", ("Échographie",)).encode(encoding)
    assert read({"export/Skills.csv": content}).profile.skills[0].name == "Échographie"


def test_notes_before_the_header_are_kept_and_the_header_is_found() -> None:
    notes = 'Notes:\n"When exporting, some things may be missing."\n\n'
    row = ("Oriole Hill", "Medical Officer", "", "", "Mar 2021", "")
    imported = read({"Positions.csv": table("Positions.csv", row, before=notes)})
    assert imported.profile.experience[0].place == "Oriole Hill"
    assert ("Positions", "When exporting, some things may be missing.") in left(imported)


def test_files_that_are_not_about_the_profile_are_named_and_not_read() -> None:
    imported = read({"Skills.csv": table("Skills.csv"), "messages.csv": "FROM\nSomebody else", "Ad_Targeting.csv": "x"})
    assert left(imported) == [("Files of the archive that were not read", "Ad_Targeting.csv, messages.csv")]


def test_every_other_file_is_named_tables_and_pictures_alike() -> None:
    imported = read({"Skills.csv": table("Skills.csv"), "media/Resume.pdf": "%PDF", "Rich_Media.txt": "x"})
    assert left(imported) == [("Files of the archive that were not read", "Rich_Media.txt, media/Resume.pdf")]


def test_two_tables_of_one_name_are_both_read() -> None:
    imported = read(
        {
            "a/Skills.csv": table("Skills.csv", ("Ultrasound",)),
            "b/Skills.csv": table("Skills.csv", ("Suturing",)),
        }
    )
    assert [one.name for one in imported.profile.skills] == ["Ultrasound", "Suturing"]


def test_another_zip_and_a_broken_one_are_refused_with_a_way_out() -> None:
    for data, reason in ((archive({"a.txt": "hi"}), "unsupported_type"), (b"PK\x03\x04broken", "damaged")):
        with pytest.raises(UploadRefused) as caught:
            read_linkedin(data, source="a.zip")
        assert caught.value.reason == reason
        assert "Get a copy of your data" in caught.value.hint


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UploadRefused) as caught:
        read({"Skills.csv": b"a" * (300 * 1024 * 1024)})
    assert caught.value.reason == "too_large"


def test_points_are_set_apart_and_hyphens_in_words_are_not() -> None:
    assert points("- one\n- two-fold\n* three") == ("one", "two-fold", "three")
    assert points("Just a line.") == ("Just a line.",)


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@st.composite
def archives(draw: st.DrawFn) -> dict[str, str]:
    wanted = sorted(COLUMNS.keys() - {"Email Addresses.csv"})  # whose notes on an address are nobody's words
    names = draw(st.sets(st.sampled_from(wanted), min_size=1, max_size=4))
    rows = {name: draw(st.lists(st.lists(words, min_size=1, max_size=14), max_size=3)) for name in names}
    return {name: table(name, *rows[name], before=draw(st.sampled_from(["", "Notes:\nhello\n"]))) for name in names}


@settings(max_examples=80)
@given(archives())
def test_no_word_of_any_cell_is_lost(files: dict[str, str]) -> None:
    imported = read(files)
    kept = _words(" ".join(_texts(imported.model_dump())))
    said = sum((_words(content) for content in files.values()), Counter())
    header = _words(" ".join(COLUMNS[name] for name in files))
    assert not {word for word in said - kept if said[word] - header[word] > kept[word]}


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _texts(inner)]
    return [str(value)]


def _words(text: str) -> Counter[str]:
    return Counter(word.lstrip("0") for word in re.findall(r"\w+", text.casefold()))


def test_every_file_that_is_read_is_in_these_tests() -> None:
    assert set(COLUMNS) <= set(SECTIONS)
    assert {section.heading for section in SECTIONS.values()}
