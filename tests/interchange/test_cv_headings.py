"""Headings in the words that people use, and lines that are none."""

from __future__ import annotations

import pytest

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.cv_form import CvSection
from postmatch.domain.profile import ExperienceKind
from postmatch.interchange.cv_headings import CvArea, blocks, heading_of


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Education", CvArea.EDUCATION),
        ("EDUCATION AND TRAINING", CvArea.EDUCATION),
        ("Professional Experience", CvArea.EXPERIENCE),
        ("Work Experience:", CvArea.EXPERIENCE),
        ("Honors & Awards", CvArea.AWARDS),
        ("Selected Publications", CvArea.PUBLICATIONS),
        ("Licensure and Certification", CvArea.CERTIFICATIONS),
        ("Professional Memberships", CvArea.MEMBERSHIPS),
        ("Personal Information", CvArea.CONTACT),
        ("Hobbies and Interests", CvArea.OTHER),
    ],
)
def test_the_words_of_people_name_an_area(text: str, area: CvArea) -> None:
    heading = heading_of(text)
    assert heading is not None
    assert heading.area is area


@pytest.mark.parametrize("section", CvSection)
def test_every_heading_of_our_own_cvs_is_known(section: CvSection) -> None:
    assert heading_of(section.label) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Research Assistant",
        "Volunteer Doctor",
        "Teaching Hospital",
        "Experience 2019",
        "Education\tEnugu",
        "",
        "and",
        ":",
    ],
)
def test_a_line_that_says_more_is_no_heading(text: str) -> None:
    assert heading_of(text) is None


def test_kinds_and_further_areas_of_a_heading() -> None:
    assert heading_of("Research experience").kind is ExperienceKind.RESEARCH
    assert heading_of("U.S. Clinical Experience").us_clinical
    assert heading_of("Certifications, languages and awards").also == (CvArea.LANGUAGES, CvArea.AWARDS)


def test_where_headings_stand_out_a_line_of_the_same_words_is_none() -> None:
    styled = [TextLine(text="Education", is_heading=True), TextLine(text="Languages", is_heading=True)]
    found = blocks([styled[0], TextLine(text="Research"), styled[1], TextLine(text="Igbo")])
    assert [(block.title, [line.text for line in block.lines]) for block in found] == [
        ("Education", ["Research"]),
        ("Languages", ["Igbo"]),
    ]


def test_a_heading_that_nobody_knows_begins_something_else() -> None:
    found = blocks([TextLine(text="Education"), TextLine(text="My cats", is_heading=True), TextLine(text="Tom")])
    assert [(block.title, block.heading.area) for block in found] == [
        ("Education", CvArea.EDUCATION),
        ("My cats", CvArea.OTHER),
    ]


def test_a_section_in_one_line_ends_with_it() -> None:
    found = blocks([TextLine(text="Skills"), TextLine(text="Languages: Igbo"), TextLine(text="Suturing")])
    assert [(block.heading.area, len(block.lines)) for block in found] == [
        (CvArea.SKILLS, 0),
        (CvArea.LANGUAGES, 1),
        (CvArea.SKILLS, 1),
    ]
